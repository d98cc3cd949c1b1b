"""A profile on its pages: the list, the identity bar, its sections, and what may be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.practice.profiles.domain.sections import SECTIONS, SectionKey
from fourfold.practice.profiles.domain.states import Part, ProfileState, Verdict
from fourfold.practice.profiles.models import Check, Gap, Profile
from fourfold.practice.profiles.queries.contents import Draft


@dataclass(frozen=True, slots=True)
class Line:
    """A profile in a list. `part`: what the reader is in it, or empty."""

    title: str
    href: str
    agency: str
    area: str
    state: str
    edition: str
    part: str
    changed: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of a draft: what stands in it, and whether anything does."""

    heading: str
    href: str
    said: str
    is_filled: bool
    is_needed: bool


def line(profile: Profile) -> Line:
    """A profile in a list; `mine` must have been asked for. Who has a part in it is led to where it is written."""
    mine = getattr(profile, "mine", None)
    part = Part(mine) if mine else None
    name = "profiles:profile" if part else "profiles:read"
    return Line(
        title=profile.title,
        href=reverse(name, args=[profile.pk]),
        agency=profile.agency.name,
        area=profile.area,
        state=ProfileState(profile.state).label,
        edition=f"Edition {profile.edition}" if profile.edition else "None yet",
        part=part.label if part else "Reads it",
        changed=show_date(profile.changed_at),
    )


def identity(profile: Profile) -> list[dict[str, str]]:
    """The facts under a profile's name."""
    return [
        {"label": "Agency", "value": profile.agency.name},
        {"label": "Area", "value": profile.area},
        {"label": "Period", "value": f"{show_date(profile.period_from)} to {show_date(profile.period_until)}"},
        {"label": "Look again by", "value": show_date(profile.review_on)},
    ]


def section_lines(draft: Draft) -> list[SectionLine]:
    """The fifteen sections, each with what stands in it."""
    contents = draft.contents
    rows: Mapping[SectionKey, Sequence[object]] = {
        SectionKey.OUTLOOK: contents.judgements,
        SectionKey.GAPS: contents.gaps,
        SectionKey.RECOMMENDATIONS: contents.recommendations,
    }
    return [
        SectionLine(
            heading=one.heading,
            href=reverse("profiles:section", args=[draft.profile.pk, one.key.value]),
            said=_said(
                len(contents.texts.get(one.key, "").split()),
                len(contents.figures.get(one.key, ())),
                len(rows.get(one.key, ())),
            ),
            is_filled=contents.is_filled(one.key),
            is_needed=one.needed,
        )
        for one in SECTIONS
    ]


def _said(words: int, figures: int, rows: int) -> str:
    parts = [(words, "word"), (figures, "figure"), (rows, "entry")]
    told = [f"{count:,} {_plural(count, name)}" for count, name in parts if count]
    return ", ".join(told) or "Empty"


def _plural(count: int, name: str) -> str:
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def people(draft: Draft, *, leads: bool) -> list[dict[str, Any]]:
    """Who takes part, and where the author may change that."""
    return [
        {
            "name": one.person.name,
            "part": Part(one.part).label,
            "take_away": reverse("profiles:part-away", args=[draft.profile.pk, one.person_id])
            if leads and one.part != Part.AUTHOR
            else "",
        }
        for one in draft.participants
    ]


def checks(found: Sequence[Check], digest: str) -> list[dict[str, Any]]:
    """What reviewers found; of which text, where it has changed since."""
    return [
        {
            "who": one.person.name,
            "part": Part(one.part).label,
            "verdict": Verdict(one.verdict).label,
            "reason": one.reason,
            "at": show_date(one.at),
            "older": one.digest != digest,
        }
        for one in found
    ]


def gap_line(gap: Gap, *, today: date) -> dict[str, Any]:
    """A gap that somebody is to close."""
    return {
        "text": gap.text,
        "due": show_date(gap.due_on),
        "late": gap.due_on < today,
        "href": reverse("profiles:gap-answer", args=[gap.pk]),
    }


def next_step(profile: Profile, part: Part) -> dict[str, str] | None:
    """The one primary button: what this reader does next."""
    state, key = ProfileState(profile.state), profile.pk
    steps = {
        (ProfileState.DRAFT, Part.AUTHOR): ("Send it to review", "profiles:send"),
        (ProfileState.REVIEW, Part.REVIEWER): ("Review it", "profiles:review"),
        (ProfileState.REVIEW, Part.APPROVER): ("Approve it", "profiles:approve"),
        (ProfileState.APPROVED, Part.AUTHOR): ("Begin the next edition", "profiles:next-edition"),
    }
    found = steps.get((state, part))
    return {"text": found[0], "href": reverse(found[1], args=[key])} if found else None


def crumbs(profile: Profile | None = None, *more: tuple[str, str], read: bool = False) -> list[dict[str, str]]:
    """Where one is: the profiles, a profile, and what is below it (text and address)."""
    found = [{"text": "Problem profiles", "href": reverse("profiles:profiles")}]
    if profile is not None:
        name = "profiles:read" if read else "profiles:profile"
        found.append({"text": profile.title, "href": reverse(name, args=[profile.pk])})
    found += [{"text": text, "href": href} for text, href in more]
    return [*found[:-1], {"text": found[-1]["text"]}]


def file_name(edition: int, form: str) -> str:
    """What a downloaded profile is called: `problem-profile-edition-2.pdf`."""
    return f"problem-profile-{f'edition-{edition}' if edition else 'draft'}.{form}"


def agencies_beside(agencies: Sequence[tuple[UUID, str]], own: UUID) -> list[tuple[str, str]]:
    """Every agency but one's own, to choose from."""
    return [(str(key), name) for key, name in agencies if key != own]
