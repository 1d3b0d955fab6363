"""Tests that start the real processes and talk to them."""
