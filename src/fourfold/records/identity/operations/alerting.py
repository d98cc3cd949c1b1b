"""Telling those who work with somebody that another group of records is now held to be that person."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.queries.records import subjects_seen
from fourfold.records.feeds.queries.sight import Sight
from fourfold.records.identity.domain.changing import Moved
from fourfold.records.identity.models import Run
from fourfold.records.identity.queries import holding
from fourfold.trust.access.looking import looking
from fourfold.trust.access.queries.looker import looker_of, purposes_of
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import LINKER
from fourfold.trust.partnership.queries import standing_of
from fourfold.trust.partnership.queries.correspondents import address_of_account

SUBJECT = "Records of somebody you work with were joined or parted"


def tell(run: Run, now: datetime, moved: Sequence[Moved]) -> int:
    """Write to everybody who works with a person of these changes and sees all that they are about; how many.

    Whoever does not see all of a change learns nothing of it, not even that there is one. One letter a run.
    """
    place = {subject: one for one in moved for subject in one.subjects}
    told: dict[UUID, dict[UUID, Moved]] = defaultdict(dict)
    for user, subject in holding.who_works_with(list(place)) if place else ():
        told[user][subject] = place[subject]
    letters = [
        _letter(run, user, address, seen)
        for user, of in sorted(told.items())
        if (seen := _seen_by(user, of, now)) and (address := address_of_account(user))
    ]
    return write_many(actor=LINKER.actor, now=now, letters=letters) if letters else 0


def _seen_by(user: UUID, of: dict[UUID, Moved], now: datetime) -> list[UUID]:
    """Of the subjects with whom the user works, those of whose change they see every subject, for some purpose."""
    actor = Actor.person(user)
    with acting_as(actor):
        standing = standing_of(actor)
        purposes = purposes_of(looker_of(standing), now)
    everybody = {subject for one in of.values() for subject in one.subjects}
    seen: set[UUID] = set()
    for purpose in purposes:
        with looking(standing, purpose) as looker:
            open_now = subjects_seen(Sight(looker, purpose, now), everybody)
        seen |= {subject for subject, one in of.items() if open_now.issuperset(one.subjects)}
    return sorted(seen)


def _letter(run: Run, user: UUID, address: str, subjects: Sequence[UUID]) -> Letter:
    pages = "\n".join(f"- {_page(subject)}" for subject in subjects[:10])
    body = (
        "Which records are held to be one person’s has changed for somebody you work with. What you could rely on "
        "before may have been incomplete, or about somebody else.\n\n"
        f"Sign in to see what changed, and why:\n{pages}\n\n"
        "If you know better, say so there: it can be taken back at any time."
    )
    return Letter(LetterKind.REVIEW, f"people-changed:{run.pk}:{user}", user, address, SUBJECT, body)


def _page(subject: UUID) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("identity:person", args=[subject])
