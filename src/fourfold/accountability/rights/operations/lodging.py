"""A request comes in: from a page without an account, or written down by staff. It creates no person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import due_of
from fourfold.accountability.rights.domain.references import reference_of
from fourfold.accountability.rights.domain.requests import Behalf, Channel, EntryKind, Reach, RequestKind
from fourfold.accountability.rights.models import Entry, Request
from fourfold.accountability.rights.operations.writing import note
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.public import controllers
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import PUBLIC_FORM, Standing
from fourfold.trust.sealing.queries import lasting_hash


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody asks, of which agency, for whom, and how they are reached safely."""

    kind: RequestKind
    agency_id: UUID
    about_name: str
    about_born: date | None = None
    about_more: str = ""
    behalf: Behalf = Behalf.SELF
    asker_name: str = ""
    asker_says: str = ""
    words: str = ""
    reach: Reach = Reach.EMAIL
    contact: str = ""
    care: str = ""

    def check(self, on: date) -> None:
        """Raise `BadInput` for what could not be answered."""
        problems = []
        if not self.about_name.strip():
            problems.append(Problem("Tell us the name, so that we know whom to look for.", "about_name"))
        if self.about_born is not None and self.about_born > on:
            problems.append(Problem("The date of birth must be in the past.", "about_born"))
        if self.behalf is not Behalf.SELF and not self.asker_name.strip():
            problems.append(Problem("Tell us your own name, too.", "asker_name"))
        if not self.contact.strip():
            problems.append(Problem("Tell us how we may reach you safely, so that we can answer.", "contact"))
        if self.kind not in (RequestKind.ACCESS,) and not self.words.strip():
            problems.append(Problem("Tell us in your own words what you would like us to do.", "words"))
        if problems:
            raise BadInput(problems)


def reference_for(request_id: UUID) -> str:
    """The reference of a request: the same for the same id, and foreseen by nobody."""
    return reference_of(lasting_hash(str(request_id), kind="rights-reference"))


def lodge_publicly(*, now: datetime, request_id: UUID, new: NewRequest) -> str:
    """Put what somebody without an account asks into the inbox; its reference. Sent twice, it stands there once.

    `request_id` is drawn with the form. Nothing is read, so nothing can be told about what is held.
    """
    with acting_as(PUBLIC_FORM.actor):
        new.check(today(now))
        if new.agency_id not in {key for key, _name in controllers()}:
            raise BadInput.one("Choose one of the agencies.", "agency")
        lines = [_request(request_id, now, new, Channel.FORM, None)]
        Request.objects.bulk_create(lines, ignore_conflicts=True)
        _receive(PUBLIC_FORM, now, request_id, new)
    return reference_for(request_id)


@transaction.atomic
def lodge(*, actor: Standing, now: datetime, request_id: UUID, new: NewRequest, channel: Channel) -> str:
    """Write down what somebody asked the actor's own agency by telephone, letter or in person; its reference."""
    require(
        policies.lodge(actor, new.agency_id),
        Permission.LODGE,
        subject_kind="partnership.agency",
        subject_id=new.agency_id,
    )
    if channel is Channel.FORM:
        raise BadInput.one("Say how the request came.", "channel")
    new.check(today(now))
    by = policies.known_person(actor, Permission.LODGE)
    Request.objects.bulk_create([_request(request_id, now, new, channel, by)], ignore_conflicts=True)
    _receive(actor, now, request_id, new)
    return reference_for(request_id)


def _request(request_id: UUID, now: datetime, new: NewRequest, channel: Channel, by: UUID | None) -> Request:
    on = today(now)
    return Request(
        id=request_id,
        reference=reference_for(request_id),
        agency_id=new.agency_id,
        kind=new.kind,
        channel=channel,
        received_at=now,
        received_on=on,
        lodged_by_id=by,
        about_name=new.about_name.strip(),
        about_born=new.about_born,
        about_more=new.about_more.strip(),
        behalf=new.behalf,
        asker_name=new.asker_name.strip(),
        asker_says=new.asker_says.strip(),
        words=new.words.strip(),
        reach=new.reach,
        contact=new.contact.strip(),
        care=new.care.strip(),
        due_on=due_of(new.kind, on, extended=False, acknowledged=False),
    )


def _receive(actor: Standing, now: datetime, request_id: UUID, new: NewRequest) -> None:
    # Named by its request, so that a form that is sent twice begins one history.
    line = Entry(id=request_id, request_id=request_id, kind=EntryKind.RECEIVED, at=now, by_id=actor.person_id)
    Entry.objects.bulk_create([line], ignore_conflicts=True)
    note(actor, now, Permission.LODGE, request_id, {"kind": new.kind.value, "agency": new.agency_id})
