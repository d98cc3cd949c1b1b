"""Origins: which names a family draws from, how common the origin is, and how one name is otherwise written."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.places import rows_of, text_of

Names = Weighted[str]
STEEP = 4
"""A list set down by hand is in order of frequency: the n-th name weighs 10,000 / (n + STEEP)."""

COUNTED_ALONG = ("muslim", "bangladeshi", "sikh", "patronym", "south_asian")


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of names. `men` and `women` hold forenames by the year from which they were given."""

    key: str
    pattern: str
    ethnicity: str
    """The code (16+1) that most people of the origin give; some give another, or none."""
    surnames: Names
    men: Sequence[tuple[int, Names]]
    women: Sequence[tuple[int, Names]]
    variants: Mapping[str, Sequence[str]]

    def forename(self, sex: str, year: int, chance: Chance) -> str:
        """A forename for somebody born in `year`."""
        lists = self.men if sex == "M" else self.women
        names = lists[0][1]
        for first, given in lists:
            if first > year:
                break
            names = given
        return chance.weigh(names)

    def surname(self, chance: Chance) -> str:
        """A surname, in the form that a man bears."""
        return chance.weigh(self.surnames)


@dataclass(frozen=True, slots=True)
class Origins:
    """All origins, and how common each is in a district."""

    by_key: Mapping[str, Origin]
    everywhere: Weighted[Origin]
    by_district: Mapping[str, Weighted[Origin]]

    def draw(self, district: str, chance: Chance) -> Origin:
        """The origin of a household of that district."""
        return chance.weigh(self.by_district.get(district, self.everywhere))


@cache
def origins() -> Origins:
    """The origins that come with the package; read once."""
    told = tomllib.loads(text_of("origins.toml"))
    sourced = _sourced()
    usual = _variants_of_british()
    found = {key: _origin(key, told, sourced, usual) for key in told}
    districts = sorted({code for entry in told.values() for code in entry.get("districts", {})})
    return Origins(
        by_key=found,
        everywhere=_shares(found, told, ""),
        by_district={district: _shares(found, told, district) for district in districts},
    )


def _shares(found: Mapping[str, Origin], told: Mapping[str, Any], district: str) -> Weighted[Origin]:
    shares = [told[key].get("districts", {}).get(district, told[key]["share"]) for key in found]
    return Weighted.over(tuple(found.values()), shares)


Sourced = Mapping[tuple[str, str, str], Mapping[int, Mapping[str, float]]]


def _sourced() -> Sourced:
    """Names of the source by (origin, kind, sex), then by cohort of birth (0 for any), then by name."""
    names: dict[tuple[str, str, str], dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_of("names.csv.gz"):
        names[row["origin"], row["kind"], row["sex"]][int(row["cohort"] or 0)][row["name"]] = float(row["weight"])
    return names


def _origin(key: str, told: Mapping[str, Any], sourced: Sourced, usual: Mapping[str, Sequence[str]]) -> Origin:
    entry = told[key]
    like = entry.get("like", key)
    variants = dict(usual) if like == "british" else {}
    for group in entry.get("variants", "").split():
        forms = group.split("/")
        for form in forms:
            variants[form] = tuple(other for other in forms if other != form)
    surnames = dict(sourced[like, "surname", ""].get(0, {})) if like == key else {}
    if key == "british":
        surnames = _without(surnames, _of_others(told, "surnames"))
    return Origin(
        key=key,
        pattern=entry["pattern"],
        ethnicity=entry["ethnicity"],
        surnames=Weighted.of(_added(surnames, entry.get("surnames", ""))),
        men=_forenames(entry, told, sourced[like, "forename", "M"], "men"),
        women=_forenames(entry, told, sourced[like, "forename", "F"], "women"),
        variants=variants,
    )


def _forenames(
    entry: Mapping[str, Any], told: Mapping[str, Any], sourced: Mapping[int, Mapping[str, float]], sex: str
) -> Sequence[tuple[int, Names]]:
    """Lists by the first year of birth. An origin's own names stand beside those of the origin that it is like."""
    like = told[entry["like"]] if "like" in entry else entry
    cohorts = {int(year): _added({}, lists[sex]) for year, lists in like.get("cohorts", {}).items()}
    older = {name for names in cohorts.values() for name in names} | _forms(like)
    others = _of_others(told, sex) - older if older else frozenset()
    cohorts |= {year: _without(names, others) for year, names in sourced.items()}
    if not cohorts:
        cohorts = {0: {}}
    own = entry.get(sex, "")
    shared = entry is not like
    return [(year, Weighted.of(_added(_share(names, shared), own))) for year, names in sorted(cohorts.items())]


def _of_others(told: Mapping[str, Any], what: str) -> frozenset[str]:
    """Names of the origins that the list for England and Wales counts along with British ones."""
    others = [entry for entry in told.values() if entry["pattern"] in COUNTED_ALONG]
    return frozenset(name for entry in others for name in (*entry.get(what, "").split(), *_forms(entry)))


def _forms(entry: Mapping[str, Any]) -> set[str]:
    """Every name of which an origin knows another form."""
    return {form for group in entry.get("variants", "").split() for form in group.split("/")}


def _without(names: Mapping[str, float], others: frozenset[str]) -> dict[str, float]:
    return {name: weight for name, weight in names.items() if name not in others}


def _share(names: Mapping[str, float], shared: bool) -> dict[str, float]:
    """Names that two origins share weigh together as much as the own list of the one that borrows."""
    total = sum(names.values())
    return {name: weight / total * 20_000 for name, weight in names.items()} if shared else dict(names)


def _added(names: dict[str, float], own: str) -> dict[str, float]:
    for place, name in enumerate(own.split(), start=1):
        written = name.replace("_", " ")
        names[written] = names.get(written, 0) + 10_000 / (place + STEEP)
    return names


def _variants_of_british() -> Mapping[str, Sequence[str]]:
    """Forenames that stand for one another, both ways."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows_of("variants.csv.gz"):
        if row["kind"] == "forename":
            found[row["name"]][row["other"]] = None
    return {name: tuple(others) for name, others in found.items()}
