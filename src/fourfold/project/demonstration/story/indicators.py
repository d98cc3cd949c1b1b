"""What the success factors' figures did in the year: matched with indicators, entered by those who supply them, held
against baselines and targets, and once put right."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.accountability.indicators.domain.figures import Figure, Where
from fourfold.accountability.indicators.domain.kinds import YardstickKind
from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods
from fourfold.accountability.indicators.operations.entering import Entered, enter_figures
from fourfold.accountability.indicators.operations.shaping import NewYardstick, match_factors, set_yardstick
from fourfold.accountability.indicators.queries.indicator import catalogue_ids
from fourfold.accountability.indicators.queries.series import ChartSeries, series_for_chart
from fourfold.ground.kernel.clock import today
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing

PLAN = "kent-and-medway"
COORDINATOR = "marianne.osei"
MATCHED = -400
"""The day on which the coordinator takes the catalogue's proposal, after the plan is published."""
MADE_UP = "Made up for this demonstration."


def scenes(stage: Stage) -> Iterator[Scene]:
    """The figures of the county plan, as `indicators.toml` tells them."""
    told = tomllib.loads(resources.files(__package__).joinpath("indicators.toml").read_text(encoding="utf-8"))

    def match(actor: Standing, now: datetime) -> None:
        match_factors(actor=actor, now=now, plan_id=stage.plans[PLAN])

    yield Scene(MATCHED, COORDINATOR, "Success factors matched with indicators", match)
    for said in told["yardstick"]:
        yield _yardstick(said, stage)
    for said in told["series"]:
        yield _series(said, stage)
    for said in told["revision"]:
        yield _revision(said, stage)


def _series_of(actor: Standing, stage: Stage, key: str) -> ChartSeries:
    indicator_id = catalogue_ids(actor)[key]
    return series_for_chart(actor, [indicator_id], plan_id=stage.plans[PLAN])[indicator_id]


def _yardstick(said: Mapping[str, Any], stage: Stage) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        series = _series_of(actor, stage, said["key"])
        on: date = said.get("on") or stage.days.loaded_on + timedelta(days=said["ahead"])
        new = NewYardstick(YardstickKind(said["kind"]), series.where.place, said["reason"], said["value"], on)
        set_yardstick(
            actor=actor, now=now, plan_id=stage.plans[PLAN], indicator_id=series.indicator.pk, yardstick=new
        )

    return Scene(said["day"], COORDINATOR, f"{said['kind'].capitalize()} of {said['key']}", play)


def _series(said: Mapping[str, Any], stage: Stage) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        series = _series_of(actor, stage, said["key"])
        periods = complete_periods(Frequency(series.indicator.frequency), today(now), len(said["values"]))
        figures = [
            Figure(
                period,
                float(value),
                said["low"][at] if "low" in said else None,
                said["high"][at] if "high" in said else None,
                n=said["n"][at] if "n" in said else None,
                note=MADE_UP,
            )
            for at, (period, value) in enumerate(zip(periods, said["values"], strict=True))
        ]
        _enter(actor, now, stage, series.indicator.pk, series.where, [Entered(figure) for figure in figures])

    return Scene(said["day"], said["by"], f"Figures of {said['key']}", play)


def _revision(said: Mapping[str, Any], stage: Stage) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        series = _series_of(actor, stage, said["key"])
        seen = series.figures[-1]
        after = replace(seen, value=float(said["value"]), note=said["note"])
        _enter(actor, now, stage, series.indicator.pk, series.where, [Entered(after, seen)])

    return Scene(said["day"], said["by"], f"Figure of {said['key']} put right", play)


def _enter(
    actor: Standing, now: datetime, stage: Stage, indicator_id: UUID, where: Where, entered: list[Entered]
) -> None:
    enter_figures(
        actor=actor, now=now, plan_id=stage.plans[PLAN], indicator_id=indicator_id, where=where, entered=entered
    )
