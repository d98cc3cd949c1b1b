"""A row that came back as JSON, and back: kept until somebody has decided, so that a closed browser loses nothing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from fourfold.accountability.chasing.domain.sheets.keys import Seen
from fourfold.accountability.chasing.domain.sheets.reading import Brought
from fourfold.accountability.plan.domain.states import Status


def to_json(row: Brought) -> dict[str, Any]:
    """The row in JSON's own types. A key is kept as what it said, since it was checked."""
    return {
        "line": row.line,
        "label": row.label,
        "seen": _seen_to_json(row.seen) if row.seen else None,
        "status": row.status.value if row.status else None,
        "reason": row.reason,
        "text": row.text,
        "next_review": _day_to_json(row.next_review),
        "problems": list(row.problems),
        "locked": row.locked,
    }


def from_json(kept: dict[str, Any]) -> Brought:
    """The row of `to_json`."""
    return Brought(
        line=kept["line"],
        label=kept["label"],
        seen=_seen_from_json(kept["seen"]) if kept["seen"] else None,
        status=Status(kept["status"]) if kept["status"] else None,
        reason=kept["reason"],
        text=kept["text"],
        next_review=_day_from_json(kept["next_review"]),
        problems=tuple(kept["problems"]),
        locked=kept["locked"],
    )


def _seen_to_json(seen: Seen) -> dict[str, Any]:
    return {
        "action": str(seen.action_id),
        "agency": seen.agency_tag.hex(),
        "version": seen.version,
        "status": seen.status.value,
        "review": _day_to_json(seen.review),
        "taken_at": seen.taken_at.isoformat(),
    }


def _seen_from_json(kept: dict[str, Any]) -> Seen:
    return Seen(
        action_id=UUID(kept["action"]),
        agency_tag=bytes.fromhex(kept["agency"]),
        version=kept["version"],
        status=Status(kept["status"]),
        review=_day_from_json(kept["review"]),
        taken_at=datetime.fromisoformat(kept["taken_at"]),
    )


def _day_to_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_from_json(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
