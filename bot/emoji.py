"""Emoji: a message of nothing else is read as the words that it stands for; beside words they are decoration.

The encoder knows none of them, and one of them in front hides what is behind: 'I can't do this any more'.
"""

from __future__ import annotations

import re

_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_JOINED = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What joins, colours and shapes them."""
_SPACES = re.compile(r"[ \t]{2,}")
MEANINGS = {
    "it is an emergency, I need an ambulance": "\U0001f198\U0001f691\U0001f6a8",
    "I am sad and worried": "\U0001f622\U0001f62d\U0001f494\u2639\U0001f641\U0001f61e\U0001f614\U0001f61f\U0001f630"
    "\U0001f628\U0001f631\U0001f629\U0001f62b\U0001f625\U0001f623\U0001f616\U0001f613",
    "thank you": "\u2764\u2665\u2763\U0001f64f\U0001f495\U0001f499\U0001f49a\U0001f49b\U0001f49c\U0001f496\U0001f497"
    "\U0001f60d\U0001f970\U0001f618\U0001f339\U0001f490\U0001f917",
    "that was no help": "\U0001f44e\U0001f620\U0001f621\U0001f92c\U0001f644",
    "hello": "\U0001f44b",
    "ok": "\U0001f44d\U0001f44c\U0001f197\u2705\u2714\U0001f642\U0001f60a\U0001f600\U0001f603\U0001f604\U0001f601\u263a"
    "\U0001f609\U0001f60c\U0001f4aa\U0001f44f\U0001f389",
    "I don't understand": "\U0001f937\U0001f914\U0001f615\U0001f928\U0001f610",
}
"""What is meant by a message of them alone; the first of these that is there: a tear weighs more than folded hands."""
_TELLING = {"\U0001f92e": " vomiting ", "\U0001fa78": " blood ", "\u2753": "?", "\u2754": "?"}
"""They stand for a word or a mark of a sentence: 'more of it since \N{FACE WITH OPEN MOUTH VOMITING}'."""


def in_words(text: str) -> str:
    """`text` without emoji, or in words if there is nothing else in it; what no word is known for stays."""
    if text.isascii() or not _EMOJI.search(text):
        return text
    for emoji, word in _TELLING.items():
        text = text.replace(emoji, word)
    words = _SPACES.sub(" ", _JOINED.sub("", _EMOJI.sub(" ", text))).strip()
    if re.search(r"\w", words):
        return words
    meant = next((words for words, emoji in MEANINGS.items() if not set(emoji).isdisjoint(text)), None)
    return meant or text
