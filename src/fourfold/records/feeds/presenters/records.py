"""A record as a page shows it: what is shared, because of which agreement, and what is not shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.web.wording import lower_first
from fourfold.records.feeds.domain.records import BORN_ON, NAME
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.papers import Paper, Papers
from fourfold.records.feeds.queries.sight import Shown, Sight
from fourfold.records.feeds.wording import (
    handling_label,
    joined,
    kind_label,
    role_label,
    value_text,
)
from fourfold.trust.access.domain.decisions import Because
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSet, Field
from fourfold.trust.catalogue.domain.loading import load_catalogue

WHO = frozenset(
    {NAME, "other_names", BORN_ON, "sex", "ethnicity", "address", "postcode", "local_reference", "worker"}
    | {"nhs_number", "upn", "pnc_id"}
)
"""Fields that say who the person is; the others say what happened, and stand first."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is shown: the clause of an agreement, until when it holds, and where it can be read."""

    clause: str
    until: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One record. `facts` and `about` are rows for the summary macro; `closed` the fields that are not shared."""

    title: str
    href: str
    at: date
    when: str
    holder: str
    role: str
    kind: str
    handling: str
    is_restricted: bool
    facts: list[dict[str, Any]]
    about: list[dict[str, Any]]
    line: str
    closed: list[str]
    reasons: list[Reason]
    ask: str
    marks: Sequence[str] = ()

    @property
    def closed_line(self) -> str:
        """The fields that are not shared, within a sentence."""
        return joined([lower_first(label) for label in self.closed])


def card_of(sight: Sight, shown: Shown, papers: Papers, marks: Sequence[str] = ()) -> Card:
    """A record on its page, or in a person's list. `marks`: what other rooms say of it (`beside.py`)."""
    record = shown.record
    data_set = data_set_of(record)
    open_fields = [item for item in data_set.said if item.key in shown.decision.fields]
    closed = [item for item in data_set.said if item.key not in shown.decision.fields]
    return Card(
        title=data_set.label,
        href=reverse("feeds:record", args=[record.pk]),
        at=record.occurred_on,
        when=show_date(record.occurred_on),
        holder=record.holder.name,
        role="" if record.subject_role == SubjectRole.NONE else role_label(record.subject_role),
        kind=kind_label(record.subject_kind),
        handling=handling_label(record.handling),
        is_restricted=record.is_restricted,
        facts=[_row(item, shown) for item in open_fields if item.key not in WHO],
        about=[_row(item, shown) for item in open_fields if item.key in WHO],
        line=line_of(shown),
        closed=[item.label for item in closed],
        reasons=reasons_of(sight, shown.decision.because, papers),
        ask=ask_href(record, closed),
        marks=marks,
    )


def line_of(shown: Shown) -> str:
    """What happened in one line, for lists: the first facts that are shared, without the times."""
    facts = [
        item.key
        for item in data_set_of(shown.record).said
        if item.key not in WHO and not item.key.endswith(("_on", "_at"))
    ]
    return " · ".join([shown.values[key] for key in facts if shown.values.get(key)][:3])


def data_set_of(record: Record) -> DataSet:
    """The catalogue's entry for a record's data set."""
    return load_catalogue().data_sets[record.data_set]


def reasons_of(sight: Sight, because: Sequence[Because], papers: Papers) -> list[Reason]:
    """The clauses that a decision rests on, each once, in the order of the alphabet."""
    grants = sorted(sight.grants(because), key=lambda grant: (grant.clause, -grant.until.timestamp()))
    latest = {(grant.agreement_id, grant.clause): grant for grant in reversed(grants)}
    return [_reason(grant, papers.get(grant.agreement_id)) for _key, grant in sorted(latest.items(), key=_clause)]


def _clause(item: tuple[tuple[UUID, str], Grant]) -> tuple[str, UUID]:
    return item[1].clause, item[1].agreement_id


def _reason(grant: Grant, paper: Paper | None) -> Reason:
    return Reason(
        clause=grant.clause,
        until=show_date(today(grant.until)),
        title=paper.title if paper else "",
        href=reverse("agreements:version", args=[paper.version_id]) if paper else "",
    )


def ask_href(record: Record, closed: Sequence[Field]) -> str:
    """Where to ask the holder for what is not shared; empty when everything is."""
    if not closed:
        return ""
    asked = [("data_set", record.data_set), ("holder", str(record.holder_id)), ("subject", str(record.subject_id))]
    fields = [("fields", item.key) for item in closed]
    return f"{reverse('requests:ask')}?{urlencode([*asked, *fields])}"


def _row(item: Field, shown: Shown) -> dict[str, Any]:
    value = shown.values.get(item.key, "")
    return {
        "key": item.label,
        "value": value_text(item.key, value) if value else "",
        "plain": lower_first(item.label),
    }
