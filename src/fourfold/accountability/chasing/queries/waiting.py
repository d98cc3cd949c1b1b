"""What waits for whom, in plans, boards and sharing: the lines of everybody's digest, computed set by set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from fourfold.accountability.chasing.domain.lines import (
    AHEAD,
    QUIET,
    Dates,
    Duty,
    Here,
    Line,
    in_order,
    line_of,
    may_move,
    whose,
)
from fourfold.accountability.chasing.domain.states import LineKind
from fourfold.accountability.chasing.queries.sharing import of_sharing
from fourfold.accountability.plan.queries.pressing import Pressing, pressing_actions
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.clock import today as london_day
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.queries.boards import holders
from fourfold.trust.boards.queries.outcomes import arising_open, open_escalations
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import Away, away_on
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lines of everybody for whom something waits, by person, and of those who can be written to, who they are.

    `nobodys` are lines without anybody to write to; `away` are the people whose lines went to who covers them.
    """

    lines: Mapping[UUID, Sequence[Line]]
    people: Mapping[UUID, Correspondent]
    nobodys: Sequence[Line]
    away: Mapping[UUID, Away] = field(default_factory=dict)


def waiting(actor: Standing, *, today: date) -> Waiting:
    """What waits for whom on a day. About twenty queries, whatever the number of people and actions."""
    people = {one.person_id: one for one in correspondents(actor, on=today)}
    away = away_on(actor, list(people), on=today)
    found: dict[UUID, list[Line]] = defaultdict(list)
    nobodys: list[Line] = []
    lines = [
        *_of_plans(actor, people, away, today),
        *_of_boards(actor, today),
        *of_sharing(actor, people.values(), today),
    ]
    for person, line in lines:
        taker = _taker(person, people, away)
        if taker is None:
            nobodys.append(line)
        elif line.subject_id not in {known.subject_id for known in found[taker]}:
            found[taker].append(line)
    return Waiting(
        lines={person: in_order(its) for person, its in found.items()},
        people=people,
        nobodys=in_order({line.subject_id: line for line in nobodys}.values()),
        away=away,
    )


def _taker(person: UUID | None, people: Mapping[UUID, Correspondent], away: Mapping[UUID, Away]) -> UUID | None:
    """Who gets a line: the person, or who covers them while they are away."""
    if person is None or person not in people:
        return None
    if person not in away:
        return person
    covering = (cover.person_id for cover in away[person].covers.values())
    return next((one for one in covering if one in people and one not in away), None)


def _of_plans(
    actor: Standing, people: Mapping[UUID, Correspondent], away: Mapping[UUID, Away], today: date
) -> Iterator[tuple[UUID | None, Line]]:
    here = _here(people.values())
    for action in pressing_actions(actor, today=today, ahead=AHEAD, quiet=QUIET):
        line = line_of(action.action_id, f"{action.reference}: {action.title}", _dates(action), today=today)
        if line is None:
            continue
        duty = Duty(action.officer_id, action.deputy_id, action.leads, action.delivers)
        takers = whose(duty, here)
        for person in takers:
            taker = _taker(person, people, away)
            reach = _reach(people[taker]) if taker else frozenset()
            page = reverse("plan:action", args=[action.action_id])
            yield person, replace(line, by_mail=bool(taker and may_move(taker, reach, duty)), page=page)
        if not takers:
            yield None, line


def _dates(action: Pressing) -> Dates:
    steps = tuple((step.title, step.due_on) for step in action.steps)
    return Dates(action.due, action.review, steps, london_day(action.news_at))


def _reach(person: Correspondent) -> frozenset[UUID]:
    return frozenset().union(*person.stands_for.values())


def _here(people: Iterable[Correspondent]) -> Here:
    by_kind: dict[RoleKind, dict[UUID, list[UUID]]] = {
        RoleKind.CHAMPION: defaultdict(list),
        RoleKind.ACCOUNTABLE_OFFICER: defaultdict(list),
    }
    known = set()
    for person in people:
        known.add(person.person_id)
        for kind, agencies in person.stands_for.items():
            for agency in agencies if kind in by_kind else ():
                by_kind[kind][agency].append(person.person_id)
    return Here(frozenset(known), by_kind[RoleKind.CHAMPION], by_kind[RoleKind.ACCOUNTABLE_OFFICER])


def _of_boards(actor: Standing, today: date) -> Iterator[tuple[UUID | None, Line]]:
    """Actions arising, for their owners; escalations to be answered, for the chair or the deputy chair."""
    for arising in arising_open(actor, due_by=today + AHEAD):
        late, soon = LineKind.ARISING_LATE, LineKind.ARISING_SOON
        title = f"{arising.board.name}: {_short(arising.text)}"
        line = _board_line(arising.pk, title, arising.due_on, today, late, soon)
        yield arising.owner_id, replace(line, page=reverse("boards:arising-finish", args=[arising.pk]))
    escalations = list(open_escalations(actor, answer_due_by=today + AHEAD))
    chairs: dict[UUID, UUID] = {}
    for holder in holders(actor, {one.board_id for one in escalations}, [Part.CHAIR, Part.DEPUTY_CHAIR]):
        chairs.setdefault(holder.board_id, holder.person_id)
    for one in escalations:
        late, soon = LineKind.ANSWER_LATE, LineKind.ANSWER_SOON
        title = f"{one.board.name}: answer about “{_short(one.subject_title)}”"
        line = _board_line(one.pk, title, one.answer_due, today, late, soon)
        yield chairs.get(one.board_id), replace(line, page=reverse("boards:escalation", args=[one.pk]))


def _board_line(key: UUID, title: str, on: date, today: date, late: LineKind, soon: LineKind) -> Line:
    is_late = on < today
    why = f"It {'was' if is_late else 'is'} due {'today' if on == today else f'on {show_date(on)}'}."
    return Line(late if is_late else soon, key, title, why, on, by_mail=False)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rstrip()}…"


LATELY = timedelta(weeks=12)
"""How far back the page about chasing looks."""
