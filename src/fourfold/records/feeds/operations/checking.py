"""Checking a delivery: what its file is, which column is which, what would enter and what waits. None enters yet."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.findings import Fault, Held, Verdict
from fourfold.engines.tabular.inspecting import Opened
from fourfold.engines.tabular.mapping import Columns, require
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Sniffed
from fourfold.engines.tabular.volumes import volume_warnings
from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import Counts, DeliveryState, How, limit_reason
from fourfold.records.feeds.domain.entering import person_mac
from fourfold.records.feeds.domain.identifiers import Keys
from fourfold.records.feeds.models import Delivery, WaitingRow
from fourfold.records.feeds.models.deliveries import REASON
from fourfold.records.feeds.operations.deliveries import be_patient, forget_file, kept, locked, note
from fourfold.records.feeds.operations.spooling import Spool
from fourfold.records.feeds.queries.files import file_of, headers_of, options_of
from fourfold.records.feeds.queries.sealing import room_keys
from fourfold.trust.partnership.domain.roles import Standing

KEPT_OF_REFUSED = 1_000
"""Rows with faults that are kept of a refused delivery, so that its sender can mend them at the source."""
_BATCH = 1_000
_FIELDS = ("state", "reason", "mapping", "detected", "counts", "remarks", "months")


@transaction.atomic
def check(*, actor: Standing, now: datetime, delivery_id: UUID, spool: Spool | None = None) -> Delivery:
    """Read the whole file and say what becomes of it: mapping, held, entering or refused. Raises Conflict later.

    `spool`: takes what is accepted, for `enter` in the same process.
    """
    delivery = locked(actor, delivery_id, policies.Permission.CHECK)
    if delivery.state not in (DeliveryState.RECEIVED, DeliveryState.CHECKING):
        raise Conflict("This delivery has been checked already.")
    be_patient()
    try:
        with file_of(delivery) as path:
            _look(delivery, contract_of(delivery.contract), path, spool)
    except Refusal as refusal:
        WaitingRow.objects.filter(delivery=delivery).delete()
        _refuse(delivery, str(refusal))
    kept(delivery, *_FIELDS)
    if delivery.state == DeliveryState.REFUSED:
        forget_file(delivery)
    note(
        actor,
        now,
        policies.Permission.CHECK,
        delivery,
        {"state": str(delivery.state), **{key: int(value) for key, value in delivery.counts.items()}},
    )
    return delivery


def _look(delivery: Delivery, contract: Contract, path: Path, spool: Spool | None) -> None:
    sniffed, columns = headers_of(delivery, contract, path)
    delivery.detected = dict(sniffed.detected())
    if reason := _needs_a_person(delivery, contract, columns):
        delivery.state, delivery.reason = DeliveryState.MAPPING, reason[:REASON]
        return
    said = {
        match.header: match.column for match in columns.matches if columns.places.get(match.column) == match.place
    }
    delivery.mapping = {header: said.get(header, "") for header in sniffed.headers if header}
    opened = Opened(path, contract, options_of(delivery))
    keys = room_keys()
    for checked in opened.checked():
        _keep_waiting(delivery, contract, checked.held, keys)
        if spool is not None:
            spool.put(checked.rows)
    if spool is not None:
        spool.close()
    _conclude(delivery, contract, opened.verdict(), sniffed)


def _needs_a_person(delivery: Delivery, contract: Contract, columns: Columns) -> str:
    try:
        require(contract, columns)
    except Refusal as refusal:
        return str(refusal)
    if delivery.how == How.PAGE and columns.suggestions and not delivery.mapping:
        return "Some headers look like columns of the contract. Say whether they are."
    return ""


def _keep_waiting(delivery: Delivery, contract: Contract, held: tuple[Held, ...], keys: Keys) -> None:
    rows = [
        WaitingRow(
            delivery=delivery,
            row_number=one.row,
            as_sent={_storable(header): _storable(text) for header, text in one.values.items()},
            faults=[_told(fault) for fault in one.faults],
            person_mac=person_mac(contract, delivery.mapping, one.values, keys),
        )
        for one in held
    ]
    WaitingRow.objects.bulk_create(rows, batch_size=_BATCH)


def _told(fault: Fault) -> dict[str, str]:
    return {
        "column": _storable(fault.column),
        "key": fault.key,
        "value": fault.value,
        "reason": fault.reason,
        "mend": fault.mend,
    }


def _storable(text: str) -> str:
    """Without the two things that a database's text cannot hold: NUL, and halves of a sign."""
    return text.replace("\x00", "\u2400").encode("utf-8", "replace").decode()


def _conclude(delivery: Delivery, contract: Contract, verdict: Verdict, sniffed: Sniffed) -> None:
    counts = Counts(rows=verdict.accepted + verdict.held, waiting=verdict.held, blanks=verdict.blanks)
    delivery.months = {f"{month:%Y-%m}": count for month, count in verdict.months.items()}
    delivery.remarks = [
        *({"kind": "file", "column": "", "count": 0, "rows": [], "text": text} for text in sniffed.remarks),
        *(
            {"kind": one.kind, "column": one.column, "count": one.count, "rows": list(one.rows), "text": one.text}
            for one in verdict.remarks
        ),
        *(
            {"kind": "volume", "column": "", "count": warning.count, "rows": [], "text": warning.text}
            for warning in volume_warnings(verdict.months)
        ),
    ]
    if verdict.rejected is not None:
        later = WaitingRow.objects.filter(delivery=delivery).order_by("row_number")[KEPT_OF_REFUSED:]
        WaitingRow.objects.filter(pk__in=list(later.values_list("pk", flat=True))).delete()
        _refuse(delivery, verdict.rejected)
        counts = replace(counts, waiting=0)
    elif reason := limit_reason(counts.rows, _rows_before(delivery), contract.limits):
        delivery.state, delivery.reason = DeliveryState.HELD, reason
    else:
        delivery.state, delivery.reason = DeliveryState.ENTERING, ""
    delivery.counts = counts.as_json()


def _refuse(delivery: Delivery, reason: str) -> None:
    delivery.state, delivery.reason = DeliveryState.REFUSED, reason[:REASON]


def _rows_before(delivery: Delivery) -> int | None:
    """How many rows the last delivery of this feed had."""
    last = Delivery.objects.filter(
        holder_id=delivery.holder_id, contract=delivery.contract, state=DeliveryState.DELIVERED
    ).first()
    return int(last.counts.get("rows", 0)) if last else None
