"""A holder's part: its records about somebody, and what is decided about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.accountability.rights.domain.clock import clock_of
from fourfold.accountability.rights.domain.requests import ACTS, Act, Ground, NoticeKind, PartAnswer, RequestKind
from fourfold.accountability.rights.models import LegalHold, Notice, Part, RecordDecision
from fourfold.accountability.rights.queries.parts import Asked, HeldRecord
from fourfold.ground.kernel.clock import show_date
from fourfold.records.feeds.wording import handling_label, role_label, value_text
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.catalogue.domain.loading import load_catalogue


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as lists and its page's head show it."""

    href: str
    reference: str
    kind: str
    name: str
    agency: str
    holder: str
    due: str
    clock: str
    late: str
    said: str
    is_open: bool


def part_line(part: Part, asked: Asked, on: date) -> PartLine:
    """One part."""
    clock = clock_of(part.answer_by, on)
    is_open = part.answer == PartAnswer.WAITING
    return PartLine(
        href=reverse("rights:part", args=[part.pk]),
        reference=asked.reference,
        kind=asked.kind.label,
        name=asked.name,
        agency=asked.agency,
        holder=part.holder.name,
        due=show_date(part.answer_by),
        clock=clock.words if is_open else "",
        late=clock.words if is_open and clock.is_over else "",
        said=_("To be decided") if is_open else _("Answered on %(day)s") % {"day": show_date(part.decided_at)},
        is_open=is_open,
    )


def asked_rows(asked: Asked) -> list[dict[str, Any] | None]:
    """What a holder is told of the request."""
    born = show_date(date.fromisoformat(asked.born)) if asked.born else ""
    return [
        {"key": _("About"), "value": ", ".join(filter(None, [asked.name, born and _("born %s") % born]))},
        {"key": _("Other names, addresses, references"), "value": asked.more, "empty": _("None given")},
        {"key": _("In their words"), "value": asked.words, "empty": _("Nothing more was said")},
        {"key": _("Asked of"), "value": asked.agency},
    ]


@dataclass(frozen=True, slots=True)
class RecordCard:
    """One record, and what is decided about it."""

    id: UUID
    title: str
    when: str
    role: str
    handling: str
    remarks: str
    rows: list[dict[str, Any]]
    decided: str
    why: str
    href: str


def record_card(held: HeldRecord, decision: RecordDecision | None, part: Part) -> RecordCard:
    """One record of the holder."""
    data_set = load_catalogue().data_sets[held.data_set]
    remarks = [
        _("restricted: read by named people alone") if held.is_restricted else "",
        "" if held.is_seen else _("closed: taken back, not whole, or due to be looked at again"),
    ]
    return RecordCard(
        id=held.record_id,
        title=data_set.label,
        when=show_date(held.occurred_on),
        role=role_label(held.role) if held.role != SubjectRole.NONE else "",
        handling=handling_label(held.handling),
        remarks=", ".join(filter(None, remarks)),
        rows=[
            {"key": item.label, "value": value_text(item.key, held.said[item.key])}
            for item in data_set.said
            if item.key in held.said
        ],
        decided=_decided(decision, held),
        why=_why(decision),
        href=reverse("rights:decide", args=[part.pk, held.record_id]),
    )


def _decided(decision: RecordDecision | None, held: HeldRecord) -> str:
    if decision is None:
        return ""
    labels = field_labels(held)
    names = ", ".join(labels.get(key, key) for key in decision.fields)
    return Act(decision.act).label + (f": {names}" if names else "")


def _why(decision: RecordDecision | None) -> str:
    if decision is None:
        return ""
    ground = Ground(decision.ground).label if decision.ground else ""
    return ". ".join(filter(None, [ground, decision.reason, decision.note]))


def field_labels(held: HeldRecord) -> dict[str, str]:
    """The labels of the fields that a record has."""
    data_set = load_catalogue().data_sets[held.data_set]
    return {item.key: item.label for item in data_set.said if item.key in held.said}


def tally(held: Sequence[HeldRecord], decisions: Mapping[UUID, RecordDecision]) -> str:
    """`2 of 5 decided`."""
    done = sum(one.record_id in decisions for one in held)
    return _("%(done)s of %(all)s decided") % {"done": done, "all": len(held)}


def rest_act(kind: RequestKind) -> Act | None:
    """What may be decided about all that is left in one go: what needs no ground."""
    return next((act for act in ACTS[kind] if act in (Act.GIVE, Act.REMOVE, Act.RESTRICT)), None)


def notice_line(one: Notice) -> dict[str, Any]:
    """What another holder tells about a record that one's people read."""
    known = load_catalogue().data_sets
    return {
        "what": NoticeKind(one.kind).label,
        "kind": one.kind,
        "holder": one.holder.name,
        "data_set": known[one.data_set].label if one.data_set in known else one.data_set,
        "reference": one.reference,
        "when": show_date(one.happened_on),
        "told": show_date(one.at),
        "href": "" if one.settled_at else reverse("rights:settle", args=[one.pk]),
        "settled": f"{show_date(one.settled_at)}, {one.settled_by.name}" if one.settled_at and one.settled_by else "",
    }


def hold_line(one: LegalHold, on: date) -> dict[str, Any]:
    """A legal hold."""
    clock = clock_of(one.review_on, on)
    return {
        "reference": one.reference,
        "also": _and_others(len(one.also)),
        "holder": one.holder.name,
        "why": one.why,
        "placed": f"{show_date(one.placed_at)}, {one.placed_by.name}",
        "review": show_date(one.review_on),
        "late": clock.words if clock.is_over and not one.lifted_at else "",
        "lifted": f"{show_date(one.lifted_at)}: {one.lifted_why}" if one.lifted_at else "",
        "lift": reverse("rights:lift", args=[one.pk]),
        "again": reverse("rights:review", args=[one.pk]),
    }


def _and_others(count: int) -> str:
    if not count:
        return ""
    return ngettext("and %(n)s other reference", "and %(n)s other references", count) % {"n": count}
