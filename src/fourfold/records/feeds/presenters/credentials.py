"""Keys of agencies' systems as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.credentials import fingerprint
from fourfold.records.feeds.models import Credential
from fourfold.records.feeds.presenters.deliveries import State

SOON = timedelta(days=30)
"""So long before its last day a key is shown as ending."""


@dataclass(frozen=True, slots=True)
class Row:
    """A key in the list."""

    name: str
    href: str
    agency: str
    feeds: str
    state: State
    last_used: str


def state_of(key: Credential, at: datetime) -> State:
    """Whether it may be used, in words."""
    if key.ended_at:
        return State("not-started", _("Ended"))
    if key.until <= at:
        return State("off-track", _("Its last day is over"))
    last = show_date(key.until - timedelta(minutes=1))
    if key.until - at < SOON:
        return State("at-risk", _("Ends on %(day)s") % {"day": last})
    return State("complete", _("Until %(day)s") % {"day": last})


def row_of(key: Credential, at: datetime) -> Row:
    """A line of the list."""
    return Row(
        name=key.name,
        href=reverse("feeds:credential", args=[key.pk]),
        agency=key.agency.name,
        feeds=_feeds(key),
        state=state_of(key, at),
        last_used=show_moment(key.last_used_at) or _("Never"),
    )


def bar_of(key: Credential, at: datetime) -> dict[str, Any]:
    """The identity bar."""
    state = state_of(key, at)
    return {
        "name": key.name,
        "reference": _("Key of a system"),
        "state": state.shape,
        "state_label": state.label,
        "items": [
            {"label": _("Agency"), "value": key.agency.name},
            {"label": _("Last used"), "value": show_moment(key.last_used_at) or _("Never")},
            {"label": _("Calls"), "value": f"{key.calls:,}"},
        ],
    }


def about(key: Credential, names: Mapping[UUID, str]) -> list[dict[str, Any] | None]:
    """What it is and who made or ended it, row by row."""
    return [
        {"key": _("Key id (keyid)"), "value": str(key.pk)},
        {"key": _("Sends"), "value": _feeds(key)},
        {"key": _("Made"), "value": _act(key.made_at, key.made_by, names)},
        {"key": _("Acts as"), "value": _who(key.made_by, names)},
        {"key": _("Public key begins with"), "value": fingerprint(bytes(key.public_key))},
        {"key": _("Ended"), "value": _act(key.ended_at, key.ended_by, names)} if key.ended_at else None,
    ]


def _feeds(key: Credential) -> str:
    return ", ".join(contract_of(one).title for one in key.contracts)


def _act(when: datetime, who: UUID | None, names: Mapping[UUID, str]) -> str:
    return _("%(when)s, by %(who)s") % {"when": show_moment(when), "who": _who(who, names)}


def _who(user_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(user_id, _("somebody who is not in the directory")) if user_id else ""
