"""What a draft says, as values; and what stands in it, for the pages on which it is written."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from fourfold.practice.profiles.domain.contents import (
    Contents,
    FigureSaid,
    GapSaid,
    JudgementSaid,
    RecommendationSaid,
    Terms,
)
from fourfold.practice.profiles.domain.figures import Grid
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import WRITES, Marking, Strand
from fourfold.practice.profiles.models import (
    Figure,
    Gap,
    Judgement,
    Participant,
    Profile,
    Recipient,
    Recommendation,
    SectionText,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile with all its rows. Seven queries."""

    profile: Profile
    participants: list[Participant]
    sections: dict[SectionKey, SectionText]
    figures: list[Figure]
    judgements: list[Judgement]
    gaps: list[Gap]
    recommendations: list[Recommendation]
    recipients: list[Recipient]

    @property
    def contents(self) -> Contents:
        """What it says."""
        figures: dict[SectionKey, list[FigureSaid]] = defaultdict(list)
        for one in self.figures:
            figures[SectionKey(one.key)].append(figure_said(one))
        return Contents(
            terms=terms_of(self.profile),
            texts={key: one.text for key, one in self.sections.items()},
            figures={key: tuple(found) for key, found in figures.items()},
            judgements=tuple(
                JudgementSaid(one.text, Likelihood(one.likelihood), Confidence(one.confidence), one.because)
                for one in self.judgements
            ),
            gaps=tuple(GapSaid(one.text, one.owner.name, one.due_on) for one in self.gaps),
            recommendations=tuple(
                RecommendationSaid(Strand(one.strand), one.text, one.owner_agency.name, one.due_on)
                for one in self.recommendations
            ),
            authors=tuple(one.person.name for one in self.participants if one.part in WRITES),
            recipients=tuple(one.agency.name for one in self.recipients),
        )


def terms_of(profile: Profile) -> Terms:
    """What was asked. Its agency must have been fetched."""
    return Terms(
        title=profile.title,
        customer=profile.customer,
        purpose=profile.purpose,
        area=profile.area,
        period_from=profile.period_from,
        period_until=profile.period_until,
        marking=Marking(profile.marking),
        review_on=profile.review_on,
        agency=profile.agency.name,
    )


def figure_said(one: Figure) -> FigureSaid:
    """A figure as a value."""
    grid = Grid(tuple(one.columns), tuple(tuple(row) for row in one.rows))
    return FigureSaid(one.caption, About(one.about), grid, one.source, one.made_from, one.is_chart)


def draft_of(profile: Profile) -> Draft:
    """All rows of a profile that the caller may see as a draft (`draft_for_actor`)."""
    whole = _with_rows().get(pk=profile.pk)
    return Draft(
        profile=whole,
        participants=list(whole.participants.all()),
        sections={SectionKey(one.key): one for one in whole.sections.all()},
        figures=list(whole.figures.all()),
        judgements=list(whole.judgements.all()),
        gaps=list(whole.gaps.all()),
        recommendations=list(whole.recommendations.all()),
        recipients=list(whole.recipients.all()),
    )


def section_of(profile: Profile, key: SectionKey) -> SectionText:
    """The words of one section."""
    return SectionText.objects.select_related("changed_by").get(profile=profile, key=key)


def figure_of(profile: Profile, figure_id: UUID) -> Figure | None:
    """One figure of a profile."""
    return Figure.objects.filter(profile=profile, pk=figure_id).first()


def _with_rows() -> QuerySet[Profile]:
    return Profile.objects.select_related("agency").prefetch_related(
        Prefetch("participants", Participant.objects.select_related("person")),
        Prefetch("sections", SectionText.objects.select_related("changed_by")),
        "figures",
        "judgements",
        Prefetch("gaps", Gap.objects.select_related("owner")),
        Prefetch("recommendations", Recommendation.objects.select_related("owner_agency")),
        Prefetch("recipients", Recipient.objects.select_related("agency").order_by("agency__name")),
    )
