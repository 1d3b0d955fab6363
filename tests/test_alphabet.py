"""What is not written in our letters is told from what is."""

from __future__ import annotations

import pytest

from bot.alphabet import has_no_english, is_other_alphabet


@pytest.mark.parametrize(
    "text",
    [
        "сколько длится операция?",
        "πόσο διαρκεί η επέμβαση;",
        "كم تستغرق العملية؟",
        "手术需要多长时间?",
        "痛",
        "手術はどのくらいかかりますか",
        "수술은 얼마나 걸리나요?",
        "ऑपरेशन में कितना समय लगता है?",
        "כמה זמן נמשך הניתוח?",
        "что такое vertebroplasty и больно ли это",
    ],
)
def test_other_alphabets_are_told(text: str) -> None:
    """A name of the procedure in our letters changes nothing."""
    assert is_other_alphabet(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?!",
        "555 0199",
        "👍🏽",
        "how long does it take?",
        "¿cuánto dura la operación?",
        "jak długo trwa zabieg?",
        "when can I drive? спасибо",
        "is 5 μg too much",
        "\uff28\uff25\uff2c\uff30 me",
        "\U0001d421\U0001d41e\U0001d425\U0001d429",
    ],
)
def test_ours_is_ours(text: str) -> None:
    """With marks, in wide or bold type, with a foreign word or sign, and what has no letters at all."""
    assert not is_other_alphabet(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bacaklar\u0131m uyuştu, yürüyemiyorum",
        "yürüyemiyorum",
        "art\u0131k yaşamak istemiyorum",
        "nem érzem a lábamat",
        "tôi không thở được",
        "nemůžu dýchat",
    ],
)
def test_languages_that_nobody_here_knows_are_told(text: str) -> None:
    """By letters that English has not, where no word is English either."""
    assert has_no_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Müller",
        "Özdemir",
        "vrtbroplsty recvry",
        "nefes alamiyorum",
        "a café au lait after it?",
        "my mum Zoë",
        "5 μg",
    ],
)
def test_names_slips_and_loans_are_not(text: str) -> None:
    """A name alone, English with slips and a word of ours beside it."""
    assert not has_no_english(text)


def test_english_is_in_our_alphabet(english_texts: list[str]) -> None:
    """Every message of the validation set and of what the bot is taught."""
    assert [text for text in english_texts if is_other_alphabet(text) or has_no_english(text)] == []
