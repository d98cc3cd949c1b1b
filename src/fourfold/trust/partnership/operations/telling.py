"""Telling people what the directory now says of them. No names and no contact details travel by mail."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.messages.operations import Letter, LetterKind, write
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Cover, Person, Role, User


def _account(person_id: UUID) -> User | None:
    person = Person.objects.select_related("user").filter(pk=person_id, user__is_active=True).first()
    return person.user if person else None


def _page_of(person_id: UUID) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("partnership:person", args=[person_id])


def tell_of_role(actor: Standing, now: datetime, role: Role, *, agency: str) -> None:
    """To whoever takes a role over. Without an account, nobody is written to."""
    user = _account(role.person_id)
    if user is None or user.pk == actor.user_id:
        return
    kind, day = RoleKind(role.kind).label, show_date(role.since)
    body = (
        f"The role “{kind}” in {agency} passes to you on {day}.\n\n"
        "The directory shows you in it from that day. Please check how you are reached:\n"
        f"{_page_of(role.person_id)}\n\n"
        "If you did not expect this, ask your agency's administrator."
    )
    letter = Letter(
        LetterKind.ROLE_GIVEN, f"role-given:{role.pk}", user.pk, user.email, f"A role passes to you: {kind}", body
    )
    write(actor=actor.actor, now=now, letter=letter)


def tell_of_cover(actor: Standing, now: datetime, covers: Sequence[Cover], *, since: date, until: date) -> None:
    """To each who covers: which role, from when, and when it ends by itself."""
    for cover in covers:
        user = _account(cover.by_id)
        if user is None or user.pk == actor.user_id:
            continue
        kind = RoleKind(cover.role.kind).label
        body = (
            f"You cover the role “{kind}” in {cover.role.agency.name} from {show_date(since)}. "
            f"It ends by itself on {show_date(until)}.\n\n"
            f"The directory sends people to you meanwhile. Whom you cover for:\n{_page_of(cover.person_id)}"
        )
        letter = Letter(LetterKind.COVER, f"cover:{cover.pk}", user.pk, user.email, f"You cover: {kind}", body)
        write(actor=actor.actor, now=now, letter=letter)
