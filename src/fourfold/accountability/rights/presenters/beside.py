"""What records carry since somebody asked for them to be put right: shown to whoever sees the record."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.requests import MarkKind
from fourfold.accountability.rights.queries.parts import marks_of
from fourfold.ground.kernel.clock import show_date


def marks_beside(record_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The sentences for each of these records that carries a mark. One query."""
    said: dict[UUID, list[str]] = {}
    for mark in marks_of(record_ids):
        values = {"day": show_date(mark.since), "note": mark.note}
        sentence = {
            MarkKind.CORRECTED: _("Corrected on %(day)s: %(note)s"),
            MarkKind.DISPUTED: _("The person disputes this since %(day)s: %(note)s"),
            MarkKind.RESTRICTED: _("Not to be used since %(day)s, until the holder has decided."),
        }[MarkKind(mark.kind)]
        said.setdefault(mark.record_id, []).append(sentence % values)
    return said
