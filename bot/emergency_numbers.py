"""Emergency numbers: whom to call for a life in danger and in despair, by country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EmergencyNumbers:
    """The numbers of a country, as they stand in a sentence after 'call'."""

    emergency: str
    crisis: str
    sources: tuple[str, ...]
    """Keys into sources.yml."""


NUMBERS: Mapping[str, EmergencyNumbers] = {
    "US": EmergencyNumbers("911", "988", ("988", "988b")),
    "CA": EmergencyNumbers("911", "988", ("988ca",)),
    "GB": EmergencyNumbers("999", "111, option 2", ("swast", "nhs111")),
}
"""By the two letters of ISO 3166. Only what a source bears out: any other country's clinic gives its own numbers."""
