"""Every number a patient may be told to call has a source."""

from __future__ import annotations

from bot.content import Content
from bot.emergency_numbers import NUMBERS


def test_every_number_has_a_source(content: Content) -> None:
    """The numbers of each country name where they come from."""
    for country, numbers in NUMBERS.items():
        assert len(country) == 2
        assert numbers.sources
        assert set(numbers.sources) <= set(content.sources)
