"""Escalations as their pages show them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.boards import subjects
from fourfold.trust.boards.models import Escalation


@dataclass(frozen=True, slots=True)
class Raised:
    """An escalation as a line or a page."""

    title: str
    href: str
    subject: str
    why: str
    raised: str
    due: str
    late: str
    answer: str
    answered: str
    decision: str
    is_open: bool


def raised(escalation: Escalation, *, today: date) -> Raised:
    """An escalation with its people and decision fetched."""
    is_open = escalation.answered_at is None
    late = (today - escalation.answer_due).days if is_open else 0
    by = escalation.raised_by.name if escalation.raised_by else "Fourfold itself"
    answered = ""
    if escalation.answered_by:
        answered = f"{escalation.answered_by.name}, {show_date(escalation.answered_at)}"
    decision = escalation.decision.reference if escalation.decision else ""
    return Raised(
        title=escalation.subject_title,
        href=reverse("boards:escalation", args=[escalation.pk]),
        subject=subjects.address(escalation.subject_kind, escalation.subject_id),
        why=escalation.why,
        raised=f"{by}, {show_date(escalation.raised_at)}",
        due=show_date(escalation.answer_due),
        late=("1 day overdue" if late == 1 else f"{late} days overdue") if late > 0 else "",
        answer=escalation.answer,
        answered=answered,
        decision=decision,
        is_open=is_open,
    )
