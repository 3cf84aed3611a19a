"""Packages of a vault: copies that are consistent while somebody writes, bags that others check with ordinary tools, and
web archives of captured pages. All of them hold originals, and with them names that are covered everywhere else.
"""
