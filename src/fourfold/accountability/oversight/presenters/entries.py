"""Entries of the log in words: ids become names here, and nowhere before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from fourfold.accountability.oversight.domain.searching import Found, Wanted
from fourfold.accountability.oversight.queries.entries import Rests
from fourfold.ground.kernel.clock import show_moment
from fourfold.trust.audit.domain.entries import Outcome

_OUTCOMES = {Outcome.DONE.value: "Did", Outcome.READ.value: "Looked", Outcome.DENIED.value: "Refused"}
_SHOWN_IDS = 5


@dataclass(frozen=True, slots=True)
class Names:
    """What ids stand for, as far as the actor may know: people by their account, agencies, purposes."""

    people: Mapping[UUID, str]
    agencies: Mapping[UUID, str]
    purposes: Mapping[str, str]
    rests: Mapping[UUID, Rests]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a row shows it."""

    at: datetime
    who: str
    agency: str
    purpose: str
    did: str
    permission: str
    about: str
    fields: str
    because: str
    agreement_ids: tuple[UUID, ...]
    is_refused: bool
    is_emergency: bool
    subjects: tuple[UUID, ...]
    entry_id: UUID


def line_of(entry: Found, names: Names) -> Line:
    """One entry in words."""
    rests = [names.rests[grant] for grant in entry.grants if grant in names.rests]
    agreements = tuple(dict.fromkeys(one.agreement_id for one in rests))
    clauses = list(dict.fromkeys(one.clause for one in rests))
    return Line(
        at=entry.occurred_at,
        who=_who(entry, names),
        agency=names.agencies.get(entry.agency_id, "") if entry.agency_id else "",
        purpose=names.purposes.get(entry.purpose, entry.purpose),
        did=_(_OUTCOMES.get(entry.outcome, entry.outcome)),
        permission=entry.permission,
        about=_about(entry),
        fields=", ".join(one.replace("_", " ").replace("-", " ") for one in entry.fields),
        because=", ".join(clauses),
        agreement_ids=agreements,
        is_refused=entry.outcome == Outcome.DENIED,
        is_emergency=entry.is_emergency,
        subjects=entry.subjects,
        entry_id=entry.id,
    )


def sentence(wanted: Wanted, names: Names) -> str:
    """What is shown, in words: `by Pat Okafor, refused, from 1 November 2026`."""
    said = [
        _("about one person or record") if wanted.about else "",
        _("by %(who)s") % {"who": names.people.get(wanted.who, _("somebody"))} if wanted.who else "",
        _(_OUTCOMES[wanted.outcome]).lower() if wanted.outcome else "",
        names.purposes.get(wanted.purpose, wanted.purpose).lower() if wanted.purpose else "",
        wanted.permission,
        _("from %(at)s") % {"at": show_moment(wanted.since)} if wanted.since else "",
        _("until %(at)s") % {"at": show_moment(wanted.until)} if wanted.until else "",
    ]
    return ", ".join(filter(None, said))


def _who(entry: Found, names: Names) -> str:
    if entry.user_id is not None:
        return names.people.get(entry.user_id, _("Somebody who has left"))
    return _("Fourfold itself") if entry.actor.startswith("service:") else _("Somebody not signed in")


def _about(entry: Found) -> str:
    kind = entry.subject_kind.rpartition(".")[2].replace("-", " ").replace("_", " ")
    ids: Collection[object] = entry.subjects or entry.keys or ([entry.subject_id] if entry.subject_id else [])
    shown = [str(one)[:8] for one in list(ids)[:_SHOWN_IDS]]
    rest = len(ids) - len(shown)
    said = ", ".join(shown) + (_(" and %(count)s more") % {"count": rest} if rest else "")
    return f"{kind} {said}".strip()
