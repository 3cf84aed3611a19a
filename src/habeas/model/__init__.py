"""The nouns of Habeas as small frozen classes, and the formats in which they travel.

This room imports nothing of the project; every other room imports it.
"""
