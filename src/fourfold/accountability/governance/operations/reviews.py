"""Holding the yearly governance review. Each finding is an action of a plan from the moment it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.domain.questions import VERSION
from fourfold.accountability.governance.domain.states import Outcome, ReviewKind
from fourfold.accountability.governance.models import Finding, Review, ReviewItem
from fourfold.accountability.governance.policies import Permission
from fourfold.accountability.governance.queries.facts import Thing, facts_of, things_to_review
from fourfold.accountability.governance.queries.reviews import item_for_actor, review_for_actor
from fourfold.accountability.plan.domain.states import Audience, Part
from fourfold.accountability.plan.operations.actions import ActionWords, add_action
from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
from fourfold.accountability.plan.operations.updates import personal_data_problems
from fourfold.accountability.plan.queries.plans import strand_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import Act, record_all
from fourfold.trust.partnership.domain.roles import Standing


def _require(actor: Standing, subject_id: object = "") -> UUID:
    """The person who holds the review. Raises `NotAllowed` for anyone but a coordinator."""
    require(policies.review(actor), Permission.REVIEW, subject_kind="governance.review", subject_id=subject_id)
    if actor.person_id is None:
        raise NotFound("partnership.person")
    return actor.person_id


def _note(actor: Standing, now: datetime, review_id: UUID, detail: dict[str, object]) -> None:
    record_all(actor=actor.actor, now=now, acts=[_act(review_id, detail)])


def _act(review_id: UUID, detail: dict[str, object]) -> Act:
    return Act(Permission.REVIEW, "governance.review", review_id, detail=detail)


@transaction.atomic
def open_review(*, actor: Standing, now: datetime, year: int) -> Review:
    """Begin the review of a year, with a line for every board of today and for every agency that has roles to fill.

    Raises `BadInput` while another is open, or when this year was reviewed already.
    """
    person = _require(actor)
    if Review.objects.filter(closed_at__isnull=True).exists():
        raise BadInput.one("A review is still open. Close it first.", "year")
    if Review.objects.filter(year=year).exists():
        raise BadInput.one(f"The review of {year} was held already.", "year")
    review = Review(year=year, questions=VERSION, opened_at=now, opened_by_id=person)
    Review.objects.bulk_create([review])
    things = things_to_review(actor, now=now)
    ReviewItem.objects.bulk_create(_item(review, thing) for thing in things)
    _note(actor, now, review.pk, {"opened": year, "items": len(things)})
    return review


def _item(review: Review, thing: Thing) -> ReviewItem:
    board = thing.id if thing.kind is ReviewKind.BOARD else None
    agency = thing.id if thing.kind is ReviewKind.ROLES else None
    return ReviewItem(review=review, kind=thing.kind, board_id=board, agency_id=agency, title=thing.title)


@transaction.atomic
def find_in_order(*, actor: Standing, now: datetime, item_ids: Sequence[UUID], note: str = "") -> None:
    """Say of lines that they were looked at and are in order. What was so is kept, to compare with next year.

    A line with a finding stays a finding.
    """
    problems = personal_data_problems(note, "note", checked=False)
    if problems:
        raise BadInput(problems)
    acts = []
    for item_id in item_ids:
        item = _open_item(actor, item_id)
        outcome = Outcome.FINDING if item.findings.all() else Outcome.IN_ORDER
        _check(item, actor=actor, now=now, outcome=outcome, note=note.strip() or item.note)
        acts.append(_act(item.review_id, {"item": str(item.pk), "outcome": outcome.value}))
    record_all(actor=actor.actor, now=now, acts=acts)


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What was found, and the action that puts it right. `lead` is the agency that leads it, with its name."""

    text: str
    title: str
    strand_id: UUID
    lead: tuple[UUID, str]
    officer: UUID | None
    due_on: date
    deputy: UUID | None = None
    checked: bool = False


@transaction.atomic
def find_something(*, actor: Standing, now: datetime, item_id: UUID, words: FindingWords) -> Finding:
    """Write down a finding. It becomes an action of the plan in the same act, or nothing is kept."""
    person = _require(actor, item_id)
    item = _open_item(actor, item_id)
    problems = personal_data_problems(words.text, "text", checked=words.checked)
    if not words.text.strip():
        problems.append(Problem("Say what you found.", "text"))
    if words.due_on <= today(now):
        problems.append(Problem("The date by which it is put right must lie ahead.", "due_on"))
    strand = strand_for_actor(actor, words.strand_id)
    if strand.plan.audience != Audience.PARTNERSHIP:
        problems.append(Problem("Everyone reads the review. Choose a plan that everyone reads.", "strand"))
    if problems:
        raise BadInput(problems)
    text = f"{words.text.strip()} (Found in the governance review of {item.review.year}: {item.title}.)"
    asked = ActionWords(
        title=words.title.strip(),
        text=text,
        accountable_officer=words.officer,
        deputy=words.deputy,
        due_on=words.due_on,
    )
    action = add_action(actor=actor, now=now, strand_id=strand.pk, words=asked)
    parts = [AgencyPart(words.lead[0], words.lead[1], Part.LEAD)]
    set_agencies(actor=actor, now=now, action_id=action.pk, parts=parts)
    found = Finding(item=item, text=words.text.strip(), action_id=action.pk, found_at=now, found_by_id=person)
    Finding.objects.bulk_create([found])
    _check(item, actor=actor, now=now, outcome=Outcome.FINDING, note=item.note)
    _note(actor, now, item.review_id, {"item": str(item.pk), "finding": str(found.pk), "action": str(action.pk)})
    return found


@transaction.atomic
def close_review(*, actor: Standing, now: datetime, review_id: UUID) -> None:
    """Close a review. Raises `BadInput` while a line has not been looked at."""
    person = _require(actor, review_id)
    review = review_for_actor(actor, review_id)
    if review.closed_at is not None:
        raise BadInput.one("This review is closed already.")
    left = ReviewItem.objects.filter(review=review, outcome=Outcome.TO_DO).count()
    if left:
        raise BadInput.one(f"{left} of its lines {'has' if left == 1 else 'have'} not been looked at yet.")
    Review.objects.filter(pk=review.pk).update(closed_at=now, closed_by_id=person)
    _note(actor, now, review.pk, {"closed": True})


def _open_item(actor: Standing, item_id: UUID) -> ReviewItem:
    _require(actor, item_id)
    item = item_for_actor(actor, item_id)
    ReviewItem.objects.select_for_update(of=("self",)).values_list("pk").get(pk=item.pk)
    if item.review.closed_at is not None:
        raise BadInput.one("This review is closed.")
    return item


def _check(item: ReviewItem, *, actor: Standing, now: datetime, outcome: Outcome, note: str) -> None:
    thing = Thing(ReviewKind(item.kind), item.board_id or item.agency_id or item.pk, item.title)
    ReviewItem.objects.filter(pk=item.pk).update(
        outcome=outcome,
        note=note,
        facts=facts_of(actor, thing, now=now),
        checked_by_id=actor.person_id,
        checked_at=now,
    )
