"""Does the bot still understand when the same messages are written otherwise? Prints a table.

Run it from the project's root, after `clinic-bot train`:

    .venv/bin/python bench/robust.py bench/validation.tsv
    .venv/bin/python bench/robust.py FILE.tsv --rounds 5 --json robust.json

The bot is started once and gets the whole labelled file in each of these ways: as it is, with one and with
two typing errors in every message (a neighbouring key, a letter left out, doubled or swapped), in capitals,
without punctuation, with a greeting before, with thanks after, with the procedures' names misspelt in ways
that the content files do not list, and all in lower case. A text that comes up twice is sent once.

- What is left to chance (typing errors, greetings, thanks, misspellings) is drawn three times, with seeds 0 to 2
  (`--rounds N`: to N-1), so that the luck of one draw decides nothing: one message of a small group is several points.
- Each line: the share right, the mean of all draws, and in brackets by how many points it is above (+) or below (-)
  the clean one; behind it the lowest and the highest draw.
- `changed`: how many messages differ from the clean ones at all (few name a procedure).
- `within 4`: whether no measure's mean is more than 4 points worse than clean, or which ones are.

Exit code: 0 everything is within 4 points, 1 something is not, 2 the measurement failed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from variants import BY_CHANCE, VARIANTS, written

from bot.cli import replies_to
from bot.evaluation import Case, EvaluationError, Outcome, read_cases
from bot.measures import MEASURES
from bot.reply import Reply
from bot.robustness import ALLOWED_POINTS, Robustness, Writing
from bot.settings import Settings
from bot.stack import StackError
from bot.training import TrainingError

CLEAN = "clean"


def main() -> int:
    """Measure and print."""
    options = _parser().parse_args()
    try:
        found = measure(options.file, options.rounds)
    except (EvaluationError, StackError, TrainingError, OSError) as error:
        _say(str(error))
        return 2
    if options.json:
        options.json.write_text(json.dumps(found.as_dict(), indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(found)))
    return int(any(writing.too_far(found.clean) for writing in found.writings))


def measure(file: Path, rounds: int) -> Robustness:
    """The bot's figures for each way of writing the file."""
    clean = read_cases(file)
    sets = {CLEAN: [clean], **{name: _drawn(clean, name, rounds) for name in VARIANTS}}
    replies = _replies([case for draws in sets.values() for cases in draws for case in cases])
    writings = tuple(_writing(name, clean, draws, replies) for name, draws in sets.items())
    return Robustness(file.name, rounds, writings)


def _drawn(clean: Sequence[Case], variant: str, rounds: int) -> list[list[Case]]:
    seeds = range(rounds if variant in BY_CHANCE else 1)
    return [written(clean, variant, seed) for seed in seeds]


def _replies(every: Sequence[Case]) -> dict[str, tuple[Reply, ...]]:
    """The replies to each text, asked once: each stands in a conversation of its own, so the same again."""
    once = list({case.text: case for case in every}.values())
    _say(f"{len(every)} messages, {len(once)} different ones")
    outcomes = replies_to(Settings.from_environment(), once, _say)
    return {outcome.case.text: outcome.replies for outcome in outcomes}


def _writing(
    name: str,
    clean: Sequence[Case],
    draws: Sequence[Sequence[Case]],
    replies: Mapping[str, tuple[Reply, ...]],
) -> Writing:
    texts = {case.id: case.text for case in clean}
    changed = sum(case.text != texts[case.id] for cases in draws for case in cases)
    outcomes = [[Outcome(case, replies[case.text]) for case in cases] for cases in draws]
    return Writing.of(name, outcomes, changed)


def table(found: Robustness) -> list[str]:
    """The lines to print."""
    names = [measure.name for measure in MEASURES if measure.name in found.clean.shares]
    widths = [max(len(name), 28) + 2 for name in names]
    heads = "".join(f"{name:>{width}}" for name, width in zip(names, widths, strict=True))
    lines = [f"{'written':<22}{'n':>6}{'changed':>9}{heads}   within {ALLOWED_POINTS:g}"]
    for writing in found.writings:
        lost = writing.points_lost(found.clean)
        shown = [writing.shown(found.clean, name) for name in names]
        cells = "".join(f"{cell:>{width}}" for cell, width in zip(shown, widths, strict=True))
        far = [f"{name} ({lost[name]:.1f} worse)" for name in writing.too_far(found.clean)]
        lines.append(
            f"{writing.name:<22}{writing.messages:>6}{writing.changed:>9}{cells}   {', '.join(far) or 'yes'}"
        )
    return lines


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how much worse the bot gets on careless writing.")
    parser.add_argument("file", type=Path, help="tab-separated file as for `clinic-bot eval`")
    parser.add_argument("--rounds", type=int, default=3, help="how often chance is drawn (default 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
