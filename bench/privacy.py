"""How much of what points to a person is taken out, and how much is taken out in vain? Prints a table.

Run it from the project's root:

    .venv/bin/python bench/privacy.py                       (the project's own set, tests/redaction.tsv)
    .venv/bin/python bench/privacy.py --wrong               (also the messages that went wrong)
    .venv/bin/python bench/privacy.py --on bench/validation.tsv   (only count what is taken out there)

- missed: an identifier of which something could still be read, or that was taken out under another mark.
- in vain: something taken out that should have stayed.
- milliseconds: one message on one thread.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.finding import Finding
from bot.privacy import Redactor
from bot.settings import ROOT

COUNTRY = "US"
_WANTED = re.compile(r"<([a-z ]+): (.*?)>")


@dataclass(frozen=True)
class Case:
    """A message, and what must be taken out of it."""

    text: str
    wanted: tuple[Finding, ...]


@dataclass(frozen=True)
class Result:
    """What a redactor made of a case."""

    case: Case
    found: tuple[Finding, ...]
    milliseconds: float

    @property
    def missed(self) -> list[Finding]:
        """What could still be read."""
        return [each for each in self.case.wanted if each not in self.found]

    @property
    def in_vain(self) -> list[Finding]:
        """What was taken out where nothing was to be."""
        return [each for each in self.found if not any(each.overlaps(wanted) for wanted in self.case.wanted)]


def main() -> int:
    """Measure and print."""
    options = _parser().parse_args()
    if options.on:
        print("\n".join(counts([row["text"] for row in _rows(options.on)])))
        return 0
    results = measure(read_cases(options.file))
    print("\n".join(table(results)))
    if options.wrong:
        print("\n".join(wrong(results)))
    return 0


def read_cases(path: Path) -> list[Case]:
    """The cases of a file with a column `text`, in which `<name: Mary>` is to be taken out."""
    return [_case(row["text"]) for row in _rows(path)]


def measure(cases: Sequence[Case]) -> list[Result]:
    """Each case redacted by the project's redactor, timed."""
    redactor = Redactor(COUNTRY)
    redactor.redact("warming up, Dr Example")
    return [_result(redactor, case) for case in cases]


def table(results: Sequence[Result]) -> Iterator[str]:
    """Lines: for each mark how many there are, how many were missed and taken out in vain."""
    wanted = Counter(each.mark for result in results for each in result.case.wanted)
    missed = Counter(each.mark for result in results for each in result.missed)
    in_vain = Counter(each.mark for result in results for each in result.in_vain)
    yield f"{'mark':<24}{'to find':>9}{'missed':>9}{'in vain':>9}"
    for mark in sorted({*wanted, *in_vain}):
        yield f"{mark:<24}{wanted[mark]:>9}{missed[mark]:>9}{in_vain[mark]:>9}"
    yield f"{'all':<24}{wanted.total():>9}{missed.total():>9}{in_vain.total():>9}"
    harmless = [result for result in results if not result.case.wanted]
    touched = sum(bool(result.found) for result in harmless)
    yield f"\n{touched} of {len(harmless)} messages with nothing to take out were changed."
    times = sorted(result.milliseconds for result in results)
    median, late = statistics.median(times), times[int(len(times) * 0.95)]
    yield f"{median:.2f} ms a message at the median, {late:.2f} ms at the 95th percentile"


def wrong(results: Sequence[Result]) -> Iterator[str]:
    """The messages of the test set that went wrong, with what was found."""
    for result in results:
        if result.missed or result.in_vain:
            found = ", ".join(
                f"{each.mark}: {result.case.text[each.start : each.end]}" for each in result.found
            )
            yield f"  {result.case.text}  ->  {found or 'nothing'}"


def counts(texts: Sequence[str]) -> Iterator[str]:
    """How often each mark would be set in messages with no labels."""
    redactor = Redactor(COUNTRY)
    found = [redactor.find(text) for text in texts]
    yield f"{sum(map(bool, found))} of {len(texts)} messages changed"
    for mark, count in Counter(each.mark for findings in found for each in findings).most_common():
        yield f"  {mark}: {count}"


def _result(redactor: Redactor, case: Case) -> Result:
    start = time.perf_counter()
    found = tuple(redactor.find(case.text))
    return Result(case, found, (time.perf_counter() - start) * 1000)


def _case(text: str) -> Case:
    wanted: list[Finding] = []
    plain = ""
    position = 0
    for match in _WANTED.finditer(text):
        plain += text[position : match.start()]
        wanted.append(Finding(len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        position = match.end()
    return Case(plain + text[position:], tuple(wanted))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "tests" / "redaction.tsv")
    parser.add_argument("--on", type=Path, help="count what is taken out of the column `text` of this file")
    parser.add_argument("--wrong", action="store_true", help="print the messages that went wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
