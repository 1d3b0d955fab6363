"""How long does the product's trained pipeline take for a message, on one core, in the server it runs in?"""

from __future__ import annotations

import asyncio
import csv
import logging
import os
import statistics
import time
from collections.abc import Sequence

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from bot.channels import rasa_server
from bot.model import current_model
from bot.settings import ROOT, Settings

MESSAGES = 300
WARM_UP = 20


def milliseconds(settings: Settings, short: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile, `short` messages and bench/validation.tsv; empty while nothing is trained."""
    model = current_model(settings)
    if not model.exists():
        return {}
    # Rasa else prints every message, which is most of the time it takes.
    configure_structlog(logging.ERROR)
    rasa_server.install()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        agent = Agent.load(str(model))
        kinds = {
            "short messages": [text for texts in short for text in _some(texts)],
            "bench/validation.tsv": _some(_validation()),
        }
        return {name: asyncio.run(_spread(agent, texts)) for name, texts in kinds.items()}
    finally:
        os.sched_setaffinity(0, cores)


async def _spread(agent: Agent, texts: Sequence[str]) -> dict[str, float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        await agent.processor.parse_message(UserMessage(text))
        times.append(1000 * (time.perf_counter() - start))
    measured = times[WARM_UP:]
    return {
        "median": statistics.median(measured),
        "95th percentile": statistics.quantiles(measured, n=20)[-1],
    }


def _validation() -> list[str]:
    with (ROOT / "bench" / "validation.tsv").open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _some(texts: Sequence[str]) -> list[str]:
    # From all over the file: it is grouped by what a message is.
    count = min(len(texts), MESSAGES + WARM_UP)
    return [texts[number * len(texts) // count] for number in range(count)]
