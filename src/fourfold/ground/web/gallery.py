"""Made-up content for the gallery: each component as it looks at work. No person here exists."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.ground.web.tables import Column, Paging, Sorting

COLUMNS = (
    Column("title", "Action", ("title",)),
    Column("strand", "Strand", ("strand", "number")),
    Column("lead", "Lead", ("lead",)),
    Column("status", "Status"),
    Column("due", "Next date", ("due", "number")),
)

STATUSES = ("not-started", "on-track", "at-risk", "off-track", "complete")

STRANDS = (
    ("Prevent", "Stop young people from being drawn into groups that harm them", 10),
    ("Protect", "Help those at risk, and those who want a way out", 9),
    ("Pursue", "Disrupt and bring to justice those who exploit others", 4),
    ("Prepare", "Understand the problem and be ready together", 5),
)

TITLES = (
    "Refresh the problem profile for each district",
    "Train front-line staff to spot exploitation early",
    "Offer mentoring before a first exclusion from school",
    "Agree one referral pathway with every youth service",
    "Map safe places with young people and shopkeepers",
    "Review return home interviews for shared addresses",
    "Place youth workers in the emergency department",
    "Make transition plans six months before the eighteenth birthday",
    "Share lessons after each serious incident within ten days",
    "Survey how safe pupils feel on the way home",
)

LEADS = ("Kent Police", "Medway Council", "Kent County Council", "NHS Kent and Medway", "Probation Service")


class Example(GovForm):
    """One field of each kind."""

    title = forms.CharField(label="Short title", max_length=80, help_text="As it should read in a list")
    summary = forms.CharField(label="What has changed?", max_length=600, widget=forms.Textarea)
    due = DateInputField(label="Due date", help_text="For example, 31 7 2026", earliest=date(2026, 4, 1))
    status = forms.ChoiceField(
        label="How is it going?",
        widget=forms.RadioSelect,
        choices=[("on-track", "On track"), ("at-risk", "At risk"), ("off-track", "Off track")],
    )
    lead = forms.ChoiceField(label="Lead agency", choices=[("", "Choose an agency"), *[(x, x) for x in LEADS]])
    partners = forms.MultipleChoiceField(
        label="Partners", widget=forms.CheckboxSelectMultiple, choices=[(x, x) for x in LEADS[:3]], required=False
    )
    email = forms.EmailField(label="Work e-mail address", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    evidence = forms.FileField(label="Evidence", help_text="PDF, Word or picture, up to 10 MB", required=False)
    agree = forms.BooleanField(label="It names nobody who uses a service")


class Filters(GovForm):
    """The filters of a list."""

    agency = forms.ChoiceField(choices=[("", "All agencies"), *[(x, x) for x in LEADS]], required=False)
    strand = forms.ChoiceField(choices=[("", "All strands"), *[(x, x) for x, _, _ in STRANDS]], required=False)
    words = forms.CharField(label="Words", required=False)


def content(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery shows. The form is sent back as if it had been filled in badly."""
    spoiled = {
        "title": "Train front-line staff",
        "summary": "",
        "due_day": "31",
        "due_year": "2026",
        "status": "at-risk",
    }
    return {
        "strands": strands(),
        "rows": rows(),
        "entries": entries(),
        "work": work(),
        "example": Example(spoiled),
        "filters": Filters({"agency": "Kent Police"}),
        "sorting": Sorting.read(request.GET, COLUMNS, "due"),
        "paging": Paging.read(request.GET, total=1204),
        "statuses": STATUSES,
        "navigation": [
            {"text": "Your work", "href": "?", "current": False},
            {"text": "Plan", "href": "?", "active": True},
            {"text": "Actions", "href": "?"},
            {"text": "Search", "href": "?"},
        ],
        "account": {"name": "Amara Whitfield", "href": "?", "sign_out": "?"},
        "standing": ["Kent Police", "strategy", "read"],
        "demonstration": True,
    }


def strands() -> list[dict[str, Any]]:
    """The plan at a glance, with two actions late."""
    return [
        {"name": name, "aim": aim, "href": "?", "actions": [_line(name, number) for number in range(1, count + 1)]}
        for name, aim, count in STRANDS
    ]


def _line(strand: str, number: int) -> dict[str, Any]:
    late = (strand, number) in {("Prevent", 4), ("Protect", 7), ("Prepare", 2)}
    state = "off-track" if late else STATUSES[(number * 3 + len(strand)) % 5]
    return {
        "number": number,
        "title": TITLES[(number + len(strand)) % len(TITLES)],
        "href": "?",
        "status": "at-risk" if late and number == 2 else "on-track" if state == "off-track" and not late else state,
        "lead": LEADS[number % len(LEADS)],
        "date": "done 2 May 2026"
        if state == "complete"
        else "due 31 July 2026"
        if late
        else f"due {number} March 2027",
        "late": late,
    }


def rows() -> list[dict[str, Any]]:
    """A table of actions."""
    return [action | {"strand": strand["name"]} for strand in strands()[:2] for action in strand["actions"][:5]]


def entries() -> list[dict[str, Any]]:
    """A year of history, newest first."""
    return [
        {
            "at": datetime(2026, 11, 18, 15, 15, tzinfo=UTC),
            "title": "Status changed to at risk",
            "by": "Amara Whitfield, Kent Police",
            "text": "Two trainers have left. New ones start in January.\nThe dates for Thanet move to spring.",
        },
        {
            "at": datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
            "title": "Progress update",
            "by": "Joel Adeyemi, Medway Council",
            "text": "140 of 200 staff trained.",
            "marking": "OFFICIAL-SENSITIVE",
        },
        {
            "at": datetime(2026, 9, 21, 11, 0, tzinfo=UTC),
            "title": "Due date moved",
            "by": "Amara Whitfield, Kent Police",
        },
    ]


def work() -> list[dict[str, Any]]:
    """What waits for one person today."""
    return [
        {
            "title": TITLES[1],
            "href": "?",
            "why": "Due on 31 July 2026. No update since September.",
            "strand": "Prevent",
            "meta": ["Action 2", "you lead this"],
            "late": "114 days overdue",
            "status": "off-track",
        },
        {
            "title": TITLES[6],
            "href": "?",
            "why": "Joel Adeyemi asks you to confirm the dates for January.",
            "strand": "Protect",
            "meta": ["Action 7", "due 1 March 2027"],
            "status": "on-track",
        },
    ]
