"""Who is on stage, and the ids of what the story has made so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.cast import CAST
from fourfold.project.demonstration.story.days import Days
from fourfold.trust.partnership.domain.roles import INSTALLATION, Standing
from fourfold.trust.partnership.queries import account_by_email, agency_ids_by_key, standing_of

Play = Callable[[Standing, datetime], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that one of the cast does on a day. `play` takes where they stand and the moment."""

    day: int
    by: str
    what: str
    play: Play


@dataclass
class Stage:
    """The calendar, the cast's standings, the agencies, and the plans, actions, milestones and boards made so far."""

    days: Days
    standings: dict[str, Standing] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    plans: dict[str, UUID] = field(default_factory=dict)
    actions: dict[tuple[str, StrandKind, int], UUID] = field(default_factory=dict)
    milestones: dict[tuple[UUID, str], UUID] = field(default_factory=dict)
    boards: dict[str, UUID] = field(default_factory=dict)
    arising: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def call_the_cast(self) -> None:
        """Learn where each of the cast stands. Raises `LookupError` for one without an account."""
        for character in CAST:
            user = account_by_email(character.email)
            if user is None:
                raise LookupError(f"{character.name} has no account. Load the people first.")
            actor = Actor.person(user.pk)
            with acting_as(actor):
                self.standings[character.key] = standing_of(actor)
        with acting_as(INSTALLATION.actor):
            self.agencies = agency_ids_by_key()

    @contextmanager
    def acting(self, key: str) -> Iterator[Standing]:
        """A transaction of one of the cast, with where they stand."""
        standing = self.standings[key]
        with acting_as(standing.actor):
            yield standing

    def person(self, key: str) -> UUID | None:
        """The person id of one of the cast."""
        return self.standings[key].person_id

    def known_person(self, key: str) -> UUID:
        """The person id of one of the cast who must be there."""
        person_id = self.person(key)
        if person_id is None:
            raise LookupError(f"{key} is nobody of the directory.")
        return person_id

    def user(self, key: str) -> UUID:
        """The account of one of the cast."""
        user_id = self.standings[key].user_id
        if user_id is None:
            raise LookupError(f"{key} has no account.")
        return user_id
