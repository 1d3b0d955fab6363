"""The methods of the played Bot API."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from . import checks
from .chats import Chat, Topic
from .problems import RefusalError, bad, forbidden
from .updates import Updates

BOT = {"id": 4711, "is_bot": True, "first_name": "Clinic", "username": "clinic_test_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
ADMINISTRATOR_RIGHTS = """
    can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
    can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages
    can_manage_topics
    """.split()

Answer = Callable[[dict[str, Any]], Awaitable[Any]]


class Methods:
    """What the bot may call; each takes the parameters and returns the result or raises a RefusalError."""

    def __init__(self, chats: dict[int, Chat], updates: Updates, *, local: bool) -> None:
        self._chats = chats
        self._updates = updates
        self._local = local
        self._methods: dict[str, Answer] = {
            name[4:].replace("_", ""): getattr(self, name)
            for name in dir(type(self))
            if name.startswith("_do_")
        }
        self.commands: list[dict[str, str]] = []
        self.open_queries: set[str] = set()
        self.query_answers: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """Do what a request asks."""
        answer = self._methods.get(method.lower())
        if answer is None:
            raise RefusalError(404, "Not Found: method not found")
        return await answer(params)

    # Getting updates

    async def _do_get_me(self, params: dict[str, Any]) -> Any:
        return ME

    async def _do_get_updates(self, params: dict[str, Any]) -> Any:
        limit = int(params.get("limit", 100))
        allowed = (
            checks.parsed(params["allowed_updates"], "allowed updates")
            if "allowed_updates" in params
            else None
        )
        return await self._updates.poll(
            int(params.get("offset", 0)), min(max(limit, 1), 100), float(params.get("timeout", 0)), allowed
        )

    async def _do_set_webhook(self, params: dict[str, Any]) -> Any:
        url, secret = params.get("url", ""), params.get("secret_token")
        if url:
            checks.check_webhook(url, secret, local=self._local)
        self._updates.set_webhook(url, secret)
        return True

    async def _do_delete_webhook(self, params: dict[str, Any]) -> Any:
        self._updates.set_webhook("", None)
        if str(params.get("drop_pending_updates", "")).lower() == "true":
            self._updates.pending.clear()
        return True

    async def _do_get_webhook_info(self, params: dict[str, Any]) -> Any:
        info = {
            "url": self._updates.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self._updates.webhook_error:
            info |= {"last_error_date": int(time.time()), "last_error_message": self._updates.webhook_error}
        return info

    # Sending

    async def _do_send_message(self, params: dict[str, Any]) -> Any:
        text = checks.check_parse_mode(params.get("text", ""), params.get("parse_mode"))
        text = checks.check_text(text, checks.MAX_TEXT, "message")
        content: dict[str, Any] = {"text": text}
        if entities := checks.check_entities(text, params.get("entities")):
            content["entities"] = entities
        return self._send(params, content)

    async def _do_send_photo(self, params: dict[str, Any]) -> Any:
        photo = params.get("photo")
        if isinstance(photo, bytes):
            checks.check_picture(photo)
            file_id = f"photo-{len(self.files) + 1}"
            self.files[file_id] = photo
        elif photo in self.files:
            file_id = str(photo)
        else:
            raise bad("wrong file identifier/HTTP URL specified")
        size = {"file_id": file_id, "file_unique_id": file_id, "width": 800, "height": 600}
        content: dict[str, Any] = {"photo": [size]}
        caption = checks.check_parse_mode(params.get("caption") or "", params.get("parse_mode"))
        if caption := checks.check_text(caption, checks.MAX_CAPTION, "message caption", empty_allowed=True):
            content["caption"] = caption
            checks.check_entities(caption, params.get("caption_entities"))
        return self._send(params, content)

    async def _do_send_contact(self, params: dict[str, Any]) -> Any:
        contact = {key: params.get(key, "").strip() for key in ("phone_number", "first_name")}
        if not contact["phone_number"]:
            raise bad("phone number is empty")
        if not contact["first_name"]:
            raise bad("first name is empty")
        return self._send(params, {"contact": contact})

    def _send(self, params: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(params)
        if keyboard := checks.check_keyboard(params.get("reply_markup")):
            content["reply_markup"] = keyboard
        self._check_thread(chat, params, content)
        self._check_reply(chat, params, content)
        return chat.add(content, BOT, int(time.time()))

    def _check_thread(self, chat: Chat, params: dict[str, Any], content: dict[str, Any]) -> None:
        if not params.get("message_thread_id"):
            return
        topic = chat.topic(int(params["message_thread_id"]))
        if topic.closed:
            raise bad("TOPIC_CLOSED")
        content |= {"message_thread_id": topic.id, "is_topic_message": True}

    def _check_reply(self, chat: Chat, params: dict[str, Any], content: dict[str, Any]) -> None:
        raw = params.get("reply_parameters")
        if not raw:
            return
        reply = checks.parsed(raw, "reply parameters")
        target = chat.messages.get(int(reply["message_id"]))
        if target:
            content["reply_to_message"] = {k: v for k, v in target.items() if k != "reply_to_message"}
        elif not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")

    async def _do_send_chat_action(self, params: dict[str, Any]) -> Any:
        if params.get("action") not in checks.ACTIONS:
            raise bad("wrong parameter action in request")
        self._chat(params).actions.append(params["action"])
        return True

    # Changing what was sent

    async def _do_edit_message_text(self, params: dict[str, Any]) -> Any:
        message = self._own(params)
        text = checks.check_text(
            checks.check_parse_mode(params.get("text", ""), params.get("parse_mode")),
            checks.MAX_TEXT,
            "message",
        )
        return self._edit(message, {"text": text}, params)

    async def _do_edit_message_reply_markup(self, params: dict[str, Any]) -> Any:
        return self._edit(self._own(params), {}, params)

    def _own(self, params: dict[str, Any]) -> dict[str, Any]:
        message = self._chat(params).message(params.get("message_id", 0), "edit")
        if message.get("from", BOT)["id"] != BOT["id"]:
            raise bad("message can't be edited")
        return message

    def _edit(
        self, message: dict[str, Any], content: dict[str, Any], params: dict[str, Any]
    ) -> dict[str, Any]:
        keyboard = checks.check_keyboard(params.get("reply_markup"))
        if keyboard and not keyboard.get("inline_keyboard"):
            keyboard = None
        before = (message.get("text"), message.get("reply_markup"))
        if before == (content.get("text", message.get("text")), keyboard):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        message.update(content, edit_date=int(time.time()))
        if keyboard:
            # At once: a test reads it from another thread.
            message["reply_markup"] = keyboard
        else:
            message.pop("reply_markup", None)
        return message

    async def _do_delete_message(self, params: dict[str, Any]) -> Any:
        chat = self._chat(params)
        chat.message(params.get("message_id", 0), "delete")
        del chat.messages[int(params["message_id"])]
        return True

    async def _do_answer_callback_query(self, params: dict[str, Any]) -> Any:
        if params.get("callback_query_id") not in self.open_queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if checks.units(params.get("text") or "") > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.open_queries.discard(params["callback_query_id"])
        self.query_answers.append(dict(params))
        return True

    # The bot itself, groups and forums

    async def _do_set_my_commands(self, params: dict[str, Any]) -> Any:
        self.commands = checks.check_commands(params.get("commands", "[]"))
        return True

    async def _do_leave_chat(self, params: dict[str, Any]) -> Any:
        chat = self._chat(params)
        if chat.kind == "private":
            raise bad("chat member status can't be changed in private chats")
        chat.is_member = False
        return True

    async def _do_get_chat(self, params: dict[str, Any]) -> Any:
        chat = self._chat(params)
        return {**chat.as_json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}

    async def _do_get_chat_member(self, params: dict[str, Any]) -> Any:
        chat = self._chat(params)
        if str(params.get("user_id")) != str(BOT["id"]):
            raise bad("member not found")
        if chat.rights is None:
            return {"user": BOT, "status": "member"}
        rights = {right: right in chat.rights for right in ADMINISTRATOR_RIGHTS}
        return {
            "user": BOT,
            "status": "administrator",
            "can_be_edited": False,
            "is_anonymous": False,
            **rights,
        }

    async def _do_create_forum_topic(self, params: dict[str, Any]) -> Any:
        chat, name = self._forum(params), params.get("name", "")
        chat.check_right("can_manage_topics", "create a topic")
        if not 1 <= checks.units(name) <= 128:
            raise bad("TOPIC_NAME_INVALID" if name else "topic name must be non-empty")
        chat.last_id += 1
        chat.topics[chat.last_id] = Topic(chat.last_id, name)
        return {"message_thread_id": chat.last_id, "name": name, "icon_color": 7322096}

    async def _do_edit_forum_topic(self, params: dict[str, Any]) -> Any:
        topic = self._topic(params)
        if params.get("name", topic.name) == topic.name:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.name = params["name"]
        return True

    async def _do_close_forum_topic(self, params: dict[str, Any]) -> Any:
        return self._set_closed(params, closed=True)

    async def _do_reopen_forum_topic(self, params: dict[str, Any]) -> Any:
        return self._set_closed(params, closed=False)

    async def _do_delete_forum_topic(self, params: dict[str, Any]) -> Any:
        topic = self._topic(params)
        self._forum(params).check_right("can_delete_messages", "delete the topic")
        del self._forum(params).topics[topic.id]
        return True

    def _set_closed(self, params: dict[str, Any], *, closed: bool) -> bool:
        topic = self._topic(params)
        if topic.closed == closed:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        return True

    def _topic(self, params: dict[str, Any]) -> Topic:
        return self._forum(params).topic(int(params.get("message_thread_id", 0)))

    def _forum(self, params: dict[str, Any]) -> Chat:
        chat = self._chat(params)
        if not chat.is_forum:
            raise bad("the chat is not a forum")
        return chat

    def _chat(self, params: dict[str, Any]) -> Chat:
        try:
            chat = self._chats[int(params.get("chat_id", 0))]
        except (KeyError, ValueError) as error:
            raise bad("chat not found" if params.get("chat_id") else "chat_id is empty") from error
        if chat.kind == "channel" and not chat.is_member:
            raise forbidden("bot is not a member of the channel chat")
        chat.check_writable()
        return chat
