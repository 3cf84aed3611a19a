"""Readings and judgements to the register."""
