"""Telling the story: every scene in the order of its date, as the person whose scene it is."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from fourfold.ground.kernel import clock
from fourfold.project.demonstration.story import (
    access,
    agreements,
    boards,
    catalogue,
    chasing,
    deliveries,
    directory,
    governance,
    indicators,
    oversight,
    profiles,
    publishing,
    records,
    refresh,
    requests,
    rights,
)
from fourfold.project.demonstration.story.days import Days
from fourfold.project.demonstration.story.entries import PlanStory
from fourfold.project.demonstration.story.opening import opening
from fourfold.project.demonstration.story.reading import read_story
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.project.demonstration.story.year import Year


def tell(
    *,
    progress: Callable[[int, int, str], None],
    now: datetime | None = None,
    plans: Sequence[PlanStory] | None = None,
) -> None:
    """Play the year up to `now` (default: the clock) through the operations; the people must be loaded.

    `plans` are those told (default: all).

    `progress` hears how many scenes are done, of how many, and what the last one was. Raises `StoryError` before
    anything is played if the story's files cannot be read. The same day tells the same story.
    """
    told = read_story() if plans is None else plans
    stage = Stage(Days(clock.today(now)))
    stage.call_the_cast()
    scenes = [scene for plan in told for scene in _scenes(plan, stage)]
    if plans is None:
        scenes += directory.scenes(stage)
        scenes += access.scenes(stage)
        scenes += catalogue.scenes(stage)
        scenes += agreements.scenes(stage)
        scenes += records.scenes(stage)
        scenes += deliveries.scenes(stage)
        scenes += requests.scenes(stage)
        scenes += boards.scenes(stage)
        scenes += governance.scenes(stage)
        scenes += chasing.scenes(stage)
        scenes += indicators.scenes(stage)
        scenes += profiles.scenes(stage)
        scenes += publishing.scenes(stage)
        scenes += refresh.scenes(stage)
        scenes += oversight.scenes(stage)
        scenes += rights.scenes(stage)
    done = 0
    for (_on, by), timed in groupby(in_order(scenes, stage.days), key=_whose_day):
        # What one person does in a row on one day is one transaction of theirs: it spares commits.
        with stage.acting(by) as standing:
            for at, scene in timed:
                scene.play(standing, at)
                done += 1
                progress(done, len(scenes), scene.what)


def _scenes(plan: PlanStory, stage: Stage) -> Iterator[Scene]:
    yield from opening(plan, stage)
    for action in plan.actions:
        yield from Year(plan, action, stage).scenes()


def _whose_day(timed: tuple[datetime, Scene]) -> tuple[date, str]:
    at, scene = timed
    return at.date(), scene.by


def in_order(scenes: list[Scene], days: Days) -> Iterator[tuple[datetime, Scene]]:
    """The scenes with their moments, in that order. Scenes of one date keep the order in which they are given."""
    by_date: dict[date, list[Scene]] = defaultdict(list)
    for scene in scenes:
        by_date[days.working_day(scene.day)].append(scene)
    for on in sorted(by_date):
        moments = days.moments(on, [scene.what for scene in by_date[on]])
        yield from zip(moments, by_date[on], strict=True)
