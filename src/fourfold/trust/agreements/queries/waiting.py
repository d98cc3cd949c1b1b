"""What waits for somebody: a signature, a comment, an answer, a review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from fourfold.ground.kernel.clock import today
from fourfold.trust.agreements.domain.life import ADVISERS, BINDING, REVIEW_SOON_DAYS, SIGNERS, roles_needed
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Comment, Party, Signature, Version
from fourfold.trust.agreements.policies import offices
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

MOST = 10


class WaitingFor(StrEnum):
    """What waits."""

    SIGNATURE = "signature"
    COMMENT = "comment"
    ANSWER = "answer"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class AgreementWork:
    """One thing that waits. `on`: the review's day; for the rest the day since when it waits."""

    kind: WaitingFor
    agreement_id: UUID
    version_id: UUID
    reference: str
    title: str
    on: date


def waiting_for(actor: Standing, *, on: date | None = None) -> Sequence[AgreementWork]:
    """At most `MOST` things that wait for the actor: signatures first, then answers, comments, reviews due.

    Signatures wait for those who may sign for a party; comments for the people of parties that have said nothing yet;
    answers and reviews for who drafts, and reviews for the officers of the parties too. One query.
    """
    if actor.person_id is None or not actor.roles:
        return []
    day = on or today()
    versions = list(_concerning(actor, day)[: 10 * MOST])
    found = [
        *_signatures([one for one in versions if one.state == State.SIGNING]),
        *_in_consultation(actor, [one for one in versions if one.state == State.CONSULTATION]),
        *_reviews(actor, [one for one in versions if one.state in BINDING]),
    ]
    return found[:MOST]


def _concerning(actor: Standing, day: date) -> QuerySet[Version]:
    """What may wait for the actor, in one query: being signed, out for comments, or to be reviewed.

    Each with `is_party` (an agency of theirs, or represented), `is_kept` (they hold an office in a party),
    `may_sign` (it misses a signature which they may give), `has_spoken` (an agency of theirs commented) and
    `is_asked` (a comment waits for an answer).
    """
    mine = [role.agency_id for role in actor.roles]
    comments = Comment.objects.filter(version=OuterRef("pk")).order_by()
    parties = Party.objects.filter(version=OuterRef("pk")).order_by()
    due = reviews_due(actor, on=day).order_by().values("pk")
    return (
        visible_versions(actor)
        .filter(Q(state__in=[State.SIGNING, State.CONSULTATION]) | Q(pk__in=due))
        .annotate(
            is_party=Exists(parties.filter(Q(agency_id__in=mine) | Q(on_behalf_of__overlap=mine))),
            is_kept=Exists(parties.filter(agency_id__in=list(offices(actor, SIGNERS | ADVISERS)))),
            may_sign=_may_sign(actor),
            has_spoken=Exists(comments.filter(agency_id__in=mine)),
            is_asked=Exists(comments.filter(answered_at__isnull=True)),
        )
        .order_by("review_on", "begun_at", "pk")
    )


def _may_sign(actor: Standing) -> Case:
    """Whether a party misses a signature that the actor may give, over the text as it is now (`roles_needed`)."""
    missing = {needed: _misses(actor, needed) for kind in AgreementKind for needed in roles_needed(kind)}
    cases = [
        When(reduce(or_, (missing[needed] for needed in roles_needed(kind))), agreement__kind=kind, then=Value(True))
        for kind in AgreementKind
    ]
    return Case(*cases, default=Value(False), output_field=BooleanField())


def _misses(actor: Standing, needed: frozenset[RoleKind]) -> Q:
    """A party in which the actor holds one of these roles, and for which none of them signed."""
    signed = Signature.objects.filter(
        party=OuterRef("pk"), hash=OuterRef("version__text_hash"), voided_at__isnull=True, role__in=list(needed)
    )
    theirs = Party.objects.filter(version=OuterRef("pk"), agency_id__in=list(offices(actor, needed))).order_by()
    return Q(Exists(theirs.filter(~Exists(signed.order_by()))))


def _work(kind: WaitingFor, version: Version, on: date) -> AgreementWork:
    return AgreementWork(kind, version.agreement_id, version.pk, version.agreement.reference, version.title, on)


def _signatures(versions: Sequence[Any]) -> Iterator[AgreementWork]:
    for version in versions:
        if version.may_sign:
            yield _work(WaitingFor.SIGNATURE, version, today(version.signing_at or version.begun_at))


def _in_consultation(actor: Standing, versions: Sequence[Any]) -> Iterator[AgreementWork]:
    """Answers for who drafts, then comments for the parties that have said nothing yet."""
    for version in versions:
        if version.is_asked and _drafts(actor, version):
            yield _work(WaitingFor.ANSWER, version, today(version.begun_at))
    for version in versions:
        if version.is_party and not version.has_spoken:
            yield _work(WaitingFor.COMMENT, version, today(version.begun_at))


def _reviews(actor: Standing, versions: Sequence[Any]) -> Iterator[AgreementWork]:
    for version in versions:
        if version.review_on and (version.is_kept or _drafts(actor, version)):
            yield _work(WaitingFor.REVIEW, version, version.review_on)


def _drafts(actor: Standing, version: Version) -> bool:
    drafting = version.agreement.drafted_by_id in offices(actor, SIGNERS | ADVISERS)
    return actor.has(RoleKind.PLAN_COORDINATOR) or drafting


def reviews_due(actor: Standing, *, on: date, within_days: int = REVIEW_SOON_DAYS) -> QuerySet[Version]:
    """The binding versions that are reviewed or end within so many days of a day, or should have been; soonest first.

    `review_on` is the day to show. Services that read the partnership may ask.
    """
    until = on + timedelta(days=within_days)
    return (
        visible_versions(actor)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), state__in=list(BINDING), review_on__lte=until)
        .order_by("review_on", "agreement__reference")
    )
