"""Asking for comments, giving them, and answering them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.life import About, EventKind
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.models import Comment, Version
from fourfold.trust.agreements.operations.locks import (
    happened,
    note,
    person_of,
    refuse_personal_data,
    version_to_move,
)
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.visibility import facts_of, version_for_actor
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def consult(*, actor: Standing, now: datetime, version_id: UUID) -> Version:
    """Send a draft out for comments. It may still have defects; its readers see them."""
    version = version_to_move(actor, version_id, State.DRAFT, why="Only a draft is sent out for comments.")
    if not version.parties.exists():
        raise BadInput.one("Name the parties first: they are asked for comments.", "parties")
    version.state = State.CONSULTATION
    version.save(update_fields=["state"])
    happened(actor, now, version, EventKind.CONSULTED)
    note(actor, now, version, Permission.DRAFT, {"consultation": True})
    return version


@transaction.atomic
def redraft(*, actor: Standing, now: datetime, version_id: UUID) -> Version:
    """End the comments and go on drafting."""
    version = version_to_move(actor, version_id, State.CONSULTATION, why="This version is not out for comments.")
    version.state = State.DRAFT
    version.save(update_fields=["state"])
    happened(actor, now, version, EventKind.REDRAFTED)
    note(actor, now, version, Permission.DRAFT, {"consultation": False})
    return version


@transaction.atomic
def comment(
    *,
    actor: Standing,
    now: datetime,
    version_id: UUID,
    text: str,
    about: About = About.WHOLE,
    number: str = "",
    checked: bool = False,
) -> Comment:
    """Say something about a clause, a line or the whole of a version that is out for comments.

    Raises `BadInput` without a text, about a part that is not there, or for what looks like personal data.
    """
    version = version_for_actor(actor, version_id)
    said = policies.comment(actor, facts_of(version))
    require(said, Permission.COMMENT, subject_kind="agreement.version", subject_id=version_id)
    if not text.strip():
        raise BadInput.one("Enter your comment.", "text")
    refuse_personal_data(checked, text=text)
    _refuse_unknown_part(version, about, number)
    written = Comment(
        version=version,
        about=about,
        number=number if about is not About.WHOLE else "",
        author_id=person_of(actor),
        agency_id=_speaks_for(actor, version),
        text=text.strip(),
        at=now,
    )
    Comment.objects.bulk_create([written])
    note(actor, now, version, Permission.COMMENT, {"comment": str(written.pk), "about": about.value})
    return written


def _speaks_for(actor: Standing, version: Version) -> UUID:
    """The agency for which somebody comments: the first of theirs that is a party, else the first."""
    parties = facts_of(version).party_ids
    places = [role.agency_id for role in actor.roles]
    return next((place for place in places if place in parties), places[0])


def _refuse_unknown_part(version: Version, about: About, number: str) -> None:
    if about is About.CLAUSE and not version.clauses.filter(number=number).exists():
        raise BadInput.one("Choose the clause again: the one that you meant is no longer there.", "part")
    if about is About.LINE and not version.lines.filter(number=int(number) if number.isdigit() else 0).exists():
        raise BadInput.one("Choose the line again: the one that you meant is no longer there.", "part")


@transaction.atomic
def answer(
    *, actor: Standing, now: datetime, comment_id: UUID, version_id: UUID, text: str, checked: bool = False
) -> None:
    """Answer a comment: what was done about it, or why not. An answer stays as it was given."""
    version = version_for_actor(actor, version_id)
    said = policies.move(actor, facts_of(version))
    require(said, Permission.DRAFT, subject_kind="agreement.comment", subject_id=comment_id)
    if not text.strip():
        raise BadInput.one("Enter the answer.", "answer")
    refuse_personal_data(checked, answer=text)
    found = Comment.objects.filter(pk=comment_id, version=version)
    if not found.exists():
        raise NotFound("agreement.comment", comment_id)
    if not found.filter(answered_at__isnull=True).update(
        answer=text.strip(), answered_by_id=actor.person_id, answered_at=now
    ):
        raise BadInput.one("Somebody has answered this comment already.", "answer")
    note(actor, now, version, Permission.DRAFT, {"answered": str(comment_id)})
