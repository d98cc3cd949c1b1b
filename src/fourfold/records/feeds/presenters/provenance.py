"""Where a record comes from: the agency, the delivery, the row and the time. Shown to those who see the record."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.web.wording import lower_first
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.models import Record
from fourfold.trust.partnership.domain.roles import Standing


def provenance_of(actor: Standing, record: Record) -> list[dict[str, Any]]:
    """Row by row. The holder's own people are led to the delivery, which nobody else sees."""
    said: list[dict[str, Any]] = [
        {"key": _("Agency"), "value": record.holder.name},
        {"key": _("Came in"), "value": show_moment(record.recorded_at)},
    ]
    if record.delivery_id is None:
        return said
    row: dict[str, Any] = {
        "key": _("File"),
        "value": _("Row %(number)s of a file of %(feed)s")
        % {"number": f"{record.row_number:,}", "feed": lower_first(contract_of(record.contract).title)},
    }
    if policies.deliver(actor, holder_id=record.holder_id):
        row |= {
            "href": reverse("feeds:delivery", args=[record.delivery_id]),
            "action": _("See the delivery"),
            "hidden": _("that this record came in"),
        }
    return [*said, row]
