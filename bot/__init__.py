"""The clinic's patient bot: what it may say, how it stays safe, and how it talks to Rasa."""
