"""Scripts are served without their comments, and with every line of their code."""

from __future__ import annotations

from bot.script import trimmed

SOURCE = """\
/** What this is. */

/**
 * More of it;
 * and more.
 */
export const address = "https://clinic.example/*"; // beside code
  // a line of its own
  const value = /** @type {any} */ (thing);
  /** @type {any} */ (thing).go();
  /* short */
"""


def test_comments_and_indentation_are_left_out() -> None:
    """Only lines that hold nothing but a comment go."""
    assert trimmed(SOURCE).splitlines() == [
        'export const address = "https://clinic.example/*"; // beside code',
        "const value = /** @type {any} */ (thing);",
        "/** @type {any} */ (thing).go();",
    ]


def test_trimming_again_changes_nothing() -> None:
    """What is trimmed stays as it is."""
    assert trimmed(trimmed(SOURCE)) == trimmed(SOURCE)
