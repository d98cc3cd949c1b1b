"""An action as its pages show it: who it is, who takes part, its dates, what it waits for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup, escape

from fourfold.accountability.plan.domain import scales
from fourfold.accountability.plan.domain.dates import next_date
from fourfold.accountability.plan.domain.states import Part, Status, TimescaleKind
from fourfold.accountability.plan.models import Action, ActionAgency, Milestone, Risk
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import lower_first
from fourfold.trust.access.domain.decisions import Decision
from fourfold.trust.partnership.domain.register import Register

TABS = [
    ("About", "plan:action"),
    ("Plan", "plan:action-plan"),
    ("Timeline", "plan:action-timeline"),
    ("Documents", "plan:action-documents"),
    ("History", "plan:action-history"),
]


def reference(action: Action) -> str:
    """`Prevent 3`: how people name an action."""
    return f"{action.strand.label} {action.number}"


def identity(action: Action, may_move: Decision, today: date) -> dict[str, Any]:
    """What the bar at the top of each page of an action says."""
    following = next_date(action.timescales.all(), status=Status(action.status), today=today)
    officer = action.accountable_officer
    button = {"text": "Post an update", "href": reverse("plan:update", args=[action.pk])}
    return {
        "name": action.title,
        "reference": f"Action {action.number}",
        "strand": action.strand.label,
        "state": action.status,
        "late": following.late_label if following and following.is_overdue else None,
        "items": [
            {"label": "Leads", "value": _leads(action)},
            {"label": "Accountable officer", "value": officer.name if officer else "Nobody yet"},
            {"label": "Next date", "value": following.label if following else "None: it is complete"},
        ],
        "action": button if may_move else None,
    }


def _leads(action: Action) -> str:
    leads = [
        item.agency.short_name if item.agency else item.named for item in action.agencies.all() if _leading(item)
    ]
    if not leads:
        return "Nobody yet"
    return leads[0] if len(leads) == 1 else f"{leads[0]} and {len(leads) - 1} more"


def _leading(item: ActionAgency) -> bool:
    return item.part == Part.LEAD


def tabs(action: Action, here: str) -> list[dict[str, Any]]:
    """The pages of an action, in the order in which every record has them."""
    return [{"text": text, "href": reverse(name, args=[action.pk]), "active": name == here} for text, name in TABS]


def crumbs(action: Action) -> list[dict[str, str]]:
    """Where an action stands."""
    return [
        {"text": "Plans", "href": reverse("plan:plans")},
        {"text": action.plan.title, "href": reverse("plan:plan", args=[action.plan_id])},
        {"text": reference(action)},
    ]


def whom_to_ask(action: Action, may_move: Decision) -> str:
    """Why the actor may not move the action, and who can; empty where they may."""
    if may_move:
        return ""
    officers = [officer.name for officer in (action.accountable_officer, action.deputy) if officer]
    return f"{may_move.reason} {'Officers: ' + ' and '.join(officers) + '.' if officers else ''}".strip()


def about_rows(action: Action, edit: str) -> list[dict[str, Any]]:
    """The action's words and where it stands."""
    status = Status(action.status)
    since = f"{status.label} since {show_date(action.status_since)}"
    return [
        {"key": "What will be done", "value": words(action.text), "href": edit},
        {"key": "Status", "value": words(f"{since}\n{action.status_reason}")},
    ]


def words(text: str) -> Markup:
    """Text as people typed it, its line breaks kept."""
    lines = [escape(line) for line in text.strip().splitlines()]
    return Markup("<br>").join(lines)


def people_rows(action: Action, register: Register, today: date, *, edit: str, agencies: str) -> list[dict[str, Any]]:
    """Who takes part: agencies by their part, with today's body where the named one has ended; the officers."""
    rows: list[dict[str, Any]] = []
    for part in Part:
        named = [_agency(item, register, today) for item in action.agencies.all() if item.part == part]
        if named or part is Part.LEAD:
            rows.append({"key": part.label, "value": _list(named), "href": agencies, "empty": "Nobody yet"})
    for label, officer in (("Accountable officer", action.accountable_officer), ("Deputy", action.deputy)):
        rows.append({"key": label, "value": officer.name if officer else "", "href": edit, "empty": "Nobody yet"})
    return rows


def _list(items: Sequence[Markup]) -> Markup:
    if len(items) < 2:
        return Markup("").join(items)
    inner = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>').format(inner)


def _agency(item: ActionAgency, register: Register, today: date) -> Markup:
    link: Markup | str = item.named
    if item.agency is not None:
        href = f"{reverse('plan:actions')}?agency={item.agency_id}"
        link = Markup('<a class="govuk-link" href="{}">{}</a>').format(href, item.named)
    notes = [item.qualifier, todays_body(item, register, today)]
    said = Markup("").join(Markup('<br><span class="ff-quiet">{}</span>').format(note) for note in notes if note)
    return Markup("{}{}").format(link, said)


def todays_body(item: ActionAgency, register: Register, today: date) -> str:
    """`Now NHS Kent and Medway`, where the agency that the plan names has ended; else empty."""
    known = register.agencies.get(item.agency.key) if item.agency else None
    if known is None:
        return "Not in the register of agencies" if item.agency is None else ""
    if known.exists(today):
        return ""
    now = register.now(known, today)
    if now.key != known.key:
        return f"Now {now.name}"
    heirs = [heir.name for heir in register.heirs(known, today)]
    return f"Now {' and '.join(heirs)}" if heirs else f"Ended {show_date(known.ends)}" if known.ends else ""


def date_rows(action: Action, edit: str) -> list[dict[str, Any]]:
    """Each date with the plan's own words for it; those done last."""
    dated = sorted(action.timescales.all(), key=lambda item: (item.done_on is not None, item.date or date.max))
    rows = []
    for item in dated:
        kind = TimescaleKind(item.kind)
        said = show_date(item.date) or "Without an end"
        as_written = f"The plan says “{item.raw}”." if item.raw and item.raw.lower() != kind.label.lower() else ""
        done = f"Done on {show_date(item.done_on)}." if item.done_on else ""
        note = Markup('<br><span class="ff-quiet">{}</span>').format(f"{done} {as_written}".strip())
        value = Markup("{}{}").format(said, note if done or as_written else "")
        rows.append({"key": kind.label, "value": value, "href": "" if item.done_on else edit})
    return rows


def risk_line(risk: Risk) -> dict[str, Any]:
    """A risk in words."""
    return {
        "id": risk.pk,
        "text": risk.text,
        "level": scales.level(risk.likelihood, risk.impact),
        "in_words": scales.in_words(risk.likelihood, risk.impact),
        "mitigation": risk.mitigation,
        "closed": f"Passed on {show_date(risk.closed_on)}" if risk.closed_on else "",
    }


def milestone_line(step: Milestone, today: date) -> dict[str, Any]:
    """A step with how it stands."""
    late = step.done_on is None and step.due_on < today
    return {
        "id": step.pk,
        "title": step.title,
        "due": show_date(step.due_on),
        "done": f"Done on {show_date(step.done_on)}" if step.done_on else "",
        "late": late,
    }


def other_action(action: Action) -> str:
    """`Prevent 3: Train staff`, in a list of choices or in a sentence."""
    return f"{reference(action)}: {lower_first(action.title) if action.title.isupper() else action.title}"
