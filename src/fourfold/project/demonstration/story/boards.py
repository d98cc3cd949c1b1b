"""What the boards do in the year: they are set up, seated, meet each quarter, decide, and answer what is raised."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from uuid import UUID

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.ground.kernel.clock import LONDON
from fourfold.project.demonstration.story.board_entries import BoardStory, Escalated, Item, Met
from fourfold.project.demonstration.story.reading import entry
from fourfold.project.demonstration.story.stage import Play, Scene, Stage
from fourfold.trust.boards.domain.states import Presence
from fourfold.trust.boards.operations.agenda import NewItem, add_agenda_items, carry_over
from fourfold.trust.boards.operations.boards import BoardTerms, begin_board, set_oversight
from fourfold.trust.boards.operations.decisions import (
    NewArising,
    NewDecision,
    add_arising,
    finish_arising,
    ratify_decision,
    record_decision,
)
from fourfold.trust.boards.operations.escalations import answer_escalation, raise_escalation
from fourfold.trust.boards.operations.meetings import WhenAndWhere, plan_meeting, send_agenda
from fourfold.trust.boards.operations.minutes import (
    Filled,
    ItemMinutes,
    approve_minutes,
    take_attendance,
    write_minutes,
)
from fourfold.trust.boards.operations.seats import NewSeat, end_seat, give_seat
from fourfold.trust.boards.queries.meetings import items_of, meeting_for_actor, places_at
from fourfold.trust.boards.queries.outcomes import provisional_decisions
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing

PLAN = "kent-and-medway"
BOARDS = ("strategic", "csp", "safeguarding", "soc", "pvp")
PLANNED_BEFORE, AGENDA_BEFORE = 60, 6
MINUTES_AFTER, APPROVED_AFTER = 2, 9
"""Days from a meeting to its planning, its agenda, its minutes and their approval."""


@cache
def read_boards() -> dict[str, BoardStory]:
    """The boards of the story by key. Raises `StoryError`."""
    return {key: entry(BoardStory, _table(f"{key}.toml"), f"board-meetings/{key}.toml") for key in BOARDS}


@cache
def standing_minutes() -> dict[str, str]:
    """What is written under the standing items of every meeting."""
    return {str(title): " ".join(str(words).split()) for title, words in _table("standing.toml").items()}


def _table(name: str) -> dict[str, object]:
    file = resources.files(__package__).joinpath("board-meetings", name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def scenes(stage: Stage) -> Iterator[Scene]:
    """Everything the boards do, board by board."""
    for key, told in read_boards().items():
        yield from Board(key, told, stage).scenes()


class Board:
    """The year of one board."""

    def __init__(self, key: str, told: BoardStory, stage: Stage) -> None:
        self.key, self.told, self.stage = key, told, stage
        self.seats: dict[str, UUID] = {}

    def scenes(self) -> Iterator[Scene]:
        """From its terms to the meeting that is planned next."""
        told = self.told
        yield self.scene(told.begun, told.coordinator, "set up", self._begin)
        for seat in told.seats:
            if seat.until is not None:
                yield self.scene(seat.until, told.coordinator, "seat ended", self._unseat(seat.who, seat.until))
        for met in told.meetings:
            yield from Meeting(self, met).scenes()
        for item in told.escalations:
            yield from self._escalation(item)

    def scene(self, day: int, by: str, what: str, play: Play) -> Scene:
        """A scene of this board."""
        return Scene(day, by, f"{self.told.name}: {what}", play)

    @property
    def id(self) -> UUID:
        """The board, once it is set up."""
        return self.stage.boards[self.key]

    def _begin(self, actor: Standing, now: datetime) -> None:
        told, days = self.told, self.stage.days
        terms = BoardTerms(
            name=told.name,
            kind=told.kind,
            quorum=told.quorum,
            area=told.area,
            agency_id=self.stage.agencies[told.agency] if told.agency else None,
            purpose=told.purpose,
            terms=told.terms,
            terms_version=told.version,
            terms_adopted_on=days.working_day(told.begun),
            terms_review_on=days.working_day(told.review),
            quorum_note=told.quorum_note,
        )
        made = begin_board(actor=actor, now=now, terms=terms)
        self.stage.boards[self.key] = made.pk
        for seat in told.seats:
            person = self.stage.known_person(seat.who)
            new = NewSeat(person, seat.part, days.working_day(told.begun), self.stage.agencies[seat.agency])
            self.seats[seat.who] = give_seat(actor=actor, now=now, board_id=made.pk, new=new).pk
        overseen = [
            action_id
            for (plan, strand, _number), action_id in self.stage.actions.items()
            if plan == PLAN and strand in told.oversees
        ]
        set_oversight(actor=actor, now=now, board_id=made.pk, subject_kind="plan.action", ids=overseen)

    def _unseat(self, who: str, day: int) -> Play:
        def play(actor: Standing, now: datetime) -> None:
            until = self.stage.days.working_day(day)
            end_seat(actor=actor, now=now, board_id=self.id, seat_id=self.seats[who], until=until)

        return play

    def _escalation(self, told: Escalated) -> Iterator[Scene]:
        made: list[UUID] = []

        def bring(actor: Standing, now: datetime) -> None:
            strand, number = told.action.split()
            found = action_for_actor(actor, self.stage.actions[PLAN, StrandKind(strand), int(number)])
            subject = Subject("plan.action", found.pk, found.title)
            due = self.stage.days.working_day(told.day + 14)
            made.append(
                raise_escalation(
                    actor=actor, now=now, board_id=self.id, subject=subject, why=told.why, answer_due=due
                )
            )

        def answer(actor: Standing, now: datetime) -> None:
            answer_escalation(actor=actor, now=now, escalation_id=made[0], answer=told.answer)

        yield self.scene(told.day, told.by, "escalation", bring)
        if told.answered is not None:
            yield self.scene(told.answered, told.answered_by, "escalation answered", answer)


class Meeting:
    """One meeting of a board, from its planning to its approved minutes."""

    def __init__(self, board: Board, met: Met) -> None:
        self.board, self.met, self.days = board, met, board.stage.days
        self.made: list[UUID] = []

    @property
    def id(self) -> UUID:
        """The meeting, once it is planned."""
        return self.made[0]

    def scenes(self) -> Iterator[Scene]:
        """What happens of it up to the day of loading."""
        met = self.met
        planned = min(met.day - PLANNED_BEFORE, -1)
        yield self._scene(planned, "meeting planned", self._plan)
        if met.day - AGENDA_BEFORE <= 0:
            yield self._scene(met.day - AGENDA_BEFORE, "agenda out", self._send)
        if met.day + MINUTES_AFTER <= 0:
            yield self._scene(met.day, "meeting held", self._attend)
            yield self._scene(met.day + MINUTES_AFTER, "minutes written", self._write)
        if met.day + APPROVED_AFTER <= 0 and not met.draft:
            yield self._scene(met.day + APPROVED_AFTER, "minutes approved", self._approve)
        for item in met.items:
            yield from self._done(item)

    def _scene(self, day: int, what: str, play: Play) -> Scene:
        return self.board.scene(day, self.board.told.secretary, what, play)

    def _plan(self, actor: Standing, now: datetime) -> None:
        on = self.days.working_day(self.met.day)
        starts = datetime(on.year, on.month, on.day, self.met.hour, tzinfo=LONDON)
        when = WhenAndWhere(starts, starts + timedelta(hours=2), self.met.place, self.met.link)
        self.made.append(plan_meeting(actor=actor, now=now, board_id=self.board.id, when=when).pk)

    def _send(self, actor: Standing, now: datetime) -> None:
        carry_over(actor=actor, now=now, meeting_id=self.id)
        stage = self.board.stage
        items = [
            NewItem(item.kind, item.title, item.why, stage.person(item.presenter) if item.presenter else None)
            for item in self.met.items
        ]
        add_agenda_items(actor=actor, now=now, meeting_id=self.id, items=items)
        send_agenda(actor=actor, now=now, meeting_id=self.id)

    def _attend(self, actor: Standing, now: datetime) -> None:
        people = {self.board.stage.person(who): who for who in self.board.seats}
        came = {sub.who: sub.name for sub in self.met.substitutes}
        seats = {}
        for place in places_at(meeting_for_actor(actor, self.id)):
            who = people[place.seat.person_id]
            if who in came:
                seats[place.seat.pk] = Filled(Presence.SUBSTITUTE, came[who])
            else:
                seats[place.seat.pk] = Filled(Presence.APOLOGIES if who in self.met.away else Presence.PRESENT)
        take_attendance(actor=actor, now=now, meeting_id=self.id, seats=seats, others=self.met.others)

    def _write(self, actor: Standing, now: datetime) -> None:
        told = {item.title: item for item in self.met.items}
        there = {item.title: item.pk for item in items_of(meeting_for_actor(actor, self.id))}
        minutes = {there[title]: ItemMinutes(words) for title, words in standing_minutes().items() if title in there}
        minutes |= {there[title]: ItemMinutes(item.minutes, item.unfinished) for title, item in told.items()}
        write_minutes(actor=actor, now=now, meeting_id=self.id, items=minutes)
        if self.met.ratifies:
            for decision in list(provisional_decisions(actor, self.board.id)):
                ratify_decision(actor=actor, now=now, meeting_id=self.id, decision_id=decision.pk)
        for title, item in told.items():
            for words in item.decisions:
                new = NewDecision(words, there[title], provisional=self.met.provisional)
                record_decision(actor=actor, now=now, meeting_id=self.id, new=new)
            for action in item.actions:
                owner = self.board.stage.known_person(action.owner)
                due = self.days.working_day(action.due)
                arising = NewArising(action.text, owner, due, there[title])
                made = add_arising(actor=actor, now=now, meeting_id=self.id, new=arising)
                self.board.stage.arising[self.board.key, action.text] = made.pk

    def _approve(self, actor: Standing, now: datetime) -> None:
        approve_minutes(actor=actor, now=now, meeting_id=self.id)

    def _done(self, item: Item) -> Iterator[Scene]:
        for action in item.actions:
            if action.done is not None:
                finish = self._finish(action.text, action.note)
                yield self.board.scene(action.done, action.owner, "action done", finish)

    def _finish(self, text: str, note: str) -> Play:
        def play(actor: Standing, now: datetime) -> None:
            finish_arising(
                actor=actor,
                now=now,
                arising_id=self.board.stage.arising[self.board.key, text],
                done_on=now.astimezone(LONDON).date(),
                done_note=note,
            )

        return play
