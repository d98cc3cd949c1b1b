"""One request on its page: what, about whom, why, by which law; and what came of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.access.queries.granted import Opened
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.requests.domain.refusals import Detriment, Reason
from fourfold.trust.requests.domain.states import Condition, Outcome, Urgency
from fourfold.trust.requests.domain.timing import show_due, show_wait
from fourfold.trust.requests.models import Answer, Request
from fourfold.trust.requests.people import Seen
from fourfold.trust.requests.presenters.lists import course_of
from fourfold.trust.requests.presenters.shared import STATES, called, fields_called

Words = Mapping[str, str]


def identity(request: Request, *, now: datetime) -> dict[str, Any]:
    """The parameters of the identity bar, without its action."""
    condition = course_of(request).condition(now)
    return {
        "reference": _("Request %(reference)s") % {"reference": request.reference},
        "state": STATES[condition],
        "state_label": condition.label,
        "late": f"{show_wait(now - request.due_at)} late" if condition is Condition.LATE else None,
        "items": [
            {"label": _("Asked by"), "value": request.asking_agency.name},
            {"label": _("Asked of"), "value": request.asked_agency.name},
            {"label": _("Answer due"), "value": show_due(request.due_at)},
        ],
    }


def question(request: Request, known: Catalogue, words: Words, person: Seen | None) -> list[dict[str, Any]]:
    """What was asked, as the rows of a summary list."""
    duty = _("a duty to share") if request.is_duty else ""
    law = called(known, "gateways", request.gateway)
    return [
        {"key": _("About"), "value": _whom(request, words, person)},
        {"key": _("What"), "value": _lines(fields_called(known, request.data_set, request.fields))},
        {"key": _("For"), "value": called(known, "purposes", request.purpose)},
        {"key": _("By which law"), "value": f"{law} ({duty})" if duty else law},
        {"key": _("Why"), "value": _paragraphs(words.get("why", ""))},
        {"key": _("Needed until"), "value": show_date(request.wanted_until)},
        {"key": _("How soon"), "value": Urgency(request.urgency).label},
    ]


def reply(request: Request, known: Catalogue, words: Words, opened: Opened | None) -> list[dict[str, Any]]:
    """What was answered, as the rows of a summary list; none while there is no answer."""
    said: Answer | None = getattr(request, "answer", None)
    if said is None:
        return []
    outcome = Outcome(said.outcome)
    rows = [{"key": _("Answer"), "value": Condition(said.outcome).label}]
    if outcome.opens:
        rows.append({"key": _("Shared"), "value": _lines(fields_called(known, request.data_set, said.fields))})
        rows.append({"key": _("Open until"), "value": _until(said, opened)})
    if outcome is Outcome.PART:
        left = set(request.fields) - set(said.fields)
        if left:
            rows.append({"key": _("Not shared"), "value": _lines(fields_called(known, request.data_set, left))})
    if said.reason:
        rows.append({"key": _("Because"), "value": Reason(said.reason).label})
    if said.detriment:
        rows.append({"key": _("How"), "value": Detriment(said.detriment).label})
    if words.get("answer"):
        rows.append({"key": _("In words"), "value": _paragraphs(words["answer"])})
    rows.append({"key": _("Answered by"), "value": f"{said.answered_by.name}, {show_moment(said.answered_at)}"})
    return rows


def course(request: Request, opened: Opened | None, *, now: datetime) -> list[dict[str, Any]]:
    """What happened, newest first."""
    entries = [{"at": request.asked_at, "title": _("Asked"), "by": request.asked_by.name}]
    said: Answer | None = getattr(request, "answer", None)
    settled = (said.answered_at if said else None) or request.withdrawn_at
    if request.due_at <= (settled or now):
        entries.append({"at": request.due_at, "title": _("The time for an answer was over"), "by": ""})
    if said is not None:
        title = Condition(said.outcome).label
        entries.append({"at": said.answered_at, "title": title, "by": said.answered_by.name})
    if opened is not None and opened.revoked_at is not None:
        entries.append({"at": opened.revoked_at, "title": _("What was opened is closed"), "by": ""})
    if request.withdrawn_at and request.withdrawn_by:
        entries.append({"at": request.withdrawn_at, "title": _("Withdrawn"), "by": request.withdrawn_by.name})
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def links(request: Request) -> dict[str, str]:
    """Where the actions of the page lead."""
    return {name: reverse(f"requests:{name}", args=[request.pk]) for name in ("answer", "withdraw", "close")}


def _until(said: Answer, opened: Opened | None) -> str:
    if opened is None or opened.revoked_at is None:
        return show_date(said.until)
    return _("Closed %(moment)s, before %(day)s") % {
        "moment": show_moment(opened.revoked_at),
        "day": show_date(said.until),
    }


def _whom(request: Request, words: Words, person: Seen | None) -> Markup:
    kind = _("A child") if request.subject_kind == SubjectKind.CHILD else _("An adult")
    parts = [Markup("{}").format(kind)]
    if person is not None and person.href:
        parts.append(Markup('<a class="govuk-link" href="{}">{}</a>').format(person.href, person.reference))
    elif person is not None:
        parts.append(Markup("{}").format(person.reference))
    elif request.subject_id is not None:
        parts.append(Markup("{}").format(_("whose records you do not see")))
    named = Markup(", ").join(parts)
    return named + (Markup("<br>") + _paragraphs(words["about"]) if words.get("about") else Markup(""))


def _lines(values: list[str]) -> Markup:
    return Markup("<br>").join(values)


def _paragraphs(text: str) -> Markup:
    return Markup("<br>").join(text.splitlines())
