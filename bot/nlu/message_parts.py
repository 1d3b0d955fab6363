"""The keys our components share on a Rasa `Message`, and how to walk a message with its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

MASKED = "masked_text"
"""The text with procedures' names masked: what the classifier sees."""
PARTS = "parts"
"""Messages for the single questions in a message."""
VECTOR = "sentence_vector"
"""The encoder's vector: float32, shape (768,), each half of length 1."""
DISTRIBUTION = "intent_distribution"
"""Intent name to calibrated probability."""

FAMILIARITY = "familiarity"
"""How near the message is to the nearest example, from 0 to 1; times a probability it says how far to trust it."""


def with_parts(messages: Iterable[Message]) -> Iterator[Message]:
    """Each message that has text, followed by its parts."""
    for message in messages:
        if message.get(TEXT):
            yield message
            yield from message.get(PARTS) or ()


def masked_text(message: Message) -> str:
    """What the classifier sees of a message."""
    text: Any = message.get(MASKED) or message.get(TEXT)
    return str(text)
