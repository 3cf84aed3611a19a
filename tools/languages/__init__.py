"""Tools for linguists who write a language pack."""
