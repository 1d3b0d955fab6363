"""Questions that only a doctor, a pharmacist or an office can answer get a kind word and who to ask."""

from __future__ import annotations

import pytest

from .talk import Talk

pytestmark = pytest.mark.stack

DIAGNOSIS = (
    "do I have a fracture?",
    "can you tell me what is wrong with my back?",
    "have I broken a bone in my spine?",
    "do you think I have osteoporosis?",
    "what do you think is causing my back pain?",
    "does my mother have a broken vertebra?",
    "could my backache be cancer?",
    "can you diagnose me?",
)
SCAN = (
    "is my scan bad?",
    "can you read my X-ray report?",
    "what does my MRI say?",
    "my T-score is -3.1, is that bad?",
    "can you explain my CT results to me?",
    "is my bone density normal?",
    "my report says wedge deformity at T9, what does it mean?",
)
MEDICINE = (
    "how much ibuprofen can I take?",
    "how many milligrams of tramadol should I take?",
    "how much codeine am I allowed?",
    "should I stop taking my alendronate?",
    "what dose of gabapentin should I be on?",
    "how many paracetamol can I take in a day?",
    "can I take codeine and ibuprofen together?",
    "which painkiller should I take?",
)
BLOOD_THINNER = (
    "should I stop my blood thinner?",
    "do I have to stop warfarin before kyphoplasty?",
    "should my dad come off Eliquis before the procedure?",
    "can I keep taking aspirin before vertebroplasty?",
    "when do I stop clopidogrel before it?",
    "shall I pause my Xarelto for the procedure?",
)
CANDIDATE = (
    "am I a candidate?",
    "am I a good candidate for kyphoplasty?",
    "is vertebroplasty right for me?",
    "would my mother qualify for kyphoplasty?",
    "should I have vertebroplasty?",
    "could my husband have it with a pacemaker?",
    "do you think I should get kyphoplasty done?",
    "would it be suitable for someone like me?",
)
PRICE = (
    "exactly how much will I pay?",
    "how much will kyphoplasty cost me?",
    "what is the price of vertebroplasty?",
    "how many dollars is it?",
    "what will my share of the bill be?",
    "will my insurance cover all of it?",
)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        *((message, "A doctor or nurse can: call") for message in DIAGNOSIS),
        *((message, "The doctor who ordered the test can tell you") for message in SCAN),
        *((message, "Ask the doctor who ordered it, or a pharmacist") for message in MEDICINE),
    ],
)
def test_what_has_no_approved_answer_is_declined(patient: Talk, message: str, words: str) -> None:
    """No diagnosis, no reading of scans, no dose: each is turned away in its own words, with a person at hand."""
    reply = patient.ask(message)
    assert (reply.kind, reply.topics) == ("out_of_scope", ())
    assert words in reply.text
    assert "Talk to a person" in patient.labels


@pytest.mark.parametrize(
    ("message", "topic", "words"),
    [
        *((m, "preparation", "The doctor doing the procedure tells you what to do") for m in BLOOD_THINNER),
        *((m, "candidates", "doctors") for m in CANDIDATE),
        *((m, "cost", "this chat") for m in PRICE),
    ],
)
def test_what_has_a_general_answer_gets_it_with_who_decides(
    patient: Talk, message: str, topic: str, words: str
) -> None:
    """The approved general text is given, and it is plain that the bot does not decide and who does."""
    reply = patient.ask(message)
    assert (reply.kind, reply.topics) == ("answer", (topic,))
    assert words.lower() in reply.text.lower()
    assert any(cannot in reply.text for cannot in ("I cannot tell", "not able to judge", "cannot give a price",
                                                   "nobody can promise", "Do not stop or change"))  # fmt: skip


@pytest.mark.parametrize(
    "message", ["should I stop my blood thinner?", "can I keep taking aspirin before it?"]
)
def test_asked_to_decide_on_a_medicine_the_bot_says_first_that_it_cannot(patient: Talk, message: str) -> None:
    """Before the general text it is said that the doctor decides."""
    assert patient.ask(message).text.startswith("I cannot tell anyone to take, stop or change a medicine.")


def test_general_question_on_the_same_is_answered_straight(patient: Talk) -> None:
    """Who does not ask for a decision is not told off."""
    assert patient.ask("who should not have vertebroplasty?").text.startswith(
        "Vertebroplasty is not for everyone"
    )


def test_declined_question_beside_another_is_declined_and_the_other_answered(patient: Talk) -> None:
    """One question the bot must not answer does not cost the patient the answer to the next."""
    reply = patient.ask("Can you read my MRI report? And how long does kyphoplasty take?")
    assert (reply.kind, reply.answer_ids) == ("answer", ("duration",))
    assert "I cannot read scans" in reply.text


def test_after_a_scan_the_talk_is_about_the_scan(patient: Talk) -> None:
    """'Is it new or old?' asks what the scan shows, and not whether the procedure is new."""
    first = patient.ask("can you tell me what my MRI says?")
    assert patient.ask("is it new or old then").text == first.text
    assert patient.ask("how long does kyphoplasty take?").topics == ("duration",)
