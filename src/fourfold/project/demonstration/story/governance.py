"""What governance does in the year: registers kept and checked, boards given their actions, two yearly reviews."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.accountability.governance.domain.states import Fit, Outcome, PolicyKind
from fourfold.accountability.governance.operations.register import (
    CheckWords,
    PolicyWords,
    check_policy,
    close_gap,
    enter_policy,
)
from fourfold.accountability.governance.operations.reviews import (
    FindingWords,
    close_review,
    find_in_order,
    find_something,
    open_review,
)
from fourfold.accountability.governance.queries.reviews import items_of, review_for_actor
from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.queries.plans import plan_for_actor, strand_of_kind
from fourfold.project.demonstration.story.stage import Play, Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import known_register

PLAN = "kent-and-medway"
LED_FROM = "thanet"
"""The plan in which the finding becomes an action: the county plan keeps the 28 of its document."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """The registers and the reviews, as `governance.toml` tells them."""
    told = tomllib.loads(resources.files(__package__).joinpath("governance.toml").read_text(encoding="utf-8"))
    for document in told["document"]:
        yield from _document(document, stage)
    yield from _reviews(told["review"], told["finding"], stage)


def _document(said: Mapping[str, Any], stage: Stage) -> Iterator[Scene]:
    made: list[UUID] = []
    what = f"Register of {said['agency']}"

    def enter(actor: Standing, now: datetime) -> None:
        words = PolicyWords(
            kind=PolicyKind(said["kind"]),
            title=said["title"],
            next_on=stage.days.working_day(said["next"]),
            owner=stage.person(said["owner"]),
        )
        agency_id = stage.agencies[said["agency"]]
        made.append(enter_policy(actor=actor, now=now, agency_id=agency_id, words=words).pk)

    def check(actor: Standing, now: datetime) -> None:
        words = CheckWords(
            plan_id=stage.plans[PLAN],
            fit=Fit(said["fit"]),
            next_on=stage.days.working_day(said["next"]),
            gap=said.get("gap", ""),
        )
        check_policy(actor=actor, now=now, entry_id=made[0], words=words)

    def close(actor: Standing, now: datetime) -> None:
        close_gap(actor=actor, now=now, entry_id=made[0])

    yield Scene(said["day"], said["by"], f"{what}: entered", enter)
    if "checked" in said:
        yield Scene(said["checked"], said["by"], f"{what}: checked against the plan", check)
    if "closed" in said:
        yield Scene(said["closed"], said["by"], f"{what}: gap closed", close)


def _reviews(said: Mapping[str, Any], finding: Mapping[str, Any], stage: Stage) -> Iterator[Scene]:
    by = said["by"]
    last, this = _Review(stage, said["last_begun"]), _Review(stage, said["begun"])
    yield Scene(said["last_begun"], by, "Governance review begun", last.open)
    yield Scene(said["last_closed"], by, "Governance review looked through", last.look_through())
    yield Scene(said["last_closed"], by, "Governance review closed", last.close)
    yield Scene(said["begun"], by, "Governance review begun", this.open)
    yield Scene(said["looked_at"], by, "Governance review under way", this.look_through(but=said["left"]))
    yield Scene(finding["day"], by, "Governance review: a finding", this.find(finding))


class _Review:
    """One yearly review of the story."""

    def __init__(self, stage: Stage, day: int) -> None:
        self.stage, self.year = stage, stage.days.working_day(day).year
        self.id: UUID | None = None

    def _items(self, actor: Standing) -> list[Any]:
        if self.id is None:
            raise LookupError("The review has not begun.")
        return list(items_of(review_for_actor(actor, self.id)))

    def open(self, actor: Standing, now: datetime) -> None:
        """Begin it."""
        self.id = open_review(actor=actor, now=now, year=self.year).pk

    def look_through(self, *, but: list[str] | None = None) -> Play:
        """Find every line in order, but for those of these titles."""

        def play(actor: Standing, now: datetime) -> None:
            left = [item.pk for item in self._items(actor) if item.title not in (but or [])]
            find_in_order(actor=actor, now=now, item_ids=left)

        return play

    def find(self, said: Mapping[str, Any]) -> Play:
        """Write down a finding, which becomes an action."""

        def play(actor: Standing, now: datetime) -> None:
            agency_id = self.stage.agencies[said["agency"]]
            item = next(item for item in self._items(actor) if item.agency_id == agency_id)
            plan = plan_for_actor(actor, self.stage.plans[LED_FROM])
            words = FindingWords(
                text=said["text"],
                title=said["title"],
                strand_id=strand_of_kind(plan, StrandKind(said["strand"])).pk,
                lead=(agency_id, known_register()[said["agency"]].name),
                officer=self.stage.person(said["officer"]),
                due_on=self.stage.days.working_day(said["due"]),
                deputy=self.stage.person(said["deputy"]),
            )
            find_something(actor=actor, now=now, item_id=item.pk, words=words)

        return play

    def close(self, actor: Standing, now: datetime) -> None:
        """Close it, once nothing is left to look at."""
        if self.id is None or any(item.outcome == Outcome.TO_DO for item in self._items(actor)):
            raise LookupError("The review has lines left.")
        close_review(actor=actor, now=now, review_id=self.id)
