"""The year of the agreements: drafted, talked about, signed; one suspended for a week, one joined by a trust.

One is still out for comments, and one waits for the signature of Medway Council's accountable officer.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from fourfold.project.demonstration.cast import CAST
from fourfold.project.demonstration.story.agreement_papers import Accession, Comment, Paper, Suspension, read_papers
from fourfold.project.demonstration.story.agreement_terms import terms_of_paper
from fourfold.project.demonstration.story.stage import Play, Scene, Stage
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.life import ASSESSMENTS, About
from fourfold.trust.agreements.queries.visibility import version_for_actor
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

SIGNED_A_DAY = 3
"""Parties that sign on one day: nobody signs with eleven others at once."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """Every agreement of the story."""
    for paper in read_papers():
        yield from Agreement(paper, stage).scenes()


def officer(agency: str, kind: RoleKind) -> str | None:
    """Who of the cast holds a role in an agency."""
    for one in CAST:
        at_home = one.agency == agency and kind in (one.kind, *one.also)
        if at_home or (agency, kind) in one.elsewhere:
            return one.key
    return None


class Agreement:
    """One agreement of the story."""

    def __init__(self, paper: Paper, stage: Stage) -> None:
        self.paper, self.stage = paper, stage
        self.version_id: UUID | None = None
        self.comments: dict[int, UUID] = {}

    def scenes(self) -> Iterator[Scene]:
        """Its life so far."""
        yield self._scene(self.paper.begun, self.paper.by, "drafted", self._draft)
        if not self.paper.is_of_one:
            yield self._scene(self.paper.consulted, self.paper.by, "sent out for comments", self._consult)
            for number, said in enumerate(self.paper.comments):
                yield from self._comment(number, said)
        if self.paper.to_sign is None:
            return
        yield self._scene(self.paper.to_sign, self.paper.by, "sent out to be signed", self._send)
        yield from self._signatures(self.paper.to_sign + 1)
        for accession in self.paper.accessions:
            yield self._accession(accession)
        for suspension in self.paper.suspensions:
            yield from self._suspension(suspension)

    def _scene(self, day: int, by: str, what: str, play: Play) -> Scene:
        return Scene(day, by, f"{self.paper.reference}: {what}", play)

    def _id(self) -> UUID:
        if self.version_id is None:
            raise LookupError(f"{self.paper.reference} was not drafted.")
        return self.version_id

    def _party(self, actor: Standing, agency: str) -> tuple[UUID, str]:
        """An agency's part in it, and the hash of the text."""
        version = version_for_actor(actor, self._id())
        return version.parties.get(agency_id=self.stage.agencies[agency]).pk, version.text_hash

    def _draft(self, actor: Standing, now: datetime) -> None:
        terms = terms_of_paper(self.paper, self.stage.agencies, self.stage.days.loaded_on)
        home = self.paper.parties[0] if self.paper.is_of_one else "kent-county-council"
        new = operations.NewAgreement(
            kind=terms.kind,
            tier=terms.tier,
            reference=terms.reference,
            title=terms.title,
            drafted_by=self.stage.agencies[home],
        )
        begun = operations.begin_agreement(actor=actor, now=now, new=new)
        self.version_id = begun.pk
        operations.save_terms(actor=actor, now=now, version_id=begun.pk, revision=begun.revision, terms=terms)

    def _consult(self, actor: Standing, now: datetime) -> None:
        operations.consult(actor=actor, now=now, version_id=self._id())

    def _send(self, actor: Standing, now: datetime) -> None:
        operations.send_to_sign(actor=actor, now=now, version_id=self._id())

    def _comment(self, number: int, said: Comment) -> Iterator[Scene]:
        def comment(actor: Standing, now: datetime) -> None:
            about, part = About(said.about), str(said.number)
            self.comments[number] = operations.comment(
                actor=actor, now=now, version_id=self._id(), text=said.text, about=about, number=part
            ).pk

        def answer(actor: Standing, now: datetime) -> None:
            operations.answer(
                actor=actor,
                now=now,
                comment_id=self.comments[number],
                version_id=self._id(),
                text=said.answer,
            )

        yield self._scene(said.day, said.by, "comment", comment)
        if said.answered is not None:
            yield self._scene(said.answered, self.paper.by, "comment answered", answer)

    def _signatures(self, first: int) -> Iterator[Scene]:
        kinds = [RoleKind.ACCOUNTABLE_OFFICER]
        if self.paper.kind in ASSESSMENTS:
            kinds.append(RoleKind.DATA_PROTECTION_OFFICER)
        signing = [
            (agency, who)
            for agency in self.paper.parties
            for kind in kinds
            if agency not in self.paper.unsigned and (who := officer(agency, kind))
        ]
        for place, (agency, who) in enumerate(signing):
            yield self._signature(first + place // SIGNED_A_DAY, agency, who)

    def _signature(self, day: int, agency: str, who: str) -> Scene:
        def sign(actor: Standing, now: datetime) -> None:
            party_id, seen = self._party(actor, agency)
            operations.sign(actor=actor, now=now, version_id=self._id(), party_id=party_id, seen_hash=seen)

        return self._scene(day, who, f"signed for {agency}", sign)

    def _accession(self, said: Accession) -> Scene:
        def accede(actor: Standing, now: datetime) -> None:
            seen = version_for_actor(actor, self._id()).text_hash
            agencies = self.stage.agencies
            joining = operations.Joining(agencies[said.agency], tuple(agencies[key] for key in said.on_behalf_of))
            operations.accede(actor=actor, now=now, version_id=self._id(), joining=joining, seen_hash=seen)

        who = officer(said.agency, RoleKind.ACCOUNTABLE_OFFICER)
        return self._scene(said.day, who or self.paper.by, f"joined by {said.agency}", accede)

    def _suspension(self, said: Suspension) -> Iterator[Scene]:
        agency = next(one.agency for one in CAST if one.key == said.by)

        def suspend(actor: Standing, now: datetime) -> None:
            party_id, _seen = self._party(actor, agency)
            operations.suspend(actor=actor, now=now, version_id=self._id(), party_id=party_id, why=said.because)

        def resume(actor: Standing, now: datetime) -> None:
            party_id, _seen = self._party(actor, agency)
            operations.resume(actor=actor, now=now, version_id=self._id(), party_id=party_id)

        yield self._scene(said.day, said.by, "suspended", suspend)
        yield self._scene(said.resumed, said.by, "resumed", resume)
