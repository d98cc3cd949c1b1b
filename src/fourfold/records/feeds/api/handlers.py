"""The operations of the delivery API, each carried out as pages carry them out: through queries and operations."""

import json
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.http import HttpResponse, JsonResponse

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.documents.sheets import to_csv
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.web.downloads import as_download
from fourfold.records.feeds import operations
from fourfold.records.feeds.api.calls import Call
from fourfold.records.feeds.domain.api import PAGE_SIZE
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.presenters import api as present
from fourfold.records.feeds.presenters.openapi import openapi
from fourfold.records.feeds.queries import deliveries as queries

_MOST_JSON = 64 * 1024


def contracts(call: Call) -> HttpResponse:
    """The feeds that the key may send."""
    return JsonResponse({"contracts": [present.contract_line(contract_of(key)) for key in call.key.contracts]})


def contract(call: Call, key: str) -> HttpResponse:
    """One of them."""
    return JsonResponse(present.contract_json(_contract(call, key)))


def deliveries(call: Call) -> HttpResponse:
    """What the agency has sent of the key's feeds."""
    found = queries.deliveries(
        call.actor,
        holder=call.key.agency_id,
        contract=call.query.get("contract", ""),
        state=_state(call.query.get("state", "")),
    ).filter(contract__in=call.key.contracts)
    page = call.query.get("page", "1")
    if not page.isascii() or not page.isdigit() or len(page) > 6 or int(page) < 1:
        raise BadInput.one("“page” is no whole number from 1 on.", "page")
    number, total = int(page), found.count()
    here = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return JsonResponse(
        {
            "deliveries": [present.delivery_json(one) for one in here],
            "page": number,
            "pages": max(1, -(-total // PAGE_SIZE)),
            "total": total,
        }
    )


def send(call: Call) -> HttpResponse:
    """Take a file in, to be checked and entered by the worker."""
    wanted = call.query["contract"]
    if wanted not in call.key.contracts:
        raise NotAllowed(Permission.SEND, _not_of_key(call), subject_kind="delivery-key", subject_id=str(call.key.pk))
    delivery = operations.receive(
        actor=call.actor,
        now=call.now,
        holder_id=call.key.agency_id,
        contract=wanted,
        filename=_filename(call.query.get("filename", ""), wanted),
        content=_content(call),
        how=operations.BySystem(call.key.pk),
        as_of=_as_of(call.query.get("as_of", "")),
    )
    operations.work_off_after_commit(delivery.pk, call.key.made_by)
    answer = JsonResponse(present.delivery_json(_delivery(call, delivery.pk)), status=202)
    answer["Location"] = present.delivery_link(delivery.pk)
    return answer


def delivery(call: Call, delivery_id: UUID) -> HttpResponse:
    """How one stands."""
    return JsonResponse(present.delivery_json(_delivery(call, delivery_id)))


def report_json(call: Call, delivery_id: UUID) -> HttpResponse:
    """What is wrong with which row."""
    _delivery(call, delivery_id)
    faults = [{**line, "row": int(line["row"])} for line in queries.report(call.actor, delivery_id)]
    return JsonResponse({"delivery": str(delivery_id), "faults": faults})


def report_csv(call: Call, delivery_id: UUID) -> HttpResponse:
    """The same as a table whose cells are no formulas."""
    found = _delivery(call, delivery_id)
    lines = [[line[key] for key in queries.REPORT] for line in queries.report(call.actor, delivery_id)]
    name = f"{found.contract}-{found.received_at:%Y-%m-%d}-report.csv"
    return as_download(name, "text/csv; charset=utf-8", to_csv(list(queries.REPORT), lines))


def undo(call: Call, delivery_id: UUID) -> HttpResponse:
    """Take a delivery back, wherever it stands."""
    _delivery(call, delivery_id)
    operations.withdraw(actor=call.actor, now=call.now, delivery_id=delivery_id, because=_because(call))
    return JsonResponse(present.delivery_json(_delivery(call, delivery_id)))


def description() -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(openapi())


def _delivery(call: Call, delivery_id: UUID) -> Delivery:
    """One of the agency's, of a feed that the key sends. Raises NotFound alike for hidden and absent."""
    found = queries.delivery(call.actor, delivery_id)
    if found.holder_id != call.key.agency_id or found.contract not in call.key.contracts:
        raise NotFound("delivery", delivery_id)
    return found


def _contract(call: Call, key: str) -> Contract:
    if key not in call.key.contracts:
        raise NotFound("contract", key)
    return contract_of(key)


def _not_of_key(call: Call) -> str:
    return f"This key sends {', '.join(call.key.contracts)}. Name one of these, or make a key for another feed."


def _state(said: str) -> DeliveryState | None:
    try:
        return DeliveryState(said) if said else None
    except ValueError:
        states = ", ".join(one.value for one in DeliveryState)
        raise BadInput.one(f"There is no state “{said}”. There are: {states}.", "state") from None


def _filename(said: str, contract: str) -> str:
    name = "".join(sign for sign in said.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable())
    return name or contract


def _as_of(said: str) -> datetime | None:
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
        return found if found.tzinfo else found.replace(tzinfo=LONDON)
    except ValueError:
        raise BadInput.one("“as_of” is no moment such as 2026-11-22T06:00:00Z.", "as_of") from None


def _because(call: Call) -> str:
    raw = _content(call).read(_MOST_JSON + 1)
    try:
        said = json.loads(raw) if len(raw) <= _MOST_JSON else None
    except ValueError:
        said = None
    because = said.get("because") if isinstance(said, dict) else None
    if not isinstance(because, str):
        raise BadInput.one('Send JSON such as {"because": "The wrong month was sent."}.', "because")
    return because


def _content(call: Call) -> BinaryIO:
    if call.content is None:
        raise BadInput.one("The request has no content.", "content")
    return call.content
