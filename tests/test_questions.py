"""A message with several questions is cut where each of them begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import ONE_SENTENCE, QuestionSplitter, asks_nothing, is_question, statements

pieces = st.sampled_from(
    [
        "will it hurt",
        "and",
        "how long does it take",
        ",",
        "?",
        ".",
        "my mum is old",
        "\n",
        "or",
        "so",
        ";",
        "\u00e9 \U0001f600",
    ]
)


@pytest.fixture(scope="session")
def splitter() -> QuestionSplitter:
    """The splitter; made once, because making one takes a second."""
    return QuestionSplitter()


def questions(splitter: QuestionSplitter, text: str) -> list[str]:
    """The questions found, without the words that join them."""
    return [text[start:end].strip(" ,&") for start, end in splitter.split(text)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Will it hurt? How long does it take?", ["Will it hurt?", "How long does it take?"]),
        (
            "My mum is 80. Will it hurt? And can she go home the same day?",
            ["Will it hurt?", "And can she go home the same day?"],
        ),
        ("is it safe for me, when can i drive", ["is it safe for me", "when can i drive"]),
        ("I broke my back last week. Please tell me what happens now", ["Please tell me what happens now"]),
        ("how long, and is it risky?", ["how long", "and is it risky?"]),
        ("will it hurt how long does it take", ["will it hurt", "how long does it take"]),
        (
            "My mum broke two bones and she is in bed all day Is there anything she can do",
            ["Is there anything she can do"],
        ),
        ("1. will it hurt 2. how long is it", ["will it hurt", "how long is it"]),
        ("1) risks\n2) cost\n3) how long", ["risks", "cost", "how long"]),
        ("how long does it take\n\nwill it hurt", ["how long does it take", "will it hurt"]),
        ("risks, recovery time and cost?", ["risks", "recovery time", "cost?"]),
        ("what are the risks & the cost", ["the risks", "the cost"]),
        ("Risks? Time in hospital? Price?", ["Risks?", "Time in hospital?", "Price?"]),
        (
            "I would be grateful to know when she may fly, whether she needs a corset, and when her check-up is",
            [
                "I would be grateful to know when she may fly",
                "whether she needs a corset",
                "and when her check-up is",
            ],
        ),
        (
            "I want to know how long it takes and if I can drive",
            ["I want to know how long it takes and", "if I can drive"],
        ),
        ("risks and am I too old", ["risks and", "am I too old"]),
        (
            "I go in on Friday, can I eat and should I stop aspirin?",
            ["can I eat and", "should I stop aspirin?"],
        ),
        ("Had it done monday, can I swim and when can I drive", ["can I swim and", "when can I drive"]),
        (
            "what is it like? I'd also like to speak to a nurse",
            ["what is it like?", "I'd also like to speak to a nurse"],
        ),
        ("driving, flying and work", ["driving", "flying", "work"]),
        (
            "First, how long does it take, second will she be awake, and third can she go home?",
            ["First, how long does it take", "second will she be awake", "and third can she go home?"],
        ),
        (
            "I'd like a callback please, and what should I bring",
            ["I'd like a callback please", "and what should I bring"],
        ),
    ],
)
def test_each_question_is_found(splitter: QuestionSplitter, text: str, found: list[str]) -> None:
    """Sentences and joints cut a message; what asks nothing is left out."""
    assert questions(splitter, text) == found


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "will it hurt",
        "does it hurt and when?",
        "Is it a long and painful thing?",
        "brace?",
        "If I take warfarin, can I have it?",
        "can you tell me how long it takes",
        "what kind of anesthetic will I get",
        "how long will it take",
        "what is the difference between kyphoplasty and vertebroplasty?",
        "how soon after a fusion with screws can I swim",
        "she is frail and can she have it",
        "mum and dad, both",
        "I have osteoporosis, diabetes and a broken hip",
    ],
)
def test_message_in_one_piece_is_left_whole(splitter: QuestionSplitter, text: str) -> None:
    """One question stays one, however it is joined inside."""
    assert splitter.split(text) == []


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("how long is it", True),
        ("she hurts a lot?", True),
        ("I want to know about cement", True),
        ("how long", True),
        ("she hurts a lot", False),
        ("and when?", False),
        ("", False),
    ],
)
def test_question_is_told_from_a_statement(text: str, asks: bool) -> None:
    """A question begins like one, ends like one or says that it asks, and is not just a word or two."""
    assert is_question(text) is asks


@pytest.mark.slow
@given(
    st.one_of(
        st.text("how is it, and?.\n\u00e9\U0001f600", max_size=80),
        st.lists(pieces, max_size=12).map(" ".join),
    )
)
def test_spans_lie_in_the_text_and_in_order(splitter: QuestionSplitter, text: str) -> None:
    """Whatever is written, every span lies inside the text and holds something, and they do not overlap."""
    spans = splitter.split(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[start:end].strip()
        position = end


@pytest.mark.slow
@given(st.from_regex(ONE_SENTENCE, fullmatch=True))
def test_plain_line_is_one_sentence_to_spacy_too(text: str) -> None:
    """What is taken for one sentence unseen is the same sentence, from its first to its last letter, when looked at."""
    import spacy  # not with the file: its quick tests need none of it

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?"]})
    assert [(each.start_char, each.end_char) for each in nlp(text).sents] == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "My father is having kyphoplasty on Monday",
        "My husband had a kyphoplasty last week. He is 78.",
        "Hello, my wife will get a vertebroplasty soon!",
        "kyphoplasty monday",
        "",
    ],
)
def test_statement_asks_nothing(text: str) -> None:
    """Someone tells what is to come, and has not come to the question yet."""
    assert asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "kyphoplasty?",
        "my mum is having kyphoplasty. can she walk after",
        "I want to know about kyphoplasty",
        "Hello. How is vertebroplasty done",
        "she is 84\nis kyphoplasty safe",
        "im 29 and broke L1 can i get kyphoplasty",
        "my hip is being done in May and the kyphoplasty in June, is that a problem",
        "ok english, she had vertebroplasty, how many days in bed",
    ],
)
def test_message_with_a_question_in_it_asks_something(text: str) -> None:
    """Whatever is told before it, and with a question mark or without."""
    assert not asks_nothing(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("when can I drive, fly and work?", ["when can I drive", "when can I fly", "when can I work?"]),
        ("can she shower and go to bowls", ["can she shower", "can she go to bowls"]),
        (
            "When can I shower, drive and go back to nights at the warehouse?",
            ["When can I shower", "When can I drive", "When can I go back to nights at the warehouse?"],
        ),
        ("when can I drive", []),
        ("can I drive and he is well", []),
    ],
)
def test_questions_share_what_they_begin_with(
    splitter: QuestionSplitter, text: str, asked: list[str]
) -> None:
    """Each of several verbs behind one 'when can I' is asked about."""
    assert [text[slice(*lead)] + text[slice(*end)] for lead, end in splitter.split_shared(text)] == asked


@pytest.mark.slow
def test_clause_of_time_is_no_second_question(splitter: QuestionSplitter) -> None:
    """'When it is done' tells when; 'when is it done' asks."""
    assert questions(splitter, "what do I take for the pain when it is done") == []
    assert len(questions(splitter, "what do I take for the pain when can I drive")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the pain is higher up now. and can I take ibuprofen?", "the pain is higher up now."),
        (
            "she is so sleepy from the tablets and when will she get the stitches out",
            "she is so sleepy from the tablets",
        ),
        ("when can I drive?", ""),
        ("my leg is numb", "my leg is numb"),
        ("a) what does it cost b) is it risky", "a) what does it cost b) is it risky"),
        ("", ""),
    ],
)
def test_what_is_told_is_read_without_what_is_asked(text: str, told: str) -> None:
    """A danger in it must not be hidden by a question; marks of a list change nothing."""
    assert statements(text) == told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("when can i gym swim drive and have a bath", ["gym", "swim", "drive", "have a bath"]),
        ("can i drive swim and lift", ["drive", "swim", "lift"]),
    ],
)
def test_verbs_without_commas_share_their_lead(text: str, ends: list[str]) -> None:
    """Who types on a phone leaves them out."""
    assert [text[start:end] for _, (start, end) in QuestionSplitter().split_shared(text)] == ends


@pytest.mark.slow
def test_question_behind_first_tell_me_is_one_of_its_own() -> None:
    """And does not begin with these words."""
    text = "I want to speak to a nurse but first tell me do I have to fast"
    assert [text[start:end] for start, end in QuestionSplitter().split(text)][1:] == ["do I have to fast"]
