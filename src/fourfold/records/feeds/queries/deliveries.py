"""Deliveries of the actor's own agencies, the rows that wait in them, and what their sender is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.mapping import Columns
from fourfold.engines.tabular.sniffing import read
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contracts as all_contracts
from fourfold.records.feeds.domain.deliveries import DeliveryState, WaitingState
from fourfold.records.feeds.models import Delivery, WaitingRow
from fourfold.records.feeds.queries.files import file_of, headers_of
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import Standing

REPORT = ("row", "column", "value", "reason", "mend", "state")
"""The columns of a report."""
_PREVIEW = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file, and which header is which column so far. `rows`: texts in the order of `headers`.

    `numbers`: of the rows, as the file counts them.
    """

    headers: tuple[str, ...]
    numbers: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns


def contracts() -> tuple[Contract, ...]:
    """Every feed type that there is."""
    return all_contracts()


def deliveries(
    actor: Standing, *, holder: UUID | None = None, contract: str = "", state: DeliveryState | None = None
) -> "QuerySet[Delivery]":
    """The deliveries of the actor's agencies, newest first; a page of them is a slice. Nobody else's."""
    found = Delivery.objects.filter(holder_id__in=_senders(actor)).select_related("holder")
    if holder:
        found = found.filter(holder_id=holder)
    if contract:
        found = found.filter(contract=contract)
    if state:
        found = found.filter(state=state)
    return found.order_by("-received_at", "-pk")


def delivery(actor: Standing, delivery_id: UUID) -> Delivery:
    """One delivery. Raises NotFound alike for hidden and absent."""
    found = deliveries(actor).filter(pk=delivery_id).first()
    if found is None:
        raise NotFound("delivery", delivery_id)
    return found


def waiting_count(actor: Standing, delivery_id: UUID) -> int:
    """How many rows of a delivery wait now, for who looks after it. Reads none of them."""
    return _rows(delivery(actor, delivery_id)).filter(state=WaitingState.WAITING).count()


def next_waiting(actor: Standing, delivery_id: UUID, after: int) -> UUID | None:
    """The next row that waits after a row's number, else the first that does; None when none is left. Reads none."""
    others = _rows(delivery(actor, delivery_id)).filter(state=WaitingState.WAITING).exclude(row_number=after)
    before = ExpressionWrapper(Q(row_number__lt=after), output_field=BooleanField())
    return others.order_by(before, "row_number").values_list("pk", flat=True).first()


@transaction.atomic
def waiting_rows(actor: Standing, delivery_id: UUID, window: slice = slice(0, 25)) -> list[WaitingRow]:
    """Rows of a delivery that wait, in the order of the file, a page of them. Written down with each row's number."""
    found = delivery(actor, delivery_id)
    _require(actor, found)
    rows = list(_rows(found).filter(state=WaitingState.WAITING)[window])
    _read(actor, found, rows)
    return rows


@transaction.atomic
def waiting_row(actor: Standing, row_id: UUID) -> WaitingRow:
    """One row that waits or waited. Raises NotFound alike for hidden and absent."""
    row = WaitingRow.objects.select_related("delivery").filter(pk=row_id).first()
    if row is None:
        raise NotFound("waiting-row", row_id)
    found = delivery(actor, row.delivery_id)
    _require(actor, found)
    _read(actor, found, [row])
    return row


@transaction.atomic
def report(actor: Standing, delivery_id: UUID) -> list[dict[str, str]]:
    """What is wrong with which row and how to mend it, for the download: a line a fault, keys as in `REPORT`."""
    found = delivery(actor, delivery_id)
    _require(actor, found)
    rows = list(_rows(found))
    _read(actor, found, rows)
    return [line for row in rows for line in _lines(row)]


@transaction.atomic
def preview(actor: Standing, delivery_id: UUID) -> Preview:
    """The first rows of a delivery whose file is still kept. Raises NotFound, or Refusal where it is no table."""
    found = delivery(actor, delivery_id)
    _require(actor, found)
    with file_of(found) as path:
        sniffed, columns = headers_of(found, contract_of(found.contract), path)
        first = next(iter(read(path, sniffed, _PREVIEW)), None)
    rows = tuple(tuple(row.cells) for row in first.rows) if first else ()
    _note(actor, found, {"rows": len(rows)})
    return Preview(sniffed.headers, tuple(row.number for row in first.rows) if first else (), rows, columns)


def _senders(actor: Standing) -> set[UUID]:
    return {role.agency_id for role in actor.roles}


def _rows(found: Delivery) -> "QuerySet[WaitingRow]":
    return WaitingRow.objects.filter(delivery=found).order_by("row_number")


def _read(actor: Standing, found: Delivery, rows: list[WaitingRow]) -> None:
    """Every reading of what people's rows say is written down."""
    if rows:
        _note(actor, found, {"count": len(rows), "rows": [row.row_number for row in rows[:1_000]]})


def _require(actor: Standing, found: Delivery) -> None:
    require(
        policies.handle(actor, holder_id=found.holder_id, sent_by=found.sent_by),
        policies.Permission.READ_WAITING,
        subject_kind="delivery",
        subject_id=found.pk,
    )


def _note(actor: Standing, found: Delivery, detail: Mapping[str, object]) -> None:
    write_down(
        actor=actor.actor,
        now=now(),
        permission=policies.Permission.READ_WAITING,
        subject_kind="delivery",
        subject_id=found.pk,
        outcome=Outcome.READ,
        detail=detail,
    )


def _lines(row: WaitingRow) -> Iterator[dict[str, str]]:
    for fault in row.faults:
        yield {
            "row": str(row.row_number),
            "column": fault["column"],
            "value": fault["value"],
            "reason": fault["reason"],
            "mend": fault["mend"],
            "state": row.state,
        }
