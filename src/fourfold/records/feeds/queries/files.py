"""The file of a delivery, for as long as it is read: where it lies, what it is, and which header is which column."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.inspecting import Options
from fourfold.engines.tabular.mapping import Columns, expected_names, map_columns
from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Sniffed
from fourfold.engines.tabular.sniffing import sniff
from fourfold.ground.kernel.clock import today
from fourfold.records.feeds.models import Delivery, DeliveryFile, RememberedMapping


@contextmanager
def file_of(delivery: Delivery) -> Iterator[Path]:
    """The delivery's file on disk, for as long as it is read. Raises Refusal where it is no longer kept."""
    pieces = DeliveryFile.objects.filter(delivery=delivery).order_by("place").values_list("content", flat=True)
    with NamedTemporaryFile(prefix="fourfold-delivery-") as file:
        size = 0
        for place in range(pieces.count()):
            size += file.write(pieces[place])
        if size != delivery.size:
            raise Refusal("The file is no longer kept.", "Send it again.")
        file.flush()
        yield Path(file.name)


def options_of(delivery: Delivery) -> Options:
    """How a delivery's file is looked at: alike whenever that is done, since its day is that of its arrival."""
    return Options(today=today(delivery.received_at), chosen=delivery.mapping, name=delivery.filename)


def headers_of(delivery: Delivery, contract: Contract, path: Path) -> tuple[Sniffed, Columns]:
    """What the file is and which header is which column, as far as that is known or was said before."""
    sniffed = sniff(path, expected_names(contract) | _names(delivery.mapping), name=delivery.filename)
    headers = list(sniffed.headers)
    if not delivery.mapping:
        remembered = RememberedMapping.objects.filter(
            holder_id=delivery.holder_id, contract=delivery.contract, header_key=header_key(headers)
        ).first()
        delivery.mapping = dict(remembered.mapping) if remembered else {}
    return sniffed, map_columns(contract, headers, delivery.mapping)


def _names(mapping: Mapping[str, str]) -> frozenset[str]:
    return frozenset(normal(header) for header in mapping)


def header_key(headers: list[str]) -> str:
    """What names a file's headers, however they are spelled."""
    return sha256("\x1f".join(normal(header) for header in headers).encode()).hexdigest()
