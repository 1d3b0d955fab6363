"""The `clinic-bot` command."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from bot.problems import ContentError
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content import Content
    from bot.conversation import Conversations
    from bot.evaluation import Case, Outcome

EPILOG = "Exit codes: 0 done, 1 it could not be done (one line says why), 2 the command was not understood."
WATCH_SECONDS = 1.0
MOST_FAULTS = 20
"""More faults than these do not fit on a screen, and usually have one cause."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    from bot.evaluation import EvaluationError
    from bot.model import TrainingError
    from bot.stack import StackError

    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    options = parser().parse_args(arguments)
    # `kill` ends us as Ctrl-C does, and Ctrl-C does so in the background too: the children are stopped first.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    try:
        return int(options.command(options, Settings.from_environment()))
    except ContentError as error:
        _say("The content has faults:\n  " + "\n  ".join(error.first(MOST_FAULTS)))
    except (SettingsError, StackError, TrainingError, EvaluationError, OSError) as error:
        _say(str(error))
    except sqlite3.Error as error:
        _say(f"The database cannot be used: {error}.")
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0
    return 1


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Start everything on loopback and keep it up until Ctrl-C."""
    from bot.stack import Stack, StackError

    _check_content(settings)
    with Stack(settings, _say) as stack:
        _say(
            f"Ready: the assistant is at {settings.assistant_url}. Talk to it with `make chat`; Ctrl-C stops it."
        )
        try:
            while True:
                sleep(WATCH_SECONDS)
                fallen = stack.fallen()
                if fallen:
                    raise StackError(f"The {fallen} ended by itself; its log is in {settings.data}.")
        except KeyboardInterrupt:
            _say("Stopping ...")
    _say("Stopped.")
    return 0


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """Talk to the bot in the terminal."""
    with _conversations(settings, _say) as conversations:
        return asyncio.run(_chat(conversations))


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Ask one question."""
    from bot.terminal import show

    with _conversations(settings, _quiet if options.json else _say) as conversations:
        messages = asyncio.run(conversations.receive_text(conversations.start("terminal"), options.question))
    for message in messages:
        if message.reply:
            print(json.dumps(message.reply.as_dict(), ensure_ascii=False) if options.json else show(message))
    return 0


def train(options: argparse.Namespace, settings: Settings) -> int:
    """Train the assistant if its data changed."""
    from bot.danger_model import current_danger_model
    from bot.model import current_model
    from bot.model import train as train_model

    made = (current_model(settings), current_danger_model(settings))
    if options.force:
        for path in made:
            path.unlink(missing_ok=True)
    elif all(path.exists() for path in made):
        _say("The model is current.")
        return 0
    train_model(settings, _say)
    return 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Check content and settings."""
    from bot.checking import report

    content = _check_content(settings)
    for line in report(content, verbose=options.verbose):
        print(line)
    return 0


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Measure the bot on labelled files."""
    from bot.evaluation import ROW_COLUMNS, EvaluationError, read_cases, summarize, table
    from bot.evaluation_report import read_extras, write_report

    if (options.robust or options.nlu) and not options.report:
        raise EvaluationError("--robust and --nlu are for the report: give --report, too.")
    sets = {path: read_cases(path) for path in options.files}
    extras = read_extras(robust=options.robust, nlu=options.nlu)
    say = _quiet if options.json else _say
    replies = iter(replies_to(settings, [case for cases in sets.values() for case in cases], say))
    outcomes = {path: [next(replies) for _ in cases] for path, cases in sets.items()}
    if options.rows:
        rows = [list(ROW_COLUMNS), *(each.row() for measured in outcomes.values() for each in measured)]
        options.rows.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    if options.report:
        write_report(options.report, outcomes, extras)
    for path, measured in outcomes.items():
        summary = summarize(measured)
        heading = f"{path.name}\n" if len(outcomes) > 1 else ""
        print(json.dumps(summary) if options.json else heading + table(summary))
    return 0


def replies_to(settings: Settings, cases: Sequence[Case], say: Callable[[str], None]) -> list[Outcome]:
    """What a bot of its own, on a store of its own, replies to each case in a conversation of its own."""
    from bot.stack import on_free_ports

    with tempfile.TemporaryDirectory(prefix="clinic-bot-eval-") as folder:
        apart = on_free_ports(replace(settings, data=Path(folder)))
        with _conversations(apart, say, own=True) as conversations:
            return asyncio.run(_outcomes(conversations, cases, say))


async def _outcomes(
    conversations: Conversations, cases: Sequence[Case], say: Callable[[str], None]
) -> list[Outcome]:
    from bot.evaluation import Outcome

    outcomes = []
    for number, case in enumerate(cases, start=1):
        messages = await conversations.receive_text(conversations.start("eval"), case.text)
        outcomes.append(Outcome(case, tuple(message.reply for message in messages if message.reply)))
        if number % 50 == 0 or number == len(cases):
            say(f"  {number} of {len(cases)} messages")
    return outcomes


async def _chat(conversations: Conversations) -> int:
    from bot.terminal import GOODBYE, picked, show

    conversation = conversations.start("terminal")
    print("Ask a question, pick a choice by its number, or type 'quit'.")
    last = None
    while True:
        try:
            typed = input("\nYou: ").strip()
        except EOFError:
            print()
            return 0
        if typed.lower() in GOODBYE:
            return 0
        token = picked(typed, last)
        if token:
            messages = await conversations.receive_choice(conversation, token)
        else:
            messages = await conversations.receive_text(conversation, typed)
        for message in messages:
            if message.reply:
                last = message.reply
                print(show(message))


@contextmanager
def _conversations(
    settings: Settings, say: Callable[[str], None], own: bool = False
) -> Iterator[Conversations]:
    """The door to a running bot, or to one that is started for the time being."""
    from bot.assistant import Assistant
    from bot.conversation import Conversations
    from bot.danger_model import load_danger_model
    from bot.live_content import LiveContent
    from bot.stack import Stack, on_free_ports
    from bot.store import Store

    content = LiveContent(settings.content)
    running = not own and asyncio.run(_is_running(settings))
    stack = None if running else Stack(settings if own else on_free_ports(settings), say)
    try:
        if stack:
            stack.start()
        url = stack.settings.assistant_url if stack else settings.assistant_url
        store = Store(settings.store)
        assistant = Assistant(url, settings.assistant_timeout)
        yield Conversations(store, assistant, content, load_danger_model(settings))
        store.close()
    finally:
        if stack:
            stack.stop()


async def _is_running(settings: Settings) -> bool:
    from bot.assistant import Assistant

    assistant = Assistant(settings.assistant_url, timeout=2.0)
    try:
        return await assistant.is_ready()
    finally:
        await assistant.close()


def _check_content(settings: Settings) -> Content:
    from bot.content_loader import load_content

    return load_content(settings.content)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _quiet(text: str) -> None:
    """Say nothing: what is printed is for a program to read."""


def parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    whole = argparse.ArgumentParser(
        prog="clinic-bot",
        description="The clinic's patient bot: run it, talk to it, check it.",
        epilog=EPILOG,
    )
    commands = whole.add_subparsers(metavar="COMMAND", required=True)

    def add(
        name: str, command: Callable[[argparse.Namespace, Settings], int], text: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, epilog=EPILOG)
        sub.set_defaults(command=command)
        return sub

    add("run", run, "Start everything on this machine's loopback address; Ctrl-C stops it.")
    add("chat", chat, "Talk to the bot in the terminal. Uses the running bot, or starts one for the talk.")
    one = add("ask", ask, "Ask one question and print the reply.")
    one.add_argument("question", help="the question, in quotes")
    one.add_argument("--json", action="store_true", help="print the reply as JSON: text, kind, topics, ...")
    training = add("train", train, "Train the assistant, if config, domain, data or NLU components changed.")
    training.add_argument("--force", action="store_true", help="train even if nothing changed")
    checking = add("check", check, "Check content and settings: grade, length, sources, topics, reviews.")
    checking.add_argument("--verbose", action="store_true", help="list every text with its grade and length")
    measuring = add(
        "eval", evaluate, "Measure the bot on labelled files (id text kind accept procedure group)."
    )
    measuring.add_argument("files", type=Path, nargs="+", metavar="FILE", help="tab-separated, with a header")
    measuring.add_argument("--rows", type=Path, metavar="OUT.tsv", help="write one line for each message")
    measuring.add_argument("--json", action="store_true", help="print a summary as JSON for each file")
    measuring.add_argument("--report", type=Path, metavar="OUT.md", help="write the report and its picture")
    measuring.add_argument("--robust", type=Path, metavar="JSON", help="for it: what bench/robust.py wrote")
    measuring.add_argument("--nlu", type=Path, metavar="JSON", help="for it: what bench/nlu.py wrote")
    return whole


if __name__ == "__main__":
    sys.exit(main())
