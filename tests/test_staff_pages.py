"""The console's pages: the queue in its order, taking, writing, handing on, closing, and what each leaves behind."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from html import unescape

import pytest
import yaml
from conftest import KEY
from staff_console import Browser, Clinic

from bot.contacts import Contact
from bot.content import Content
from bot.expectation import offer
from bot.feed import Signal
from bot.live_content import LiveContent
from bot.replies import SOMETHING_ELSE, choice
from bot.reply import Choice, Reply
from bot.settings import ROOT, Settings
from bot.staff.events import Events
from bot.staff.guard import SignedIn
from bot.staff.queue import OTHER_THINGS, alarms, queue_for, topic_words
from bot.store import Store, Turn
from bot.telegram_topics import TelegramTopics

pytestmark = pytest.mark.slow


@pytest.fixture
def clinic(settings: Settings, store: Store, live_content: LiveContent) -> Clinic:
    """A console whose server has a key."""
    return Clinic(replace(settings, contact_key=KEY), store, live_content)


@pytest.fixture
def nurse(clinic: Clinic) -> Browser:
    """Nurse Anna, signed in."""
    return clinic.signed_in("anna")


def said(clinic: Clinic, conversation: str) -> list[tuple[str, str]]:
    """The transcript as the patient has it."""
    return [(each.sender, each.text) for each in clinic.store.messages(conversation)]


def test_queue_shows_danger_first_then_who_waits_longest(clinic: Clinic, nurse: Browser) -> None:
    """A red flag is on top although it came last; mine and colleagues' conversations stand apart."""
    first, second = clinic.waiting("I came first"), clinic.waiting("I came second")
    mine, other = clinic.waiting("I am Anna's"), clinic.waiting("I am Tom's")
    clinic.desk.take(mine, clinic.console.accounts.get("anna"))
    clinic.desk.take(other, clinic.account("tom"))
    danger = clinic.store.add_conversation("telegram")
    message = clinic.store.add_patient_message(danger, "I can't feel my legs", None)
    clinic.store.add_alert(message, "emergency_now", "cauda_equina: Cannot feel the legs")
    clinic.desk.handoffs.flag(danger, "Cannot feel the legs", "emergency_now")
    page = nurse.get("/").text
    places = [page.index(f"/conversations/{each}") for each in (danger, first, second, mine, other)]
    assert places == sorted(places)
    assert "Cannot feel the legs" in page
    assert "With Nurse Tom" in page
    assert "Patient " + first[:6].upper() in page


def endangered(clinic: Clinic, level: str, words: str, reason: str) -> str:
    """A conversation with a sign of danger in it."""
    conversation = clinic.store.add_conversation("web")
    in_danger(clinic, conversation, level, words, reason)
    return conversation


def in_danger(clinic: Clinic, conversation: str, level: str, words: str, reason: str) -> None:
    """One more sign of danger."""
    message = clinic.store.add_patient_message(conversation, words, None)
    clinic.store.add_alert(message, level, f"some_flag: {reason}")
    clinic.desk.handoffs.flag(conversation, reason, level)


def test_queue_shows_the_words_of_a_danger_whatever_came_after(clinic: Clinic, nurse: Browser) -> None:
    """Who sees to it reads what the patient wrote, not only the 'thanks' below; each danger once."""
    conversation = endangered(clinic, "emergency_now", "my chest is tight", "Chest pain")
    in_danger(clinic, conversation, "emergency_now", "my chest still hurts", "Chest pain")
    in_danger(clinic, conversation, "same_day", "and I feel hot", "Fever")
    clinic.store.add_patient_message(conversation, "thanks", None)
    page = nurse.get("/").text
    places = [
        page.index(words) for words in ("Chest pain. ", "still hurts", "Fever. ", "feel hot", ">thanks<")
    ]
    assert places == sorted(places)
    assert page.count("Chest pain. ") == 1
    assert "The bot goes on answering." in page


def test_last_words_that_are_the_danger_stand_once(clinic: Clinic, nurse: Browser) -> None:
    """They are not said to be the last words, too."""
    endangered(clinic, "emergency_now", "my chest is tight", "Chest pain")
    page = nurse.get("/").text
    assert page.count("my chest is tight") == 1
    assert "Last words" not in page


def test_who_asked_for_a_person_after_a_danger_is_seen_to_wait(clinic: Clinic, nurse: Browser) -> None:
    """Out of hours the bot goes on answering, and still a person was promised; not by a danger alone."""
    conversation = endangered(clinic, "same_day", "my wound is red and warm", "A wound")
    endangered(clinic, "same_day", "my wound is hot", "A wound")
    alone = nurse.get("/").text
    assert "Asked for a person." not in alone
    assert "</strong> waiting" not in alone
    assert "0 waiting" in nurse.get("/status").text
    clinic.desk.handoffs.request(conversation, "asked")
    assert "Waits for a person." in nurse.get("/").text
    clinic.desk.handoffs.go_on(conversation)
    page = nurse.get("/").text
    assert page.count("Asked for a person. The bot goes on answering.") == 1
    assert page.count("</strong> waiting") == 1
    assert "1 waiting" in nurse.get("/status").text


def test_most_urgent_danger_is_on_top_and_nobody_loses_the_place_by_writing_again(
    clinic: Clinic, nurse: Browser
) -> None:
    """What can wait for a call today stands below what cannot, whoever wrote first."""
    fever = endangered(clinic, "same_day", "I am hot", "Fever")
    first = endangered(clinic, "emergency_now", "my chest hurts", "Chest pain")
    second = endangered(clinic, "emergency_now", "my legs are numb", "Numb legs")
    in_danger(clinic, first, "same_day", "now I am hot, too", "Fever")
    page = nurse.get("/").text
    places = [page.index(f"/conversations/{each}") for each in (first, second, fever)]
    assert places == sorted(places)


def test_staff_read_no_names_of_intents(content: Content) -> None:
    """Whatever a message may be about is said in words."""
    intents = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    known = {*content.questions.values(), *OTHER_THINGS.values()}
    assert [each for each in intents if topic_words(content, each) not in known] == []


def test_queue_tells_what_the_bot_understood(clinic: Clinic, nurse: Browser) -> None:
    """Channel, language, subject, and how sure it was; not that a person was asked for, which is clear."""
    conversation = clinic.waiting("cuando puedo conducir por favor despues de la operacion")
    turn = Turn(
        conversation, "action_answer", "activity.driving", 0.91, "recovery", 0.05, (), "answer", (), (), 9.0
    )
    clinic.store.add_turn(turn)
    clinic.store.add_turn(replace(turn, intent="request.human"))
    page = " ".join(nurse.get("/").text.split())
    assert "Website, Spanish" in page
    assert "When can I drive" in page
    assert "(sure, 91%)" in page


@pytest.mark.parametrize(
    "press", ["Talk to a person", "Ask the assistant meanwhile", "Something else", "/human"]
)
def test_queue_shows_what_the_patient_wants_and_not_the_button(
    clinic: Clinic, nurse: Browser, content: Content, press: str
) -> None:
    """The last words that tell something; a question that was picked is one."""
    conversation = clinic.waiting("will it hurt my mother, she is 84")
    something_else = choice(content, "something_else", SOMETHING_ELSE)
    offered = (offer(content, "go_on"), something_else, Choice("How long does it take?", "/duration"))
    clinic.store.add_reply(conversation, Reply("Which one?", "suggest").with_choices(*offered))
    clinic.store.add_patient_message(conversation, press, None)
    assert ">will it hurt my mother, she is 84</p>" in plain_page(nurse)
    clinic.store.add_patient_message(conversation, "How long does it take?", None)
    assert ">How long does it take?</p>" in plain_page(nurse)


def test_queue_shows_the_button_where_nothing_else_was_said(clinic: Clinic, nurse: Browser) -> None:
    """Better than no word at all."""
    clinic.waiting("Talk to a person")
    assert ">Talk to a person</p>" in plain_page(nurse)


def test_queue_shows_what_was_understood_beside_its_own_words_alone(clinic: Clinic, nurse: Browser) -> None:
    """The bot is silent while the patient waits: what it made of an older question is not of the newer one."""
    conversation = clinic.waiting("will it hurt")
    clinic.store.add_turn(
        Turn(conversation, "action_answer", "duration", 0.76, None, None, (), "answer", (), (), 9.0)
    )
    pause()
    clinic.store.add_patient_message(conversation, "Talk to a person", None)
    assert "Bot understood: How long does the procedure take? (fairly sure, 76%)" in plain_page(nurse)
    clinic.store.add_patient_message(conversation, "and the scar", None)
    assert "Bot understood" not in plain_page(nurse)


def plain_page(nurse: Browser) -> str:
    """The queue as it is read, on one line."""
    return " ".join(nurse.get("/").text.split()).replace(
        '<span class="visually-hidden">Last words: </span>', ""
    )


def pause() -> None:
    """Let the clock go on, so that two stamps do not fall into one millisecond."""
    time.sleep(0.002)


@pytest.mark.parametrize(
    ("query", "shown"), [("", 2), ("?channel=web", 2), ("?channel=telegram", 0), ("?only=red", 0)]
)
def test_queue_can_be_filtered(clinic: Clinic, nurse: Browser, query: str, shown: int) -> None:
    """By channel and by what is pressing."""
    clinic.waiting()
    clinic.waiting()
    assert nurse.get(f"/{query}").text.count('class="name"') == shown


def test_queue_shows_who_left_a_number_without_a_time(clinic: Clinic, nurse: Browser) -> None:
    """The patient was told that it is noted; one left for a request that has ended counts no more."""
    conversation = clinic.waiting()
    clinic.waiting("nothing of me")
    clinic.console.contacts.keep(conversation, [Contact("phone", "555-010-0123")])
    page = nurse.get("/?only=callback").text
    assert page.count('class="name"') == 1
    assert "Left a phone number." in page
    clinic.desk.handoffs.cancel(conversation)
    clinic.desk.handoffs.request(conversation, "asked")
    assert nurse.get("/?only=callback").text.count('class="name"') == 0
    clinic.console.contacts.keep(conversation, [Contact("email", "a@b.example")])
    assert "Left an e-mail address." in nurse.get("/").text


def test_queue_says_which_topics_have_to_be_deleted_by_hand(clinic: Clinic, nurse: Browser) -> None:
    """What a patient had deleted and Telegram does not let the bot delete, until somebody has."""
    topics = TelegramTopics(clinic.store)
    assert "Telegram group" not in nurse.get("/").text
    topics.add(clinic.waiting(), 5)
    clinic.store.database.execute("UPDATE telegram_topics SET conversation = NULL")
    assert topics.note_undeletable(5)
    assert "1 topic of deleted conversations still stands in the Telegram group" in nurse.get("/").text
    topics.forget(5)
    assert "Telegram group" not in nurse.get("/").text


def test_alarms_ring_for_what_is_new(clinic: Clinic) -> None:
    """A key for each thing to be heard, the same as long as it lasts; the leads' own after a while."""
    anna, lead = clinic.account("anna"), clinic.account("lena", "lead")
    conversation = clinic.waiting()
    first = alarms(queue_for(clinic.console, anna), anna)
    assert first == alarms(queue_for(clinic.console, anna), anna)
    assert [key.split()[0] for key in first] == ["new"]
    found = clinic.desk.handoffs.open(conversation)
    assert found
    clinic.desk.handoffs.mark(found.id, "reminded_at", "2026-11-23")
    clinic.desk.handoffs.mark(found.id, "escalated_at", "2026-11-23")
    assert {key.split()[0] for key in alarms(queue_for(clinic.console, anna), anna)} == {"new", "late"}
    assert {key.split()[0] for key in alarms(queue_for(clinic.console, lead), lead)} == {
        "new",
        "late",
        "lead",
    }
    clinic.desk.take(conversation, anna)
    clinic.desk.say(conversation, anna, "Hello", "1")
    clinic.store.add_patient_message(conversation, "hello nurse", None)
    assert [key.split()[0] for key in alarms(queue_for(clinic.console, anna), anna)] == ["mine"]


def test_taking_tells_the_patient_and_the_second_who_has_it(clinic: Clinic, nurse: Browser) -> None:
    """The first has it; the second reads who, and nothing of theirs was sent."""
    conversation = clinic.waiting()
    assert nurse.does(conversation, "take").status_code == 303
    assert said(clinic, conversation)[-1] == (
        "system",
        "Nurse Anna has joined. You are now talking to a person.",
    )
    second = clinic.signed_in("tom")
    refused = second.does(conversation, "take")
    assert refused.status_code == 409
    assert "Nurse Anna has this conversation" in refused.text
    assert second.does(conversation, "reply", text="hello", client_id="1").status_code == 409
    assert len(said(clinic, conversation)) == 2


def test_stepping_in_unasked(clinic: Clinic, nurse: Browser) -> None:
    """Staff can join a talk with the bot; the patient is told, and the bot is silent."""
    conversation = clinic.store.add_conversation("web")
    clinic.store.add_patient_message(conversation, "hm", None)
    assert "Step in" in nurse.get(f"/conversations/{conversation}").text
    nurse.does(conversation, "take")
    assert "has joined to help you" in said(clinic, conversation)[-1][1]
    assert clinic.store.holder(conversation) == "staff"


def test_message_is_sent_once_however_often_the_form_comes(clinic: Clinic, nurse: Browser) -> None:
    """A double click, or a reload, is one message."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    for _ in range(3):
        nurse.does(conversation, "reply", text="How can I help?", client_id="form-1")
    assert [each for each in said(clinic, conversation) if each[0] == "staff"] == [
        ("staff", "How can I help?")
    ]
    assert nurse.does(conversation, "reply", text="  ", client_id="form-2").status_code == 400


@pytest.mark.parametrize("form", ["reply", "note"])
def test_what_is_too_long_is_refused_and_not_cut(clinic: Clinic, nurse: Browser, form: str) -> None:
    """The last words of a message may be the ones that matter."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    refused = nurse.does(conversation, form, text="a" * 5001, client_id="form-1")
    assert refused.status_code == 400
    assert "This was not sent: it is longer than 5000 characters." in refused.text
    assert "aaaa" not in str(said(clinic, conversation)) + str(clinic.desk.notes.of(conversation))


def test_lines_stay_lines(clinic: Clinic, nurse: Browser) -> None:
    """A browser ends them with two characters, which count as one and leave no blank behind."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    nurse.does(conversation, "reply", text="ab\r\n" * 1600 + "end", client_id="form-1")
    assert said(clinic, conversation)[-1] == ("staff", "ab\n" * 1600 + "end")


def test_transcript_says_what_a_text_is_in(clinic: Clinic, nurse: Browser) -> None:
    """A screen reader is told of the bot's Spanish as Spanish, and of nobody's own words what is not known."""
    conversation = clinic.waiting("¿cuánto dura la operación?")
    for reply in (Reply("Solo entiendo inglés.", "out_of_scope", language="es"), Reply("Noted.", "handoff")):
        clinic.store.add_reply(conversation, reply)
    nurse.does(conversation, "take")
    nurse.does(conversation, "reply", text="Hola, soy Anna", client_id="1")
    page = nurse.get(f"/conversations/{conversation}").text
    texts = {
        unescape(text): language
        for language, text in re.findall(r'class="text" lang="(\w*)">(.*?)</p>', page)
    }
    assert texts["¿cuánto dura la operación?"] == texts["Hola, soy Anna"] == ""
    assert (texts["Solo entiendo inglés."], texts["Noted."]) == ("es", "en")


def test_marks_of_delivery(clinic: Clinic, nurse: Browser) -> None:
    """Sent, delivered, or not and why."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    nurse.does(conversation, "reply", text="Hello", client_id="1")
    page = f"/conversations/{conversation}"
    assert "The patient gets it when the chat is open again" in nurse.get(page).text
    message = clinic.store.messages(conversation)[-1]
    clinic.store.mark_failed(message, "The patient has blocked the bot.")
    assert "The patient has blocked the bot." in nurse.get(page).text
    clinic.store.mark_delivered([message])
    text = nurse.get(page).text
    assert "Delivered " in text
    assert "blocked" not in text


def test_approved_answer_is_found_and_sent_as_the_bots(clinic: Clinic, nurse: Browser) -> None:
    """By a word of it; what the patient gets is the approved text, from the bot, without buttons."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    found = nurse.get(f"/conversations/{conversation}/answers?q=when+can+she+drive").text
    assert found.index("drive") < 600
    nurse.does(conversation, "answer", answer="activity.driving", procedure="kyphoplasty", client_id="1")
    sent = clinic.store.messages(conversation)[-1]
    assert (sent.sender, sent.reply is not None and sent.reply.kind) == ("bot", "answer")
    assert sent.reply is not None
    assert sent.reply.choices == ()
    assert "Bot, sent by Nurse Anna" in nurse.get(f"/conversations/{conversation}").text
    assert nurse.does(conversation, "answer", answer="no.such", client_id="2").status_code == 404


def test_notes_are_redacted_and_for_the_staff_alone(clinic: Clinic, nurse: Browser) -> None:
    """A colleague reads them; no message of the transcript holds them."""
    conversation = clinic.waiting()
    nurse.does(conversation, "note", text="Call the daughter on 555-010-0123 today")
    text = clinic.signed_in("tom").get(f"/conversations/{conversation}").text
    assert "Call the daughter on" in text
    # Not the last digits alone: they may stand in a random id of the page.
    assert "010-0123" not in text
    assert "daughter" not in str(said(clinic, conversation))


def test_handing_on(clinic: Clinic, nurse: Browser) -> None:
    """The colleague has it, the patient is told, the first can write no more."""
    conversation = clinic.waiting()
    tom = clinic.signed_in("tom")
    nurse.does(conversation, "take")
    assert nurse.does(conversation, "transfer", to="nobody").status_code == 400
    nurse.does(conversation, "transfer", to="tom")
    assert "Nurse Tom has joined and takes over" in said(clinic, conversation)[-1][1]
    assert nurse.does(conversation, "reply", text="x", client_id="1").status_code == 409
    assert tom.does(conversation, "reply", text="Hello, Tom here", client_id="2").status_code == 303


def test_only_leads_take_over(clinic: Clinic, nurse: Browser) -> None:
    """A lead can take a conversation from a colleague who has left."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    tom, lead = clinic.signed_in("tom"), clinic.signed_in("lena", "lead")
    assert tom.does(conversation, "take-over").status_code == 403
    assert lead.does(conversation, "take-over").status_code == 303
    assert "Nurse Lena has joined and takes over" in said(clinic, conversation)[-1][1]


def test_putting_back_keeps_the_place(clinic: Clinic, nurse: Browser) -> None:
    """A nurse who is called away gives it back; the patient keeps the place in the line."""
    first, second = clinic.waiting(), clinic.waiting()
    nurse.does(first, "take")
    nurse.does(first, "release")
    assert "had to leave" in said(clinic, first)[-1][1]
    assert [each.conversation for each in clinic.desk.handoffs.untaken()] == [first, second]


def test_closing_asks_how_it_was(clinic: Clinic, nurse: Browser) -> None:
    """The patient is back with the bot and can rate the help; the staff read it; a red flag is seen to."""
    conversation = clinic.waiting()
    message = clinic.store.messages(conversation)[0]
    clinic.store.add_alert(message, "same_day", "fever: A fever")
    nurse.does(conversation, "take")
    assert nurse.does(conversation, "close", outcome="nonsense").status_code == 400
    nurse.does(conversation, "close", outcome="answered")
    closing = clinic.store.messages(conversation)[-1]
    assert closing.reply is not None
    assert [choice.label for choice in closing.reply.choices] == ["Yes, it helped", "No, it did not"]
    assert clinic.store.holder(conversation) == "bot"
    assert clinic.store.open_alerts() == []
    (ended,) = clinic.desk.handoffs.of(conversation)
    assert (ended.outcome, ended.ended_by) == ("answered", "staff:1")
    assert clinic.desk.handoffs.rate(ended.id, conversation, "up")
    assert not clinic.desk.handoffs.rate(ended.id, conversation, "down")
    assert "The patient said the help was good" in nurse.get(f"/conversations/{conversation}").text


def test_calling_back_ends_the_request(clinic: Clinic, nurse: Browser) -> None:
    """The number opens on demand, which is on record; after the call the request is closed without a chat."""
    conversation = clinic.waiting()
    clinic.console.contacts.keep(conversation, [Contact("phone", "555-010-0123")])
    clinic.desk.callbacks.set_time(conversation, "morning")
    page = nurse.get(f"/conversations/{conversation}").text
    assert "Call me in the morning" in page
    assert "0123" not in page
    assert "555-010-0123" in nurse.does(conversation, "contact").text
    assert "opened a contact" in str(clinic.console.audit.entries())
    nurse.does(conversation, "dismiss", outcome="called")
    assert clinic.desk.handoffs.open(conversation) is None
    wish = clinic.desk.callbacks.of(conversation)
    assert wish is not None
    assert wish.done_at
    assert "The staff have closed your request" in said(clinic, conversation)[-1][1]


def test_changed_wording_shows(clinic: Clinic, nurse: Browser) -> None:
    """What a patient changed stands beside what it was."""
    conversation = clinic.waiting("I fell in the gardn")
    first = clinic.store.messages(conversation)[0]
    clinic.store.add_patient_message(conversation, "I fell in the garden", None, edits=first.id)
    text = nurse.get(f"/conversations/{conversation}").text
    assert "Changed by the patient" in text
    assert "gardn" in text


def test_conversation_that_the_patient_deleted(clinic: Clinic, nurse: Browser) -> None:
    """The page says so; whoever has it open is told to look again; the log names it no more."""
    conversation = clinic.waiting()
    nurse.does(conversation, "take")
    clinic.store.erase(conversation, "erased by patient")
    gone = nurse.get(f"/conversations/{conversation}")
    assert gone.status_code == 404
    assert "The patient may have deleted it" in gone.text
    assert nurse.get(f"/conversations/{conversation}/messages", **{"x-console": "1"}).status_code == 410
    assert nurse.does(conversation, "reply", text="x", client_id="1").status_code == 404
    assert conversation not in str(clinic.console.audit.entries())


def test_search_finds_words_and_forgets_them_with_the_patient(clinic: Clinic, nurse: Browser) -> None:
    """By beginnings, with accents or without, in any order; what was typed is no operator; deleted is gone."""
    conversation = clinic.waiting("The caf\u00e9 was closed when my hip fractured")
    clinic.waiting("something else")
    for words in ("cafe fractur", "FRACTURED hip", '"hip', "hip* OR"):
        text = nurse.get(f"/search?q={words}").text
        assert (conversation in text) is (words != "hip* OR"), words
    assert "<mark>" in nurse.get("/search?q=fractured").text
    assert conversation not in nurse.get("/search?q=hip&channel=telegram").text
    assert conversation in nurse.get("/search?q=hip&state=waiting").text
    clinic.store.erase(conversation, "erased by patient")
    assert "Nothing fits." in nurse.get("/search?q=fractured").text


@pytest.mark.parametrize("form", ["{short}", "Patient {short}", " {whole} "])
def test_search_finds_a_patient_by_the_number(clinic: Clinic, nurse: Browser, form: str) -> None:
    """What colleagues call a patient by, and what the patient was told that the chat's number is."""
    wanted, other = clinic.waiting("my knee"), clinic.waiting("my other knee")
    words = form.format(short=wanted[:6].upper(), whole=wanted)
    page = nurse.client.get("/staff/search", params={"q": words}).text
    assert f"/conversations/{wanted}" in page
    assert f"/conversations/{other}" not in page


def test_word_that_could_be_a_number_is_a_word(clinic: Clinic, nurse: Browser) -> None:
    """Some words are made of the letters of a number."""
    conversation = clinic.waiting("I waited a decade for this")
    assert f"/conversations/{conversation}" in nurse.get("/search?q=decade").text


def test_every_view_and_change_is_on_record(clinic: Clinic, nurse: Browser) -> None:
    """Who, what, which conversation; a page that refreshes itself is one look, whatever it says of itself."""
    conversation = clinic.waiting()
    nurse.get("/")
    nurse.get("/", **{"x-console": "1"})
    nurse.get(f"/conversations/{conversation}/messages", **{"x-console": "1"})
    nurse.get(f"/conversations/{conversation}")
    nurse.does(conversation, "take")
    nurse.does(conversation, "reply", text="Hello", client_id="1")
    nurse.get("/search?q=secretword")
    nurse.does(conversation, "close", outcome="answered")
    log = [each["action"] for each in clinic.console.audit.entries(conversation=conversation)]
    assert log == ["closed", "wrote", "took", "looked at a conversation"]
    entries = str(clinic.console.audit.entries())
    assert "searched" in entries
    assert "secretword" not in entries


def test_admin_makes_and_resets_accounts(clinic: Clinic) -> None:
    """The first password is shown once; a name that exists, or is none, is refused in words."""
    admin = clinic.signed_in("ida", "admin")
    made = admin.post("/people", name="eva.lund", shown_as="Nurse Eva", role="staff").text
    password = re.search(r'class="secret">([^<]+)<', made)
    assert password
    assert clinic.browser().signs_in("eva.lund", password[1]).headers["location"] == "/staff/"
    assert admin.post("/people", name="eva.lund", shown_as="x", role="staff").status_code == 400
    assert admin.post("/people", name="Eva Lund!", shown_as="x", role="staff").status_code == 400
    reset = re.search(r'class="secret">([^<]+)<', admin.post("/people/eva.lund/reset").text)
    assert reset
    assert clinic.browser().signs_in("eva.lund", password[1]).status_code == 401
    assert admin.post("/people/ida/disable").status_code == 400


def test_stream_tells_of_changes_without_words_and_ends_with_the_session(
    clinic: Clinic, nurse: Browser
) -> None:
    """What changed and where, never what was said; signing out elsewhere ends it."""
    session = clinic.console.sessions.find(nurse.cookie)
    assert session
    who = SignedIn(clinic.console.accounts.get("anna"), session, "")

    async def listen() -> list[str]:
        lines = Events(clinic.console)._lines(who)
        heard = [await anext(lines)]
        first = asyncio.ensure_future(anext(lines))
        await asyncio.sleep(0)
        clinic.feed.publish(Signal("abc", "typing", "patient"))
        heard.append(await first)
        clinic.console.sessions.end(session.id)
        heard += [line async for line in lines]
        return heard

    retry, changed, last = asyncio.run(listen())
    assert retry.startswith("retry: ")
    assert (
        changed == 'event: changed\ndata: {"conversation": "abc", "kind": "typing", "sender": "patient"}\n\n'
    )
    assert last.startswith("event: signed-out")


def test_staff_typing_reaches_the_patient(clinic: Clinic, nurse: Browser) -> None:
    """Only of whoever has the conversation."""
    conversation = clinic.waiting()
    with clinic.feed.subscribe(conversation) as signals:
        nurse.does(conversation, "typing")
        assert not signals._waiting
        nurse.does(conversation, "take")
        signals._waiting.clear()
        nurse.does(conversation, "typing")
        assert list(signals._waiting) == [Signal(conversation, "typing", "staff")]
