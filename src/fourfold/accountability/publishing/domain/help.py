"""Where people get help, from `help.toml`: dated and sourced, never a constant in code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Help:
    """One place to turn to. `verify` says that nobody has checked it at its source yet."""

    who: str
    how: str
    href: str
    what: str
    source: str
    looked_on: date
    verify: bool


@cache
def places_of_help() -> tuple[Help, ...]:
    """Them all, the most urgent first."""
    text = resources.files("fourfold.accountability.publishing").joinpath("help.toml").read_text(encoding="utf-8")
    return tuple(Help(**entry) for entry in tomllib.loads(text)["help"])
