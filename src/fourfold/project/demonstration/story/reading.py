"""Reads the story's TOML files into entries. What is wrong is said with its file and its entry."""

import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.project.demonstration.story.checking import check_plan
from fourfold.project.demonstration.story.entries import ActionStory, Frame, PlanStory

T = TypeVar("T")
PLANS: Mapping[str, tuple[str, ...]] = {
    "kent-and-medway": ("prevent.toml", "protect.toml", "pursue.toml", "prepare.toml"),
    "thanet": ("actions.toml",),
    "group": ("actions.toml",),
}
"""Each plan's folder and the files that hold its actions, beside its `plan.toml`."""
HERE = "fourfold.project.demonstration.story"


class StoryError(FourfoldError):
    """Something in the story's files cannot be read. Says which file, which entry, and what is wrong."""


def read_story() -> tuple[PlanStory, ...]:
    """The story's plans. Raises `StoryError`."""
    return tuple(read_plan(key) for key in PLANS)


@cache
def read_plan(key: str) -> PlanStory:
    """One plan of the story. Raises `StoryError`."""
    frame = entry(Frame, _table(key, "plan.toml"), f"{key}/plan.toml")
    actions: list[ActionStory] = []
    for name in PLANS[key]:
        for position, table in enumerate(_table(key, name).get("actions", []), start=1):
            actions.append(entry(ActionStory, table, f"{key}/{name}, action {position}"))
    plan = PlanStory(key, frame, tuple(actions))
    problems = check_plan(plan)
    if problems:
        raise StoryError(f"{key}: " + "; ".join(problems))
    return plan


def _table(key: str, name: str) -> dict[str, Any]:
    file = resources.files(HERE).joinpath(key, name)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise StoryError(f"{key}/{name}: {error}") from error


def entry(kind: type[T], table: object, where: str) -> T:
    """An entry of a kind from its TOML table. Raises `StoryError` for a field that is missing, unknown or wrong."""
    if not isinstance(table, dict):
        raise StoryError(f"{where}: expected a table.")
    hints = get_type_hints(kind)
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise StoryError(f"{where}: does not know {', '.join(unknown)}.")
    missing = [name for name, item in known.items() if name not in table and item.default is MISSING]
    if missing:
        raise StoryError(f"{where}: {', '.join(missing)} is missing.")
    return kind(**{name: _value(hints[name], value, f"{where}, {name}") for name, value in table.items()})


def _value(wanted: Any, value: object, where: str) -> object:
    if isinstance(wanted, types.UnionType):
        wanted = next(part for part in get_args(wanted) if part is not types.NoneType)
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            raise StoryError(f"{where}: expected a list.")
        kind = get_args(wanted)[0]
        return tuple(_value(kind, item, f"{where} {position}") for position, item in enumerate(value, start=1))
    if is_dataclass(wanted) and isinstance(wanted, type):
        return entry(wanted, value, where)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        if value not in list(wanted):
            raise StoryError(f"{where}: {value!r} is none of {', '.join(wanted)}.")
        return wanted(str(value))
    if type(value) is not wanted:
        raise StoryError(f"{where}: expected {wanted.__name__}, found {value!r}.")
    # Long texts are broken over lines in the files, never on the page.
    return " ".join(value.split()) if isinstance(value, str) else value
