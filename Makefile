# Everything a person needs: `make run` starts the bot, `make test` checks it.
# CLINIC_BOT_* settings and PYTHON=... may be given on the command line.

BIN := .venv/bin
export RASA_TELEMETRY_ENABLED := false

.PHONY: run chat test setup train lock bench

run: setup
	@$(BIN)/clinic-bot run

chat: setup
	@$(BIN)/clinic-bot chat

test: setup
	@scripts/test

setup:
	@scripts/setup

train: setup
	@$(BIN)/clinic-bot train

bench: setup
	@$(BIN)/python bench/speed.py

lock:
	@scripts/lock
