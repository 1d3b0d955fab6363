"""Rasa components: what did they ask?"""
