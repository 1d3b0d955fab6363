"""Telegram's Bot API, played by a server on loopback that speaks its protocol and checks what the real one checks."""
