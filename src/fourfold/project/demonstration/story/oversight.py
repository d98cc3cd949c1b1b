"""Oversight in the year: three breaches, one of them fresh, and the agency that keeps the log's checkpoints."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.accountability.oversight.domain.breaches import ToCommissioner, ToPeople
from fourfold.accountability.oversight.operations.breaches import Facts, add_note, open_breach
from fourfold.accountability.oversight.operations.checkpoints import name_witness
from fourfold.accountability.oversight.operations.deciding import (
    Reporting,
    close_breach,
    decide_on_commissioner,
    decide_on_people,
)
from fourfold.ground.kernel.clock import today
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.agreements.queries import agreements_with
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import Standing

Told = Mapping[str, Any]
TEXTS = ("title", "what_happened", "people", "records", "consequences", "measures")


def scenes(stage: Stage) -> Iterator[Scene]:
    """What `oversight.toml` tells."""
    told = tomllib.loads(resources.files(__package__).joinpath("oversight.toml").read_text(encoding="utf-8"))
    for breach in told["breach"]:
        yield from _Breach(breach, stage).scenes()
    witness = told["witness"]

    def name(actor: Standing, now: datetime) -> None:
        name_witness(actor=actor, now=now, agency_id=stage.agencies[witness["agency"]])

    yield Scene(witness["day"], witness["by"], "Second agency named", name)


class _Breach:
    """One breach, from the hour in which it is recorded."""

    def __init__(self, said: Told, stage: Stage) -> None:
        self.said, self.stage = said, stage
        self.made: list[UUID] = []

    def scenes(self) -> Iterator[Scene]:
        """Recorded, decided, noted and closed, as far as it is told."""
        said, by = self.said, self.said["by"]
        what = f"Breach: {said['title']}"
        yield Scene(said["day"], by, f"{what}: recorded", self._open)
        if "ico" in said:
            yield Scene(said["ico"]["day"], by, f"{what}: Commissioner", self._commissioner)
            yield Scene(said["told"]["day"], by, f"{what}: people", self._people)
        if "note" in said:
            yield Scene(said["note"]["day"], said["note"]["by"], f"{what}: note", self._note)
        if "closed" in said:
            yield Scene(said["closed"]["day"], by, f"{what}: closed", self._close)

    def _open(self, actor: Standing, now: datetime) -> None:
        said, agencies = self.said, self.stage.agencies
        facts = Facts(
            known_at=now - timedelta(hours=said["hours"]),
            regime=Regime.GENERAL,
            people_about=said.get("people_about"),
            records_about=said.get("records_about"),
            agreement_id=self._agreement(actor),
            **{name: said.get(name, "") for name in TEXTS},
        )
        concerned = [agencies[key] for key in said.get("concerned", ())]
        made = open_breach(
            actor=actor, now=now, agency_id=agencies[said["agency"]], facts=facts, concerned=concerned, checked=True
        )
        self.made.append(made.pk)

    def _agreement(self, actor: Standing) -> UUID | None:
        reference = self.said.get("agreement")
        named = agreements_with(actor, [self.stage.agencies[self.said["agency"]]]) if reference else {}
        return next((key for key, name in named.items() if name.startswith(f"{reference}: ")), None)

    def _commissioner(self, actor: Standing, now: datetime) -> None:
        said = self.said["ico"]
        reporting = Reporting(
            decision=ToCommissioner(said["decision"]),
            at=now - timedelta(hours=said["hours"]) if "hours" in said else None,
            **{name: said.get(name, "") for name in ("reference", "reason", "delay")},
        )
        decide_on_commissioner(actor=actor, now=now, breach_id=self.made[0], reporting=reporting, checked=True)

    def _people(self, actor: Standing, now: datetime) -> None:
        said = self.said["told"]
        decision = ToPeople(said["decision"])
        on = today(now) if decision is ToPeople.TOLD else None
        decide_on_people(
            actor=actor,
            now=now,
            breach_id=self.made[0],
            decision=decision,
            on=on,
            reason=said["reason"],
            checked=True,
        )

    def _note(self, actor: Standing, now: datetime) -> None:
        add_note(actor=actor, now=now, breach_id=self.made[0], text=self.said["note"]["text"], checked=True)

    def _close(self, actor: Standing, now: datetime) -> None:
        close_breach(actor=actor, now=now, breach_id=self.made[0], text=self.said["closed"]["text"], checked=True)
