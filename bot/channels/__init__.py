"""Channels: the adapters between the bot's core and the frameworks it talks through."""
