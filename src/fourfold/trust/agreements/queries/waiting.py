"""What waits for somebody: a signature, a comment, an answer, a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.trust.agreements.domain.life import ADVISERS, BINDING, REVIEW_SOON_DAYS, SIGNERS
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Comment, Party, Version
from fourfold.trust.agreements.policies import offices
from fourfold.trust.agreements.queries.reaching import roles_missing, signed_roles
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
    answers and reviews for who drafts, and reviews for the officers of the parties too.
    """
    if actor.person_id is None or not actor.roles:
        return []
    day = on or today()
    found = [*_signatures(actor), *_answers(actor), *_comments(actor), *_reviews(actor, day)]
    return found[:MOST]


def _work(kind: WaitingFor, version: Version, on: date) -> AgreementWork:
    return AgreementWork(kind, version.agreement_id, version.pk, version.agreement.reference, version.title, on)


def _signatures(actor: Standing) -> list[AgreementWork]:
    mine = offices(actor, SIGNERS | ADVISERS)
    if not mine:
        return []
    parties = (
        Party.objects.filter(agency_id__in=mine, version__state=State.SIGNING)
        .select_related("version__agreement")
        .order_by("version__signing_at", "pk")[: 2 * MOST]
    )
    found = {}
    for party in parties:
        version = party.version
        missing = roles_missing(AgreementKind(version.agreement.kind), signed_roles(version).get(party.pk, ()))
        if any(party.agency_id in offices(actor, needed) for needed in missing):
            since = version.signing_at or version.begun_at
            found[version.pk] = _work(WaitingFor.SIGNATURE, version, today(since))
    return list(found.values())


def _answers(actor: Standing) -> list[AgreementWork]:
    asked = Comment.objects.filter(answered_at__isnull=True, version__in=_drafted(actor, State.CONSULTATION))
    versions = Version.objects.filter(pk__in=asked.values("version_id")).select_related("agreement")
    return [_work(WaitingFor.ANSWER, one, today(one.begun_at)) for one in versions.order_by("begun_at")[:MOST]]


def _comments(actor: Standing) -> list[AgreementWork]:
    mine = [role.agency_id for role in actor.roles]
    out = visible_versions(actor).filter(
        Q(parties__agency_id__in=mine) | Q(parties__on_behalf_of__overlap=mine), state=State.CONSULTATION
    )
    said = Comment.objects.filter(agency_id__in=mine).values("version_id")
    versions = out.exclude(pk__in=said).distinct().order_by("begun_at", "pk")[:MOST]
    return [_work(WaitingFor.COMMENT, one, today(one.begun_at)) for one in versions]


def _reviews(actor: Standing, day: date) -> list[AgreementWork]:
    mine = list(offices(actor, SIGNERS | ADVISERS))
    due = reviews_due(actor, on=day)
    if not actor.has(RoleKind.PLAN_COORDINATOR):
        due = due.filter(Q(agreement__drafted_by_id__in=mine) | Q(parties__agency_id__in=mine)).distinct()
    return [_work(WaitingFor.REVIEW, one, one.review_on) for one in due[:MOST] if one.review_on]


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


def _drafted(actor: Standing, state: State) -> QuerySet[Version]:
    found = visible_versions(actor).filter(state=state)
    if actor.has(RoleKind.PLAN_COORDINATOR):
        return found
    return found.filter(agreement__drafted_by_id__in=list(offices(actor, SIGNERS | ADVISERS)))
