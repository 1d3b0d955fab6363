"""A second question on the same topic gets the part of the answer that holds what it asks."""

from __future__ import annotations

import pytest

from bot.answering import Question, answer
from bot.content import Content
from bot.said_already import gives_reason, part_named, part_that_says


@pytest.mark.parametrize(
    ("answer_id", "before", "text", "part"),
    [
        ("activity.walking", "can I walk after it", "stairs?", "first"),
        ("activity.walking", "what about stairs", "and walking", "second"),
        ("activity.shower", "when can I have a shower", "and a bath", "first"),
        ("activity.shower", "when can I have a shower", "the pool?", "first"),
        ("activity.shower", "when can I have a shower", "does the dressing stay on", "second"),
        ("activity.shower", "when can I have a shower", "and when can I have a SHOWER", None),
        ("activity.shower", "when can I have a shower", "sauna?", None),
        ("activity.shower", "", "", None),
    ],
)
def test_part_that_says_what_is_asked(
    content: Content, answer_id: str, before: str, text: str, part: str | None
) -> None:
    """Words that the earlier question had tell nothing, nor do those of no meaning."""
    assert part_that_says(content, [Question(answer_id)], None, text, before) == part


@pytest.mark.parametrize(("answer_id", "gives"), [("preparation.blood_thinners", True), ("brace", False)])
def test_reason_is_found(content: Content, answer_id: str, gives: bool) -> None:
    """'Stopping early can cause a blood clot' is one."""
    assert gives_reason(answer(content, [Question(answer_id)], None).text) is gives


@pytest.mark.parametrize(
    ("answer_id", "text", "part"),
    [
        ("aftercare.warning_signs", "redness?", "first"),
        ("aftercare.warning_signs", "a rash", "second"),
        ("activity.housework", "digging", "first"),
        ("activity.housework", "gardening and ironing", None),
        ("activity.housework", "and what is it then?", None),
        ("activity.housework", "", None),
        ("activity.housework", "how much later may I begin digging", None),
    ],
)
def test_part_is_named(content: Content, answer_id: str, text: str, part: str | None) -> None:
    """All of a few words stand in it; the first part has what matters most."""
    assert part_named(content, [Question(answer_id)], None, text) == part


def test_nothing_said_names_nothing(content: Content) -> None:
    """There is no answer before the first."""
    assert part_named(content, [], None, "redness?") is None
