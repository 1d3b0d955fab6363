"""A standing danger in a language the bot does not speak: help that comes for it, and that it is no better."""

from __future__ import annotations

from bot.content import Content
from bot.emergency import links_in
from bot.foreign_phrases import holds, rests, words_of
from bot.red_flags import Level
from bot.replies import fill
from bot.reply import Reply

FEW_WORDS = 6
"""In more words than these something else may be told than that it is no better."""

_BESIDE = frozenset(
    """si ya ok vale bien ahora gracias la las el los una un oui deja maintenant bientot merci bon les des le l ja schon
    jetzt danke der die das ein eine gleich bald sofort tak juz zaraz dziekuje sim agora obrigada obrigado a o os uma um
    gia adesso ora subito grazie il lo al nu dank bedankt de het een eraan yo nosotros je j on nous ich wir wij we ik
    eu nos io noi ho abbiamo hem""".split()
)
"""All that may stand beside such a phrase: one word more, and nobody answers, or it was yesterday."""


def language_of_help(content: Content, text: str) -> str | None:
    """The code of the language in which a message tells that help for an emergency comes, and tells nothing else."""
    if "?" in text:
        return None
    said = words_of(text)
    languages = content.languages.items()
    return next((code for code, each in languages if _is_no_more_than(said, each.help_called)), None)


def _is_no_more_than(said: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is all of a message, but for small words beside it."""
    return any(_BESIDE.issuperset(rest) for rest in rests(said, phrases))


def is_no_better_abroad(content: Content, text: str) -> bool:
    """Whether a few words of another language tell that what was told before is as it was."""
    said = words_of(text)
    is_short = len(said.split()) <= FEW_WORDS and "?" not in text
    return is_short and any(holds(said, language.no_better) for language in content.languages.values())


def helped_in(content: Content, code: str, level: Level) -> Reply:
    """A few words in the language to who has called for help in a danger of this level."""
    text = fill(content, content.languages[code].helped)
    return Reply(text, "system", links=links_in(text, content.clinic), language=code, level=level)
