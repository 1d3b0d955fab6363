"""How fast is this assistant, beside Rasa as `rasa init` sets it up? Prints a table and a verdict.

Run it from the project's root:

    make bench                                    (or: .venv/bin/python bench/speed.py)
    .venv/bin/python bench/speed.py --retrain     (train both anew, to time the training)

Two stacks run at once, in the same environment: "ours" with config.yml, and "default" with the
configuration that Rasa itself brings for a config.yml that names no components, as `rasa init` writes it
(DIETClassifier, TEDPolicy and the rest), on the same domain, data, actions and channel. Each has an action
server, an SQL tracker store and a temporary data folder of its own, on free loopback ports.

The first run trains the default configuration, which takes about an hour on two cores. A quick look:
`--epochs 5`; the default then understands less, but its networks are as large and a turn should take as long.

- train: the whole of `rasa train` with an empty cache, or "cached" for a model that was already there
  (ours in models/, the default's in models/bench/; both are found again by what they were made of).
- start: from starting assistant and action server until both answer.
- turns a second, p50, p95: a turn is one message over HTTP to the assistant, through understanding,
  policies and custom action, until the replies are back. Clients hold conversations of five turns.
  The load comes in rounds, ours and the default's in turn, so that noise on the machine hits both
  alike; while one is under load the other is idle. One conversation each goes before, untimed.
- memory: resident memory of the assistant and the action server, after the load.

An empty server is fast: the run stops with an error at the first message that is not met with replies
that have text and a kind we know, or when the action server logged another number of turns than were sent.

Exit code: 0 both targets hold, 1 one does not, 2 the measurement failed.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import psutil

from bot.assistant import Assistant, AssistantUnavailableError
from bot.model import current_model, quiet_environment
from bot.reply import KINDS, Reply
from bot.settings import ROOT, Settings, SettingsError
from bot.stack import Stack, StackError, on_free_ports
from bot.store import Store
from bot.training import TrainingError, train

DEFAULT_CONFIG = "engine/recipes/config_files/default_config.yml"
"""In Rasa's package: what it trains with when config.yml names no components."""
OURS, DEFAULT = "ours", "default"
EPOCHS = 100
"""As that file has it, for each model that learns in epochs."""
CLIENTS = (1, 8)
ROUNDS = 5
CONVERSATION = 5
"""Turns in one conversation."""
TURN_SECONDS = 60.0
"""A turn that takes longer has failed."""
RATE_TARGET = 2.0
P95_TARGET = 0.5

# Eight conversations of five turns: plain questions, typing errors, no name, two questions at once,
# follow-ups, small talk, and what is out of scope.
QUESTIONS = """
hello there
what exactly is kyphoplasty
and how long does that take?
will my father be awake while they do it
thank you, that helps

how does vertebroplasty work
is the cement safe to have inside me for years
can it leak out
tell me more
how is it different from the one with the balloon

My mother is 84 and has a squashed bone in her back. Is she too old for this?
does it hurt
when will she be able to walk again
can she have a shower the next day
what about driving

who is this not suitable for
I take warfarin, what happens with that before kyfoplasty
can i eat breakfast on the morning
do I need someone to drive me home afterwards? And how long do I stay?
what should I bring

how quickly does the pain go after vertabroplasty
how long will the relief last
are there studies that say it does not work
what else could I try instead of a procedure
would a brace help

what causes these fractures
how would a doctor find out that I have one
does it heal by itself if I wait
can osteoporosis be treated
will I get more fractures later

what are the risks
has anyone got an infection from it
who won the football yesterday
I have a rash on my arm, which cream should I use
ok, then what does it cost

how do i make an appointment
do I need a letter from my GP
The pain started three weeks ago when I lifted a box, and now I can barely get up from a chair. I have been \
told about the cement injection. When would be the right time to have it done?
when can I go back to work after the balloon procedure, and when may I lift my grandson
can I talk to a real person
""".strip()

DEFAULT_ENDPOINTS = """\
action_endpoint:
  url: ${CLINIC_BOT_ACTIONS_URL}
tracker_store:
  type: SQL
  dialect: sqlite
  db: ${CLINIC_BOT_TRACKER_STORE}
"""


class SpeedError(Exception):
    """The measurement failed; the message says how."""


@dataclass
class Load:
    """What one side did at one number of clients."""

    seconds: float = 0.0
    turns: list[float] = field(default_factory=list)
    """Seconds of each turn."""

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.turns) / self.seconds

    def milliseconds(self, percent: int) -> float:
        """The percentile of a turn's duration, by nearest rank."""
        ordered = sorted(self.turns)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] * 1000


@dataclass
class Side:
    """One of the two assistants and everything measured of it."""

    name: str
    settings: Settings
    train_seconds: float | None = None
    start_seconds: float = 0.0
    memory_megabytes: float = 0.0
    loads: dict[int, Load] = field(default_factory=lambda: {clients: Load() for clients in CLIENTS})
    conversations: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def new_conversation(self) -> str:
        """A conversation in this side's store, as the front door opens one; a hand-off belongs to one."""
        with closing(Store(self.settings.store)) as store:
            self.conversations.append(store.add_conversation("web"))
        return self.conversations[-1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        sides = measure({1: options.turns, 8: 2 * options.turns}, options.retrain, options.epochs)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 130
    except (SpeedError, StackError, SettingsError, TrainingError) as error:
        _say(f"The measurement failed: {error}")
        return 2
    finally:
        _end_children()
    rows = figures(*sides)
    holds = targets_hold(rows)
    if options.json:
        options.json.write_text(json.dumps({"holds": holds, "figures": rows}, indent=2) + "\n")
    print(table(rows))
    if options.epochs != EPOCHS:
        print(
            f"The default was trained for {options.epochs} epochs, not {EPOCHS}: its training is not comparable."
        )
    print(verdict(rows))
    return 0 if holds else 1


def measure(turns: dict[int, int], retrain: bool, epochs: int) -> tuple[Side, Side]:
    """Train, start and load both sides; returns ours and the default."""
    with tempfile.TemporaryDirectory(prefix="clinic-bot-bench-") as name, ExitStack() as running:
        folder = Path(name)
        # Rasa keeps what it trained in .rasa/cache: with it the second training would be no training.
        os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
        base = Settings.from_environment()
        ours = train_ours(base, folder / OURS, retrain)
        default = train_default(base, folder / DEFAULT, retrain, epochs)
        stacks = [start(running, side) for side in (ours, default)]
        asyncio.run(load_both(ours, default, turns))
        for side, stack in zip((ours, default), stacks, strict=True):
            side.memory_megabytes = sum(map(_tree_megabytes, stack.pids().values()))
            check_actions_ran(side)
    return ours, default


def train_ours(base: Settings, folder: Path, retrain: bool) -> Side:
    """This project's assistant, with the model that `clinic-bot train` makes."""
    models = folder / "models" if retrain else base.models
    side = Side(OURS, replace(base, data=folder, models=models))
    if not current_model(side.settings).exists():
        started = time.perf_counter()
        train(side.settings, _say)
        side.train_seconds = time.perf_counter() - started
    return side


def train_default(base: Settings, folder: Path, retrain: bool, epochs: int) -> Side:
    """The same data and domain on Rasa's default configuration."""
    side = Side(DEFAULT, replace(base, data=folder, models=folder / "models"))
    side.settings.models.mkdir(parents=True)
    text = _default_config(epochs)
    kept = base.models / "bench" / f"default-{_default_fingerprint(text)}.tar.gz"
    if retrain or not kept.exists():
        _say(f"Training Rasa's default configuration (half a minute for each of {epochs} epochs) ...")
        config = folder / "config.yml"
        config.write_text(text, encoding="utf-8")
        env = {**os.environ, **side.settings.as_environment(), **quiet_environment()}
        started = time.perf_counter()
        _run_default_training(kept, config, env)
        side.train_seconds = time.perf_counter() - started
    # A stack starts the model that lies under the current name, and so both start alike.
    current_model(side.settings).symlink_to(kept.resolve())
    return side


def start(running: ExitStack, side: Side) -> Stack:
    """Start one side's two processes; `running` stops them."""
    side.settings = on_free_ports(side.settings)
    _say(f"Starting {side.name} ...")
    stack = Stack(side.settings, _quiet) if side.name == OURS else _default_stack(side.settings)
    started = time.perf_counter()
    running.enter_context(stack)
    side.start_seconds = time.perf_counter() - started
    return stack


def _default_stack(settings: Settings) -> Stack:
    """Rasa's own server, on its own SQL tracker store in a SQLite file."""
    endpoints = settings.data / "endpoints.yml"
    endpoints.write_text(DEFAULT_ENDPOINTS, encoding="utf-8")
    return Stack(settings, _quiet, server="rasa", endpoints=endpoints)


async def load_both(ours: Side, default: Side, turns: dict[int, int]) -> None:
    """Rounds of load, first the one and then the other."""
    async with _assistant(ours) as first, _assistant(default) as second:
        both = ((ours, first), (default, second))
        for side, assistant in both:
            await _talk(side, assistant, 0, CONVERSATION)
        for clients in CLIENTS:
            _say(f"Asking both {turns[clients]} questions with {clients} at a time ...")
            for number in range(ROUNDS):
                for side, assistant in both:
                    share = _share(turns[clients], ROUNDS, number)
                    await _round(side, assistant, clients, share, number)


async def _round(side: Side, assistant: Assistant, clients: int, turns: int, number: int) -> None:
    load = side.loads[clients]
    started = time.perf_counter()
    talks = await asyncio.gather(
        *(
            _client(side, assistant, number + client, _share(turns, clients, client))
            for client in range(clients)
        )
    )
    load.seconds += time.perf_counter() - started
    load.turns += [seconds for talk in talks for seconds in talk]


async def _client(side: Side, assistant: Assistant, first: int, turns: int) -> list[float]:
    """One client: conversation after conversation, until it had its turns."""
    seconds: list[float] = []
    while len(seconds) < turns:
        script = first + len(seconds) // CONVERSATION
        seconds += await _talk(side, assistant, script, min(CONVERSATION, turns - len(seconds)))
    return seconds


async def _talk(side: Side, assistant: Assistant, script: int, turns: int) -> list[float]:
    """Hold one conversation; returns the seconds of each turn."""
    questions = _conversations()
    conversation = side.new_conversation()
    seconds = []
    for question in questions[script % len(questions)][:turns]:
        started = time.perf_counter()
        try:
            replies = await assistant.reply(conversation, text=question)
        except AssistantUnavailableError as error:
            raise SpeedError(f"{side.name} did not reply to {question!r}: {error}") from error
        seconds.append(time.perf_counter() - started)
        _check(side, question, replies)
    return seconds


def _check(side: Side, question: str, replies: list[Reply]) -> None:
    good = [isinstance(reply.text, str) and reply.text.strip() and reply.kind in KINDS for reply in replies]
    if not good or not all(good):
        raise SpeedError(f"{side.name} gave no proper reply to {question!r}: {replies}")
    side.kinds[replies[0].kind] += 1


def check_actions_ran(side: Side) -> None:
    """Every turn must have gone through a custom action, and into the tracker store."""
    store = Store(side.settings.store)
    logged = sum(len(store.turns(conversation)) for conversation in side.conversations)
    store.close()
    if logged != side.kinds.total():
        raise SpeedError(f"{side.name} was asked {side.kinds.total()} times, its actions ran {logged} times")
    if not side.settings.tracker_store.exists():
        raise SpeedError(f"{side.name} has not used the SQL tracker store")


def figures(ours: Side, default: Side) -> list[dict[str, Any]]:
    """The rows of the table: what, unit, the two values and their ratio."""
    rows = [
        _row("train", "s", ours.train_seconds, default.train_seconds),
        _row("start", "s", ours.start_seconds, default.start_seconds),
        _row("memory", "MB", ours.memory_megabytes, default.memory_megabytes),
    ]
    for clients in CLIENTS:
        a, b = ours.loads[clients], default.loads[clients]
        who = f"{clients} client{'s' if clients > 1 else ''}"
        rows.append(_row(f"rate, {who}", "turns/s", a.rate, b.rate))
        rows += [
            _row(f"p{percent}, {who}", "ms", a.milliseconds(percent), b.milliseconds(percent))
            for percent in (50, 95)
        ]
    # Not a speed: it shows that neither side is fast because it understands nothing.
    rows.append(_row("met with an answer", "%", *(_answered(side) for side in (ours, default))))
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """The rows in columns."""
    lines = [f"{'':<30}{OURS:>10}{DEFAULT:>10}{'ratio':>10}"]
    for row in rows:
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
        label = f"{row['what']} ({row['unit']})"
        lines.append(f"{label:<30}{_number(row[OURS]):>10}{_number(row[DEFAULT]):>10}{ratio:>10}")
    return "\n".join(lines)


def targets_hold(rows: list[dict[str, Any]]) -> bool:
    """At least twice the turns a second and at most half the p95, at every number of clients."""
    slowest, longest = _worst(rows)
    return slowest >= RATE_TARGET and longest <= P95_TARGET


def verdict(rows: list[dict[str, Any]]) -> str:
    """The targets in one line."""
    slowest, longest = _worst(rows)
    return (
        f"Targets {'hold' if targets_hold(rows) else 'MISSED'}: "
        f"{slowest:.2f} times the turns a second (at least {RATE_TARGET:g}), "
        f"{longest:.2f} times the p95 (at most {P95_TARGET:g}), the worse of {CLIENTS[0]} and {CLIENTS[1]} clients."
    )


def _worst(rows: list[dict[str, Any]]) -> tuple[float, float]:
    slowest = min(row["ratio"] for row in rows if row["what"].startswith("rate"))
    longest = max(row["ratio"] for row in rows if row["what"].startswith("p95"))
    return slowest, longest


def _row(what: str, unit: str, ours: float | None, default: float | None) -> dict[str, Any]:
    ratio = ours / default if ours is not None and default else None
    return {"what": what, "unit": unit, OURS: ours, DEFAULT: default, "ratio": ratio}


def _answered(side: Side) -> float:
    return 100 * side.kinds["answer"] / side.kinds.total()


def _number(value: float | None) -> str:
    if value is None:
        return "cached"
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _conversations() -> list[list[str]]:
    return [block.split("\n") for block in QUESTIONS.split("\n\n")]


def _share(total: int, parts: int, number: int) -> int:
    """How much of `total` falls to part `number` of `parts`, in whole turns."""
    return total // parts + (number < total % parts)


@asynccontextmanager
async def _assistant(side: Side) -> AsyncIterator[Assistant]:
    assistant = Assistant(side.settings.assistant_url, TURN_SECONDS)
    try:
        yield assistant
    finally:
        await assistant.close()


def _default_config(epochs: int) -> str:
    # Looked up, not imported: importing Rasa takes seconds.
    spec = find_spec("rasa")
    if spec is None or not spec.submodule_search_locations:
        raise SpeedError("Rasa is not installed")
    text = (Path(spec.submodule_search_locations[0]) / DEFAULT_CONFIG).read_text(encoding="utf-8")
    return text.replace(f"epochs: {EPOCHS}\n", f"epochs: {epochs}\n")


def _default_fingerprint(config: str) -> str:
    digest = hashlib.sha256(f"{version('rasa')}\0{config}".encode())
    for path in (ROOT / "domain.yml", *sorted((ROOT / "data").rglob("*.yml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _run_default_training(model: Path, config: Path, env: dict[str, str]) -> None:
    model.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "rasa", "train", "--config", str(config), "--out", str(model.parent)]
    command += ["--fixed-model-name", model.name.removesuffix(".tar.gz")]
    log = model.parent / "training.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        _wait(process)
    if process.returncode != 0 or not model.exists():
        raise TrainingError(f"Training the default configuration failed; {log} says why.")
    for old in model.parent.glob("default-*.tar.gz"):
        if old != model:
            old.unlink()


def _wait(process: subprocess.Popen[bytes]) -> None:
    minutes = 0
    while process.poll() is None:
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            minutes += 1
            _say(f"  {minutes} minute{'s' if minutes > 1 else ''} ...")


def _tree_megabytes(pid: int) -> float:
    root = psutil.Process(pid)
    sizes: list[int] = [each.memory_info().rss for each in (root, *root.children(recursive=True))]
    return sum(sizes) / 1e6


def _end_children() -> None:
    """Whatever we started and has not ended yet, a training that was interrupted for one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    children = psutil.Process().children(recursive=True)
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.terminate()
    for child in psutil.wait_procs(children, timeout=5)[1]:
        with suppress(psutil.NoSuchProcess):
            child.kill()


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _quiet(text: str) -> None:
    """Say nothing: this script says what it does itself."""


def _turns(text: str) -> int:
    turns = int(text)
    if turns < ROUNDS * CONVERSATION:
        raise argparse.ArgumentTypeError(f"at least {ROUNDS * CONVERSATION}")
    return turns


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measure this assistant beside Rasa's default configuration."
    )
    parser.add_argument(
        "--turns",
        type=_turns,
        default=200,
        metavar="N",
        help="turns of each assistant with one client, and twice as many with eight (default: %(default)s)",
    )
    parser.add_argument("--retrain", action="store_true", help="train both anew, and so time the training")
    parser.add_argument(
        "--epochs",
        type=int,
        default=EPOCHS,
        metavar="N",
        help="epochs of the default's training (default: %(default)s, Rasa's own)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
