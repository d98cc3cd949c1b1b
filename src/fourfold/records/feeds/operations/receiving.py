"""Taking a file in, and saying which of its headers is which column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.refusing import Refusal
from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import MOST_BYTES, DeliveryState, How, too_large
from fourfold.records.feeds.models import Delivery, DeliveryFile, RememberedMapping
from fourfold.records.feeds.operations.deliveries import kept, locked, note
from fourfold.records.feeds.queries.files import file_of, header_key, headers_of
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types

PIECE = 1024 * 1024
_NAME = 255


@dataclass(frozen=True, slots=True)
class BySystem:
    """That a file was sent by an agency's own system, with which key."""

    credential_id: UUID


class AlreadyHere(Conflict):
    """This very file has come before, as the delivery `delivery_id`. `is_over`: it has been worked off."""

    def __init__(self, message: str, delivery_id: UUID, *, is_over: bool) -> None:
        super().__init__(message)
        self.delivery_id = delivery_id
        self.is_over = is_over


@transaction.atomic
def receive(
    *,
    actor: Standing,
    now: datetime,
    holder_id: UUID,
    contract: str,
    filename: str,
    content: BinaryIO,
    how: How | BySystem,
    as_of: datetime | None = None,
) -> Delivery:
    """Keep a file of an agency, to be checked. `content`: opened for reading, and can be read twice.

    `how`: by which way it came. `as_of`: when the agency wrote it; None: now. Raises BadInput for a contract, an
    agency or a size that cannot be taken, AlreadyHere where this very file is here already.
    """
    require(
        policies.deliver(actor, holder_id=holder_id),
        policies.Permission.SEND,
        subject_kind="agency",
        subject_id=holder_id,
    )
    wanted = _contract(contract)
    _refuse_holder(actor, holder_id, wanted)
    if as_of is not None and as_of > now:
        raise BadInput.one("This is in the future. Say when your system wrote the file.", "as_of")
    digest, size = _measured(content)
    key = how.credential_id if isinstance(how, BySystem) else None
    delivery = Delivery(
        contract=wanted.key,
        contract_version=wanted.version,
        holder_id=holder_id,
        data_set=wanted.data_set,
        how=How.API if isinstance(how, BySystem) else how,
        credential_id=key,
        filename=filename[-_NAME:] or "file",
        sha256=digest,
        size=size,
        as_of=as_of or now,
        received_at=now,
        sent_by=actor.user_id,
        is_synthetic=actor.is_demonstration and not wanted.is_open,
    )
    _keep_once(delivery)
    content.seek(0)
    for place, piece in enumerate(_pieces(content)):
        DeliveryFile.objects.create(delivery=delivery, place=place, content=piece)
    note(actor, now, policies.Permission.SEND, delivery, {"bytes": size, "how": str(delivery.how), "key": key})
    return delivery


@transaction.atomic
def say_mapping(*, actor: Standing, now: datetime, delivery_id: UUID, mapping: Mapping[str, str]) -> Delivery:
    """Say which header is which column (its key, or "" for none), for this file and later ones with these headers."""
    delivery = locked(actor, delivery_id, policies.Permission.MAP)
    if delivery.state not in (DeliveryState.MAPPING, DeliveryState.RECEIVED):
        raise Conflict("The columns of this file can no longer be said: it has been checked.")
    headers = _headers(delivery)
    keys = {column.key for column in _contract(delivery.contract).columns}
    for header, key in mapping.items():
        if key and key not in keys:
            raise BadInput.one(f"There is no column “{key}” in this contract. Choose one of its columns.", header)
        if header not in headers:
            raise BadInput.one(f"The file has no header “{header}”. Reload the page.", header)
    twice = {key for key in mapping.values() if key and list(mapping.values()).count(key) > 1}
    if twice:
        raise BadInput.one(f"Two headers are said to be {', '.join(sorted(twice))}. Choose one of them.", "mapping")
    delivery.mapping = dict(mapping)
    delivery.state = DeliveryState.RECEIVED
    kept(delivery, "mapping", "state")
    RememberedMapping.objects.update_or_create(
        holder_id=delivery.holder_id,
        contract=delivery.contract,
        header_key=header_key(headers),
        defaults={"mapping": delivery.mapping, "said_by": actor.user_id, "said_at": now},
    )
    note(actor, now, policies.Permission.MAP, delivery, {"columns": len([key for key in mapping.values() if key])})
    return delivery


def _headers(delivery: Delivery) -> list[str]:
    """The headers of a file, which nothing may have read yet. Raises BadInput where it is no table."""
    if found := delivery.detected.get("columns"):
        return [str(header) for header in found]
    try:
        with file_of(delivery) as path:
            return list(headers_of(delivery, _contract(delivery.contract), path)[0].headers)
    except Refusal as refusal:
        raise BadInput.one(str(refusal), "file") from None


def _contract(key: str) -> Contract:
    try:
        return contract_of(key)
    except Refusal as refusal:
        raise BadInput.one(str(refusal), "contract") from None


def _refuse_holder(actor: Standing, holder_id: UUID, contract: Contract) -> None:
    name, kind = agency_types(actor, [holder_id]).get(holder_id, ("This agency", ""))
    if not {sector.value for sector in sectors_of(kind)} & set(contract.owners):
        raise BadInput.one(f"{name} is not an agency that sends {contract.title}. Choose another feed.", "contract")
    if contract.is_open:
        return
    with connection.cursor() as cursor:
        cursor.execute("select catalogue_is_live(%s, %s)", [holder_id, contract.data_set])
        is_live = bool(cursor.fetchone()[0])
    if not is_live:
        raise BadInput.one(
            f"{contract.title} is not live for {name}. It goes live with an approved data protection impact "
            "assessment and an equality assessment.",
            "contract",
        )


def _measured(content: BinaryIO) -> tuple[str, int]:
    digest, size = sha256(), 0
    for piece in _pieces(content):
        digest.update(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise BadInput.one(too_large(), "file")
    if not size:
        raise BadInput.one("The file is empty. Send the file that holds the rows.", "file")
    return digest.hexdigest(), size


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


def _keep_once(delivery: Delivery) -> None:
    same = Delivery.objects.filter(
        holder_id=delivery.holder_id, contract=delivery.contract, sha256=delivery.sha256
    ).exclude(state__in=[DeliveryState.REFUSED, DeliveryState.UNDONE])
    earlier = same.first()
    if earlier is None:
        try:
            with transaction.atomic():
                delivery.save(force_insert=True)
        except IntegrityError:
            earlier = same.first()
            if earlier is None:
                raise
    if earlier is not None:
        raise AlreadyHere(
            f"This very file came on {show_moment(earlier.received_at)}, and is not taken again. "
            "To deliver it anew, undo that delivery first.",
            earlier.pk,
            is_over=DeliveryState(earlier.state).is_over,
        )
