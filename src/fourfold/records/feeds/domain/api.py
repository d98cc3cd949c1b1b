"""The delivery API, described once: from this come its OpenAPI document, its page, and what a call may say.

Errors are those of RFC 9457; each kind says what to do about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fourfold.records.feeds.domain.deliveries import MOST_BYTES, DeliveryState

VERSION = "1.0.0"
BASE = "/api/v1"
PAGE_SIZE = 50
Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ID: Schema = {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. `title` is the same each time, `text` says when it comes and what to do."""

    status: int
    title: str
    text: str


PROBLEMS: Mapping[str, Kind] = {
    "unsigned": Kind(
        401,
        "The request is not signed as it must be",
        "No signature, one that cannot be read, or one that leaves out what must not change. The answer says which.",
    ),
    "signature": Kind(
        401,
        "The signature does not hold",
        "No such key, or the request is not what was signed. Check the key’s id, the private key, the address "
        "and the "
        "method.",
    ),
    "clock": Kind(
        401,
        "The request was signed too long ago, or in the future",
        "Its time may differ from ours by five minutes. Set your clock, and sign each request when you send it.",
    ),
    "replayed": Kind(
        401,
        "This very request has come before",
        "Each signature is taken once. Sign again, with a nonce of its own.",
    ),
    "key-over": Kind(
        401,
        "The key can no longer be used",
        "It was ended, its last day is over, or whoever made it no longer keeps your agency’s keys. Make a new one.",
    ),
    "not-allowed": Kind(403, "This key does not send this feed", "Name a feed of this key, or make a key for it."),
    "not-found": Kind(404, "There is nothing here", "Check the address: it is absent, or not for this key."),
    "method": Kind(405, "This address does not take this method", "The header Allow says which it takes."),
    "conflict": Kind(
        409,
        "It does not stand as the request supposes",
        "The same file is here already (the answer names its delivery), or the delivery has moved on meanwhile.",
    ),
    "length": Kind(411, "The size of the content is not said", "Send Content-Length, not pieces of unknown size."),
    "too-large": Kind(
        413, "The file is too large", f"Up to {MOST_BYTES // 1024**2} MB. Pack it (gzip), or send it in parts."
    ),
    "encoding": Kind(
        415, "The content is encoded on the way", "Leave out Content-Encoding. A file may be packed itself (.gz)."
    ),
    "digest": Kind(400, "The content is not what was signed", "Something was lost or changed. Send it again."),
    "input": Kind(
        422, "Something in the request cannot be taken", "Each of its errors says what, and how to mend it."
    ),
    "too-many": Kind(429, "There were too many requests", "Wait as long as Retry-After says."),
    "broken": Kind(500, "Something went wrong on our side", "Nothing was kept. We have written it down; try later."),
}
"""Kinds of refusal by the end of their type’s address."""
_ALWAYS = ("unsigned", "signature", "clock", "replayed", "key-over", "too-many", "broken")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What stands in the address. `where`: `path` or `query`."""

    name: str
    text: str
    schema: Schema = field(default_factory=lambda: TEXT)
    where: str = "query"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for. `content`: media type of the request’s content, and what it is.

    `answers`: the media type and the schema’s name for each good status; `problems`: beyond those of every call.
    """

    key: str
    method: str
    path: str
    title: str
    text: str
    answers: Mapping[int, Mapping[str, str]]
    parameters: tuple[Parameter, ...] = ()
    content: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    is_signed: bool = True

    @property
    def refusals(self) -> tuple[str, ...]:
        """Every kind of refusal that it may answer with."""
        wanted = {*(_ALWAYS if self.is_signed else ("broken",)), *self.problems}
        return tuple(key for key in PROBLEMS if key in wanted)


_JSON = "application/json"
_DELIVERY_ID = Parameter("delivery_id", "The id of a delivery.", ID, where="path", is_required=True)
_WITH_CONTENT = ("input", "conflict", "length", "too-large", "encoding", "digest")

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listContracts",
        "GET",
        "/contracts",
        "The feeds that this key may send",
        "Each feed has a contract: what a file must look like.",
        {200: {_JSON: "Contracts"}},
    ),
    Operation(
        "readContract",
        "GET",
        "/contracts/{key}",
        "What a file must look like",
        "Columns, codes and rules of one feed, made from the contract itself.",
        {200: {_JSON: "Contract"}},
        parameters=(
            Parameter("key", "The contract’s key, such as missing-episodes.", where="path", is_required=True),
        ),
        problems=("not-found",),
    ),
    Operation(
        "listDeliveries",
        "GET",
        "/deliveries",
        "What your agency has sent",
        "Newest first, of the feeds that this key may send, by whatever way they came.",
        {200: {_JSON: "Deliveries"}},
        parameters=(
            Parameter("contract", "Only of this feed."),
            Parameter(
                "state", "Only in this state.", {"type": "string", "enum": [one.value for one in DeliveryState]}
            ),
            Parameter("page", f"Which page; {PAGE_SIZE} stand on each.", {"type": "integer", "minimum": 1}),
        ),
        problems=("input",),
    ),
    Operation(
        "send",
        "POST",
        "/deliveries",
        "Send a file",
        "The request’s content is the file itself: CSV or other delimited text, Excel (.xlsx), JSON Lines or "
        "Parquet, "
        "packed with gzip if you like. It is checked and entered afterwards; ask for the delivery to see how far "
        "it is. "
        "A file that is here already is not taken twice: the answer names its delivery, so that sending again is "
        "safe.",
        {202: {_JSON: "Delivery"}},
        parameters=(
            Parameter("contract", "Which feed it is.", is_required=True),
            Parameter("filename", "The file’s name, as your people know it.", {"type": "string", "maxLength": 255}),
            Parameter("as_of", "When your system wrote the file; without it: now.", MOMENT),
        ),
        content={"application/octet-stream": "The file."},
        problems=("not-allowed", *_WITH_CONTENT),
    ),
    Operation(
        "readDelivery",
        "GET",
        "/deliveries/{delivery_id}",
        "How a delivery stands",
        "Its state, how far it is, and what became of its rows.",
        {200: {_JSON: "Delivery"}},
        parameters=(_DELIVERY_ID,),
        problems=("not-found",),
    ),
    Operation(
        "readReportJson",
        "GET",
        "/deliveries/{delivery_id}/report.json",
        "What is wrong with which row",
        "And how to mend it. Values are as they were sent: keep the report as safe as the file.",
        {200: {_JSON: "Report"}},
        parameters=(_DELIVERY_ID,),
        problems=("not-found", "not-allowed"),
    ),
    Operation(
        "readReportCsv",
        "GET",
        "/deliveries/{delivery_id}/report.csv",
        "The same as a table",
        "Safe to open in a spreadsheet: nothing in it is a formula.",
        {200: {"text/csv": ""}},
        parameters=(_DELIVERY_ID,),
        problems=("not-found", "not-allowed"),
    ),
    Operation(
        "undo",
        "POST",
        "/deliveries/{delivery_id}/undo",
        "Take a delivery back",
        "What it brought is no longer seen, and what it corrected is seen again. Nothing is deleted, and the "
        "same file "
        "can be sent once more. Before its rows are seen, the file is refused and destroyed.",
        {200: {_JSON: "Delivery"}},
        parameters=(_DELIVERY_ID,),
        content={_JSON: "Undo"},
        problems=("not-found", "not-allowed", *_WITH_CONTENT),
    ),
    Operation(
        "readDescription",
        "GET",
        "/openapi.json",
        "This description",
        "As OpenAPI 3.1. Needs no signature.",
        {200: {_JSON: ""}},
        is_signed=False,
    ),
)


def operation(key: str) -> Operation:
    """One operation by its key. Raises KeyError."""
    return {one.key: one for one in OPERATIONS}[key]
