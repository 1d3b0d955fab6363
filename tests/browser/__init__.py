"""Tests of the widget in a real browser, before the real front door, assistant and action server."""
