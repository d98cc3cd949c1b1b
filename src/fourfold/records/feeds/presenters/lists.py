"""Lists: the data sets that are open, the records of one, the look-ups of an agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.web.wording import lower_first
from fourfold.records.feeds.domain.lookups import Answer, Setting
from fourfold.records.feeds.models import LookUp
from fourfold.records.feeds.presenters.people import Row, listed_row
from fourfold.records.feeds.presenters.records import line_of
from fourfold.records.feeds.queries.records import SUSPECTED, Wanted
from fourfold.records.feeds.queries.sight import Shown, Sight
from fourfold.records.feeds.wording import role_label
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.catalogue.domain.entries import DataSetKind
from fourfold.trust.catalogue.domain.loading import load_catalogue


@dataclass(frozen=True, slots=True)
class OpenSet:
    """A data set of which something is open."""

    label: str
    text: str
    href: str


def open_sets(sight: Sight) -> list[OpenSet]:
    """In the catalogue's order."""
    keys = {
        data_set
        for (_holder, data_set, purpose), some in sight.looker.grants.items()
        if purpose == sight.purpose and any(grant.since <= sight.at < grant.until for grant in some)
    }
    return [
        OpenSet(found.label, found.text, reverse("feeds:data-set", args=[found.key]))
        for found in load_catalogue().data_sets.values()
        if found.key in keys and found.kind is DataSetKind.RECORDS
    ]


def listed(shown: Sequence[Shown]) -> list[Row]:
    """The records of one page, each with the first facts that are shared."""
    return [listed_row(one, line_of(one)) for one in shown]


def list_sentence(wanted: Wanted, holders: Mapping[UUID, str]) -> str:
    """What the list shows: `about victims, held by Kent Police`."""
    parts = []
    if wanted.role:
        parts.append(_("recorded as %(role)s") % {"role": lower_first(role_label(wanted.role))})
    elif SUSPECTED.intersection(load_catalogue().data_sets[wanted.data_set].subject_roles):
        parts.append(_("without people who are suspected or convicted, who have lists of their own"))
    if wanted.kind:
        parts.append(_("about children") if wanted.kind is SubjectKind.CHILD else _("about adults"))
    if wanted.holder_id:
        parts.append(_("held by %(holder)s") % {"holder": holders.get(wanted.holder_id, "")})
    return ", ".join(parts)


def look_up_row(one: LookUp) -> dict[str, str]:
    """A look-up in its agency's list."""
    return {
        "reference": one.local_reference,
        "when": show_moment(one.asked_at),
        "setting": Setting(one.setting).label,
        "answer": Answer(one.answer).label,
        "by": one.asked_by.name,
        "agency": one.agency.name,
    }
