"""Public benchmark data: intents with few examples, and messages that no intent covers."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

OUT_OF_SCOPE = "NO_NODES_DETECTED"
"""HINT3's label of a message that no intent covers; CLINC150's are given it too."""
HINT3_BOTS = ("sofmattress", "curekart", "powerplay11")


@dataclass(frozen=True)
class Examples:
    """Messages and their intents."""

    texts: list[str]
    labels: list[str]


@dataclass(frozen=True)
class PublicSet:
    """What to train on and what to measure on."""

    name: str
    train: Examples
    test: Examples


def few_shot_sets(folder: Path) -> list[PublicSet]:
    """Ten examples for each intent: BANKING77, CLINC150 and HWU64."""
    banking, clinc, hwu = folder / "banking77" / "fewshot", folder / "clinc150", folder / "hwu64"
    return [
        PublicSet("BANKING77", _csv(banking / "train_10.csv"), _csv(banking / "test.csv")),
        PublicSet("CLINC150", _csv(clinc / "fewshot" / "train_10.csv"), _clinc(clinc, "test")),
        PublicSet("HWU64", _csv(hwu / "train_10.csv"), _csv(hwu / "test.csv")),
    ]


def hint3_sets(folder: Path) -> list[PublicSet]:
    """Real users of three bots (version 1, full training files), many of them with other matters."""
    return [
        PublicSet(
            bot,
            _csv(folder / "hint3" / "v1" / "train" / f"{bot}_train.csv", "sentence", "label"),
            _csv(folder / "hint3" / "v1" / "test" / f"{bot}_test.csv", "sentence", "label"),
        )
        for bot in HINT3_BOTS
    ]


def clinc_full(folder: Path) -> PublicSet:
    """CLINC150 with all its examples, and 1,000 messages beside its intents in the test."""
    clinc = folder / "clinc150"
    inside, outside = _clinc(clinc, "test"), _clinc(clinc, "oos_test")
    test = Examples(inside.texts + outside.texts, inside.labels + [OUT_OF_SCOPE] * len(outside.texts))
    return PublicSet("CLINC150 full", _clinc(clinc, "train"), test)


def published_mcc(folder: Path, bot: str) -> dict[str, float]:
    """HINT3's published platforms and their best MCC over all thresholds, which they picked on the test."""
    rows = {}
    for path in sorted((folder / "hint3" / "published-results").glob(f"*_{bot}.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows[path.name.removesuffix(f"_{bot}.csv")] = max(
                float(row["MCC"]) for row in csv.DictReader(lines)
            )
    return rows


def _csv(path: Path, text: str = "text", label: str = "category") -> Examples:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return Examples([row[text] for row in rows], [row[label] for row in rows])


def _clinc(folder: Path, part: str) -> Examples:
    rows = json.loads((folder / "data_full.json").read_text(encoding="utf-8"))[part]
    return Examples([text for text, _ in rows], [label for _, label in rows])
