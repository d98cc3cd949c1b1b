"""People who were found, each with the reasons in a sentence; and records of which no more is opened than that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.records.feeds.domain.records import BORN_ON
from fourfold.records.feeds.presenters.people import UNNAMED
from fourfold.records.feeds.wording import joined, kind_label, value_text
from fourfold.records.identity.domain.likeness import Reason, Why
from fourfold.records.identity.queries.finding import Locked, Person
from fourfold.trust.catalogue.domain.loading import load_catalogue


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One person in the list of those found."""

    name: str
    href: str
    reference: str
    born: str
    kind: str
    holder: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class LockedRow:
    """That there is a record, with whom, and where to ask for it."""

    holder: str
    data_set: str
    href: str


def found_row(person: Person) -> FoundRow:
    """Somebody whom a search found."""
    newest = max((one.record for one in person.seen_in), key=lambda record: record.occurred_on)
    return FoundRow(
        name=person.name or _(UNNAMED),
        href=reverse("identity:person", args=[person.subject_id]),
        reference=person.reference,
        born=value_text(BORN_ON, person.born_on) if person.born_on else _("Not shared"),
        kind=kind_label(newest.subject_kind),
        holder=joined(sorted({one.record.holder.name for one in person.seen_in})),
        when=show_date(newest.occurred_on),
        why=why_text(person.like.reasons),
    )


def choice_of(person: Person) -> tuple[str, str]:
    """Somebody to choose when a record is added: their reference, and who that is."""
    row = found_row(person)
    return person.reference, _("%(name)s, born %(born)s (%(reference)s)") % {
        "name": row.name,
        "born": row.born,
        "reference": person.reference,
    }


def locked_row(locked: Locked) -> LockedRow:
    """A record that is locked. The request names the agency and the data set, and in words whom it is about."""
    query = urlencode({"data_set": locked.data_set, "holder": str(locked.holder_id)})
    label = load_catalogue().data_sets[locked.data_set].label
    return LockedRow(locked.holder, label, f"{reverse('requests:ask')}?{query}")


def why_text(reasons: Sequence[Reason]) -> str:
    """The reasons in one sentence: `Same date of birth; “steven” sounds like “stephen”`."""
    ordered = sorted(reasons, key=lambda one: list(Why).index(one.why))
    said = "; ".join(dict.fromkeys(reason_text(one) for one in ordered))
    return said[:1].upper() + said[1:]


def reason_text(reason: Reason) -> str:
    """One reason in words, as it stands within a sentence."""
    words = {"asked": reason.asked.title(), "said": reason.said.title()}
    if reason.why in (Why.BORN_SLIP, Why.BORN_OTHER):
        words = {"asked": _day(reason.asked), "said": _day(reason.said)}
    if reason.why in (Why.POSTCODE, Why.SECTOR, Why.HOUSE, Why.OTHER_NAME):
        words["said"] = reason.said
    text = {
        Why.NAME: _("same name"),
        Why.OTHER_NAME: _("also known as %(said)s"),
        Why.SHORT_FORM: _("%(asked)s may be called %(said)s"),
        Why.SOUND: _("%(said)s sounds like %(asked)s"),
        Why.SLIP: _("%(said)s is nearly %(asked)s"),
        Why.INITIAL: _("only the initial of %(asked)s"),
        Why.PART: _("all words of the name"),
        Why.NOT_THIS: _("not %(asked)s"),
        Why.BORN: _("same date of birth"),
        Why.BORN_SWAPPED: _("day and month of birth the other way round"),
        Why.BORN_SLIP: _("born %(said)s, one slip from what you typed"),
        Why.BORN_YEAR: _("born in the same year, the day is not known"),
        Why.BORN_OTHER: _("another date of birth: %(said)s"),
        Why.POSTCODE: _("same postcode"),
        Why.SECTOR: _("a postcode close by: %(said)s"),
        Why.HOUSE: _("same house and street"),
        Why.NHS_NUMBER: _("same NHS number"),
        Why.UPN: _("same unique pupil number"),
        Why.PNC_ID: _("same PNC identifier"),
        Why.REFERENCE: _("the reference that you typed"),
    }[reason.why]
    return text % words


def _day(text: str) -> str:
    try:
        return show_date(date.fromisoformat(text))
    except ValueError:
        return text
