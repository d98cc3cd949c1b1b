"""From TOML to a register. What is wrong with an entry is said with its file and key."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.partnership.domain.register.agencies import Agency, AgencyType, Succession, Tier
from fourfold.trust.partnership.domain.register.register import Register

_HERE = Path(__file__).parent
_FIELDS = frozenset(
    [
        *("key", "name", "short_name", "type", "tier", "area", "from", "until", "aliases", "successors"),
        *("members", "members_are", "statutory_safeguarding", "source_url", "verified_on", "verify"),
    ]
)


def load_register(path: Path | None = None) -> Register:
    """The register from a TOML file or a folder of them; without a path, Kent and Medway's own.

    Raises BadInput where an entry is incomplete, repeated, or names a key that is not there.
    """
    return _own_register() if path is None else _load(path)


@cache
def _own_register() -> Register:
    return _load(_HERE)


def _load(path: Path) -> Register:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    problems: list[Problem] = []
    agencies: dict[str, Agency] = {}
    for where, entry in _entries(files, problems):
        try:
            agency = _agency(entry)
        except (KeyError, TypeError, ValueError) as error:
            problems.append(Problem(f"This entry cannot be read ({error}). Please correct it.", where))
            continue
        if agency.key in agencies:
            problems.append(Problem("This key is used twice. Please give each agency its own.", where))
        agencies[agency.key] = agency
    problems += _loose_ends(agencies)
    if problems:
        raise BadInput(problems)
    return Register(agencies)


def _entries(files: list[Path], problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in files:
        try:
            entries = tomllib.loads(file.read_text(encoding="utf-8")).get("agency", [])
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            problems.append(Problem(f"This file cannot be read as TOML ({error}).", file.name))
            continue
        for number, entry in enumerate(entries, start=1):
            yield f"{file.name}, {entry.get('key', f'entry {number}')}", entry


def _agency(entry: dict[str, Any]) -> Agency:
    unknown = entry.keys() - _FIELDS
    if unknown:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    starts, ends = entry.get("from"), entry.get("until")
    if starts and ends and ends <= starts:
        raise ValueError("it ends before it starts")
    return Agency(
        key=entry["key"],
        name=entry["name"],
        short_name=entry["short_name"],
        type=AgencyType(entry["type"]),
        tier=Tier(entry["tier"]),
        area=entry.get("area", ""),
        starts=starts,
        ends=ends,
        aliases=tuple(entry.get("aliases", ())),
        successors=tuple(Succession(step["key"], step["on"]) for step in entry.get("successors", ())),
        members=tuple(entry.get("members", ())),
        all_safeguarding=entry.get("members_are") == "statutory-safeguarding",
        statutory_safeguarding=entry.get("statutory_safeguarding", False),
        source_url=entry.get("source_url", ""),
        verified_on=entry.get("verified_on"),
        verify=entry.get("verify", False),
    )


def _loose_ends(agencies: dict[str, Agency]) -> list[Problem]:
    """Keys that lead nowhere, and chains or collectives that lead back to themselves."""
    problems = []
    for agency in agencies.values():
        named = [*agency.members, *(step.key for step in agency.successors)]
        problems += [
            Problem(f"The key {key!r} is not in the register.", agency.key) for key in named if key not in agencies
        ]
    if not problems:
        problems = [
            Problem("It leads back to itself through its successors or members.", key)
            for key in agencies
            if _returns(key, agencies)
        ]
    return problems


def _returns(key: str, agencies: dict[str, Agency]) -> bool:
    seen: set[str] = set()
    ahead = list(_next(agencies[key]))
    while ahead:
        step = ahead.pop()
        if step == key:
            return True
        if step not in seen:
            seen.add(step)
            ahead += _next(agencies[step])
    return False


def _next(agency: Agency) -> tuple[str, ...]:
    return (*agency.members, *(step.key for step in agency.successors))
