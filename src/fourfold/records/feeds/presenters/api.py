"""Deliveries and contracts as the API tells of them (`domain/api_schemas.py`)."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Contract
from fourfold.records.feeds.domain.deliveries import Counts, DeliveryState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.presenters.deliveries import is_taken_back
from fourfold.records.feeds.presenters.progress import progress_of


def absolute(name: str, *arguments: object) -> str:
    """The whole address of a page or a call."""
    return urljoin(f"{settings.PUBLIC_ADDRESS}/", reverse(name, args=arguments))


def delivery_link(delivery_id: UUID) -> str:
    """Where a delivery is asked for."""
    return absolute("feeds:api-delivery", delivery_id)


def problem_page(kind: str) -> str:
    """Where a kind of refusal is explained."""
    return f"{absolute('feeds:api-page')}#{kind}"


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    """One delivery."""
    return {
        "id": str(delivery.pk),
        "contract": delivery.contract,
        "contract_version": delivery.contract_version,
        "agency": {"id": str(delivery.holder_id), "name": delivery.holder.name},
        "state": str(delivery.state),
        "is_over": DeliveryState(delivery.state).is_over,
        "says": _says(delivery),
        "reason": delivery.reason,
        "sent_by": str(delivery.how),
        "received_at": delivery.received_at.isoformat(),
        "as_of": delivery.as_of.isoformat(),
        "delivered_at": delivery.delivered_at.isoformat() if delivery.delivered_at else None,
        "undone_at": delivery.undone_at.isoformat() if delivery.undone_at else None,
        "file": {"name": delivery.filename, "bytes": delivery.size, "sha256": delivery.sha256},
        "percent": 100 if DeliveryState(delivery.state).is_over else progress_of(delivery).percent,
        "counts": Counts().as_json() | delivery.counts,
        "remarks": delivery.remarks,
        "months": delivery.months,
        "links": {
            "self": delivery_link(delivery.pk),
            "page": absolute("feeds:delivery", delivery.pk),
            "report": absolute("feeds:api-report-json", delivery.pk),
            "report_csv": absolute("feeds:api-report-csv", delivery.pk),
            "undo": absolute("feeds:api-undo", delivery.pk),
        },
    }


def _says(delivery: Delivery) -> str:
    if is_taken_back(delivery):
        return _("Taken back: none of its rows is seen.")
    waiting = delivery.counts.get("waiting", 0)
    return {
        DeliveryState.RECEIVED: _("Received. It is checked as soon as the worker comes to it."),
        DeliveryState.MAPPING: _("A person of your agency says on its page which header is which column."),
        DeliveryState.CHECKING: _("Its rows are being checked."),
        DeliveryState.HELD: _("A person of your agency looks at it on its page, and lets it enter or refuses it."),
        DeliveryState.ENTERING: _("Its rows are entering. They are seen once all of them are in."),
        DeliveryState.DELIVERED: _("Delivered. Some rows wait to be mended: the report says which, and how.")
        if waiting
        else _("Delivered."),
        DeliveryState.REFUSED: _("Refused: none of its rows entered. Mend the file at the source and send it again."),
        DeliveryState.UNDONE: _("Undone: what it brought is no longer seen."),
    }[DeliveryState(delivery.state)]


def contract_line(contract: Contract) -> dict[str, Any]:
    """A contract in the list."""
    return _about(contract) | {"link": absolute("feeds:api-contract", contract.key)}


def contract_json(contract: Contract) -> dict[str, Any]:
    """What a file of one feed must look like."""
    return _about(contract) | {
        "since": contract.since.isoformat(),
        "source": contract.source_url,
        "columns": [
            {
                "key": one.key,
                "label": one.label,
                "text": one.text,
                "kind": str(one.kind),
                "is_required": one.required,
                "aliases": list(one.aliases),
                "codes": dict(one.codes),
            }
            for one in contract.columns
        ],
        "rules": [{"says": one.says, "mend": one.mend, "severity": str(one.severity)} for one in contract.checks],
        "page": absolute("feeds:contract", contract.key),
    }


def _about(contract: Contract) -> dict[str, Any]:
    return {
        "key": contract.key,
        "version": contract.version,
        "title": contract.title,
        "text": contract.text,
        "frequency": str(contract.frequency),
    }
