"""A wish to have everything deleted and the question what is kept are understood, in words and as commands."""

from __future__ import annotations

from bot.rights import asks_to_erase, asks_what_is_known

ERASE = [
    "delete my data",
    "Please delete all my data.",
    "can you erase my messages",
    "could you please remove everything I have written",
    "delete this chat",
    "delete everything you know about me",
    "Delete everything",
    "wipe our conversation please",
    "forget me",
    "forget everything I told you",
    "I want my data deleted",
    "I want my data to be erased",
    "please have my messages removed",
    "remove my phone number",
    "I don't like this, delete what I wrote",
    "get rid of my information",
    "I use my right to be forgotten",
    "clear my chat history",
    "how can I delete my data?",
    "how do I delete my messages",
    "/delete",
    "/delete_my_data",
    "/forget",
    "/erase@clinic_bot",
]
KNOW = [
    "what do you know about me",
    "What do you know about me?",
    "what data do you have on me?",
    "what information have you stored about me",
    "which data is stored",
    "what have you saved about me?",
    "do you keep anything about me?",
    "do you store my messages?",
    "show me my data",
    "can I see my data",
    "send me a copy of my data.",
    "how long do you keep my messages?",
    "who can read my messages?",
    "who reads this chat?",
    "who reads this",
    "and who can see this?",
    "who sees this",
    "is my name stored",
    "do you keep my name?",
    "do you keep my number",
    "is my phone number kept",
    "do you store my address",
    "can my doctor read this chat",
    "will the nurses see what I write here?",
    "does anyone else read my messages?",
    "is this chat private?",
    "are my messages stored?",
    "is my data safe",
    "when is my data deleted?",
    "did you delete my data?",
    "where is your privacy policy?",
    "/privacy",
    "/mydata",
    "/my_data",
    "do you keep what I type",
    "do you save what i write",
    "Is this private?",
    "is this chat confidential",
    "will you store everything I tell you here",
]
NEITHER = [
    "what do you know about kyphoplasty",
    "what do you know about vertebroplasty?",
    "can they remove the cement again?",
    "do they remove the balloon?",
    "will they delete the fracture from my back",
    "remove my stitches when?",
    "can the doctor remove my brace",
    "I forget everything since the anesthesia",
    "can I forget my pills for a day",
    "will I forget me tablets",
    "what should I tell my doctor about me taking aspirin",
    "what information do I need before the procedure?",
    "do you have data on pain relief?",
    "is it safe?",
    "is this safe for my back",
    "do I keep my brace on?",
    "how long do I keep the bandage on?",
    "clear my throat hurts",
    "does it clear my pain",
    "who can drive me home?",
    "who will see me before the procedure",
    "who reads the scan",
    "who reads this scan",
    "who sees me before",
    "who sees this through with me",
    "does the doctor have the details",
    "please don't delete my data",
    "do not erase my messages",
    "my memory is bad, I forget everything my doctor says",
    "what have you got for pain",
    "when can I see my doctor",
    "can the doctor see my bone on the scan",
    "will they look at my back before",
    "can she read the letter",
    "can I get my records from the hospital",
    "yes",
    "no",
    "hello",
    "is it a private clinic",
    "is it done in a private room",
    "do you keep people in overnight",
]


def test_asking_for_deletion_is_understood() -> None:
    """However it is put, a wish to have the data deleted is seen."""
    assert [text for text in ERASE if not asks_to_erase(text)] == []


def test_asking_what_is_kept_is_understood() -> None:
    """However it is put, the question what is kept, how long or who reads it is seen, and nothing is deleted."""
    assert [text for text in KNOW if not asks_what_is_known(text)] == []
    assert [text for text in KNOW if asks_to_erase(text)] == []


def test_other_questions_are_left_to_the_assistant() -> None:
    """Questions about the procedure that sound alike are none about data."""
    assert [text for text in NEITHER if asks_to_erase(text) or asks_what_is_known(text)] == []
