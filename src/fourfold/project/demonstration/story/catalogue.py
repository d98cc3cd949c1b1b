"""The year of the law of sharing: one purpose waits for its second approval, another was not needed after all."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.catalogue import operations
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import Standing


def scenes(_stage: Stage) -> Iterator[Scene]:
    """Every proposal with what became of it."""
    content = resources.files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    for told in tomllib.loads(content)["proposal"]:
        yield from _Proposal(told).scenes()


class _Proposal:
    """One proposal through its year."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.made: UUID | None = None

    def scenes(self) -> Iterator[Scene]:
        """Proposed, approved or withdrawn, each on its day."""
        told = self.told
        yield Scene(told["day"], told["by"], f"purpose proposed: {told['label']}", self._propose)
        for approval in told.get("approved", []):
            yield Scene(approval["day"], approval["by"], f"purpose approved: {told['label']}", self._approve)
        if "withdrawn" in told:
            yield Scene(told["withdrawn"], told["by"], f"purpose withdrawn: {told['label']}", self._withdraw)

    def _propose(self, actor: Standing, at: datetime) -> None:
        said = ("label", "text", "why", "extent", "source_url", "dpia_reference")
        new = operations.NewPurpose(**{name: self.told[name] for name in said}, regime=Regime.GENERAL)
        self.made = operations.propose_purpose(actor=actor, now=at, new=new).pk

    def _approve(self, actor: Standing, at: datetime) -> None:
        operations.approve_purpose(actor=actor, now=at, proposal_id=self._id())

    def _withdraw(self, actor: Standing, at: datetime) -> None:
        operations.withdraw_proposal(actor=actor, now=at, proposal_id=self._id())

    def _id(self) -> UUID:
        if self.made is None:
            raise LookupError(f"{self.told['label']} was not proposed.")
        return self.made
