"""Metrics for Prometheus: counts and durations; no words, no ids and no addresses stand in a label."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.observer import Observer

TURN_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 10)
SCREENING_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1)
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class Metrics(Observer):
    """Counts what the door tells it."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._messages = Counter(
            "clinic_bot_messages", "Patients' messages stored.", ["channel"], registry=registry
        )
        self._replies = Counter(
            "clinic_bot_replies", "Replies stored, by kind.", ["channel", "kind"], registry=registry
        )
        self._alerts = Counter("clinic_bot_alerts", "Alerts to the staff.", ["level"], registry=registry)
        self._failures = Counter(
            "clinic_bot_assistant_failures", "Messages the assistant gave no reply to.", registry=registry
        )
        self._turns = Histogram(
            "clinic_bot_turn_seconds",
            "The assistant's part of a turn.",
            buckets=TURN_BUCKETS,
            registry=registry,
        )
        self._screenings = Histogram(
            "clinic_bot_screening_seconds",
            "Screening one message for red flags.",
            buckets=SCREENING_BUCKETS,
            registry=registry,
        )
        self._requests = Histogram(
            "clinic_bot_request_seconds",
            "Requests, by route, method and status.",
            ["route", "method", "status"],
            buckets=REQUEST_BUCKETS,
            registry=registry,
        )
        self.sockets = Gauge("clinic_bot_sockets", "Open sockets of the web chat.", registry=registry)
        self.ready = Gauge(
            "clinic_bot_ready",
            "Whether a part of the bot is ready, or a channel up (1), or not (0).",
            ["part"],
            registry=registry,
        )

    def message(self, channel: str) -> None:
        """A patient's message was stored."""
        self._messages.labels(channel).inc()

    def reply(self, channel: str, kind: str) -> None:
        """A reply was stored."""
        self._replies.labels(channel, kind).inc()

    def alert(self, level: str) -> None:
        """A message was put before the staff."""
        self._alerts.labels(level).inc()

    def screening(self, seconds: float) -> None:
        """A message was screened for red flags."""
        self._screenings.observe(seconds)

    def turn(self, seconds: float) -> None:
        """The assistant was asked, and answered or failed."""
        self._turns.observe(seconds)

    def assistant_failed(self) -> None:
        """The assistant gave no reply."""
        self._failures.inc()

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, method, str(status)).observe(seconds)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)
