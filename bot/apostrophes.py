"""Apostrophes put back that a phone leaves out: 'dont' and 'im' mean 'don't' and 'I'm', and the encoder knows those."""

from __future__ import annotations

import re

_NOT = "do ca wo is are was were does did have has had could should would must need"
_CUT_SHORT = (
    "i'm i've you're you've we've they're they've he's she's that's what's there's where's how's it'll"
)
_MEANT = {
    word.replace("'", ""): word for word in (*(f"{verb}n't" for verb in _NOT.split()), *_CUT_SHORT.split())
}
"""Only what without its apostrophe is no word: not 'well', 'were', 'its', 'ill', 'shed' or 'id'."""
_LEFT_OUT = re.compile(rf"\b(?:{'|'.join(_MEANT)})\b", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """The text with them, and with its capitals as they are."""
    return _LEFT_OUT.sub(lambda found: _as_written(found.group(), _MEANT[found.group().lower()]), text)


def _as_written(word: str, meant: str) -> str:
    """'DONT' is 'DON'T', and 'Ive' is 'I've'."""
    if word.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if word[0].isupper() else meant
