"""How well and how fast are red flags recognised? Prints a table.

Run it from the project's root, after `clinic-bot train`:

    .venv/bin/python bench/safety.py                    (the project's own test set, tests/red_flags.tsv)
    .venv/bin/python bench/safety.py tests/red_flags_blind.tsv     (a set that nothing was ever tuned on)
    .venv/bin/python bench/safety.py tests/red_flags_fresh.tsv     (a second one, mostly questions and letters)
    .venv/bin/python bench/safety.py tests/red_flags_languages.tsv (seven other languages, by language as well)
    .venv/bin/python bench/safety.py FILE.tsv           (id, text, level, flag; perhaps strength, before, language)
    .venv/bin/python bench/safety.py bench/validation.tsv          (a file for `clinic-bot eval`: alarms by kind)
    .venv/bin/python bench/safety.py --missed           (also the ids of what was missed or raised in vain)

- recall: dangerous messages met with an emergency reply of any level; exact: of the right level.
- firm, weak: the same for dangers said outright and for those that must be read between the lines.
- false alarms: harmless messages met with one, by kind.
- `before`: what the patient wrote just before, read with the message when neither names a danger alone.
- one typing error, two: the same messages with a slip of the finger in one or two words of each, drawn three times
  (seeds 0 to 2); the mean of the draws, and in brackets the lowest and the highest.
- rules alone: the same without the learned check, as the bot works before it is trained.
- milliseconds: processor time for one message on one thread, screened as the door does it.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from variants import VARIANTS

from bot.content_loader import load_content
from bot.danger_model import load_danger_model
from bot.languages import language_guess
from bot.red_flags import RedFlag
from bot.safety import Safety
from bot.settings import ROOT, Settings
from bot.wilson import wilson

NONE = "none"
LOOKALIKES = {"about", "past", "negated", "chronic", "hypothetical", "ordinary"}
ANSWERABLE = {"plain", "letter", "forum"}
SLIPS = ("one typing error", "two typing errors")
DRAWS = 3
"""How often slips are drawn: the luck of one draw must decide nothing."""
Row = dict[str, str]


def main() -> int:
    """Measure and print."""
    options = _parser().parse_args()
    settings = Settings.from_environment()
    rows = _read(options.file)
    content = load_content(settings.content)
    learned = load_danger_model(settings)
    found = {"rules alone": _levels(Safety(content.red_flags), rows)}
    if learned:
        safety = Safety(content.red_flags, learned, language_guess(content))
        found["rules and learned check"] = _levels(safety, rows)
        _print_times(safety, rows)
    for name, levels in found.items():
        print(f"\n{name}")
        _print_shares(rows, levels)
        if options.missed:
            wrong = [row["id"] for row, level in zip(rows, levels, strict=True) if _is_wrong(row, level)]
            print("  missed or raised in vain:", " ".join(wrong))
    if learned:
        print("\nrules and learned check, with slips")
        for variant in SLIPS:
            _print_slips(safety, rows, variant)
    return 0


def _levels(safety: Safety, rows: Iterable[Row]) -> list[str]:
    return [flag.level if flag else NONE for flag in (_screen(safety, row) for row in rows)]


def _screen(safety: Safety, row: Row) -> RedFlag | None:
    before = row.get("before")
    return safety.screen(row["text"]) or (safety.screen_pieces(before, row["text"]) if before else None)


def _read(path: Path) -> list[Row]:
    """The rows of a file of this project's form, or of one for `clinic-bot eval`."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if "kind" in row:
            row["flag"], row["level"] = row["kind"], "emergency" if row["kind"] == "emergency" else NONE
    return rows


def _is_wrong(row: Row, level: str) -> bool:
    return (row["level"] == NONE) != (level == NONE)


def _print_shares(rows: Sequence[Row], levels: Sequence[str]) -> None:
    pairs = list(zip(rows, levels, strict=True))
    danger = [(row, level) for row, level in pairs if row["level"] != NONE]
    if danger:
        _print_recall(danger)
    for kind in dict.fromkeys(row["flag"] for row in rows):
        chosen = [(row, level) for row, level in pairs if row["flag"] == kind]
        label = "false alarms" if chosen[0][0]["level"] == NONE else "recall"
        _print_share(f"  {label}: {kind}", [level != NONE for _, level in chosen])
    for label, kinds in (("lookalikes", LOOKALIKES), ("questions and letters", ANSWERABLE)):
        alarms = [level != NONE for row, level in pairs if row["flag"] in kinds]
        if alarms:
            _print_share(f"false alarms, {label}", alarms)
    if "language" in rows[0]:
        _print_languages(pairs)


def _print_languages(pairs: Sequence[tuple[Row, str]]) -> None:
    """What is met, and what in vain, in each language and in all."""
    _print_share("false alarms, all", [level != NONE for row, level in pairs if row["level"] == NONE])
    for language in dict.fromkeys(row["language"] for row, _ in pairs):
        chosen = [(row, level) for row, level in pairs if row["language"] == language]
        for label, strengths in (("false alarms", {""}), ("firm", {"firm"}), ("weak", {"weak"})):
            _print_share(
                f"  {language}: {label}",
                [level != NONE for row, level in chosen if row["strength"] in strengths],
            )


def _print_recall(danger: Sequence[tuple[Row, str]]) -> None:
    _print_share("recall", [level != NONE for _, level in danger])
    _print_share("recall, exact level", [row["level"] == level for row, level in danger])
    for wanted in dict.fromkeys(row["level"] for row, _ in danger):
        _print_share(f"recall, {wanted}", [level != NONE for row, level in danger if row["level"] == wanted])
    for strength in dict.fromkeys(row.get("strength") for row, _ in danger):
        if strength:
            chosen = [level != NONE for row, level in danger if row["strength"] == strength]
            _print_share(f"recall, {strength}", chosen)


def _print_share(label: str, hits: Sequence[bool]) -> None:
    low, high = wilson(sum(hits), len(hits))
    print(
        f"  {label:<40}{sum(hits):>4} of{len(hits):>4}{sum(hits) / len(hits):>8.1%}   {low:.1%} to {high:.1%}"
    )


def _print_slips(safety: Safety, rows: Sequence[Row], variant: str) -> None:
    """What is met and what raised in vain with slips in every message, over all draws."""
    draws = [_levels(safety, [_slipped(row, variant, seed) for row in rows]) for seed in range(DRAWS)]
    for label, is_danger in (("recall", True), ("false alarms", False)):
        places = [place for place, row in enumerate(rows) if (row["level"] != NONE) == is_danger]
        if places:
            met = [sum(levels[place] != NONE for place in places) for levels in draws]
            _print_draws(f"{label}, {variant}", met, len(places))


def _slipped(row: Row, variant: str, seed: int) -> Row:
    chance = random.Random(f"{seed} {variant} {row['id']}")
    return {**row, "text": VARIANTS[variant](row["text"], chance)}


def _print_draws(label: str, met: Sequence[int], count: int) -> None:
    mean = statistics.mean(met)
    print(f"  {label:<40}{mean:>6.1f} of{count:>4}{mean / count:>8.1%}   ({min(met)} to {max(met)})")


def _print_times(safety: Safety, rows: Iterable[Row]) -> None:
    times = []
    for row in rows:
        started = time.process_time()
        _screen(safety, row)
        times.append(1000 * (time.process_time() - started))
    print(f"milliseconds a message: median {statistics.median(times):.1f}, ", end="")
    print(f"95th percentile {statistics.quantiles(times, n=20)[-1]:.1f}, most {max(times):.1f}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the recognition of red flags.")
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "tests" / "red_flags.tsv")
    parser.add_argument("--missed", action="store_true", help="list the ids of what went wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
