"""Mentions to sites, units, people and bodies, across spellings, scripts and reports."""
