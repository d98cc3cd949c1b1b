"""What the delivery API's answers look like, as JSON Schema (2020-12), by name."""

from collections.abc import Mapping, Sequence

from fourfold.records.feeds.domain.api import ID, MOMENT, NUMBER, TEXT, Schema
from fourfold.records.feeds.domain.deliveries import DeliveryState, How


def _object(properties: Mapping[str, Schema], *, optional: Sequence[str] = (), text: str = "") -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        **({"description": text} if text else {}),
        "properties": dict(properties),
        "required": required,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_MAYBE_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_COUNTS = {
    "rows": "Rows of the file, without blank ones.",
    "entered": "New here.",
    "already_here": "Said by an earlier delivery; not taken twice.",
    "corrected": "Earlier rows that these replaced.",
    "late": "Entered, and stand behind newer ones.",
    "waiting": "Wait until somebody mends or drops them.",
    "blanks": "Blank rows, left out.",
}

SCHEMAS: Mapping[str, Schema] = {
    "Delivery": _object(
        {
            "id": ID,
            "contract": TEXT,
            "contract_version": NUMBER,
            "agency": _object({"id": ID, "name": TEXT}),
            "state": {"type": "string", "enum": [one.value for one in DeliveryState]},
            "is_over": {"type": "boolean", "description": "Whether the file has been worked off."},
            "says": {"type": "string", "description": "How it stands and who acts next, in a sentence."},
            "reason": {"type": "string", "description": "Why it is held or refused."},
            "sent_by": {"type": "string", "enum": [one.value for one in How], "description": "By which way it came."},
            "received_at": MOMENT,
            "as_of": MOMENT,
            "delivered_at": _MAYBE_MOMENT,
            "undone_at": _MAYBE_MOMENT,
            "file": _object({"name": TEXT, "bytes": NUMBER, "sha256": TEXT}),
            "percent": {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            "counts": _object({key: {**NUMBER, "description": text} for key, text in _COUNTS.items()}),
            "remarks": _list(_ref("Remark")),
            "months": {"type": "object", "additionalProperties": NUMBER, "description": "Rows by month."},
            "links": _object(
                {
                    name: {"type": "string", "format": "uri"}
                    for name in ("self", "page", "report", "report_csv", "undo")
                }
            ),
        }
    ),
    "Remark": _object(
        {"kind": TEXT, "column": TEXT, "count": NUMBER, "rows": _list(NUMBER), "text": TEXT},
        text="Something that was noticed and keeps no row out. `rows`: the first of them.",
    ),
    "Deliveries": _object(
        {"deliveries": _list(_ref("Delivery")), "page": NUMBER, "pages": NUMBER, "total": NUMBER},
    ),
    "Report": _object({"delivery": ID, "faults": _list(_ref("Fault"))}),
    "Fault": _object(
        {"row": NUMBER, "column": TEXT, "value": TEXT, "reason": TEXT, "mend": TEXT, "state": TEXT},
        text="What is wrong with a value of a row, and how to mend it.",
    ),
    "Undo": _object(
        {"because": {"type": "string", "maxLength": 2000, "description": "Why, without naming a person."}}
    ),
    "Contracts": _object({"contracts": _list(_ref("ContractLine"))}),
    "ContractLine": _object(
        {"key": TEXT, "version": NUMBER, "title": TEXT, "text": TEXT, "frequency": TEXT, "link": TEXT}
    ),
    "Contract": _object(
        {
            "key": TEXT,
            "version": NUMBER,
            "title": TEXT,
            "text": TEXT,
            "frequency": TEXT,
            "since": {"type": "string", "format": "date"},
            "source": {"type": "string", "format": "uri"},
            "columns": _list(_ref("Column")),
            "rules": _list(_object({"says": TEXT, "mend": TEXT, "severity": TEXT})),
            "page": {"type": "string", "format": "uri"},
        }
    ),
    "Column": _object(
        {
            "key": TEXT,
            "label": TEXT,
            "text": TEXT,
            "kind": TEXT,
            "is_required": {"type": "boolean"},
            "aliases": _list(TEXT),
            "codes": {"type": "object", "additionalProperties": TEXT},
        }
    ),
    "Problem": _object(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": NUMBER,
            "detail": {"type": "string", "description": "What happened this time, and what to do."},
            "errors": _list(_object({"detail": TEXT, "where": TEXT})),
            "delivery": {"type": "string", "format": "uri", "description": "The delivery that is here already."},
        },
        optional=("errors", "delivery"),
        text="A refusal (RFC 9457).",
    ),
}
"""By name; `#/components/schemas/…` in the OpenAPI document."""
