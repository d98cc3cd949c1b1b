"""One action as a line: on the plan's page, in a table, in a list of today's work."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fourfold.accountability.plan.domain.dates import NextDate, next_date
from fourfold.accountability.plan.domain.states import Part, Status
from fourfold.accountability.plan.models import Action, ActionAgency, Plan
from fourfold.accountability.plan.queries.agencies import Body, body_of_today
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import lower_first

SHOWN_LEADS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows. `date` reads on from the status: `due 31 July 2026`; `late` is `Overdue by 3 days` or ''.

    `lead` gives the first two that lead by their short names, for dense pages; `leads` by their full names.
    """

    number: int
    title: str
    href: str
    strand: str
    status: Status
    lead: str
    leads: str
    officer: str
    date: str
    late: str
    plan: str

    @property
    def date_alone(self) -> str:
        """The date at the beginning of a cell: `Due 31 July 2026`."""
        return self.date[:1].upper() + self.date[1:]

    @property
    def reference(self) -> str:
        """How people speak of the action: `Prevent 3`."""
        return f"{self.strand} {self.number}"


def line_of(action: Action, *, today: date) -> Line:
    """A line of an action fetched with `with_what_a_line_shows`. Makes no query."""
    status = Status(action.status)
    following = next_date(action.timescales.all(), status=status, today=today)
    leads = leading_bodies(action, today)
    return Line(
        number=action.number,
        title=action.title,
        href=reverse("plan:action", args=[action.pk]),
        strand=action.strand.label,
        status=status,
        lead=shortened([body.short_name for body in leads]),
        leads=shortened([body.name for body in leads]),
        officer=action.accountable_officer.name if action.accountable_officer else "",
        date=_date_words(action, following),
        late=following.late_label if following else "",
        plan=action.plan.title,
    )


def _date_words(action: Action, following: NextDate | None) -> str:
    if following is None:
        return f"since {show_date(action.status_since)}"
    return lower_first(following.label)


def leading_bodies(action: Action, today: date) -> list[Body]:
    """The agencies that lead, as the bodies they are today, each once, in the plan's order."""
    leads = (item for item in action.agencies.all() if item.part == Part.LEAD)
    return list(dict.fromkeys(_body(item, today) for item in leads))


def _body(item: ActionAgency, today: date) -> Body:
    if item.agency is None:
        return Body("", item.named, item.named)
    return body_of_today(Body(item.agency.key, item.agency.name, item.agency.short_name), today)


def joined(names: list[str]) -> str:
    """`Kent Police, Medway Council and Health`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def shortened(names: list[str]) -> str:
    """Up to three names; of more, the first two and how many there are besides."""
    more = len(names) - SHOWN_LEADS
    return joined([*names[:SHOWN_LEADS], f"{more} more"]) if more > 1 else joined(names)


def plan_links(plan: Plan) -> list[dict[str, str]]:
    """Where one is, from the list of plans down to this one."""
    return [
        {"text": "Plans", "href": reverse("plan:plans")},
        {"text": plan.title, "href": reverse("plan:plan", args=[plan.pk])},
    ]
