"""How like what a record says is to what somebody asked for: a number to order by, and the reasons for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jellyfish import damerau_levenshtein_distance

from fourfold.engines.linkage.normalising import places
from fourfold.engines.linkage.normalising.alikes import alikes
from fourfold.engines.linkage.normalising.names import sound
from fourfold.records.feeds.domain.records import BORN_ON, NAME
from fourfold.records.feeds.domain.search_keys import ADDRESS, OTHER_NAMES, POSTCODE, whole_words, words_of
from fourfold.records.identity.domain.searching import NUMBERS, Asked, near

ENOUGH = 0.5
"""Of what was asked for and is known, how much must be met. Chosen on the made-up population (benchmarks/find.py)."""
_LONG = 7
"""Letters from which two slips in one word are forgiven."""


class Why(StrEnum):
    """What is the same, and what is nearly so. `presenters/finding.py` has the sentences."""

    NAME = "name"
    OTHER_NAME = "other-name"
    SHORT_FORM = "short-form"
    SOUND = "sound"
    SLIP = "slip"
    INITIAL = "initial"
    PART = "part"
    NOT_THIS = "not-this"
    BORN = "born"
    BORN_SWAPPED = "born-swapped"
    BORN_SLIP = "born-slip"
    BORN_YEAR = "born-year"
    BORN_OTHER = "born-other"
    POSTCODE = "postcode"
    SECTOR = "sector"
    HOUSE = "house"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    PNC_ID = "pnc_id"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with the words it is about: those asked for, and those that the record says."""

    why: Why
    asked: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question: how much of it is met (0 to 1), how much it counts, why."""

    met: float
    counts: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share`: of what was asked for and is known, how much is met. `weight`: how much that is in all."""

    share: float
    weight: float
    reasons: tuple[Reason, ...]

    @property
    def is_enough(self) -> bool:
        """Whether to show it at all."""
        return self.share >= ENOUGH


def likeness(asked: Asked, values: Mapping[str, str], met: int = 0) -> Likeness:
    """Compare what a record says, as far as it is shared. `met`: what its keys are known to meet (`Met`)."""
    parts = list(_parts(asked, values, met))
    counts = sum(part.counts for part in parts)
    weight = sum(part.met * part.counts for part in parts)
    share = weight / counts if counts else 0.0
    return Likeness(share, weight, tuple(reason for part in parts for reason in part.reasons))


def _parts(asked: Asked, values: Mapping[str, str], met: int) -> Iterable[Part]:
    field, _text = asked.number
    if field and NUMBERS[field] & met:
        yield Part(1, 4, (Reason(Why(field)),))
    if asked.words and (values.get(NAME) or values.get(OTHER_NAMES)):
        yield _name_part(asked, values)
    if asked.born and values.get(BORN_ON):
        yield _born_part(asked.born.isoformat(), values[BORN_ON], near(asked.born))
    if asked.postcode and values.get(POSTCODE):
        yield _postcode_part(asked.postcode, values[POSTCODE])
    if asked.address and values.get(ADDRESS):
        yield _house_part(asked.address, values[ADDRESS])


def _name_part(asked: Asked, values: Mapping[str, str]) -> Part:
    own = name_likeness(asked.name, values.get(NAME, ""))
    others = [(name, name_likeness(asked.name, name)) for name in values.get(OTHER_NAMES, "").split(";")]
    other, best = max(others, key=lambda pair: pair[1].met)
    if best.met > own.met:
        return Part(best.met, best.counts, (Reason(Why.OTHER_NAME, said=other.strip()), *best.reasons))
    return own


def name_likeness(asked: str, said: str) -> Part:
    """Two names, word by word, in whatever order their words stand."""
    wanted, known = words_of(asked), list(whole_words(said))
    if whole_words(asked)[-1:] and whole_words(asked)[-1] in known and len(wanted) > 2:
        wanted = (wanted[0], whole_words(asked)[-1])
    met, reasons = 0.0, []
    for word in sorted(wanted, key=lambda one: one not in known):
        grade, found, why = max(
            (_word_likeness(word, one) for one in known), default=(0.0, "", Why.NOT_THIS), key=lambda one: one[0]
        )
        met += grade
        if grade:
            known.remove(found)
        if why is not Why.NAME:
            reasons.append(Reason(why, word, found if grade else ""))
    if not reasons:
        same = sorted(wanted) == sorted(words_of(said))
        reasons = [Reason(Why.NAME if same else Why.PART, said=said)]
    return Part(met / len(wanted) if wanted else 0.0, 3, tuple(reasons))


def _word_likeness(asked: str, said: str) -> tuple[float, str, Why]:
    if asked == said:
        return 1.0, said, Why.NAME
    if said in alikes().get(asked, ()):
        return 0.9, said, Why.SHORT_FORM
    slips = damerau_levenshtein_distance(asked, said)
    if slips == 1 and min(len(asked), len(said)) > 2:
        return 0.85, said, Why.SLIP
    if sound(asked) == sound(said):
        return 0.8, said, Why.SOUND
    if slips == 2 and min(len(asked), len(said)) >= _LONG:
        return 0.7, said, Why.SLIP
    if min(len(asked), len(said)) == 1 and asked[0] == said[0]:
        return 0.6, said, Why.INITIAL
    return 0.0, "", Why.NOT_THIS


def _born_part(asked: str, said: str, nearly: Sequence[str]) -> Part:
    if asked == said:
        return Part(1, 2.5, (Reason(Why.BORN),))
    if said == f"{asked[:4]}-{asked[8:]}-{asked[5:7]}":
        return Part(0.8, 2.5, (Reason(Why.BORN_SWAPPED),))
    if said[4:] == "-01-01" and said[:4] == asked[:4]:
        return Part(0.6, 2.5, (Reason(Why.BORN_YEAR),))
    if said in nearly:
        return Part(0.7, 2.5, (Reason(Why.BORN_SLIP, asked, said),))
    return Part(0, 2.5, (Reason(Why.BORN_OTHER, asked, said),))


def _postcode_part(asked: str, said: str) -> Part:
    wanted, known = places.postcode(asked), places.postcode(said)
    if wanted and known and wanted.text == known.text:
        return Part(1, 1.5, (Reason(Why.POSTCODE, said=said),))
    if wanted and known and wanted.sector == known.sector:
        return Part(0.6, 1.5, (Reason(Why.SECTOR, said=said),))
    return Part(0, 1)


def _house_part(asked: str, said: str) -> Part:
    wanted, known = places.address(asked), places.address(said)
    if not wanted or not known:
        return Part(0, 0)
    same_house = wanted.house == known.house
    same_street = wanted.street.partition(" ")[0] == known.street.partition(" ")[0]
    if same_house and same_street:
        return Part(1, 1.5, (Reason(Why.HOUSE, said=said),))
    return Part(0.3 if same_street else 0, 1)
