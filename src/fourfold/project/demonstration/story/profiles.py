"""A finished problem profile, written, reviewed and approved. Its figures of places are counted, not typed."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import resources
from itertools import accumulate
from typing import Any
from uuid import UUID

from fourfold.practice.profiles.domain.contents import FigureSaid, Terms
from fourfold.practice.profiles.domain.figures import Grid
from fourfold.practice.profiles.domain.paper import digest_of
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import Marking, Part, Strand, Verdict
from fourfold.practice.profiles.operations import leading, reviewing, writing
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.practice.profiles.queries.profiles import open_gaps
from fourfold.practice.profiles.queries.visibility import profile_for_actor
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.records.feeds.domain.contracts import code_lists
from fourfold.records.feeds.queries import open_rows
from fourfold.trust.partnership.domain.roles import Standing

CONTRACT, VIOLENCE = "street-crime", "violent-crime"
SHOWN = {VIOLENCE: "Violence and sexual offences", "robbery": "Robbery"}
APART = {"possession-of-weapons": "Possession of weapons", "drugs": "Drugs"}
SOURCE = "police.uk street crime of Kent, {months}. Open Government Licence v3.0."
MOST = 60_000
"""Rows of violence in two months are far fewer."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """The profile, as `profiles.toml` tells it."""
    told = tomllib.loads(resources.files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8"))
    story = _Story(stage, told)
    what = "Problem profile"
    yield Scene(told["begun"], told["by"], f"{what}: begun", story.begin)
    yield Scene(told["sent"], told["by"], f"{what}: written and sent to review", story.write)
    yield Scene(told["reviewed"], told["reviewer"], f"{what}: reviewed", story.review)
    yield Scene(told["approved"], told["approver"], f"{what}: approved", story.approve)
    yield from (
        Scene(told["approved"] + 3, gap["owner"], f"{what}: a gap answered", story.answer(gap))
        for gap in told["gap"]
        if "answer" in gap
    )


@dataclass
class _Story:
    stage: Stage
    told: Mapping[str, Any]
    made: list[UUID] = field(default_factory=list)

    def begin(self, actor: Standing, now: datetime) -> None:
        """Its terms of reference, and who takes part."""
        told, months = self.told, sorted({one.month for one in open_rows.groups(actor, CONTRACT) if one.month})
        terms = Terms(
            title=told["title"],
            customer=told["customer"],
            purpose=told["purpose"],
            area=told["area"],
            period_from=months[0],
            period_until=_month_end(months[-1]),
            marking=Marking.OFFICIAL,
            review_on=self.stage.days.working_day(told["review_in"]),
        )
        agency_id = self.stage.agencies[told["agency"]]
        profile_id = leading.begin_profile(actor=actor, now=now, agency_id=agency_id, terms=terms).pk
        parts = (("with", Part.CONTRIBUTOR), ("reviewer", Part.REVIEWER), ("approver", Part.APPROVER))
        for name, part in parts:
            person_id = self.stage.known_person(told[name])
            leading.give_part(actor=actor, now=now, profile_id=profile_id, person_id=person_id, part=part)
        agencies = [self.stage.agencies[key] for key in told["recipients"]]
        leading.set_recipients(actor=actor, now=now, profile_id=profile_id, agency_ids=agencies)
        self.made.append(profile_id)

    def write(self, actor: Standing, now: datetime) -> None:
        """Every section, with figures counted from what was delivered; then it is sent to review."""
        (profile_id,), told = self.made, self.told
        counted = _Counted.of(actor)
        for key, text in told["text"].items():
            said = text.strip().format(**counted.words())
            writing.write_section(
                actor=actor, now=now, profile_id=profile_id, key=SectionKey(key), text=said, version=1
            )
        for figure in counted.figures():
            writing.add_figure(actor=actor, now=now, profile_id=profile_id, key=SectionKey.PICTURE, figure=figure)
        for one in told["judgement"]:
            writing.add_judgement(
                actor=actor,
                now=now,
                profile_id=profile_id,
                text=one["text"],
                because=one["because"],
                likelihood=Likelihood(one["likelihood"]),
                confidence=Confidence(one["confidence"]),
            )
        for one in told["gap"]:
            gap = writing.Todo(one["text"], self.stage.known_person(one["owner"]), self._day(one))
            writing.add_gap(actor=actor, now=now, profile_id=profile_id, gap=gap)
        for one in told["recommendation"]:
            todo = writing.Todo(one["text"], self.stage.agencies[one["owner"]], self._day(one))
            strand = Strand(one["strand"])
            writing.add_recommendation(actor=actor, now=now, profile_id=profile_id, strand=strand, todo=todo)
        leading.send_to_review(actor=actor, now=now, profile_id=profile_id)

    def review(self, actor: Standing, now: datetime) -> None:
        """A peer finds it sound."""
        reason, digest = self.told["found_sound"], self._digest(actor)
        (profile_id,) = self.made
        reviewing.review(
            actor=actor, now=now, profile_id=profile_id, verdict=Verdict.READY, reason=reason, digest=digest
        )

    def approve(self, actor: Standing, now: datetime) -> None:
        """The officer of its agency approves it."""
        reason, digest = self.told["approved_because"], self._digest(actor)
        (profile_id,) = self.made
        reviewing.approve(
            actor=actor, now=now, profile_id=profile_id, verdict=Verdict.READY, reason=reason, digest=digest
        )

    def answer(self, gap: Mapping[str, Any]) -> Any:
        """Whoever was to find out says what they found."""

        def play(actor: Standing, now: datetime) -> None:
            for one in open_gaps(actor).filter(text=gap["text"]):
                writing.answer_gap(actor=actor, now=now, gap_id=one.pk, answer=gap["answer"])

        return play

    def _digest(self, actor: Standing) -> str:
        return digest_of(draft_of(profile_for_actor(actor, self.made[0])).contents)

    def _day(self, told: Mapping[str, Any]) -> date:
        return self.stage.days.working_day(told["due_in"])


@dataclass(frozen=True)
class _Counted:
    """What the delivered street crime says: rows by kind, district and month, and violence by small area."""

    groups: Sequence[open_rows.Group]
    areas: Counter[str]

    @classmethod
    def of(cls, actor: Standing) -> "_Counted":
        wanted = open_rows.Wanted(CONTRACT, category=VIOLENCE)
        rows = open_rows.rows(actor, wanted, slice(0, MOST))
        return cls(open_rows.groups(actor, CONTRACT), Counter(row.lsoa_code for row in rows if row.lsoa_code))

    @property
    def months(self) -> list[date]:
        return sorted({one.month for one in self.groups if one.month})

    def words(self) -> dict[str, str]:
        """What stands in the braces of the text."""
        by_district = Counter[str]()
        for one in self.groups:
            if one.category == VIOLENCE:
                by_district[one.district] += one.rows
        total, nowhere = sum(by_district.values()), by_district.pop("", 0)
        (first, most), (second, next_most) = by_district.most_common(2)
        names = code_lists()["districts"]
        return {
            "violence": f"{total:,}",
            "first": names[first],
            "first_count": f"{most:,}",
            "second": names[second],
            "second_count": f"{next_most:,}",
            "half": str(self._half()),
            "no_place": f"{nowhere / total:.1%}",
        }

    def _half(self) -> int:
        """The share of small areas with any, in per cent, that hold half of it."""
        counts = sorted(self.areas.values(), reverse=True)
        reached = next(place for place, sum_ in enumerate(accumulate(counts), 1) if 2 * sum_ >= sum(counts))
        return round(100 * reached / len(counts))

    def figures(self) -> Iterator[FigureSaid]:
        """Harm by district; possession apart, since it follows where police search."""
        yield self._figure("Violence and robbery recorded by district", SHOWN)
        yield self._figure("Apart: possession, which follows where police search, by district", APART)

    def _figure(self, caption: str, kinds: Mapping[str, str]) -> FigureSaid:
        names = code_lists()["districts"]
        count = Counter[tuple[str, str]]()
        for one in self.groups:
            count[one.district, one.category] += one.rows
        first = next(iter(kinds))
        codes = sorted(names, key=lambda code: (-count[code, first], names[code]))
        rows = tuple((names[code], *(f"{count[code, kind]:,}" for kind in kinds)) for code in codes)
        grid = Grid(("District", *kinds.values()), rows)
        months = f"{self.months[0]:%B %Y} to {self.months[-1]:%B %Y}"
        return FigureSaid(f"{caption}, {months}", About.PLACES, grid, SOURCE.format(months=months), "", True)


def _month_end(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
