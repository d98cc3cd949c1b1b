"""One version as its pages show it: identity, tabs, parties, schedule, what may be done."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.beside import Beside
from fourfold.trust.agreements.domain.canonical import short
from fourfold.trust.agreements.domain.life import BINDING, Condition, EventKind, condition, roles_needed
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Terms
from fourfold.trust.agreements.models import Event, Party, Signature, Version
from fourfold.trust.agreements.paper.phrases import KINDS, TIERS, people
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.policies import VersionFacts
from fourfold.trust.partnership.domain.roles import RoleKind, Standing

_STATUS = {
    Condition.IN_FORCE: "on-track",
    Condition.REVIEW_DUE: "at-risk",
    Condition.SUSPENDED: "off-track",
    Condition.EXPIRED: "off-track",
}
TABS = (("agreements:version", "Overview"), ("agreements:clauses", "Clauses"), ("agreements:history", "History"))


def stands(version: Version, on: date) -> Condition:
    """Where a version stands on a day."""
    return condition(State(version.state), version.starts_on, version.ends_on, version.review_on, on=on)


def identity(version: Version, on: date) -> dict[str, Any]:
    """The bar above every page of a version."""
    where = stands(version, on)
    return {
        "name": version.title,
        "reference": f"{version.agreement.reference}, " + _("version %(number)s") % {"number": version.number},
        "state": _STATUS.get(where, "not-started"),
        "state_label": where.label,
        "items": [
            {"label": _("Kind"), "value": KINDS[AgreementKind(version.agreement.kind)]},
            {"label": _("In force"), "value": period(version)},
            {"label": _("Reviewed by"), "value": show_date(version.review_on) or _("not said")},
        ],
    }


def period(version: Version) -> str:
    """`1 May 2026 to 30 April 2027`: the last day is shown, not the first without it."""
    if version.starts_on is None:
        return _("not said")
    if version.ends_on is None:
        return _("from %(day)s") % {"day": show_date(version.starts_on)}
    last = date.fromordinal(version.ends_on.toordinal() - 1)
    return f"{show_date(version.starts_on)} {_('to')} {show_date(last)}"


def tabs(version: Version, here: str, comments: int) -> list[dict[str, Any]]:
    """The parts of a version."""
    items = [
        {"text": _(text), "href": reverse(name, args=[version.pk]), "active": name == here} for name, text in TABS
    ]
    talk = {
        "text": _("Comments"),
        "href": reverse("agreements:comments", args=[version.pk]),
        "active": here == "agreements:comments",
        "count": comments,
    }
    return [*items[:2], talk, *items[2:]]


def crumbs(version: Version) -> list[dict[str, str]]:
    """Where a page of a version stands."""
    return [
        {"text": _("Agreements"), "href": reverse("agreements:agreements")},
        {"text": version.title, "href": reverse("agreements:version", args=[version.pk])},
    ]


def party_line(actor: Standing, version: Version, party: Party) -> dict[str, Any]:
    """A party: who signed, what is missing, what the actor may do for it."""
    signatures: Sequence[Signature] = getattr(party, "valid", ())
    counted = [one for one in signatures if one.hash == version.text_hash]
    signed = {RoleKind(one.role) for one in counted}
    needed, is_collective = roles_needed(AgreementKind(version.agreement.kind)), party.agency.is_collective
    missing = [] if is_collective else [roles for roles in needed if not roles & signed]
    state, may = State(version.state), []
    if state is State.SIGNING and any(policies.sign(actor, party.agency_id, needed=one) for one in missing):
        may.append((_("Sign"), reverse("agreements:sign", args=[version.pk, party.pk])))
    if state in BINDING and party.withdrawn_at is None and not is_collective:
        may += _closing(actor, version, party)
    return {
        "name": party.named,
        "others": list(party.on_behalf_names),
        "joined": party.acceded,
        "is_open": is_collective,
        "signed": [f"{one.person.name}, {RoleKind(one.role).label.lower()}, {show_date(one.at)}" for one in counted],
        "missing": [_role(one) for one in missing] if state is State.SIGNING else [],
        "suspended": show_date(party.suspended_at),
        "left": show_date(party.withdrawn_at),
        "may": may,
        "remove": reverse("agreements:party-remove", args=[version.pk, party.pk]),
    }


def _role(needed: Iterable[RoleKind]) -> str:
    return next(kind for kind in RoleKind if kind in set(needed)).label.lower()


def _closing(actor: Standing, version: Version, party: Party) -> list[tuple[str, str]]:
    may = []
    if policies.suspend(actor, party.agency_id):
        name, text = ("suspend", _("Suspend")) if party.suspended_at is None else ("resume", _("Resume"))
        may.append((text, reverse(f"agreements:{name}", args=[version.pk, party.pk])))
    if policies.withdraw(actor, party.agency_id):
        may.append((_("Leave"), reverse("agreements:leave", args=[version.pk, party.pk])))
    return may


def schedule(terms: Terms, words: Words, version: Version) -> list[dict[str, Any]]:
    """The lines of the schedule as rows of a table."""
    said = words.naming(terms)
    return [
        {
            "number": line.number,
            "href": reverse("agreements:line-edit", args=[version.pk, line.number]),
            "data_set": said.data_set(line.data_set),
            "fields": ", ".join(said.fields(line)) or _("none yet"),
            "about": people(line.subject_kinds, line.subject_roles),
            "givers": said.agencies(line.provider_ids) or _("nobody yet"),
            "getters": said.agencies(line.recipient_ids) or _("nobody yet"),
            "purpose": said.purpose(line.purpose),
            "gateway": said.gateway(line.gateway),
            "retention": line.retention,
        }
        for line in terms.lines
    ]


def next_steps(actor: Standing, version: Version, facts: VersionFacts, newer: Version | None) -> list[dict[str, str]]:
    """What the actor may do with the whole version: each a link to the page that does it, the likeliest first."""
    if not policies.move(actor, facts):
        may = [("comment", _("Comment"))] if policies.comment(actor, facts) else []
        return [_step(version, *one) for one in may]
    steps = {
        State.DRAFT: [
            ("consult", _("Ask for comments")),
            ("send", _("Send out to be signed")),
            ("withdraw", _("Set aside")),
        ],
        State.CONSULTATION: [("send", _("Send out to be signed")), ("redraft", _("End the comments"))],
        State.SIGNING: [("call-back", _("Call back"))],
        State.IN_FORCE: [("next", _("Begin the next version")), ("withdraw", _("Withdraw"))],
        State.SUSPENDED: [("next", _("Begin the next version")), ("withdraw", _("Withdraw"))],
    }.get(State(version.state), [])
    return [_step(version, *one) for one in steps if not (one[0] == "next" and newer is not None)]


def _step(version: Version, name: str, text: str) -> dict[str, str]:
    return {"name": name, "text": text, "href": reverse(f"agreements:{name}", args=[version.pk])}


def happenings(events: Iterable[Event], others: Iterable[Beside]) -> list[dict[str, Any]]:
    """The life of a version as a timeline, newest first, with what other rooms know of the agreement."""
    own = [
        {
            "at": event.at,
            "title": EventKind(event.kind).label + (f": {event.agency.name}" if event.agency else ""),
            "by": event.by.name,
            "text": event.note,
            "href": None,
        }
        for event in events
    ]
    told = [
        {"at": one.at, "title": one.title, "by": one.by, "text": one.text, "href": one.href or None} for one in others
    ]
    return sorted([*own, *told], key=lambda entry: entry["at"], reverse=True)


def card(version: Version, names: dict[UUID, list[str]]) -> dict[str, Any]:
    """An agreement in the list."""
    where = stands(version, today())
    return {
        "href": reverse("agreements:version", args=[version.pk]),
        "title": version.title,
        "reference": version.agreement.reference,
        "kind": KINDS[AgreementKind(version.agreement.kind)],
        "state": _STATUS.get(where, "not-started"),
        "stands": where.label,
        "until": show_date(date.fromordinal(version.ends_on.toordinal() - 1)) if version.ends_on else _("no end"),
        "review": show_date(version.review_on) or _("not said"),
        "parties": names.get(version.pk, []),
    }


def tier(version: Version) -> str:
    """How near to daily work it stands."""
    return next(text for key, text in TIERS.items() if key == version.agreement.tier)


def hash_of(version: Version) -> str:
    """The hash as people compare it."""
    return short(version.text_hash) if version.text_hash else ""
