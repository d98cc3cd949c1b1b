"""The scenes in which agencies hand their made-up records in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random

from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.story.records import looking
from fourfold.project.demonstration.story.records.drawing import SEED, draw_people, words
from fourfold.project.demonstration.story.records.happening import Kept, Life, attendances
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.records.feeds.operations import add_records
from fourfold.trust.access.operations.work import WorksWith, say_who_works_with
from fourfold.trust.partnership.domain.roles import INSTALLATION, Standing

DAY = -7
"""When the records come in: after the agreements are in force and the data sets are live."""
MANAGER = "adaeze.obi"
"""The accountable officer who says which social worker works with whom."""
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
    for place, told in enumerate(words("people.toml")["person"]):
        if told.get("worker"):
            yield _work_with(stage, f"person-{place}", told["worker"], references)
    yield from looking.scenes(references)


def _work_with(stage: Stage, person: str, worker: str, references: dict[str, str]) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        said = WorksWith(
            stage.user(worker), references[person], "Allocated social worker since the last strategy meeting"
        )
        say_who_works_with(actor=actor, now=now, said=said)

    return Scene(DAY + 1, MANAGER, f"{worker} works with somebody", play)


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
