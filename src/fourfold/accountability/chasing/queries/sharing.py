"""What waits in lawful sharing: requests to answer, agreements to sign, to talk about and to review.

Agencies, titles and dates, never a person.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from fourfold.accountability.chasing.domain.lines import AHEAD, Line
from fourfold.accountability.chasing.domain.states import LineKind
from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.queries import comments_unanswered, reviews_due, unsigned
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import agency_types
from fourfold.trust.partnership.queries.correspondents import Correspondent
from fourfold.trust.requests.domain.timing import last_day, show_due
from fourfold.trust.requests.queries.waiting import Unanswered, unanswered

REMINDED_BEFORE = (60, 30, 7)
"""How many days before a review the digest of that week speaks of it."""
_WEEK = 7
_ANSWERING = (RoleKind.CHAMPION, RoleKind.DEPUTY, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DATA_PROTECTION_OFFICER)
_REVIEWING = (RoleKind.ACCOUNTABLE_OFFICER, RoleKind.DEPUTY, RoleKind.DATA_PROTECTION_OFFICER)
_DRAFTING = (RoleKind.PLAN_COORDINATOR, *_REVIEWING)

Lines = Iterator[tuple[UUID | None, Line]]


def of_sharing(actor: Standing, people: Collection[Correspondent], today: date) -> Lines:
    """The lines of requests and agreements, each with who gets it; None for nobody to write to. Six queries.

    Where two lines of an agreement are for the same person, the first one stands: a signature before a review.
    """
    yield from _of_requests(actor, people, today)
    yield from _of_signatures(actor, people)
    yield from _of_comments(actor, people)
    yield from _of_reviews(actor, people, today)


def _of_requests(actor: Standing, people: Collection[Correspondent], today: date) -> Lines:
    waiting = [one for one in unanswered() if last_day(one.due_at) <= today + AHEAD]
    names = agency_types(actor, {key for one in waiting for key in (one.asking_id, one.asked_id)}) if waiting else {}
    for one in waiting:
        line = _request_line(one, names[one.asking_id][0], today)
        yield from _to(_first(people, one.asked_id, _ANSWERING), line)


def _request_line(one: Unanswered, asking: str, today: date) -> Line:
    due = last_day(one.due_at)
    is_late = due < today
    return Line(
        LineKind.REQUEST_LATE if is_late else LineKind.REQUEST_SOON,
        one.id,
        f"{asking} asks you to share: {one.reference}",
        f"An answer {'was' if is_late else 'is'} due by {show_due(one.due_at)}.",
        due,
        by_mail=False,
        page=reverse("requests:request", args=[one.id]),
    )


def _of_signatures(actor: Standing, people: Collection[Correspondent]) -> Lines:
    for one in unsigned(actor):
        line = Line(
            LineKind.AGREEMENT_SIGN,
            one.agreement_id,
            f"{one.reference}: {one.title}",
            f"It waits for the signature of {one.agency} since {show_date(one.since)}.",
            one.since,
            by_mail=False,
            page=reverse("agreements:version", args=[one.version_id]),
        )
        yield from _to(_first(people, one.agency_id, [kind for kind in RoleKind if kind in one.roles]), line)


def _of_comments(actor: Standing, people: Collection[Correspondent]) -> Lines:
    for one in comments_unanswered(actor):
        waits = "One comment waits" if one.count == 1 else f"{one.count} comments wait"
        line = Line(
            LineKind.AGREEMENT_COMMENTS,
            one.agreement_id,
            f"{one.reference}: {one.title}",
            f"{waits} for an answer, the first since {show_date(one.since)}.",
            one.since,
            by_mail=False,
            page=reverse("agreements:comments", args=[one.version_id]),
        )
        yield from _to(_first(people, one.drafted_by, _DRAFTING), line)


def _of_reviews(actor: Standing, people: Collection[Correspondent], today: date) -> Lines:
    for version in reviews_due(actor, on=today, within_days=max(REMINDED_BEFORE)):
        if version.review_on is None or not speaks_of((version.review_on - today).days):
            continue
        is_late = version.review_on < today
        line = Line(
            LineKind.AGREEMENT_LATE if is_late else LineKind.AGREEMENT_SOON,
            version.agreement_id,
            f"{version.agreement.reference}: {version.title}",
            f"Its review {'was' if is_late else 'is'} due on {show_date(version.review_on)}.",
            version.review_on,
            by_mail=False,
            page=reverse("agreements:version", args=[version.pk]),
        )
        yield from _to(_first(people, version.agreement.drafted_by_id, _REVIEWING), line)


def speaks_of(days_left: int) -> bool:
    """Whether this week's digest speaks of a review: once for each of `REMINDED_BEFORE`, weekly once it is late."""
    return days_left < 0 or any(before - _WEEK < days_left <= before for before in REMINDED_BEFORE)


def _to(takers: Collection[UUID], line: Line) -> Lines:
    yield from ((taker, line) for taker in takers or (None,))


def _first(people: Collection[Correspondent], agency_id: UUID, kinds: Collection[RoleKind]) -> list[UUID]:
    """Who holds the first of these roles that anybody holds for the agency."""
    for kind in kinds:
        if found := [one.person_id for one in people if agency_id in one.stands_for.get(kind, ())]:
            return found
    return []
