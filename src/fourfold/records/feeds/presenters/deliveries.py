"""Deliveries as pages show them: in a list, and one by itself with what became of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import show_moment
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState, How
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.wording import state_label

_SHAPES = {
    DeliveryState.MAPPING: "at-risk",
    DeliveryState.HELD: "at-risk",
    DeliveryState.DELIVERED: "complete",
    DeliveryState.REFUSED: "off-track",
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a delivery stands, as a status with its shape."""

    shape: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery in the list."""

    title: str
    href: str
    filename: str
    when: str
    holder: str
    state: State
    rows: str
    waiting: str


def waits_for_sender(delivery: Delivery) -> bool:
    """Whether its sender has not said yet that the columns are right: nothing is done with it before."""
    if delivery.state == DeliveryState.MAPPING:
        return True
    return delivery.state == DeliveryState.RECEIVED and delivery.how == How.PAGE and not delivery.mapping


def is_under_way(delivery: Delivery) -> bool:
    """Whether a worker has it, or will."""
    busy = (DeliveryState.RECEIVED, DeliveryState.CHECKING, DeliveryState.ENTERING)
    return delivery.state in busy and not waits_for_sender(delivery)


def is_taken_back(delivery: Delivery) -> bool:
    """Whether a person took it back before its rows were seen, where else its contract refused it."""
    return delivery.state == DeliveryState.REFUSED and delivery.decided_at is not None


def state_of(delivery: Delivery) -> State:
    """The state in words, and that rows wait."""
    if waits_for_sender(delivery):
        return State("at-risk", _("Columns to be said"))
    if is_taken_back(delivery):
        return State("not-started", _("Taken back"))
    waiting = delivery.counts.get("waiting", 0)
    if delivery.state == DeliveryState.DELIVERED and waiting:
        return State(
            "at-risk",
            ngettext("Delivered, %(count)s row waits", "Delivered, %(count)s rows wait", waiting)
            % {"count": f"{waiting:,}"},
        )
    return State(_SHAPES.get(DeliveryState(delivery.state), "not-started"), state_label(delivery.state))


def row_of(delivery: Delivery) -> Row:
    """A line of the list."""
    counts = delivery.counts
    return Row(
        title=contract_of(delivery.contract).title,
        href=reverse("feeds:delivery", args=[delivery.pk]),
        filename=delivery.filename,
        when=show_moment(delivery.received_at),
        holder=delivery.holder.name,
        state=state_of(delivery),
        rows=f"{counts.get('rows', 0):,}" if counts else "–",
        waiting=f"{counts.get('waiting', 0):,}" if counts else "–",
    )


def bar_of(delivery: Delivery, names: Mapping[UUID, str]) -> dict[str, Any]:
    """The identity bar."""
    state = state_of(delivery)
    return {
        "name": contract_of(delivery.contract).title,
        "reference": delivery.filename,
        "state": state.shape,
        "state_label": state.label,
        "items": [
            {"label": _("Agency"), "value": delivery.holder.name},
            {
                "label": _("Received"),
                "value": show_moment(delivery.received_at),
                "note": _("by %(name)s") % {"name": _who(delivery.sent_by, names)},
            },
            {"label": _("Rows"), "value": f"{delivery.counts['rows']:,}"} if delivery.counts else None,
        ],
    }


def outcome(delivery: Delivery) -> list[str]:
    """What became of the rows, in sentences; none before they were checked."""
    counts = delivery.counts
    if not counts or not counts.get("rows"):
        return []
    said = [
        (counts.get("entered", 0), _("%(count)s row is new here."), _("%(count)s rows are new here.")),
        (
            counts.get("already_here", 0),
            _("%(count)s row was here already, from an earlier delivery; it is not taken twice."),
            _("%(count)s rows were here already, from earlier deliveries; they are not taken twice."),
        ),
        (
            counts.get("corrected", 0),
            _("%(count)s row corrects an earlier one, which is kept and no longer shown."),
            _("%(count)s rows correct earlier ones, which are kept and no longer shown."),
        ),
        (
            counts.get("late", 0),
            _("%(count)s row is older than what is here, and stands behind it."),
            _("%(count)s rows are older than what is here, and stand behind it."),
        ),
        (
            counts.get("waiting", 0),
            _("%(count)s row waits until somebody mends or drops it."),
            _("%(count)s rows wait until somebody mends or drops them."),
        ),
        (
            counts.get("blanks", 0),
            _("%(count)s row is blank and left out."),
            _("%(count)s rows are blank and left out."),
        ),
    ]
    return [(one if count == 1 else many) % {"count": f"{count:,}"} for count, one, many in said if count]


def remarks(delivery: Delivery) -> list[str]:
    """What was noticed and keeps no row out. What is said of months stands with the months."""
    return [_remark(one) for one in delivery.remarks if one["kind"] != "volume"]


def _remark(one: Mapping[str, Any]) -> str:
    where = f"{one['column']}: " if one["column"] else ""
    text = f"{where}{one['text']}"
    sentence = text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
    if not one["rows"]:
        return sentence
    rows = ngettext("%(count)s row", "%(count)s rows", one["count"]) % {"count": f"{one['count']:,}"}
    first = _("the first is row %(row)s") % {"row": f"{one['rows'][0]:,}"}
    return f"{sentence} ({rows}, {first})" if one["count"] > 1 else f"{sentence} (row {one['rows'][0]:,})"


def about(delivery: Delivery, contract: Contract, names: Mapping[UUID, str]) -> list[dict[str, Any] | None]:
    """What the file is and who decided what, row by row."""
    return [
        {
            "key": _("Contract"),
            "value": _("%(title)s, version %(version)s")
            % {"title": contract.title, "version": delivery.contract_version},
            "href": reverse("feeds:contract", args=[contract.key]),
            "action": _("Read"),
        },
        {"key": _("File"), "value": f"{delivery.filename} ({filesizeformat(delivery.size)})"},
        {"key": _("Read as"), "value": _detected(delivery)} if delivery.detected else None,
        {"key": _("Sent"), "value": _sent(delivery, names)},
        {"key": _("Key id"), "value": str(delivery.credential_id)} if delivery.credential_id else None,
        _decision(delivery, names),
        {"key": _("Delivered"), "value": show_moment(delivery.delivered_at)} if delivery.delivered_at else None,
        _undone(delivery, names),
        {"key": _("Fingerprint (SHA-256)"), "value": delivery.sha256[:16] + "…"},
    ]


def _detected(delivery: Delivery) -> str:
    found = delivery.detected
    sheet = _("sheet “%(name)s”") % {"name": found["sheet"]} if found.get("sheet") else ""
    header = _("header in row %(row)s") % {"row": found["header_row"]} if found.get("header_row") else ""
    delimiter = _("separated by %(sign)s") % {"sign": found["delimiter"]} if found.get("delimiter") else ""
    parts = [found.get("form", ""), found.get("packed", ""), found.get("encoding", ""), delimiter, sheet, header]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _sent(delivery: Delivery, names: Mapping[UUID, str]) -> str:
    way = {
        How.PAGE: _("through this service"),
        How.COMMAND: _("by the command line"),
        How.FOLDER: _("through the watched folder"),
        How.API: _("by the agency’s system"),
    }[How(delivery.how)]
    return _("%(when)s %(way)s, by %(who)s") % {
        "when": show_moment(delivery.received_at),
        "way": way,
        "who": _who(delivery.sent_by, names),
    }


def _decision(delivery: Delivery, names: Mapping[UUID, str]) -> dict[str, Any] | None:
    if not delivery.decided_at:
        return None
    key = _("Taken back") if is_taken_back(delivery) else _("Let in")
    return {"key": key, "value": _act(delivery.decided_at, delivery.decided_by, delivery.decided_because, names)}


def _undone(delivery: Delivery, names: Mapping[UUID, str]) -> dict[str, Any] | None:
    if not delivery.undone_at:
        return None
    return {
        "key": _("Undone"),
        "value": _act(delivery.undone_at, delivery.undone_by, delivery.undone_because, names),
    }


def _act(when: Any, who: UUID | None, why: str, names: Mapping[UUID, str]) -> str:
    return _("%(when)s, by %(who)s: %(why)s") % {"when": show_moment(when), "who": _who(who, names), "why": why}


def _who(user_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(user_id, _("somebody who is not in the directory")) if user_id else _("the installation")


def list_sentence(contract: str, state: str, holder: str) -> str:
    """What the list shows: `of missing episodes, refused`."""
    parts = []
    if contract:
        parts.append(_("of %(title)s") % {"title": contract_of(contract).title})
    if state:
        parts.append(state_label(state).lower())
    if holder:
        parts.append(_("for %(holder)s") % {"holder": holder})
    return ", ".join(parts)
