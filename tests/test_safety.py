"""Obvious dangers are seen, plain questions are not taken for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from no_slips import NoSlips

from bot.content import Content
from bot.safety import Safety

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def safety(content: Content) -> Safety:
    """The shipped rules, without the learned check."""
    return Safety(content.red_flags)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("My chest is tight and it hurts", "emergency_now"),
        ("she can\u2019t breathe properly", "emergency_now"),
        ("I can't feel my legs", "emergency_now"),
        ("I lost control of my bladder", "emergency_now"),
        ("his speech is slurred", "emergency_now"),
        ("he passed out in the kitchen", "emergency_now"),
        ("the bleeding won't stop", "emergency_now"),
        ("my tongue is swelling up", "emergency_now"),
        ("mum took too many pills", "emergency_now"),
        ("I WANT TO DIE", "crisis"),
        ("I have a high fever", "same_day"),
        ("the wound is red and oozing", "same_day"),
        ("my calf is swollen and sore", "same_day"),
        ("my dads lips are a bit blue", "emergency_now"),
        ("I threw up twice and my skin has hives all over since the contrast", "emergency_now"),
        ("sometimes I wish I wouldn't wake up tomorrow", "crisis"),
    ],
)
def test_danger_is_seen(safety: Safety, text: str, level: str) -> None:
    """Someone who writes of a danger is met with its level."""
    flag = safety.screen(text)
    assert flag is not None
    assert flag.level == level
    assert flag.flag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "how long does it take?",
        "will I be awake",
        "what are the risks?",
        "can the cement cause breathing problems?",
        "how common is an infection?",
        "I have no chest pain",
        "when can I shower?",
        "is it normal to be sore afterwards?",
        "do I need a brace",
        "what is a compression fracture",
        "thank you, you have been a great help",
        "can I go home the same day",
    ],
)
def test_harmless_message_is_let_through(safety: Safety, text: str) -> None:
    """A plain question, or one about a symptom, raises no alarm."""
    assert safety.screen(text) is None


def test_despair_comes_before_everything(safety: Safety) -> None:
    """Someone who wants to die is met with the crisis line, whatever else hurts."""
    flag = safety.screen("my pain got much worse and I want to die")
    assert flag is not None
    assert flag.level == "crisis"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("my dad can't feel his legs", "cauda_equina"),
        ("he has been wetting himself since last night", "cauda_equina"),
        ("no fever but my legs have gone numb", "cauda_equina"),
        ("What is cement made of? And my chest hurts right now.", "chest_or_lung"),
        ("had a stroke years ago. now my face is drooping", "stroke"),
        ("I have been dizzy and my brething is hard", "chest_or_lung"),
        ("if it does not work I will kill myself", "self_harm"),
        ("temp 38.6 this evening", "fever"),
    ],
)
def test_reason_names_the_flag(safety: Safety, text: str, flag: str) -> None:
    """The staff are told which danger it is, a relative's, a misspelt one or one late in the message too."""
    found = safety.screen(text)
    assert found is not None
    assert found.flag == flag
    assert found.reason


@pytest.mark.parametrize("text", ["I cannot breahte", "he is unconsicous", "my swelilng tongue"])
def test_letters_changed_round_are_seen_through(safety: Safety, text: str) -> None:
    """Two neighbouring letters in the wrong order hide no danger."""
    assert safety.screen(text) is not None


@pytest.mark.parametrize(
    "who",
    [
        "my 80 year old father", "my 60-year-old mum", "I am 55 years,", "he's 60 years,", "a fifty year old man,",
        "she is 60 years of age and", "a lady aged 45 years,", "sir age 50 years,",
    ],
)  # fmt: skip
def test_age_does_not_make_a_trouble_an_old_one(safety: Safety, who: str) -> None:
    """'Old' and '60 years' take the danger out of what has long been known, not out of what an old man has now."""
    flag = safety.screen(f"{who} slurred speech")
    assert flag is not None
    assert flag.flag == "stroke"


@pytest.mark.parametrize("since", ["for 10 years", "60 years ago when I was 12", "since the old stroke"])
def test_years_that_are_no_age_still_do(safety: Safety, since: str) -> None:
    """How long something has been known still counts."""
    assert safety.screen(f"he has slurred speech {since}") is None


@pytest.mark.parametrize(
    "text",
    [
        "no numbness in my legs",
        "she doesn't have a fever",
        "my father had chest pain years ago, can he have it?",
        "what should I do if my legs go numb?",
        "what are the signs of a stroke",
        "he has had weak legs for twenty years",
        "I'm numb with worry",
        "ive been dead on my feet all day today, is that normal",
        "I was showering when you called",
    ],
)
def test_words_around_a_symptom_take_the_danger_out(safety: Safety, text: str) -> None:
    """A symptom that is denied, long past, asked about or a figure of speech raises no alarm."""
    assert safety.screen(text) is None


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("I cannot wake my husband, I am scared", True),
        ("he has chest pain im scared", True),
        ("I'm scared because my leg is numb", True),
        ("I am scared of a numb leg", False),
        ("worried that I might wake up and not feel my legs", False),
        ("afraid I won't wake up", False),
    ],
)
def test_fear_takes_the_danger_out_of_what_is_feared_alone(
    safety: Safety, text: str, is_danger: bool
) -> None:
    """Who is afraid of what there is has it."""
    assert bool(safety.screen(text)) is is_danger


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Tengo un dolor en el pecho muy fuerte", "emergency_now"),
        ("mi padre no puede respirar", "emergency_now"),
        ("hola, quiero morirme", "crisis"),
        ("Il a une douleur thoracique depuis une heure", "emergency_now"),
        ("Je n\u2019arrive plus a respirer", "emergency_now"),
        ("je veux mourir", "crisis"),
        ("Hilfe, ich kriege keine Luft", "emergency_now"),
        ("habe kein Gefuehl in den Beinen", "emergency_now"),
        ("ich m\u00f6chte sterben", "crisis"),
        ("od rana nie moge oddychac", "emergency_now"),
        ("M\u0105\u017c straci\u0142 przytomno\u015b\u0107", "emergency_now"),
        ("chce sie zabic", "crisis"),
        ("O meu pai est\u00e1 com falta de ar", "emergency_now"),
        ("nao sinto as pernas desde ontem", "emergency_now"),
        ("nao quero mais viver assim", "crisis"),
    ],
)
def test_commonest_emergencies_in_other_languages_are_seen(
    content: Content, safety: Safety, text: str, level: str
) -> None:
    """Spanish, French, German, Polish and Portuguese: the worst is seen, whatever the learned check makes of it."""
    for screening in (safety, Safety(content.red_flags, PlayedCheck(content, none=1.0))):
        flag = screening.screen(text)
        assert flag is not None
        assert flag.level == level


@pytest.mark.parametrize(
    "text",
    [
        "No tengo dolor en el pecho. \u00bfCu\u00e1nto dura?",
        "je n'ai pas de douleur thoracique",
        "ich habe keine Brustschmerzen, wie lange dauert es?",
        "nie mam duszno\u015bci",
        "posso comer antes?",
    ],
)
def test_plain_words_in_other_languages_raise_no_alarm(safety: Safety, text: str) -> None:
    """A denial or a plain question in one of these languages is let through."""
    assert safety.screen(text) is None


class PlayedCheck(NoSlips):
    """A learned check that says what the test wants."""

    def __init__(self, content: Content, **chances: float) -> None:
        self.rules = content.red_flags.rules_digest
        self.chances = {"crisis": 0.0, "emergency_now": 0.0, "same_day": 0.0, "none": 0.0, **chances}

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """The same for every message."""
        return self.chances


class CountedCheck(PlayedCheck):
    """The same, and it counts how often it is asked."""

    asked = 0

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """The same for every message."""
        self.asked += 1
        return super().probabilities(text, concepts)


class BrokenCheck(NoSlips):
    """A learned check that fails."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """Never returns."""
        raise ValueError(text)


def test_learned_check_raises_what_no_rule_sees(content: Content) -> None:
    """A message that no rule knows is met with help when the learned check is sure enough."""
    found = Safety(content.red_flags, PlayedCheck(content, emergency_now=0.8, none=0.2)).screen(
        "gone wobbly inside"
    )
    assert found is not None
    assert (found.level, found.flag) == ("emergency_now", "learned")


class ChestOnly(PlayedCheck):
    """A learned check that sees one sentence for what it is, and nothing in a longer message."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """As sure as the test wants of a sentence on an elephant."""
        is_of_it = "elephant" in text and len(text.split()) < 10
        return self.chances if is_of_it else {"none": 1.0}


def test_danger_told_beside_a_question_is_seen(content: Content) -> None:
    """The question makes it look harmless as a whole, so a sentence is judged by itself too; despair is not."""
    text = "An elephant is sitting on him. Anyway, how long until the bone is solid?"
    safety = Safety(content.red_flags, ChestOnly(content, emergency_now=0.95, none=0.05))
    found = safety.screen(text)
    assert found is not None
    assert found.level == "emergency_now"
    for chances in ({"emergency_now": 0.9}, {"crisis": 0.95}):
        assert Safety(content.red_flags, ChestOnly(content, **chances)).screen(text) is None
    assert safety.screen("An elephant is in the garden with the green gate. " * 30) is None


def test_learned_check_takes_back_only_what_it_is_almost_sure_of(content: Content) -> None:
    """A rule's flag stands while the learned check sees any chance of danger."""
    text = "I can't feel my legs"
    assert Safety(content.red_flags, PlayedCheck(content, emergency_now=0.05, none=0.95)).screen(text)
    assert (
        Safety(content.red_flags, PlayedCheck(content, emergency_now=0.001, none=0.999)).screen(text) is None
    )


def test_learned_check_overrides_lowering_words(content: Content) -> None:
    """Words that sound like a question do not lower what the learned check takes for a danger."""
    text = "is there a chance you could see me, my legs are numb"
    assert Safety(content.red_flags).screen(text) is None
    assert Safety(content.red_flags, PlayedCheck(content, emergency_now=0.9, none=0.1)).screen(text)


def test_learned_check_makes_a_fever_an_emergency(content: Content) -> None:
    """What a rule takes for a call to the clinic becomes an emergency when the whole message sounds like one."""
    found = Safety(content.red_flags, PlayedCheck(content, emergency_now=0.9, none=0.1)).screen(
        "I have a fever"
    )
    assert found is not None
    assert found.level == "emergency_now"


def test_learned_check_makes_despair_of_a_lesser_flag(content: Content) -> None:
    """Who has a fever and sounds as if they wanted to die is met with the crisis line."""
    found = Safety(content.red_flags, PlayedCheck(content, crisis=0.6, none=0.4)).screen("I have a fever")
    assert found is not None
    assert (found.level, found.reply) == ("crisis", "emergency.crisis")


def test_despair_that_is_guessed_at_does_not_hide_a_body_in_danger(content: Content) -> None:
    """'He wants to be left to sleep, he cannot breathe': the emergency number, unless despair is all but sure."""
    text = "she can't breathe and says let me sleep"
    body = Safety(content.red_flags, PlayedCheck(content, crisis=0.6, emergency_now=0.3, none=0.1))
    despair = Safety(content.red_flags, PlayedCheck(content, crisis=0.8, emergency_now=0.2))
    assert [found.level for each in (body, despair) if (found := each.screen(text))] == [
        "emergency_now",
        "crisis",
    ]


def test_numbness_between_the_legs_is_never_taken_back(content: Content) -> None:
    """Whatever the learned check makes of so few words; legs may be numb for many reasons, and there it has its say."""
    calm = Safety(content.red_flags, PlayedCheck(content, none=1.0))
    for text in ("there is no feeling in my nether regions", "it has gone numb round the privates"):
        found = calm.screen(text)
        assert found is not None
        assert (found.level, found.flag) == ("emergency_now", "saddle_numbness")
    assert calm.screen("I don't feel happy that they see my privates") is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("BP 78/45 and cold sweat", "emergency_now"),
        ("bp:78/45", "emergency_now"),
        ("her blood pressure is 80 over 50", "emergency_now"),
        ("sats are 84 on the clip", "emergency_now"),
        ("spo2=83", "emergency_now"),
        ("hr 140 since they let me go", "emergency_now"),
        ("145bpm lying down", "emergency_now"),
        ("blood pressure 88/50 today", "same_day"),
        ("pressure 230 over 120", "same_day"),
        ("his pulse is 38", "same_day"),
    ],
)
def test_measured_danger_is_never_taken_back(content: Content, text: str, level: str) -> None:
    """Care homes and relatives write figures: they are what they are, whatever the learned check makes of the words."""
    found = Safety(content.red_flags, PlayedCheck(content, none=1.0)).screen(text)
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize(
    "text",
    [
        "bp 130/85, is that fine for it",
        "I am 85 and my blood pressure is 120 over 80",
        "oxygen 96 and pulse 72 this morning",
        "she is 84, on oxygen at home for years",
        "what if my sats are 84",
        "his blood pressure was 80 over 50 in 2019",
        "there are 80/50 chances",
    ],
)
def test_other_figures_raise_no_alarm(content: Content, text: str) -> None:
    """An age is no oxygen; what is fine, long ago or supposed is no danger."""
    assert Safety(content.red_flags, PlayedCheck(content, none=1.0)).screen(text) is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("the numbness is all round my crotch", "saddle_numbness"),
        ("his tackle has gone dead, he says", "saddle_numbness"),
        ("however long I stand there my wee won't come out", "cauda_equina"),
        ("bursting for the loo but only a dribble", "cauda_equina"),
        ("I keep needing to go and not a drop", "cauda_equina"),
        ("found a little mishap in my underwear", "cauda_equina"),
        ("I just can't get a lungful", "chest_or_lung"),
        ("slipped on the wet floor, the pain is out of this world", "injury"),
        ("shivery and boiling hot to touch", "sepsis"),
        ("the wound is oozing and I am shivering", "sepsis"),
        ("I can't do this any more, I'm finished", "self_harm"),
        ("a sore rib since the weekend", "worse_back_pain"),
    ],
)
def test_everyday_words_for_a_danger_are_known(safety: Safety, text: str, flag: str) -> None:
    """People say it as they would to a neighbour; each of these had no rule, or the wrong one."""
    found = safety.screen(text)
    assert found is not None
    assert found.flag == flag


@pytest.mark.parametrize(
    "text",
    [
        "alendronic acid gave me awful heartburn",
        "I had the cement two days ago, next is my neck, with the balloon",
        "which tablets, and can I take more of them",
        "the view from the ward was out of this world",
        "I want it over and done with",
        "all these forms will finish me off",
        "my legs are like jelly just thinking about it",
        "my mate had a stroke having his done",
        "she is incontinent anyway",
        "I was sick when I had my hip done",
    ],
)
def test_rules_do_not_overreach(safety: Safety, text: str) -> None:
    """Each of these raised a flag by a word that has another sense here."""
    assert safety.screen(text) is None


def test_time_that_is_only_supposed_is_not_now(safety: Safety) -> None:
    """'In the night' says that it is happening, but not after 'if': the two messages are read as one."""
    assert safety.screen("what should I do if mum gets a temperature and if it happens in the night") is None
    assert safety.screen_pieces("what if dad gets a fever", "and if it happens in the night") is None
    assert safety.screen("what should I do if it is serious, mum got a temperature in the night")


def test_dangers_of_any_level_are_added_up(content: Content) -> None:
    """A message that may be an emergency or may wait a day is a danger, though neither is likely alone."""
    torn = PlayedCheck(content, emergency_now=0.2, same_day=0.2, none=0.6)
    assert Safety(content.red_flags, torn).screen("gone wobbly inside")


def test_broken_learned_check_leaves_the_rules_at_work(
    content: Content, caplog: pytest.LogCaptureFixture
) -> None:
    """When the learned check fails the rules still speak, and the log holds none of the patient's words."""
    assert Safety(content.red_flags, BrokenCheck()).screen("I can't feel my legs")
    assert "ValueError" in caplog.text
    assert "legs" not in caplog.text


@given(st.text(max_size=200))
def test_any_text_can_be_screened(safety: Safety, text: str) -> None:
    """No text, however odd, stops the screening."""
    safety.screen(text)


def test_huge_message_is_screened_quickly(safety: Safety) -> None:
    """A message of many thousand words is screened at both ends."""
    assert safety.screen("word " * 50_000 + ". I passed out this morning")
    assert safety.screen("I passed out this morning. " + "numb legs? " * 20_000)


CALM = "We walked the dog to the lake and had tea with our neighbours there. "
DANGER = "I took all my pills an hour ago to end my life. "


@pytest.mark.parametrize("words", [1000, 2000, 3500])
@pytest.mark.parametrize("place", [0.0, 0.25, 0.5, 0.7, 1.0])
def test_danger_is_seen_wherever_it_stands_in_a_letter(safety: Safety, words: int, place: float) -> None:
    """Whoever writes for pages, and in the midst of them of taking their life, is met as in a single sentence."""
    calm = [CALM] * (words // len(CALM.split()))
    calm.insert(round(place * len(calm)), DANGER)
    found = safety.screen("".join(calm))
    assert found is not None
    assert (found.level, found.flag) == ("crisis", "self_harm")
    assert safety.screen(CALM * (words // 14)) is None


def test_most_urgent_part_of_a_letter_counts(safety: Safety) -> None:
    """A fever told first and at the end of a long letter hides no despair in between."""
    calm = CALM * 60
    found = safety.screen(f"I have a high fever. {calm}{DANGER}{calm}I have a high fever.")
    assert found is not None
    assert found.level == "crisis"


def test_letter_full_of_dangers_is_not_calmed(content: Content) -> None:
    """The learned check is asked about a few sentences by themselves, and not about hundreds, to take a flag back."""
    check = CountedCheck(content, none=1.0)
    letter = " ".join(f"I have had chest pain for {place} hours." for place in range(400))
    assert Safety(content.red_flags, check).screen(letter) is not None
    assert check.asked < 100


def test_part_of_a_letter_without_danger_is_not_judged(content: Content) -> None:
    """The learned check is asked once about pages in which no rule finds anything."""
    check = CountedCheck(content, none=1.0)
    assert Safety(content.red_flags, check).screen(CALM * 250) is None
    assert check.asked == 1


def test_denial_at_the_edge_of_a_part_is_heard(safety: Safety) -> None:
    """Wherever a long letter is parted, what is denied or only supposed in it raises no alarm."""
    denial = "If one day when I am old and grey I can't feel my legs then I would want to know whom I should call. "
    for words in range(0, 40, 8):
        assert safety.screen("word " * words + ". " + denial * 120) is None


def test_rule_changed_since_the_training_is_not_taken_back(content: Content) -> None:
    """A rule that the learned check was not trained beside raises its flag all the same."""
    calm = PlayedCheck(content, none=1.0)
    assert Safety(content.red_flags, calm).screen("I can't feel my legs") is None
    calm.rules = "of yesterday"
    assert Safety(content.red_flags, calm).screen("I can't feel my legs")


@pytest.mark.parametrize(
    ("chances", "level", "reply"),
    [
        ({"crisis": 0.9, "none": 0.1}, "crisis", "emergency.crisis"),
        ({"crisis": 0.2, "none": 0.8}, "crisis", "emergency.crisis_unsure"),
        (
            {"crisis": 0.24, "same_day": 0.19, "emergency_now": 0.16, "none": 0.41},
            "same_day",
            "emergency.same_day",
        ),
        ({"crisis": 0.5, "emergency_now": 0.4, "none": 0.1}, "crisis", "emergency.crisis"),
        ({"crisis": 0.4, "emergency_now": 0.5, "none": 0.1}, "emergency_now", "emergency.emergency_now"),
    ],
)
def test_weak_chance_of_despair_is_not_said_to_be_despair(
    content: Content, chances: dict[str, float], level: str, reply: str
) -> None:
    """Where no rule speaks: other dangers that weigh as much come first, and alone it is met with a word of doubt."""
    found = Safety(content.red_flags, PlayedCheck(content, **chances)).screen("gone wobbly inside")
    assert found is not None
    assert (found.level, found.reply) == (level, reply)


def test_rule_that_two_messages_make_needs_the_learned_check(content: Content) -> None:
    """'One more question' and 'my back is sore' are no 'more back pain'; 'my legs' and 'went numb' are numb legs."""
    more = ("i have one more question", "is it normal that my back is sore two days after")
    numb = ("hello it is about my legs", "they went numb this morning")
    doubtful = Safety(content.red_flags, PlayedCheck(content, same_day=0.1, none=0.9))
    sure = Safety(content.red_flags, PlayedCheck(content, emergency_now=0.3, none=0.7))
    assert doubtful.screen_pieces(*more) is None
    assert sure.screen_pieces(*numb) is not None
