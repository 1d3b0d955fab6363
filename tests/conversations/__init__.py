"""Conversations as Rasa test stories, and the test that runs them."""
