"""Writing a profile: the words of its sections, figures, judgements, gaps and recommendations."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.contents import FigureSaid
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import BY_KEY, FORBIDDEN, SectionKey
from fourfold.practice.profiles.domain.states import Strand
from fourfold.practice.profiles.models import Figure, Gap, Judgement, Profile, Recommendation, SectionText
from fourfold.practice.profiles.operations.leading import OLDER
from fourfold.practice.profiles.operations.locks import (
    changed,
    demand,
    note,
    person_of,
    refuse_empty,
    refuse_personal_data,
    to_write,
)
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.queries.profiles import gap_for_actor
from fourfold.practice.profiles.queries.visibility import part_in
from fourfold.trust.partnership.domain.roles import Standing

MOST_FIGURES = 20
"""In a section; and as many judgements, gaps and recommendations as anybody reads."""
MOST_ROWS = 50
ROWS: dict[str, type[Figure] | type[Judgement] | type[Gap] | type[Recommendation]] = {
    "figure": Figure,
    "judgement": Judgement,
    "gap": Gap,
    "recommendation": Recommendation,
}
"""What can be taken out of a draft, by the word in the address."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A gap or a recommendation: what, by whom (a person, or an agency), until when."""

    text: str
    owner_id: UUID
    due_on: date


@transaction.atomic
def write_section(
    *,
    actor: Standing,
    now: datetime,
    profile_id: UUID,
    key: SectionKey,
    text: str,
    version: int,
    checked: bool = False,
) -> None:
    """Change the words of a section. Raises Conflict over a newer version than `version`: nothing is lost."""
    profile = to_write(actor, profile_id)
    section = SectionText.objects.select_for_update(of=("self",)).get(profile=profile, key=key)
    if section.version != version:
        raise Conflict(OLDER)
    refuse_personal_data(checked, text=text)
    section.text, section.version = text.strip(), section.version + 1
    section.changed_by_id, section.changed_at = actor.person_id, now
    section.save(update_fields=["text", "version", "changed_by", "changed_at"])
    changed(profile, now)
    note(actor, now, profile, Permission.WRITE, {"section": key.value, "version": section.version})


@transaction.atomic
def add_figure(
    *, actor: Standing, now: datetime, profile_id: UUID, key: SectionKey, figure: FigureSaid, checked: bool = False
) -> UUID:
    """Put a figure at the end of a section; its id. Victims and suspects never stand in one section."""
    profile = to_write(actor, profile_id)
    refuse_empty(caption=figure.caption, source=figure.source)
    if figure.about in FORBIDDEN.get(key, ()):
        told = f"“{BY_KEY[key].title}” holds no figure about {figure.about.label.lower()}. Put it where it belongs."
        raise BadInput.one(told, "about")
    cells = "\n".join(" ".join(row) for row in (figure.grid.columns, *figure.grid.rows))
    refuse_personal_data(checked, caption=figure.caption, source=figure.source, table=cells)
    there = Figure.objects.filter(profile=profile, key=key)
    if there.count() >= MOST_FIGURES:
        raise BadInput.one(f"A section holds at most {MOST_FIGURES} figures. Take one out first.", "table")
    made = Figure(
        profile=profile,
        key=key,
        position=(there.aggregate(last=Max("position"))["last"] or 0) + 1,
        about=figure.about,
        caption=figure.caption.strip(),
        source=figure.source.strip(),
        made_from=figure.made_from,
        columns=list(figure.grid.columns),
        rows=[list(row) for row in figure.grid.rows],
        is_chart=figure.is_chart,
        added_by_id=person_of(actor),
        added_at=now,
    )
    Figure.objects.bulk_create([made])
    changed(profile, now)
    note(actor, now, profile, Permission.WRITE, {"figure": str(made.pk), "section": key.value})
    return made.pk


@transaction.atomic
def add_judgement(
    *,
    actor: Standing,
    now: datetime,
    profile_id: UUID,
    text: str,
    because: str,
    likelihood: Likelihood,
    confidence: Confidence,
    checked: bool = False,
) -> None:
    """Say what to expect, how likely it is, how sure that is, and on what it rests."""
    profile = to_write(actor, profile_id)
    refuse_empty(text=text, because=because)
    refuse_personal_data(checked, text=text, because=because)
    _refuse_more(profile, "judgement")
    made = Judgement(
        profile=profile,
        text=text.strip(),
        because=because.strip(),
        likelihood=likelihood,
        confidence=confidence,
        added_by_id=person_of(actor),
        added_at=now,
    )
    Judgement.objects.bulk_create([made])
    _added(actor, now, profile, "judgement", made.pk)


@transaction.atomic
def add_gap(*, actor: Standing, now: datetime, profile_id: UUID, gap: Todo, checked: bool = False) -> None:
    """Say what is not known: a task for somebody, who sees it among theirs."""
    profile = to_write(actor, profile_id)
    _check_todo(gap, now, checked)
    _refuse_more(profile, "gap")
    made = Gap(profile=profile, text=gap.text.strip(), owner_id=gap.owner_id, due_on=gap.due_on, added_at=now)
    Gap.objects.bulk_create([made])
    _added(actor, now, profile, "gap", made.pk)


@transaction.atomic
def add_recommendation(
    *, actor: Standing, now: datetime, profile_id: UUID, strand: Strand, todo: Todo, checked: bool = False
) -> None:
    """Say what to do, under a strand, by which agency, until when."""
    profile = to_write(actor, profile_id)
    _check_todo(todo, now, checked)
    _refuse_more(profile, "recommendation")
    made = Recommendation(
        profile=profile,
        strand=strand,
        text=todo.text.strip(),
        owner_agency_id=todo.owner_id,
        due_on=todo.due_on,
        added_at=now,
    )
    Recommendation.objects.bulk_create([made])
    _added(actor, now, profile, "recommendation", made.pk)


@transaction.atomic
def take_out(*, actor: Standing, now: datetime, profile_id: UUID, kind: str, row_id: UUID) -> None:
    """Take a figure, judgement, gap or recommendation out of a draft. `kind`: a key of `ROWS`."""
    profile = to_write(actor, profile_id)
    found = ROWS[kind].objects.filter(profile=profile, pk=row_id).first() if kind in ROWS else None
    if found is None:
        raise NotFound("profile.row", row_id)
    found.delete()
    changed(profile, now)
    note(actor, now, profile, Permission.WRITE, {kind: str(row_id), "out": True})


@transaction.atomic
def answer_gap(*, actor: Standing, now: datetime, gap_id: UUID, answer: str, checked: bool = False) -> None:
    """Say what was found out. By whoever was to, or who writes the profile."""
    gap = gap_for_actor(actor, gap_id)
    owns = gap.owner_id == actor.person_id
    demand(
        policies.answer_gap(actor, owns=owns, part=part_in(actor, gap.profile_id)),
        Permission.ANSWER_GAP,
        gap.profile_id,
    )
    refuse_empty(answer=answer)
    refuse_personal_data(checked, answer=answer)
    gap.answer, gap.answered_on = answer.strip(), today(now)
    gap.save(update_fields=["answer", "answered_on"])
    note(actor, now, Profile(pk=gap.profile_id), Permission.ANSWER_GAP, {"gap": str(gap_id)})


def _check_todo(todo: Todo, now: datetime, checked: bool) -> None:
    refuse_empty(text=todo.text)
    if todo.due_on < today(now):
        raise BadInput.one("Say a day from today on.", "due_on")
    refuse_personal_data(checked, text=todo.text)


def _refuse_more(profile: Profile, kind: str) -> None:
    if ROWS[kind].objects.filter(profile=profile).count() >= MOST_ROWS:
        raise BadInput.one(f"A profile holds at most {MOST_ROWS} of these. Take one out first.", "text")


def _added(actor: Standing, now: datetime, profile: Profile, kind: str, row_id: UUID) -> None:
    changed(profile, now)
    note(actor, now, profile, Permission.WRITE, {kind: str(row_id)})
