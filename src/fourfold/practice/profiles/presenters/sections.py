"""What stands in a section beside its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import Strand
from fourfold.practice.profiles.queries.contents import Draft


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, judgement, gap or recommendation. `take_out`: where it is taken out, or empty."""

    title: str
    said: str
    take_out: str


def rows_of(draft: Draft, key: SectionKey, *, writes: bool) -> list[Row]:
    """Everything in a section, in its order."""
    rows = {SectionKey.OUTLOOK: _judgements, SectionKey.GAPS: _gaps, SectionKey.RECOMMENDATIONS: _recommendations}
    found = [*(rows[key](draft) if key in rows else ()), *_figures(draft, key)]
    return [Row(title, said, _out(draft, kind, one) if writes else "") for kind, one, title, said in found]


Found = Iterator[tuple[str, UUID, str, str]]
"""The kind in the address, the id, a title, and what is said."""


def _judgements(draft: Draft) -> Found:
    for one in draft.judgements:
        said = f"{Likelihood(one.likelihood).label}, {Confidence(one.confidence).label.lower()}: {one.because}"
        yield "judgement", one.pk, one.text, said


def _gaps(draft: Draft) -> Found:
    for one in draft.gaps:
        said = f"{one.owner.name}, by {show_date(one.due_on)}"
        yield "gap", one.pk, one.text, f"{said}. Found out: {one.answer}" if one.answer else said


def _recommendations(draft: Draft) -> Found:
    for one in draft.recommendations:
        said = f"{Strand(one.strand).label}: {one.owner_agency.name}, by {show_date(one.due_on)}"
        yield "recommendation", one.pk, one.text, said


def _figures(draft: Draft, key: SectionKey) -> Found:
    for one in draft.figures:
        if one.key == key:
            rows = f"{len(one.rows)} row{'' if len(one.rows) == 1 else 's'}"
            yield "figure", one.pk, one.caption, f"{About(one.about).label}, {rows}. Source: {one.source}"


def _out(draft: Draft, kind: str, row_id: UUID) -> str:
    return reverse("profiles:out", args=[draft.profile.pk, kind, row_id])
