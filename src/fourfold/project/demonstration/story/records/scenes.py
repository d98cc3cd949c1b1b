"""The scenes in which agencies hand their made-up records in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random

from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.story.records.drawing import SEED, draw_people
from fourfold.project.demonstration.story.records.happening import Kept, Life, attendances
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.records.feeds.operations import add_records
from fourfold.trust.partnership.domain.roles import INSTALLATION, Standing

DAY = -7
"""When the records come in: after the agreements are in force and the data sets are live."""
BY = "ruth.callender"
"""The administrator starts the loading; the installation carries it out."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """One scene an agency. The first that knows a person gives them their reference, the others use it."""
    by_holder: dict[str, list[Kept]] = defaultdict(list)
    for kept in _everything(stage):
        by_holder[kept.holder].append(kept)
    references: dict[str, str] = {}
    for holder, some in sorted(by_holder.items()):
        yield _hand_in(stage, holder, some, references)


def _everything(stage: Stage) -> Iterator[Kept]:
    today = stage.days.working_day(DAY)
    chance = Random(SEED)  # noqa: S311 - the same made-up people at every loading
    for who in draw_people(chance, today):
        yield from Life(who, chance, today).records()
    yield from attendances(chance, today)


def _hand_in(stage: Stage, holder: str, some: list[Kept], references: dict[str, str]) -> Scene:
    def play(_actor: Standing, now: datetime) -> None:
        known = [replace(kept.record, reference=references.get(kept.record.person, "")) for kept in some]
        with acting_as(INSTALLATION.actor):
            added = add_records(actor=INSTALLATION, now=now, holder_id=stage.agencies[holder], records=known)
        references.update(added.references)

    return Scene(DAY, BY, f"Records of {holder}", play)
