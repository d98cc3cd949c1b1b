"""How far a delivery is."""

from django.utils.translation import gettext as _

from fourfold.ground.web.progress import Progress
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.presenters.deliveries import is_under_way


def progress_of(delivery: Delivery) -> Progress:
    """How far it is."""
    if delivery.state != DeliveryState.ENTERING:
        return Progress(is_under_way(delivery), _("Checking the rows."), _("None has entered yet."), None)
    rows = delivery.counts.get("rows", 0) - delivery.counts.get("waiting", 0)
    done = min(rows, delivery.counts.get("entered", 0) + delivery.counts.get("already_here", 0))
    return Progress(
        is_under_way(delivery),
        _("Taking the rows in."),
        _("%(done)s of %(rows)s rows. They are seen once all of them are in.")
        % {"done": f"{done:,}", "rows": f"{rows:,}"},
        round(100 * done / rows) if rows else 0,
    )
