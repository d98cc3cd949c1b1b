"""`fourfold.plan`, version 1: a whole plan in JSON, which an import gives back exactly (but for its ids).

Left out on purpose: OFFICIAL-SENSITIVE updates, and who is in the audience. People stand by name, agencies by
their key in the register and by the name that the plan gives them.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fourfold.accountability.plan.domain.exporting.shapes import (
    day,
    many,
    moment,
    one_of,
    or_none,
    shape,
    text,
    whole,
)
from fourfold.accountability.plan.domain.reading.questions import QuestionKind
from fourfold.accountability.plan.domain.states import (
    Answer,
    Audience,
    Part,
    Scope,
    Status,
    StrandKind,
    TimescaleKind,
)
from fourfold.ground.kernel.errors import BadInput

FORMAT = "fourfold.plan"
VERSION = 1
MARKING = "OFFICIAL"
LEFT_OUT = "OFFICIAL-SENSITIVE updates and the names of the plan's readers are never exported."

_CHANGES = many(
    shape({"field": text(40), "before": or_none(text()), "after": or_none(text())}),
)
_FILE = shape({"name": text(200, empty=False), "sha256": text(64), "content": text(15_000_000)})
_ACTION = shape(
    {
        "number": whole(1, 9_999),
        "title": text(140, empty=False),
        "text": text(empty=False),
        "status": one_of(Status),
        "status_reason": text(),
        "status_since": moment,
        "version": whole(1, 1_000_000),
        "accountable_officer": or_none(text(120)),
        "deputy": or_none(text(120)),
        "agencies": many(
            shape({"key": or_none(text(80)), "named": text(empty=False), "part": one_of(Part), "qualifier": text()})
        ),
        "timescales": many(
            shape({"kind": one_of(TimescaleKind), "date": or_none(day), "raw": text(200), "done_on": or_none(day)})
        ),
        "milestones": many(shape({"title": text(200), "due_on": day, "done_on": or_none(day)})),
        "risks": many(
            shape(
                {
                    "text": text(),
                    "likelihood": whole(1, 5),
                    "impact": whole(1, 5),
                    "mitigation": text(),
                    "closed_on": or_none(day),
                }
            )
        ),
        "waits_for": many(shape({"strand": one_of(StrandKind), "number": whole(1, 9_999), "note": text(200)})),
        "evidence": many(
            shape({"title": text(200), "url": text(500), "file": or_none(_FILE), "by": text(120), "at": moment})
        ),
        "updates": many(
            shape(
                {
                    "at": moment,
                    "by": text(120, empty=False),
                    "text": text(),
                    "status_before": one_of(Status),
                    "status_after": one_of(Status),
                    "reason": text(),
                }
            )
        ),
        "comments": many(shape({"at": moment, "by": text(120, empty=False), "text": text()})),
        "history": many(
            shape({"version": whole(1, 1_000_000), "at": moment, "by": text(120, empty=False), "changes": _CHANGES})
        ),
    }
)
_CONTENT = shape(
    {
        "title": text(200, empty=False),
        "summary": text(),
        "audience": one_of(Audience),
        "scope": one_of(Scope),
        "area": text(120),
        "strands": many(
            shape(
                {
                    "kind": one_of(StrandKind),
                    "aim": text(),
                    "success_factors": many(text(empty=False)),
                    "actions": many(_ACTION),
                }
            )
        ),
        "questions": many(
            shape(
                {
                    "kind": one_of(QuestionKind),
                    "where": text(200),
                    "original": text(),
                    "asks": text(),
                    "proposed": many(text()),
                    "answer": or_none(one_of(Answer)),
                }
            )
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An export: the content, and what is true of this file alone. Only the content comes back."""

    content: dict[str, Any]
    state: str
    at: datetime


def write_export(envelope: Envelope) -> str:
    """The file's text."""
    whole_file = {
        "format": FORMAT,
        "version": VERSION,
        "marking": MARKING,
        "left_out": LEFT_OUT,
        "exported": {"at": envelope.at, "state": envelope.state},
        "plan": envelope.content,
    }
    return json.dumps(whole_file, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"An export holds no {type(value).__name__}.")


def is_export(content: bytes) -> bool:
    """Whether a file seems to be an export of ours, from its first bytes. A Word or text plan never begins so."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_export(content: bytes) -> dict[str, Any]:
    """The content of an export, its dates and kinds read. Raises `BadInput` naming the place that is wrong."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput.one("This is not sound JSON. Export the plan again.", where) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadInput.one(f"This JSON file is not a plan that Fourfold exported: its “format” is not “{FORMAT}”.")
    if found.get("version") != VERSION:
        raise BadInput.one(f"This export is of another version. We read version {VERSION}.", "version")
    read: dict[str, Any] = _CONTENT(found.get("plan"), "plan")
    _check_once(read)
    return read


def _check_once(read: dict[str, Any]) -> None:
    """Each strand once, each number once in its strand, and only actions of the plan waited for."""
    kinds = [strand["kind"] for strand in read["strands"]]
    if len(kinds) != len(set(kinds)):
        raise BadInput.one("Each strand may stand here only once.", "plan.strands")
    known = {(strand["kind"], action["number"]) for strand in read["strands"] for action in strand["actions"]}
    if len(known) != sum(len(strand["actions"]) for strand in read["strands"]):
        raise BadInput.one("Each number may stand only once in its strand.", "plan.strands")
    for strand in read["strands"]:
        for action in strand["actions"]:
            for wait in action["waits_for"]:
                if (wait["strand"], wait["number"]) not in known:
                    raise BadInput.one(
                        f"{strand['kind'].label} {action['number']} waits for an action that is not in the file."
                    )
