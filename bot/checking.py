"""Checking: what `clinic-bot check` reports about content that loads."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content import Answer, Content
from bot.readability import grade, words


def report(content: Content, verbose: bool = False) -> Iterator[str]:
    """Lines for the terminal: how much there is, how hard it is to read, and what is still to do."""
    texts = dict(_texts(content))
    names = tuple(name for leaflet in content.leaflets.values() for name in leaflet.names)
    grades = {where: grade(text, names) for where, text in texts.items()}
    if verbose:
        for where, text in texts.items():
            yield f"{grades[where]:5.1f} grade {words(text):4d} words  {where}"
    hardest = max(grades, key=grades.__getitem__)
    mean = sum(grades.values()) / len(grades)
    yield f"{len(content.procedures)} procedures: {', '.join(content.procedures)}"
    yield f"{len(texts)} texts; reading grade {mean:.1f} on average, {grades[hardest]:.1f} at most ({hardest})"
    for warning in content.warnings:
        yield f"To do: {warning}"


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for procedure, leaflet in content.leaflets.items():
        for answer in leaflet.answers.values():
            yield from _parts(procedure, answer)
    for answer in content.general.values():
        yield from _parts("general", answer)
    for key, text in content.replies.items():
        if words(text) > 4:
            yield f"replies: {key}", text


def _parts(file: str, answer: Answer) -> Iterator[tuple[str, str]]:
    yield f"{file}: {answer.id}", answer.text
    if answer.more:
        yield f"{file}: {answer.id} (more)", answer.more
