"""Keeping the breach register: each decision with who took it, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.domain.breaches import EntryKind
from fourfold.accountability.oversight.models import Breach, BreachEntry
from fourfold.accountability.oversight.operations.alerts import tell_of_breach
from fourfold.accountability.oversight.policies import Permission
from fourfold.accountability.oversight.queries.breaches import agencies_overseen, breach_for_actor
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements.queries import agreements_with
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose

TEXTS = ("title", "what_happened", "people", "records", "consequences", "measures")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a breach. `known_at` starts the clock; numbers are approximate, None where not known yet."""

    title: str
    what_happened: str
    known_at: datetime
    regime: Regime
    happened_on: date | None = None
    people: str = ""
    people_about: int | None = None
    records: str = ""
    records_about: int | None = None
    consequences: str = ""
    measures: str = ""
    agreement_id: UUID | None = None

    def check(self, now: datetime, *, checked: bool) -> None:
        """Raise `BadInput` for what cannot stand."""
        problems = []
        if not self.title.strip():
            problems.append(Problem("Give it a short name, such as “Letter sent to the wrong address”.", "title"))
        if not self.what_happened.strip():
            problems.append(Problem("Say what happened, as far as it is known.", "what_happened"))
        if self.known_at > now:
            problems.append(Problem("It cannot have come to be known in the future.", "known_on"))
        if self.happened_on is not None and self.happened_on > today(self.known_at):
            problems.append(Problem("It happened before it came to be known. Check both days.", "happened_on"))
        for name in TEXTS:
            problems += personal_data_problems(getattr(self, name), name, checked=checked)
        if problems:
            raise BadInput(problems)


@transaction.atomic
def open_breach(
    *,
    actor: Standing,
    now: datetime,
    agency_id: UUID,
    facts: Facts,
    concerned: Sequence[UUID] = (),
    checked: bool = False,
) -> Breach:
    """Write a breach into the register, and tell the data protection officers of all agencies concerned at once."""
    mine = agencies_overseen(actor)
    decision = policies.keep_breach(actor, agency_id, mine)
    require(decision, Permission.OPEN_BREACH, subject_kind="partnership.agency", subject_id=agency_id)
    facts.check(now, checked=checked)
    _refuse_others_agreement(actor, facts, agency_id)
    _known_agencies(actor, concerned)
    breach = Breach(
        agency_id=agency_id,
        agency_ids=list(dict.fromkeys([agency_id, *concerned])),
        opened_at=now,
        opened_by_id=policies.known_person(actor, Permission.OPEN_BREACH),
        **_values(facts),
    )
    breach.save(force_insert=True)
    _write(actor, now, breach, EntryKind.OPENED)
    _note(actor, now, breach, Permission.OPEN_BREACH, {"agencies": [str(one) for one in breach.agency_ids]})
    tell_of_breach(actor=actor, now=now, breach_id=breach.pk, known_at=breach.known_at, agency_ids=breach.agency_ids)
    return breach


@transaction.atomic
def edit_breach(
    *, actor: Standing, now: datetime, breach_id: UUID, version: int, facts: Facts, checked: bool = False
) -> None:
    """Write down what is known by now. Raises `Conflict` if somebody saved first, or if it is closed."""
    breach = to_keep(actor, breach_id)
    facts.check(now, checked=checked)
    if facts.agreement_id != breach.agreement_id:
        _refuse_others_agreement(actor, facts, breach.agency_id)
    if breach.version != version:
        raise Conflict(
            "Somebody else changed this breach while you were editing it. Open it again; nothing was saved."
        )
    if breach.ico_at is not None and breach.ico_at < facts.known_at:
        raise BadInput.one("It was reported before this time, so it was known by then.", "known_on")
    changed = [name for name, value in _values(facts).items() if getattr(breach, name) != value]
    for name in changed:
        setattr(breach, name, getattr(facts, name))
    save(breach)
    words = [name.removesuffix("_id").replace("_", " ") for name in changed]
    _write(actor, now, breach, EntryKind.CHANGED, ", ".join(words))
    _note(actor, now, breach, Permission.KEEP_BREACH, {"changed": changed})


@transaction.atomic
def add_concerned(*, actor: Standing, now: datetime, breach_id: UUID, agency_id: UUID) -> None:
    """Another agency is concerned: its data protection officers read the breach from now on, and are told at once."""
    breach = to_keep(actor, breach_id)
    names = _known_agencies(actor, [agency_id])
    if agency_id in breach.agency_ids:
        raise BadInput.one("This agency is among those concerned already.", "agency")
    breach.agency_ids = [*breach.agency_ids, agency_id]
    save(breach)
    _write(actor, now, breach, EntryKind.CONCERNS, names[agency_id])
    _note(actor, now, breach, Permission.KEEP_BREACH, {"concerns": agency_id})
    tell_of_breach(actor=actor, now=now, breach_id=breach.pk, known_at=breach.known_at, agency_ids=[agency_id])


@transaction.atomic
def add_note(*, actor: Standing, now: datetime, breach_id: UUID, text: str, checked: bool = False) -> None:
    """A line for the history, by the data protection officer of any agency concerned."""
    breach = breach_for_actor(actor, breach_id)
    if not text.strip():
        raise BadInput.one("Write the note.", "text")
    if problems := personal_data_problems(text, "text", checked=checked):
        raise BadInput(problems)
    _write(actor, now, breach, EntryKind.NOTE, text.strip())
    _note(actor, now, breach, Permission.NOTE_BREACH, {})


def to_keep(actor: Standing, breach_id: UUID, *, closed: bool = False) -> Breach:
    """An open (or closed) breach of the actor, locked. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    breach = breach_for_actor(actor, breach_id, lock=True)
    decision = policies.keep_breach(actor, breach.agency_id, agencies_overseen(actor))
    require(decision, Permission.KEEP_BREACH, subject_kind="oversight.breach", subject_id=breach_id)
    if closed and breach.closed_at is None:
        raise Conflict("This breach is open.")
    if not closed and breach.closed_at is not None:
        raise Conflict("This breach is closed. Open it again first, and say why.")
    return breach


def save(breach: Breach) -> None:
    """Save a changed breach as its next version."""
    breach.version += 1
    breach.save()


def settle(actor: Standing, now: datetime, breach: Breach, kind: EntryKind, text: str) -> None:
    """Save what was decided, with its line in the history and its audit entry."""
    save(breach)
    _write(actor, now, breach, kind, text)
    detail = {"kind": kind.value, "ico": breach.ico_decision, "people": breach.people_decision}
    _note(actor, now, breach, Permission.KEEP_BREACH, detail)


def _refuse_others_agreement(actor: Standing, facts: Facts, agency_id: UUID) -> None:
    if facts.agreement_id is not None and facts.agreement_id not in agreements_with(actor, [agency_id]):
        raise BadInput.one(
            "The agency whose breach it is is no party to this agreement. Choose another one, or none.", "agreement"
        )


def _values(facts: Facts) -> dict[str, object]:
    return {one.name: getattr(facts, one.name) for one in fields(facts)}


def _known_agencies(actor: Standing, wanted: Sequence[UUID]) -> dict[UUID, str]:
    names = dict(agencies_to_choose(actor))
    if any(one not in names for one in wanted):
        raise BadInput.one("Choose an agency of the partnership.", "agency")
    return names


def _write(actor: Standing, now: datetime, breach: Breach, kind: EntryKind, text: str = "") -> None:
    entry = BreachEntry(
        breach=breach, kind=kind, at=now, by_id=policies.known_person(actor, Permission.NOTE_BREACH), text=text
    )
    BreachEntry.objects.bulk_create([entry])


def _note(
    actor: Standing, now: datetime, breach: Breach, permission: Permission, detail: Mapping[str, object]
) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="oversight.breach",
        subject_id=breach.pk,
        detail=detail,
    )
