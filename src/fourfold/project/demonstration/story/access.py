"""Who is trained to share, and what people declare in the conflict register. Played by its people."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from fourfold.project.demonstration.cast import CAST, SIGNING_IN
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.access import operations as access
from fourfold.trust.access.domain.conflicts import NOTHING, RELATIVE, NewDeclaration
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.roles import Standing

ADMINISTRATOR = "ruth.callender"
TRAINED = -170
"""When the partnership's training days were; it holds for a year."""
DECLARED = -160
SOON = {"daniel.whitlock": 21, "gareth.ellwood": 12}
"""Whose training lapses in so many days: they were in the year before's."""
LAPSED = {"laura.penfold": -9}
BY_NAME = {"grace.adeyemi": "Leonie Brackley-Moss", "priya.nair": "Theo Nair"}
"""Who declares somebody by name, and whom; the names are made up."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """Training first, then the yearly declarations of those who look at records."""
    for character in CAST:
        if character.key == ADMINISTRATOR:
            continue  # nobody writes down their own
        train = partial(_train, stage, character.key)
        yield Scene(TRAINED, ADMINISTRATOR, f"Training of {character.key}", train)
    for character in SIGNING_IN:
        yield Scene(DECLARED, character.key, "Conflict register", partial(_declare, character.key))


def _train(stage: Stage, key: str, actor: Standing, now: datetime) -> None:
    ends = SOON.get(key, LAPSED.get(key))
    day = stage.days.loaded_on + timedelta(days=ends) if ends is not None else stage.days.working_day(TRAINED)
    year = timedelta(days=365)
    done = day - year if ends is not None else day
    partnership.record_training(
        actor=actor, now=now, person_id=stage.known_person(key), completed_on=done, valid_until=done + year
    )


def _declare(key: str, actor: Standing, now: datetime) -> None:
    name = BY_NAME.get(key, "")
    new = NewDeclaration(RELATIVE, name=name) if name else NewDeclaration(NOTHING)
    access.declare(actor=actor, now=now, new=new)
