"""Whoever writes in another language that help comes is understood, and hears in it what to do until then."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.foreign_danger import helped_in, is_no_better_abroad, language_of_help

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "ya viene la ambulancia"),
        ("es", "la ambulancia está en camino"),
        ("es", "sí, llamé al 911"),
        ("es", "ya vienen de camino"),
        ("fr", "merci ils sont là"),
        ("pl", "dzwonię po karetkę"),
        ("fr", "les pompiers arrivent"),
        ("fr", "j'ai appelé le 911"),
        ("de", "der Notarzt kommt gleich"),
        ("pl", "karetka już jedzie"),
        ("pt", "a ambulancia esta a caminho"),
        ("it", "sta arrivando l\u2019ambulanza"),
        ("nl", "de ambulance is onderweg"),
    ],
)
def test_help_that_comes_is_understood(content: Content, code: str, text: str) -> None:
    """And met in the language, with the number for if it gets worse."""
    assert language_of_help(content, text) == code
    reply = helped_in(content, code, "emergency_now")
    assert (reply.kind, reply.language, reply.level) == ("system", code, "emergency_now")
    assert content.clinic.emergency_number in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "la ambulancia no viene la ambulancia no llega",
        "¿viene la ambulancia?",
        "der Notarzt kommt nicht",
        "wann kommt der Notarzt",
        "karetka jeszcze nie jedzie, karetka jedzie gdzie indziej",
        "llamé al hijo",
        "llamé al 911 pero nadie contesta",
        "j'ai appelé le 15 mais personne ne répond",
        "habe 112 angerufen, keiner geht ran",
        "vamos a urgencias o esperamos",
        "je vais aux urgences demain",
        "ayer llamé al 112",
        "estoy en urgencias y me mandan a casa",
        "la ambulancia viene pero está peor",
        "when will the ambulance arrive",
        "my ambulance arrive late i am dying",
        "the ambulance is coming",
        "",
    ],
)
def test_help_that_does_not_come_yet_is_none(content: Content, text: str) -> None:
    """What is doubtful is met with the danger's reply again."""
    assert language_of_help(content, text) is None


@pytest.mark.parametrize(
    "text",
    ["es ist noch da", "todavía está ahí", "c'est toujours là", "ainda está assim", "nadal jest", "c'è ancora",
     "het is er nog", "nadie contesta", "personne ne répond", "nikt nie odbiera", "niemand neemt op"],
)  # fmt: skip
def test_what_is_no_better_is_understood(content: Content, text: str) -> None:
    """And that nobody answers, which leaves the danger where it was."""
    assert is_no_better_abroad(content, text)


@pytest.mark.parametrize(
    "text", ["sind Sie noch da", "vous êtes toujours là", "todavía está abierto", "ainda está aberto"]
)
def test_who_asks_if_anyone_is_there_tells_of_nothing(content: Content, text: str) -> None:
    """However the question mark is left out."""
    assert not is_no_better_abroad(content, text)
