"""The transcript of a person who writes on Telegram, as a test reads it."""

from __future__ import annotations

from bot_api.people import Person
from telegram_clinic import TelegramClinic

from bot.telegram_chats import TelegramChats


def transcript(clinic: TelegramClinic, person: Person) -> list[str]:
    """What is stored of what a person sent."""

    def read() -> list[str]:
        conversation = TelegramChats(clinic.store).conversation(person.id)
        assert conversation
        return [each.text for each in clinic.store.messages(conversation) if each.sender == "patient"]

    return clinic.do(read)
