"""How well does this project understand, beside what is published and beside Rasa's default? Prints a table.

    .venv/bin/python bench/nlu.py DATA_DIR                 (public data: banking77/, clinc150/, hwu64/, hint3/)
    .venv/bin/python bench/nlu.py DATA_DIR --no-diet       (without Rasa's default, which takes most of the time)
    .venv/bin/python bench/nlu.py DATA_DIR --json FILE     (the figures for a report)

- Both are trained here, on the same data: the project's own components with the settings of config.yml, one set
  for all, and the pipeline that `rasa init` sets up. Its training takes an hour and a half on two cores; on all of
  CLINC150 it would take hours, so it is left out there.
- few-shot: accuracy with ten examples for each intent.
- HINT3: real users of live bots. A guess with a low score counts as "out of scope"; Matthews' correlation
  coefficient says how well that goes. Our threshold is picked for each bot on its training data alone (some intents
  are left out and stand for what is out of scope), Rasa's is its default; "at best" is with the threshold
  that is best on the test, as the published rows are.
- CLINC150 full: the chance that a covered message scores higher than one that is out of scope (AUROC).
- milliseconds: a message through the whole trained pipeline of the product (`clinic-bot train`) on one core: the
  few-shot sets' short messages, and those of bench/validation.tsv, many of them letters with several questions.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from bot.model import FAST

# As the product runs it. The C library reads its settings once, before Python's first line.
if not FAST.items() <= os.environ.items():
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **FAST})

# TensorFlow, and libraries that announce their own end: none of it concerns a reader of the table.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
warnings.filterwarnings("ignore")

from nlu_published import FEW_SHOT, TARGETS  # noqa: E402
from nlu_scores import best_threshold  # noqa: E402
from nlu_speed import milliseconds  # noqa: E402
from nlu_subjects import (  # noqa: E402
    Trained,
    default_threshold,
    picked_threshold,
    train_default,
    train_ours,
)
from public_data import (  # noqa: E402
    OUT_OF_SCOPE,
    Examples,
    PublicSet,
    clinc_full,
    few_shot_sets,
    hint3_sets,
    published_mcc,
)

from bot.settings import Settings  # noqa: E402

EPOCHS = 100
"""Rasa's own default."""
OURS = "ours"
Figures = dict[str, dict[str, Any]]
"""Row and column to what stands there."""


def main() -> int:
    """Measure, print, and write the figures where they are wanted."""
    options = _parser().parse_args()
    default = f"Rasa's default (DIET, {options.epochs} epochs)"
    epochs = 0 if options.no_diet else options.epochs
    speed = milliseconds(
        Settings.from_environment(), [each.test.texts for each in few_shot_sets(options.data)]
    )
    with tempfile.TemporaryDirectory() as folder:
        # The featurizer keeps vectors of training texts beside the models: these are none of the product's.
        os.environ["CLINIC_BOT_MODELS"] = folder
        found = {
            "few-shot accuracy, per cent": _few_shot(options.data, default, epochs),
            "HINT3, MCC": _hint3(options.data, default, epochs),
            "CLINC150 full": _clinc(options.data),
            "milliseconds a message": speed,
        }
    for title, rows in found.items():
        _print(title, rows)
    if not speed:
        print("\nNothing is trained: the milliseconds are missing. Run `clinic-bot train` first.")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _few_shot(data: Path, default: str, epochs: int) -> Figures:
    rows: Figures = {OURS: {}}
    for each in few_shot_sets(data):
        rows[OURS][each.name] = _say(OURS, each, train_ours(each.train)(each.test).accuracy())
        if epochs:
            accuracy = train_default(each.train, epochs)(each.test).accuracy()
            rows.setdefault(default, {})[each.name] = _say(default, each, accuracy)
    return {**rows, **FEW_SHOT, "to reach": TARGETS["few-shot"]}


def _hint3(data: Path, default: str, epochs: int) -> Figures:
    rows: Figures = {}
    for each in hint3_sets(data):
        _reject(rows, OURS, each, train_ours(each.train), picked_threshold(each.train))
        if epochs:
            _reject(rows, default, each, train_default(each.train, epochs), default_threshold())
        for platform, mcc in published_mcc(data, each.name).items():
            rows.setdefault(f"{platform} (published, at best)", {})[each.name] = mcc
    own = [row for row in rows if row.startswith((OURS, default))]
    return {row: rows[row] for row in [*own, *sorted(rows.keys() - set(own))]} | {
        "to reach": TARGETS["HINT3"]
    }


def _reject(rows: Figures, name: str, each: PublicSet, ask: Trained, threshold: float) -> None:
    guesses = ask(each.test)
    rows.setdefault(name, {})[each.name] = _say(name, each, guesses.mcc(threshold))
    rows.setdefault(f"{name}, its threshold", {})[each.name] = threshold
    rows.setdefault(f"{name}, at best", {})[each.name] = guesses.mcc(best_threshold([guesses]))


def _clinc(data: Path) -> Figures:
    each = clinc_full(data)
    ask = train_ours(each.train)
    covered = [
        pair for pair in zip(each.test.texts, each.test.labels, strict=True) if pair[1] != OUT_OF_SCOPE
    ]
    inside = ask(Examples([text for text, _ in covered], [label for _, label in covered]))
    figures = {"AUROC": _say(OURS, each, ask(each.test).auroc()), "accuracy in scope": inside.accuracy()}
    return {OURS: figures, "to reach": TARGETS["CLINC150 full"]}


def _say(name: str, each: PublicSet, figure: float) -> float:
    print(f"  {each.name}: {name} {figure:.3f}", file=sys.stderr, flush=True)
    return figure


def _print(title: str, rows: Figures) -> None:
    columns = list(next(iter(rows.values())))
    width = max(map(len, rows)) + 2
    print(f"\n{title}\n{'':{width}}" + "".join(f"{column:>18}" for column in columns))
    for name, row in rows.items():
        print(f"{name:{width}}" + "".join(f"{_figure(row.get(column)):>18}" for column in columns))


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the understanding on public data.")
    parser.add_argument("data", type=Path, help="folder with banking77/, clinc150/, hwu64/ and hint3/")
    parser.add_argument(
        "--epochs",
        type=int,
        default=EPOCHS,
        help="of the default's training (default: %(default)s, Rasa's own)",
    )
    parser.add_argument("--no-diet", action="store_true", help="leave Rasa's default pipeline out")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
