"""The Telegram channel against a Bot API that is played over real HTTP."""
