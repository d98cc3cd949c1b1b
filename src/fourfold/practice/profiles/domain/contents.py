"""All that a profile says, as values: of a draft or of an edition, what is read and approved is this."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fourfold.practice.profiles.domain.figures import Grid
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import SECTIONS, About, SectionKey
from fourfold.practice.profiles.domain.states import Marking, Strand


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked. `period_until`: the last day that is looked at."""

    title: str
    customer: str
    purpose: str
    area: str
    period_from: date
    period_until: date
    marking: Marking
    review_on: date
    agency: str = ""


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """A figure: its table, whether a chart is drawn of it, and where it comes from."""

    caption: str
    about: About
    grid: Grid
    source: str
    made_from: str
    is_chart: bool


@dataclass(frozen=True, slots=True)
class JudgementSaid:
    """What to expect, how likely, how sure, and on what it rests."""

    text: str
    likelihood: Likelihood
    confidence: Confidence
    because: str


@dataclass(frozen=True, slots=True)
class GapSaid:
    """What is not known, who finds out, and by when."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class RecommendationSaid:
    """What to do, under a strand, by which agency, until when."""

    strand: Strand
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole profile. `recipients`: the agencies whose people read its editions."""

    terms: Terms
    texts: Mapping[SectionKey, str]
    figures: Mapping[SectionKey, tuple[FigureSaid, ...]]
    judgements: tuple[JudgementSaid, ...]
    gaps: tuple[GapSaid, ...]
    recommendations: tuple[RecommendationSaid, ...]
    authors: tuple[str, ...]
    recipients: tuple[str, ...]

    def is_filled(self, key: SectionKey) -> bool:
        """Whether a section has what it needs."""
        rows = {
            SectionKey.OUTLOOK: self.judgements,
            SectionKey.GAPS: self.gaps,
            SectionKey.RECOMMENDATIONS: self.recommendations,
        }
        return bool(rows[key] if key in rows else self.texts.get(key, "").strip())

    def missing(self) -> list[str]:
        """The headings of the sections that a profile needs before it is reviewed, and that are empty."""
        return [one.heading for one in SECTIONS if one.needed and not self.is_filled(one.key)]
