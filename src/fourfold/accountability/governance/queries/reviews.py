"""Reading the yearly governance reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from fourfold.accountability.governance.domain.states import Outcome
from fourfold.accountability.governance.models import Finding, Review, ReviewItem
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing


def visible_reviews(actor: Standing) -> QuerySet[Review]:
    """The reviews the actor reads: all of them for everyone with a live role, none for anyone else."""
    return Review.objects.all() if actor.is_active else Review.objects.none()


def reviews_for_actor(actor: Standing) -> QuerySet[Review]:
    """Every review, newest first, each with `item_count`, `done_count` and `finding_count`."""
    done = Q(items__outcome__in=[Outcome.IN_ORDER, Outcome.FINDING])
    counted = visible_reviews(actor).annotate(
        item_count=Count("items", distinct=True),
        done_count=Count("items", filter=done, distinct=True),
        finding_count=Count("items__findings", distinct=True),
    )
    return counted.order_by("-year")


def review_for_actor(actor: Standing, review_id: UUID) -> Review:
    """One review with its counts. Raises `NotFound`."""
    review = reviews_for_actor(actor).select_related("opened_by", "closed_by").filter(pk=review_id).first()
    if review is None:
        raise NotFound("governance.review", review_id)
    return review


def items_of(review: Review) -> QuerySet[ReviewItem]:
    """The lines of a review already fetched for the actor, with their findings and the actions these became."""
    findings = Finding.objects.select_related("action__strand", "action__plan", "found_by")
    return (
        ReviewItem.objects.filter(review=review)
        .select_related("checked_by")
        .prefetch_related(Prefetch("findings", findings))
    )


def item_for_actor(actor: Standing, item_id: UUID) -> ReviewItem:
    """One line of a review, with its review and findings. Raises `NotFound`."""
    findings = Finding.objects.select_related("action__strand", "action__plan", "found_by")
    item = (
        ReviewItem.objects.filter(pk=item_id, review__in=visible_reviews(actor))
        .select_related("review", "board", "agency", "checked_by")
        .prefetch_related(Prefetch("findings", findings))
        .first()
    )
    if item is None:
        raise NotFound("governance.review-item", item_id)
    return item


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of this review with the same board's or agency's line in the one before, if there was one."""

    now: ReviewItem
    before: ReviewItem | None


def pairs_with_last_year(actor: Standing, review: Review) -> Sequence[Pair]:
    """Each checked line of the review beside that of the newest earlier one. A bounded number of queries."""
    earlier = visible_reviews(actor).filter(year__lt=review.year).order_by("-year").first()
    old = {_thing(item): item for item in items_of(earlier)} if earlier else {}
    checked = items_of(review).exclude(outcome=Outcome.TO_DO)
    return [Pair(item, old.get(_thing(item))) for item in checked]


def gone_since_last_year(actor: Standing, review: Review) -> Sequence[ReviewItem]:
    """The lines of the newest earlier review whose board or agency this one does not have any more."""
    earlier = visible_reviews(actor).filter(year__lt=review.year).order_by("-year").first()
    if earlier is None:
        return []
    here = {_thing(item) for item in items_of(review)}
    return [item for item in items_of(earlier) if _thing(item) not in here]


def _thing(item: ReviewItem) -> UUID | None:
    return item.board_id or item.agency_id
