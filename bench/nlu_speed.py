"""How long does the product's trained pipeline take for a message, on one core?"""

from __future__ import annotations

import asyncio
import csv
import logging
import os
import statistics
import time
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from bot.model import current_model
from bot.settings import ROOT, Settings

MESSAGES = 300
WARM_UP = 20


def milliseconds(settings: Settings) -> dict[str, float]:
    """Median and 95th percentile over the messages of bench/validation.tsv; empty while nothing is trained."""
    model = current_model(settings)
    if not model.exists():
        return {}
    # Rasa else prints every message, which is most of the time it takes.
    configure_structlog(logging.ERROR)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        times = asyncio.run(_times(model))
    finally:
        os.sched_setaffinity(0, cores)
    return {"median": statistics.median(times), "95th percentile": statistics.quantiles(times, n=20)[-1]}


async def _times(model: Path) -> list[float]:
    agent = Agent.load(str(model))
    times = []
    for text in _texts():
        start = time.perf_counter()
        await agent.processor.parse_message(UserMessage(text))
        times.append(1000 * (time.perf_counter() - start))
    return times[WARM_UP:]


def _texts() -> list[str]:
    with (ROOT / "bench" / "validation.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    # Every so many: the file is grouped by what a message is.
    step = max(1, len(rows) // (MESSAGES + WARM_UP))
    return [row["text"] for row in rows][::step][: MESSAGES + WARM_UP]
