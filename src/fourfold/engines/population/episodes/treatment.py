"""Treatment for substance misuse that began in the month."""

from collections.abc import Iterator
from datetime import date, timedelta

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.episodes.known import Known, Register
from fourfold.engines.population.episodes.months import Month, Row, some

A_MONTH = 0.06
"""The share of those on record whose treatment begins in a month [believed]."""
OF_CHILDREN = Weighted.of({"cannabis": 80, "alcohol": 10, "ketamine": 5, "synthetic": 3, "cocaine": 2})
OF_ADULTS = Weighted.of(
    {"alcohol": 46, "opiates": 28, "cocaine": 9, "crack": 7, "cannabis": 7, "ketamine": 1, "benzodiazepines": 1}
)
TREATMENTS = Weighted.of({"psychosocial": 68, "pharmacological": 20, "recovery": 6, "offered": 5, "residential": 1})
ENDINGS = Weighted.of({"completed": 46, "dropped-out": 41, "transferred": 9, "custody": 2, "other": 2})
COLUMNS = (
    "person_reference", "nhs_number", "forename", "surname", "date_of_birth", "sex", "ethnicity", "postcode",
    "worker", "substance", "treatment", "started_on", "ended_on", "ending", "engagement",
)  # fmt: skip


def treatments(register: Register, month: Month, chance: Chance) -> Iterator[Row]:
    """A row for each person and treatment. Nobody begins twice in a month."""
    people = register.drawing(
        "substance_misuse", lambda known: known.activity + 0.5 if known.aged(month.first, 12, 90) else 0
    )
    told: set[str] = set()
    for _ in range(some(len(people.things) * A_MONTH * month.share, chance) if people else 0):
        known = chance.weigh(people)
        if known.reference not in told:
            told.add(known.reference)
            yield _treatment(known, month.day(chance), register.today, chance)


def _treatment(known: Known, day: date, today: date, chance: Chance) -> Row:
    ended = day + timedelta(days=chance.between(20, 300))
    over = ended < today and chance.happens(0.6)
    return {
        **known.columns("nhs_number", "ethnicity", "postcode"),
        "worker": f"Recovery worker {chance.between(1, 50)} (made up)",
        "substance": chance.weigh(OF_CHILDREN if known.aged(day, 0, 17) else OF_ADULTS),
        "treatment": chance.weigh(TREATMENTS),
        "started_on": day.isoformat(),
        "ended_on": ended.isoformat() if over else "",
        "ending": chance.weigh(ENDINGS) if over else "",
        "engagement": chance.pick(("most", "most", "some", "few")) if over else "new",
    }
