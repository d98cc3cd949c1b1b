"""Opening a link of a mailed form: the link itself, and the one action it is about, read as its addressee."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from fourfold.accountability.chasing.domain.links import LinkFacts, LinkState, digest_of, state_of
from fourfold.accountability.chasing.models import MailedForm
from fourfold.accountability.plan.domain.states import Audience, PlanState, Status, TimescaleKind
from fourfold.accountability.plan.queries.action import action_for_actor, may_move, newest_update
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

DOOR = Actor.of_service(Service.MAILED_FORM)
NO_ROLE = "You no longer have a role in the partnership, so this link does nothing any more."
NOT_THERE = "This action is no longer open to you. It may have been moved, or its plan may have ended."
NOT_BY_MAIL = "This plan is for named people only, so its actions are not asked about by mail. Sign in to say more."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opens: the link, if it is one of ours, and what it is worth in this browser."""

    form: MailedForm | None
    state: LinkState


def opened(token: str, *, browser: str, now: datetime) -> Opened:
    """Look a token up. `browser` is the value of the browser's cookie, or ''. One query, found or not."""
    with acting_as(DOOR):
        form = MailedForm.objects.filter(token_digest=digest_of(token)).first()
    return Opened(form, worth(form, browser=browser, now=now))


def worth(form: MailedForm | None, *, browser: str, now: datetime) -> LinkState:
    """What a link is worth in the browser with this cookie."""
    facts = None
    if form is not None:
        facts = LinkFacts(form.expires_at, form.opened_digest, form.used_at is not None, form.revoked_at is not None)
    return state_of(facts, browser_digest=digest_of(browser), now=now)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form shows of its action, nothing else of the plan. `refusal`, if any, says why it is no use."""

    name: str
    agency: str
    refusal: str
    reference: str = ""
    title: str = ""
    text: str = ""
    status: Status = Status.NOT_STARTED
    due: date | None = None
    review: date | None = None
    last_said: str = ""
    last_at: datetime | None = None


@contextmanager
def as_addressee(form: MailedForm) -> Iterator[Standing]:
    """A transaction of the person to whom the link was sent, with where they stand today."""
    actor = Actor.person(form.user_id)
    with acting_as(actor):
        standing = standing_of(actor)
        yield Standing() if standing.is_demonstration and not settings.DEMONSTRATION else standing


def asked_by(form: MailedForm) -> Asked:
    """The action of a link, as its addressee reads it."""
    with as_addressee(form) as standing:
        agency = standing.home.agency_name if standing.home else ""
        if not standing.is_active:
            return Asked("", "", NO_ROLE)
        try:
            action = action_for_actor(standing, form.action_id)
        except NotFound:
            return Asked(standing.name, agency, NOT_THERE)
        if action.plan.audience != Audience.PARTNERSHIP:
            return Asked(standing.name, agency, NOT_BY_MAIL)
        decision = may_move(standing, action)
        refusal = "" if decision else decision.reason
        if action.plan.state != PlanState.LIVE and not refusal:
            refusal = NOT_THERE
        last = newest_update(standing, action)
        open_dates = {item.kind: item.date for item in action.timescales.all() if item.done_on is None}
        return Asked(
            name=standing.name,
            agency=agency,
            refusal=refusal,
            reference=f"{action.strand.label} {action.number}",
            title=action.title,
            text=action.text,
            status=Status(action.status),
            due=open_dates.get(TimescaleKind.DUE),
            review=open_dates.get(TimescaleKind.REVIEW),
            last_said=last.text if last else "",
            last_at=last.at if last else None,
        )
