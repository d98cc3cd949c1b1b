"""Youth justice interventions and probation sentences that began in the month."""

from collections.abc import Iterator
from datetime import date, timedelta

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Known, Register
from fourfold.engines.population.episodes.months import Month, Row, some
from fourfold.engines.population.episodes.offences import shares
from fourfold.engines.population.places import gazetteer

YOUTHS_A_MONTH, ADULTS_A_MONTH = 0.07, 0.05
"""Shares of those on record for whom something begins in a month [believed]."""
INTERVENTIONS = Weighted.of(
    {
        "prevention": 16, "turnaround": 15, "community-resolution": 22, "outcome-22": 9, "youth-caution": 6,
        "conditional-caution": 6, "referral-order": 13, "rehabilitation": 6, "reparation": 1, "custody": 1.5,
        "remand": 2, "victim-support": 4,
    }
)  # fmt: skip
CONVICTIONS = ("referral-order", "reparation", "rehabilitation", "custody")
FIRST_TIME = ("youth-caution", "conditional-caution", *CONVICTIONS)
OUT_OF_COURT = ("community-resolution", "outcome-22", "youth-caution", "conditional-caution", "remand")
NEEDS = Weighted.of(
    {
        "speech": 18, "mental-health": 17, "family": 14, "learning": 12, "substances": 14, "exploitation": 12,
        "housing": 3, "health": 2, "none": 8,
    }
)  # fmt: skip
SENTENCES = Weighted.of(
    {"community-order": 42, "suspended": 25, "custody": 13, "licence": 14, "post-sentence": 4, "youth-transfer": 2}
)
HARM = Weighted.of({"low": 22, "medium": 56, "high": 21, "very-high": 1})
HARM_TO = Weighted.of({"public": 42, "known-adult": 38, "children": 14, "staff": 4, "self": 2})
ADULT_NEEDS = Weighted.of(
    {"substances": 24, "thinking": 22, "housing": 17, "relationships": 16, "employment": 12, "health": 6, "none": 3}
)
YOUTH_COLUMNS = (
    "intervention_reference", "person_reference", "forename", "surname", "date_of_birth", "sex", "ethnicity",
    "address", "postcode", "pnc_id", "worker", "role", "intervention", "started_on", "ended_on", "offence_group",
    "offence", "first_time", "needs", "appointments_planned", "appointments_kept",
)  # fmt: skip
PROBATION_COLUMNS = (
    "event_reference", "person_reference", "forename", "surname", "date_of_birth", "sex", "ethnicity", "address",
    "postcode", "pnc_id", "worker", "role", "sentence", "sentence_from", "sentence_until", "licence_conditions",
    "release_on", "release_district", "risk_of_harm", "risk_to", "assessed_with", "needs",
)  # fmt: skip


def interventions(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each youth justice intervention."""
    young = register.drawing(
        "youth_justice", lambda known: known.activity + 1 if known.aged(month.first, 10, 17) else 0
    )
    for number in range(some(len(young.things) * YOUTHS_A_MONTH * month.share, chance) if young else 0):
        known = chance.weigh(young)
        reference = f"YJI{month.first:%y%m}{number:05d}"
        yield {"intervention_reference": reference, **_intervention(known, month.day(chance), chance)}


def _intervention(known: Known, day: date, chance: Chance) -> Row:
    kind = chance.weigh(INTERVENTIONS)
    role = _role(kind)
    planned = chance.between(2, 40)
    group, offence = chance.weigh(shares()).offence(chance) if role in ("suspect", "convicted") else ("", "")
    return {
        **known.columns("ethnicity", "address", "postcode", "pnc_id"),
        "worker": f"Youth justice worker {chance.between(1, 60)} (made up)",
        "role": role,
        "intervention": kind,
        "started_on": day.isoformat(),
        "ended_on": (day + timedelta(days=chance.between(28, 365))).isoformat() if kind != "remand" else "",
        "offence_group": group,
        "offence": offence,
        "first_time": ("true" if chance.happens(0.6) else "false") if kind in FIRST_TIME else "",
        "needs": chance.weigh(NEEDS),
        "appointments_planned": str(planned),
        "appointments_kept": str(int(planned * (0.4 + 0.6 * chance.draw()))),
    }


def _role(kind: str) -> str:
    if kind in CONVICTIONS:
        return "convicted"
    if kind in OUT_OF_COURT:
        return "suspect"
    return "victim" if kind == "victim-support" else "at-risk"


def sentences(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each sentence, licence or transfer that began; a few are of victims who are kept informed."""
    adults = register.drawing("probation", lambda known: known.activity + 1 if known.aged(month.first, 18, 95) else 0)
    for number in range(some(len(adults.things) * ADULTS_A_MONTH * month.share, chance) if adults else 0):
        reference = f"PE{month.first:%y%m}{number:05d}"
        yield {"event_reference": reference, **_sentence(chance.weigh(adults), month.day(chance), chance)}


def _sentence(known: Known, day: date, chance: Chance) -> Row:
    kind = chance.weigh(SENTENCES)
    months = chance.between(6, 36)
    inside = kind in ("custody", "youth-transfer")
    assessed = chance.happens(0.85)
    return {
        **known.columns("ethnicity", "address", "postcode", "pnc_id"),
        "worker": f"Probation practitioner {chance.between(1, 120)} (made up)",
        "role": "convicted",
        "sentence": kind,
        "sentence_from": day.isoformat(),
        "sentence_until": (day + timedelta(days=months * 30)).isoformat(),
        "licence_conditions": "Curfew; not to enter a named area"
        if kind == "licence" and chance.happens(0.3)
        else "",
        "release_on": (day + timedelta(days=months * 15)).isoformat() if inside else "",
        "release_district": (known.district or chance.weigh(gazetteer().areas).district) if inside else "",
        "risk_of_harm": chance.weigh(HARM) if assessed else "",
        "risk_to": chance.weigh(HARM_TO) if assessed else "",
        "assessed_with": "OASys" if assessed else "",
        "needs": chance.weigh(ADULT_NEEDS),
    }
