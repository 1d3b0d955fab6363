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
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from bot.problems import CommandError, ContentError
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.content import Content
    from bot.conversation import Conversations
    from bot.evaluation import Case, Outcome


Command = Callable[[argparse.Namespace, Settings], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]

EPILOG = (
    "Exit codes: 0 done, 1 it could not be done (one line says why), 2 the command was not understood,"
    " 130 stopped half-way by Ctrl-C, 143 by `kill`. `run` ends with 0 when it is stopped after it was ready."
)
MOST_FAULTS = 20
"""More faults than these do not fit on a screen, and usually have one cause."""


class TerminatedError(KeyboardInterrupt):
    """`kill` ends us as Ctrl-C does: the children are stopped first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    from bot.evaluation import EvaluationError
    from bot.stack import StackError
    from bot.training import TrainingError

    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    options = parser().parse_args(arguments)
    # Set by ourselves, because a shell has its background jobs ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return int(options.command(options, Settings.from_environment()))
    except ContentError as error:
        _say("The content has faults:\n  " + "\n  ".join(error.first(MOST_FAULTS)))
    except (CommandError, SettingsError, StackError, TrainingError, EvaluationError, OSError) as error:
        _say(str(error))
    except sqlite3.Error as error:
        _say(f"The database cannot be used: {error}.")
    except KeyboardInterrupt as stop:
        _say("Stopped.")
        # As shells have it, 128 and the signal's number: half of a backup is none, and `&&` must not go on.
        return 128 + (signal.SIGTERM if isinstance(stop, TerminatedError) else signal.SIGINT)
    return 1


def _terminate(number: int, frame: object) -> None:
    raise TerminatedError


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Start everything on loopback and keep it up until Ctrl-C."""
    from bot.supervisor import WATCH_SECONDS, Supervisor

    _check_content(settings)
    _check_other_settings()
    with Supervisor(settings, _say) as supervisor:
        _say(
            f"Ready: the page is at {settings.door_url}/. Talk to it there or with `make chat`; Ctrl-C stops it."
        )
        try:
            while True:
                supervisor.watch()
                sleep(WATCH_SECONDS)
        except KeyboardInterrupt:
            _say("Stopping ...")
    _say("Stopped.")
    return 0


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """Talk to the bot in the terminal."""
    from bot.talking import chat as talk

    return talk(settings, _say)


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Ask one question."""
    from bot.talking import ask as put

    return put(settings, options.question, as_json=options.json, say=_quiet if options.json else _say)


def train(options: argparse.Namespace, settings: Settings) -> int:
    """Train the assistant if its data changed."""
    from bot.danger_model import current_danger_model
    from bot.model import current_model
    from bot.training import train as train_model

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

    _check_other_settings()
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
    from bot.talking import open_door

    with tempfile.TemporaryDirectory(prefix="clinic-bot-eval-") as folder:
        apart = on_free_ports(replace(settings, data=Path(folder)))
        with open_door(apart, say, own=True) as conversations:
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


def _check_content(settings: Settings) -> Content:
    from bot.content_loader import load_content

    return load_content(settings.content)


def _check_other_settings() -> None:
    """Read what the front door reads besides `Settings`, so that a wrong one is named before anything is started."""
    from bot.door_settings import DoorSettings
    from bot.telegram_settings import TelegramSettings

    DoorSettings.from_environment()
    TelegramSettings.from_environment()


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

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
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
    _add_record_commands(add)
    _add_staff_commands(commands)
    return whole


def _add_staff_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands on the accounts of the staff console."""
    text = "Accounts of the staff console: add, list, disable, enable, reset."
    staff = commands.add_parser("staff", help=text, description=text, epilog=EPILOG)
    actions = staff.add_subparsers(metavar="ACTION", required=True)

    def add(name: str, function: str, text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text, epilog=EPILOG)
        sub.set_defaults(command=_on_accounts(function))
        return sub

    adding = add("add", "add", "Make an account; the password is asked for, or made with --generate.")
    adding.add_argument("--role", choices=("staff", "lead", "admin"), default="staff", help="default: staff")
    adding.add_argument("--shown-as", metavar="TEXT", help="what patients read, like 'Nurse, spine team'")
    resetting = add("reset", "reset", "Give an account a new password and sign it out everywhere.")
    resetting.add_argument("--no-codes", action="store_true", help="switch its one-time codes off, too")
    for each in (adding, resetting):
        each.add_argument("--generate", action="store_true", help="make a password and print it once")
    shutting = add("disable", "disable", "Shut an account and sign it out everywhere.")
    opening = add("enable", "enable", "Open an account again.")
    for each in (adding, resetting, shutting, opening):
        each.add_argument("name", metavar="NAME", help="the name to sign in with, like first.last")
    add("list", "show", "List the accounts.")


def _on_accounts(name: str) -> Command:
    def command(options: argparse.Namespace, settings: Settings) -> int:
        from bot.staff import commands

        return int(getattr(commands, name)(options, settings))

    return command


def _add_record_commands(add: Add) -> None:
    """The commands on patients' records."""
    add(
        "purge",
        _on_records("purge"),
        "Blank messages older than CLINIC_BOT_RETENTION_DAYS; `run` does it daily.",
    )
    erasing = add(
        "erase", _on_records("erase"), "Delete all that is known of one conversation; prints a receipt."
    )
    erasing.add_argument("conversation", metavar="ID", help="the number of the chat")
    copying = add(
        "backup", _on_records("backup"), "Copy the database while it is in use, and verify the copy."
    )
    copying.add_argument(
        "folder", type=Path, nargs="?", help="where to; default: backups/ in the data folder"
    )
    add(
        "requests",
        _on_records("requests"),
        "List who waits for a person, with what they left to be reached by.",
    )
    add("key", _on_records("key"), "Make a new key for CLINIC_BOT_CONTACT_KEY.")


def _on_records(name: str) -> Command:
    def command(options: argparse.Namespace, settings: Settings) -> int:
        from bot import record_commands

        return int(getattr(record_commands, name)(options, settings))

    return command


if __name__ == "__main__":
    sys.exit(main())
