"""The tables of this room, and what they say of an unnamed voice."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml` of this room."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def _families() -> dict[str, str]:
    families: dict[str, list[str]] = data("origins")["families"]
    return {member: name for name, members in families.items() for member in members}


def family(voice: str) -> str:
    """Which unnamed voices this one may be: a family of data/origins.toml, else its own words."""
    what = voice.removeprefix("anon:").strip().lower()
    return _families().get(what, what)


def unnamed(voice: str) -> str:
    """As what an unnamed voice speaks."""
    kin = family(voice)
    return f"anonymous_{kin}" if kin in ("official", "paper") else "anonymous"
