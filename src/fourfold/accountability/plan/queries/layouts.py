"""How tables of other layouts are read: what coordinators said before, and what a draft's document holds."""

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.reading.columns import Column
from fourfold.accountability.plan.domain.reading.layouts import Chosen
from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.accountability.plan.models import Plan, Revision, TableLayout
from fourfold.trust.partnership.domain.roles import Standing

MOST_REMEMBERED = 500
"""How many layouts are looked through, the newest first."""


def remembered_layouts(actor: Standing) -> Chosen:
    """What coordinators said of layouts. Words of strands and statuses hold for every layout; the newest wins."""
    if not policies.coordinate(actor):
        return Chosen()
    newest = list(TableLayout.objects.order_by("-changed_at")[:MOST_REMEMBERED])
    columns: dict[str, tuple[Column, ...]] = {}
    strands: dict[str, StrandKind] = {}
    statuses: dict[str, Status] = {}
    for layout in reversed(newest):
        columns[layout.fingerprint] = tuple(Column(name) for name in layout.columns)
        strands |= {words: StrandKind(kind) for words, kind in layout.strands.items()}
        statuses |= {words: Status(status) for words, status in layout.statuses.items()}
    return Chosen(columns, strands, statuses)


def edits_since_import(plan: Plan) -> int:
    """How many edits the actions of a draft already fetched have had: reading its document anew would undo them."""
    return Revision.objects.filter(plan=plan).count()
