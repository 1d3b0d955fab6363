"""spaCy's blank English: it cuts texts into words and sentences, and knows nothing else of the language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def spacy_english() -> Language:
    """The one of this process: a word that is new to it costs 40 microseconds, once and not for each who asks."""
    # spaCy takes a second to import: only who needs words waits for it.
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?"]})
    return nlp
