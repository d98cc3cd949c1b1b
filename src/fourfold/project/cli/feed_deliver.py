"""`fourfold feed deliver`: a file of one's own agency, from its arrival to its end, in the foreground."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fourfold.ground.kernel.clock import LONDON, now
from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli.acting import Email, stop, working

if TYPE_CHECKING:
    from fourfold.ground.kernel.actors import Actor
    from fourfold.records.feeds.domain.deliveries import How
    from fourfold.records.feeds.models import Delivery
    from fourfold.trust.partnership.domain.roles import Standing

ALL_IN, SOME_WAIT, NOT_IN = 0, 1, 2
MISSING = "There is no such delivery."


def deliver_command(
    contract: Annotated[str, typer.Argument(help="A contract's key (`fourfold feed contracts`).")],
    file: Annotated[Path, typer.Argument(help="CSV, TSV, Excel, JSON Lines or Parquet; text may be packed (.gz).")],
    email: Email = "",
    agency: Annotated[str, typer.Option(help="The agency's key, where the account works in several.")] = "",
    as_of: Annotated[datetime | None, typer.Option(help="When your system wrote the file; without it: now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of it as JSON.")] = False,
) -> None:
    """Deliver a file of your agency: good rows enter, bad rows wait to be mended, and no row enters twice.

    Interrupted, it is taken up again by the same command. Exits with 0 where every row is in, with 1 where some wait,
    with 2 where the file is refused, held, or needs a person to say its columns.
    """
    from fourfold.records.feeds.domain.deliveries import How

    with working(email, missing=MISSING) as actor:
        if not file.is_file():
            stop(f"{file} cannot be opened. Check its name and folder.", NOT_IN)
        written = as_of.replace(tzinfo=LONDON) if as_of and as_of.tzinfo is None else as_of
        delivery = carried(actor, contract, file, How.COMMAND, agency=agency, as_of=written)
        typer.echo(json.dumps(told(delivery), indent=2) if as_json else "\n".join(sentences(delivery)))
        raise typer.Exit(status_of(delivery))


def carried(
    actor: "Actor", contract: str, file: Path, how: "How", *, agency: str = "", as_of: datetime | None = None
) -> "Delivery":
    """Receive and work off a file; one that was interrupted is taken up again. Raises Conflict for one that is in."""
    from fourfold.records.feeds.operations import AlreadyHere, work_off

    try:
        delivery_id = _received(actor, contract, file, how, agency=agency, as_of=as_of)
    except AlreadyHere as here:
        if here.is_over:
            raise
        delivery_id = here.delivery_id
    return work_off(delivery_id, actor)


def _received(actor: "Actor", contract: str, file: Path, how: "How", *, agency: str, as_of: datetime | None) -> UUID:
    from fourfold.ground.postgres.context import acting_as
    from fourfold.records.feeds.operations import receive
    from fourfold.trust.partnership.queries import standing_of

    with file.open("rb") as content, acting_as(actor):
        standing = standing_of(actor)
        return receive(
            actor=standing,
            now=now(),
            holder_id=_holder(standing, contract, agency),
            contract=contract,
            filename=file.name,
            content=content,
            how=how,
            as_of=as_of,
        ).pk


def _holder(standing: "Standing", contract: str, agency: str) -> UUID:
    """The agency whose file it is: the one that is named, or the only one of the account's that sends such files."""
    from fourfold.engines.tabular.refusing import Refusal
    from fourfold.records.feeds.domain.contracts import contract as contract_of
    from fourfold.trust.catalogue.domain.sectors import sectors_of
    from fourfold.trust.partnership.queries import agency_ids_by_key, agency_types

    if agency:
        found = agency_ids_by_key().get(agency)
        if found is None:
            raise BadInput.one(f"There is no agency “{agency}”. Use its key in the register.", "agency")
        return found
    try:
        owners = set(contract_of(contract).owners)
    except Refusal as refusal:
        raise BadInput.one(str(refusal), "contract") from None
    mine = {role.agency_id for role in standing.roles}
    kinds = agency_types(standing, mine)
    senders = [one for one in mine if owners & {sector.value for sector in sectors_of(kinds[one][1])}]
    if len(senders or mine) != 1:
        raise BadInput.one("Say for which agency this is, with --agency and its key.", "agency")
    return (senders or list(mine))[0]


def status_of(delivery: "Delivery") -> int:
    """The exit status for what became of a delivery."""
    from fourfold.records.feeds.domain.deliveries import DeliveryState

    if delivery.state != DeliveryState.DELIVERED:
        return NOT_IN
    return SOME_WAIT if delivery.counts.get("waiting") else ALL_IN


def told(delivery: "Delivery") -> dict[str, object]:
    """What became of a delivery, as JSON."""
    return {
        "delivery": str(delivery.pk),
        "state": str(delivery.state),
        "reason": delivery.reason,
        "counts": delivery.counts,
        "detected": delivery.detected,
        "remarks": delivery.remarks,
    }


def sentences(delivery: "Delivery") -> Iterator[str]:
    """What became of a delivery, for people."""
    from fourfold.records.feeds.domain.deliveries import DeliveryState

    counts = {"rows": 0, "entered": 0, "already_here": 0, "corrected": 0, "late": 0, "waiting": 0, **delivery.counts}
    yield f"Delivery {delivery.pk} under {delivery.contract}, version {delivery.contract_version}: {delivery.state}."
    if delivery.reason and delivery.state != DeliveryState.DELIVERED:
        yield delivery.reason
    if delivery.state == DeliveryState.HELD:
        yield "A person of your agency looks at it in Fourfold, and lets it enter or refuses it."
    if delivery.state == DeliveryState.MAPPING:
        yield "A person of your agency says in Fourfold which header is which column. It is remembered."
    if delivery.state == DeliveryState.DELIVERED:
        yield (
            f"{counts['rows']:,} rows: {counts['entered']:,} entered, {counts['already_here']:,} were here already, "
            f"{counts['waiting']:,} wait to be mended. {counts['corrected']:,} earlier rows were corrected, "
            f"{counts['late']:,} stand behind newer ones."
        )
    for remark in delivery.remarks:
        where = f"{remark['column']}: " if remark["column"] else ""
        yield f"Note: {where}{remark['text']}" + (f" ({remark['count']:,} rows)" if remark["rows"] else "")
