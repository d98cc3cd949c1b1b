"""Removing what is due, as its pages show it: what may go, what stays and why, how far it is."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.removal import Halts, RemovalState, Stays
from fourfold.accountability.rights.models import DueRemoval
from fourfold.accountability.rights.presenters.retention import label_of
from fourfold.accountability.rights.queries.due_removals import COUNTED, Line, Waits
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.web.progress import Progress
from fourfold.ground.web.wording import plural
from fourfold.records.feeds.domain.contracts import contract, contract_keys
from fourfold.records.feeds.wording import role_label


def reason(why: str) -> str:
    """Why a record stays, in words; that it may go, where nothing keeps it."""
    kind, _stroke, place = why.partition("/")
    if not kind:
        return _("May be removed.")
    if place:
        return _of_contract(kind, *place.split("/", 1))
    return {
        Stays.RUNS: _("Its time is not over yet, by one of the dates in it."),
        Stays.UNKNOWN: _("No contract says from which date its time runs."),
        Stays.VERSION: _("Another version of the same row is not over yet, or does not say when it ended."),
        Stays.CHANGED: _("Something was said of it, or taken back, since this was decided."),
        Stays.HELD: _("A legal hold keeps it."),
        Stays.RESTRICTED: _("It must not be used for now, and so not be removed."),
        Stays.KEPT: _("Your agency keeps it until a day, with a reason."),
        Stays.ASKED: _("An open request is about this person."),
        Stays.UNDER_WAY: _("Something is under way about this person: work, a request, or a decision."),
    }[Stays(kind)]


def _of_contract(kind: str, key: str, column: str) -> str:
    """What the contract says of a date that is not there, or of rows that a person looks at."""
    if key in contract_keys():
        retention = contract(key).retention
        said = (
            [end.empty for end in retention.ends if end.column == column]
            if kind == Stays.EMPTY
            else [look.says for look in retention.looks if look.column == column]
        )
        if said:
            return said[0]
    return _("A date is not there, or a person looks at it.")


def due_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Records that are due, each with what becomes of it."""
    return [
        {
            "reference": one.reference or _("About nobody"),
            "on": show_date(one.on),
            "role": role_label(one.role),
            "goes": not one.why,
            "said": reason(one.why),
        }
        for one in lines
    ]


def tallies(going: int, staying: Mapping[str, int], due: int) -> list[dict[str, str]]:
    """How many may go and stay, by reason."""
    rows = [{"what": _("May be removed"), "records": f"{going:,}"}]
    rows += [{"what": reason(why), "records": f"{count:,}"} for why, count in staying.items()]
    if due > COUNTED:
        rows.append({"what": _("Younger ones, which are looked at one by one"), "records": f"{due - COUNTED:,}"})
    return rows


def arriving(halts: Halts) -> str:
    """What keeps the work from going on; empty where nothing does."""
    return {
        Halts.LEFT: _("Whoever decided or confirmed this is no officer of your agency any longer. It waits."),
        Halts.COMING: _("A file of this feed is on its way and may say something newer. It waits until that is in."),
        Halts.WAITING: _(
            "Rows of this feed wait to be mended, and each may say something newer. It waits until each is mended or"
            " dropped."
        ),
    }.get(halts, "")


STATES = {
    RemovalState.PROPOSED: "Waits for another officer",
    RemovalState.GOING: "Under way",
    RemovalState.DONE: "Done",
    RemovalState.WITHDRAWN: "Withdrawn",
}


def removal_line(one: DueRemoval) -> dict[str, str]:
    """A removal in the list of all."""
    return {
        "what": label_of(one.data_set),
        "holder": one.holder.name,
        "href": reverse("rights:removal", args=[one.pk]),
        "state": STATES[RemovalState(one.state)],
        "removed": _("%(gone)s removed, %(stays)s stay")
        % {"gone": f"{one.removed:,}", "stays": f"{sum(one.stayed.values()):,}"},
        "on": show_date(one.decided_at),
    }


def facts(one: DueRemoval) -> list[dict[str, Any] | None]:
    """Who decided what, when and why."""
    return [
        {"key": _("Decided by"), "value": f"{one.decided_by.name}, {show_moment(one.decided_at)}"},
        {"key": _("Why"), "value": one.why},
        {"key": _("What is removed"), "value": _over(one)},
        {"key": _("Confirmed by"), "value": f"{one.confirmed_by.name}, {show_moment(one.confirmed_at)}"}
        if one.confirmed_by and one.confirmed_at
        else {"key": _("Confirmed by"), "value": "", "empty": _("Nobody yet")},
        {"key": _("Withdrawn by"), "value": f"{one.ended_by.name}, {show_moment(one.ended_at)}: {one.ended_why}"}
        if one.ended_by and one.ended_at
        else None,
        {"key": _("Done"), "value": show_moment(one.ended_at)}
        if one.state == RemovalState.DONE and one.ended_at
        else None,
    ]


def _over(one: DueRemoval) -> str:
    said = _("What was over before %(day)s and nothing kept. %(due)s were due then, to be looked at one by one.")
    return said % {"day": show_date(one.decided_before), "due": plural(one.due, "record")}


def became(one: DueRemoval) -> list[dict[str, str]]:
    """What became of the records that were looked at."""
    rows = [{"what": _("Removed"), "records": f"{one.removed:,}"}]
    ordered = sorted(one.stayed.items(), key=lambda item: (-item[1], item[0]))
    return rows + [{"what": reason(why), "records": f"{count:,}"} for why, count in ordered]


def progress_of(one: DueRemoval, halts: Halts) -> Progress:
    """How far it is."""
    done = min(one.looked, one.due)
    return Progress(
        one.state == RemovalState.GOING and halts is Halts.NOTHING,
        _("Removing."),
        _("%(done)s of %(due)s records looked at, %(gone)s removed.")
        % {"done": f"{done:,}", "due": f"{one.due:,}", "gone": f"{one.removed:,}"},
        round(100 * done / one.due) if one.due else 100,
    )


def acts(one: DueRemoval, waits: Waits, person_id: UUID | None) -> dict[str, str]:
    """What the reader may do about it: addresses, by act."""
    is_open = one.state in (RemovalState.PROPOSED, RemovalState.GOING)
    involved = person_id in (one.decided_by_id, one.confirmed_by_id)
    complete = waits.decider and waits.confirmer
    offered = {
        "confirm": one.state == RemovalState.PROPOSED and complete and not involved,
        "take-over": is_open and not complete and not involved,
        "withdraw": is_open,
    }
    return {act: reverse(f"rights:removal-{act}", args=[one.pk]) for act, may in offered.items() if may}


def asked_of_others(one: DueRemoval, person_id: UUID | None) -> str:
    """What the decider is told while another officer has to confirm."""
    if one.state == RemovalState.PROPOSED and person_id == one.decided_by_id:
        return _(
            "Another officer of your agency, for data protection or accountable, confirms this before it begins."
        )
    return ""
