"""How hard a text is to read, without blaming it for the procedures' names."""

from __future__ import annotations

from bot.readability import grade, words

EASY = "You can go home the same day. Ask a friend to drive you."
HARD = (
    "Percutaneous administration of polymethylmethacrylate substantially ameliorates debilitating symptoms."
)


def test_plain_words_are_graded_lower_than_jargon() -> None:
    """Short plain sentences stay well under grade 6, jargon goes far beyond 8."""
    assert grade(EASY) < 6 < 8 < grade(HARD)


def test_names_count_as_easy_words() -> None:
    """A procedure's name makes a text no harder than a short word in its place."""
    named = "Balloon kyphoplasty can help. Kyphoplasty takes one hour."
    assert grade(named, ["kyphoplasty", "balloon kyphoplasty"]) == grade(
        "test can help. Test takes one hour."
    )
    assert grade(named) > grade(named, ["kyphoplasty"])


def test_placeholder_counts_as_an_easy_word() -> None:
    """A placeholder is graded as the short word that will stand there."""
    assert grade("Call {out_of_hours} now.") == grade("Call test now.")


def test_lines_of_a_list_are_sentences() -> None:
    """A list is as easy as its lines are, not one long sentence."""
    lines = ["You lie down", "Your skin is numbed", "The needle goes in", "The needle comes out"]
    assert grade("\n".join(f"- {line}" for line in lines)) == grade(". ".join(lines))


def test_words_are_what_a_reader_sees() -> None:
    """The dashes of a list and the line ends are no words."""
    assert words("- Two words\n- two more\n") == 4
    assert words("") == 0
