"""A whole plan as plain data, with nothing in it that its reader may not see."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from fourfold.accountability.plan.domain.states import Marking
from fourfold.accountability.plan.models import (
    Action,
    ActionAgency,
    Comment,
    Dependency,
    Evidence,
    Milestone,
    Plan,
    Question,
    Revision,
    Risk,
    Strand,
    SuccessFactor,
)
from fourfold.accountability.plan.queries.visibility import readable_updates
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import names_of_people

RISK = ("text", "likelihood", "impact", "mitigation", "closed_on")
NOBODY = "Fourfold"
"""Who wrote what a service wrote."""


def content_for_actor(actor: Standing, plan: Plan) -> dict[str, Any]:
    """What `domain.exporting` writes, of a plan already fetched for the actor. Bounded queries."""
    strands = list(
        Strand.objects.filter(plan=plan).prefetch_related(
            Prefetch("success_factors", SuccessFactor.objects.order_by("number")),
            Prefetch("actions", _actions(actor)),
        )
    )
    names = names_of_people(actor, _people(strands))
    return {
        "title": plan.title,
        "summary": plan.summary,
        "audience": plan.audience,
        "scope": plan.scope,
        "area": plan.area,
        "strands": [_strand(strand, names) for strand in strands],
        "questions": [_question(item) for item in Question.objects.filter(plan=plan)],
    }


def _actions(actor: Standing) -> Any:
    official = readable_updates(actor).filter(marking=Marking.OFFICIAL)
    return (
        Action.objects.order_by("number")
        .select_related("accountable_officer", "deputy")
        .prefetch_related(
            Prefetch("agencies", ActionAgency.objects.select_related("agency")),
            "timescales",
            Prefetch("milestones", Milestone.objects.order_by("due_on", "title", "id")),
            Prefetch("risks", Risk.objects.order_by("text", "id")),
            Prefetch("waits_for", Dependency.objects.select_related("needed__strand")),
            Prefetch("evidence", Evidence.objects.select_related("file", "added_by").order_by("at", "title")),
            Prefetch("updates", official.select_related("author").order_by("at", "text")),
            Prefetch("comments", Comment.objects.select_related("author").order_by("at", "text")),
            Prefetch("revisions", Revision.objects.select_related("by").order_by("version")),
        )
    )


def _people(strands: Iterable[Strand]) -> set[UUID]:
    """The officers whom the history names by id."""
    return {
        known
        for strand in strands
        for action in strand.actions.all()
        for revision in action.revisions.all()
        for name in ("accountable_officer", "deputy")
        for value in revision.changes.get(name, [])
        if (known := _as_id(value))
    }


def _as_id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _strand(strand: Strand, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "kind": strand.kind,
        "aim": strand.aim,
        "success_factors": [factor.text for factor in strand.success_factors.all()],
        "actions": [_action(action, names) for action in strand.actions.all()],
    }


def _action(action: Action, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "number": action.number,
        "title": action.title,
        "text": action.text,
        "status": action.status,
        "status_reason": action.status_reason,
        "status_since": _utc(action.status_since),
        "version": action.version,
        "accountable_officer": action.accountable_officer.name if action.accountable_officer else None,
        "deputy": action.deputy.name if action.deputy else None,
        "agencies": [
            {
                "key": item.agency.key if item.agency else None,
                "named": item.named,
                "part": item.part,
                "qualifier": item.qualifier,
            }
            for item in action.agencies.all()
        ],
        "timescales": sorted(
            (
                {name: getattr(item, name) for name in ("kind", "date", "raw", "done_on")}
                for item in action.timescales.all()
            ),
            key=str,
        ),
        "milestones": [_of(item, "title", "due_on", "done_on") for item in action.milestones.all()],
        "risks": [_of(item, *RISK) for item in action.risks.all()],
        "waits_for": sorted(
            (
                {"strand": item.needed.strand.kind, "number": item.needed.number, "note": item.note}
                for item in action.waits_for.all()
            ),
            key=str,
        ),
        **_said(action, names),
    }


def _said(action: Action, names: dict[UUID, str]) -> dict[str, Any]:
    """What was said and shown, and what was changed."""
    words = ("text", "status_before", "status_after", "reason")
    return {
        "evidence": [_evidence(item) for item in action.evidence.all()],
        "updates": [{"at": _utc(item.at), "by": item.by} | _of(item, *words) for item in action.updates.all()],
        "comments": [{"at": _utc(item.at), "by": item.by, "text": item.text} for item in action.comments.all()],
        "history": [_revision(item, names) for item in action.revisions.all()],
    }


def _of(item: object, *names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _evidence(item: Evidence) -> dict[str, Any]:
    stored = item.file
    file = (
        {"name": stored.name, "sha256": stored.sha256, "content": b64encode(bytes(stored.content)).decode()}
        if stored
        else None
    )
    return {"title": item.title, "url": item.url, "file": file, "by": item.by, "at": _utc(item.at)}


def _revision(item: Revision, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "version": item.version,
        "at": _utc(item.at),
        "by": (item.by.name if item.by else item.carried_from) or NOBODY,
        "changes": [
            {"field": name, "before": _named(name, before, names), "after": _named(name, after, names)}
            for name, (before, after) in sorted(item.changes.items())
        ],
    }


def _named(field: str, value: object, names: dict[UUID, str]) -> str | None:
    """A value of the history as text; an officer by name, for ids mean nothing elsewhere."""
    if value is None:
        return None
    known = _as_id(value) if field in ("accountable_officer", "deputy") else None
    return names.get(known, "") if known else str(value)


def _question(item: Question) -> dict[str, Any]:
    return _of(item, "kind", "where", "original", "asks", "proposed") | {"answer": item.answer or None}
