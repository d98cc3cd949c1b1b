"""Contact details: one's own, and those of the people one administers."""

import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Contact, Person
from fourfold.trust.partnership.policies import NOT_YOURS, Permission, may_keep_contact, require
from fourfold.trust.partnership.queries import tenures_of

_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,30}(?:(?: ?ext\.? ?| ?x ?)[0-9]{1,6})?", re.IGNORECASE)


@transaction.atomic
def set_contact(*, actor: Standing, now: datetime, person_id: UUID, email: str, telephone: str) -> None:
    """Keep somebody's work e-mail address and telephone number. Either may be empty. Raises `BadInput`."""
    allowed = may_keep_contact(actor, person_id, tenures_of(person_id))
    require(allowed, subject_id=person_id, permission=Permission.KEEP_CONTACT, reason=NOT_YOURS)
    if not Person.objects.filter(pk=person_id).exists():
        raise NotFound("partnership.person", person_id)
    email, telephone = email.strip().lower(), " ".join(telephone.split())
    _check(email, telephone)
    Contact.objects.update_or_create(person_id=person_id, defaults={"email": email, "telephone": telephone})
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.KEEP_CONTACT,
        subject_kind="partnership.person",
        subject_id=person_id,
        detail={"email": bool(email), "telephone": bool(telephone)},
    )


def _check(email: str, telephone: str) -> None:
    problems = []
    if email:
        try:
            validate_email(email)
        except ValidationError:
            problems.append(Problem("Enter an e-mail address, like name@example.org", "email"))
    if telephone and not _TELEPHONE.fullmatch(telephone):
        problems.append(Problem("Enter a telephone number, like 01632 960 001 or 01632 960 001 ext 12", "telephone"))
    if problems:
        raise BadInput(problems)
