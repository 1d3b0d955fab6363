"""The reply: what every message of the bot carries besides its text (design, section 6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

Kind = Literal["answer", "suggest", "out_of_scope", "fallback", "emergency", "handoff", "smalltalk", "system"]
CONTENT_LANGUAGE = "en"
"""What the clinic's texts are written in."""
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Choice:
    """A button: what the patient reads, and the value that comes back when it is pressed.

    Inside the bot `value` is a Rasa payload (`/recovery`); the door swaps it for an opaque
    token before any channel sees it.
    """

    label: str
    value: str
    topic: str | None = None


@dataclass(frozen=True)
class Source:
    """Where an answer comes from, as a patient can look it up."""

    title: str
    url: str | None


@dataclass(frozen=True)
class Link:
    """A number to call: `label` as it stands in the text, `url` as `tel:`."""

    label: str
    url: str


@dataclass(frozen=True)
class Picture:
    """A drawing of ours: `bot/static/pictures/NAME.svg`, with NAME.png beside it, and what it shows in words."""

    name: str
    alt: str


@dataclass(frozen=True)
class Reply:
    """One message of the bot."""

    text: str
    kind: Kind
    topics: tuple[str, ...] = ()
    procedure: str | None = None
    answer_ids: tuple[str, ...] = ()
    level: str | None = None
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()
    reviewed: str | None = None
    links: tuple[Link, ...] = ()
    """The numbers in the text, in its order; a channel makes them links where they stand, or names them below."""
    pictures: tuple[Picture, ...] = ()
    language: str | None = None
    """The code of the language the text is in; None is the clinic's own, in which everything else of a reply is."""

    @property
    def picture(self) -> str | None:
        """The name of its first drawing, for a channel that shows one."""
        return self.pictures[0].name if self.pictures else None

    def as_dict(self) -> dict[str, Any]:
        """The reply as plain JSON data, in the contract's field names."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reply:
        """The reply that `as_dict` made; raises KeyError or TypeError on anything else."""
        return cls(
            text=data["text"],
            kind=data["kind"],
            topics=tuple(data["topics"]),
            procedure=data["procedure"],
            answer_ids=tuple(data["answer_ids"]),
            level=data["level"],
            choices=tuple(Choice(**choice) for choice in data["choices"]),
            sources=tuple(Source(**source) for source in data["sources"]),
            reviewed=data["reviewed"],
            # Replies that were stored before there were links, pictures or languages have none.
            links=tuple(Link(**link) for link in data.get("links", ())),
            pictures=tuple(Picture(**picture) for picture in data.get("pictures", ())),
            language=data.get("language"),
        )

    def with_choices(self, *choices: Choice) -> Reply:
        """The same reply with these choices after its own, each once."""
        return replace(self, choices=tuple(dict.fromkeys(self.choices + choices)))
