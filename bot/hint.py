"""A hint: what a few words ask for that only the talk before them completes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.content import topic_of

SAME = "same"
"""The last answer says it already, or its second part does."""
AGAIN = "again"
"""The first part of the last answer says it, and is said once more."""
USUALLY = r"(?: (?:usually|normally|typically|generally|roughly|about|then|exactly))"
"""Words that change nothing."""
TIME = re.compile(r"\d+ (?:minutes|hours|days|weeks|months)", re.IGNORECASE)
"""What an answer says a time by."""

_LEADING = re.compile(
    r"^\W*(?:(?:and|so|but|or|ok|okay|then(?! what)|also|what about|how about|after(?:wards?)?(?=, )|no|sorry"
    r"|i meant?)\b\W*)*",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?<![\s?!.,])[\s?!.,]*$")
"""From the first of several marks only: a page of them would be gone through from each."""
_TRAILING = re.compile(
    r"(?:,? (?:i meant?|then|though|please|pls)|(?<![\s?!.,]))[\s?!.,]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hint:
    """What a few words ask for, by the topic of the answer before them."""

    pattern: re.Pattern[str]
    by_topic: Mapping[str, str]
    """Under an answer's id where it means something else after that answer than after its topic."""
    likely: tuple[str, ...]
    """What may be meant where the talk does not tell."""
    figure: re.Pattern[str] | None = None
    """What the first part of the last answer says it by, if it has one."""

    def answer_id(self, last: str) -> str | None:
        """What is asked after the answer `last`; `SAME` or `AGAIN` if that says it, None if it cannot be told."""
        meant = self.by_topic.get(last) or self.by_topic.get(topic_of(last))
        return SAME if meant == last else meant


def hint(
    pattern: str, by_topic: Mapping[str, str], *likely: str, figure: re.Pattern[str] | None = None
) -> Hint:
    """A hint; the keys of `by_topic` may name several topics each."""
    topics = {topic: answer_id for names, answer_id in by_topic.items() for topic in names.split()}
    return Hint(re.compile(pattern, re.IGNORECASE), topics, likely, figure)


def found_in(text: str, hints: Iterable[Hint]) -> Iterator[Hint]:
    """The hints that are all of a message, but for the small words around them."""
    said = _LEADING.sub("", text)
    # 'What then' loses its sense without the last word, 'tomorrow then' does not.
    wordings = {_MARKS.sub("", said), _TRAILING.sub("", said)}
    return (each for each in hints if any(map(each.pattern.fullmatch, wordings)))
