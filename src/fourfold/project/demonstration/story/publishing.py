"""The public page of the county plan: words are written, proposed, and approved by the board's deputy chair."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from uuid import UUID

from fourfold.accountability.indicators.queries.factors import factors_with_indicators
from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.publishing.operations import public as operations
from fourfold.accountability.publishing.presenters.public import public_document, reading_of
from fourfold.accountability.publishing.queries.public import public_plan
from fourfold.ground.documents import freeze
from fourfold.ground.kernel.clock import today
from fourfold.project.demonstration.story.reading import entry
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Words:
    """The public words of an action, such as `prevent 3`."""

    action: str
    promise: str
    done: str


@dataclass(frozen=True, slots=True)
class Version:
    """When words were written and proposed; `approved` is empty where the version still waits."""

    written: int
    proposed: int
    words: tuple[Words, ...]
    approved: int | None = None


@dataclass(frozen=True, slots=True)
class PublicStory:
    """The versions of the public page of one plan."""

    plan: str
    by: str
    chair: str
    versions: tuple[Version, ...]


@cache
def read_public() -> PublicStory:
    """The story's public page. Raises `StoryError`."""
    text = resources.files(__package__).joinpath("publishing.toml").read_text(encoding="utf-8")
    return entry(PublicStory, tomllib.loads(text), "publishing.toml")


def scenes(stage: Stage) -> Iterator[Scene]:
    """Each version: its words, its proposal, its approval."""
    story = read_public()
    for version in story.versions:
        made: list[UUID] = []
        for words in version.words:
            yield _write(stage, story, version, words)
        yield _propose(stage, story, version, made)
        if version.approved is not None:
            yield _approve(story, version.approved, made)


def _write(stage: Stage, story: PublicStory, version: Version, words: Words) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        strand, number = words.action.split()
        action_id = stage.actions[story.plan, StrandKind(strand), int(number)]
        new = operations.NewWords(words.promise, words.done)
        operations.write_words(actor=actor, now=now, action_id=action_id, new=new)

    return Scene(version.written, story.by, f"{words.action.capitalize()}: words for the public", play)


def _propose(stage: Stage, story: PublicStory, version: Version, made: list[UUID]) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        plan_id = stage.plans[story.plan]
        found = public_plan(actor, plan_id)
        measured = factors_with_indicators(actor, plan_id, public_only=True)
        document = public_document(found, measured, on=today(now))
        proposal = operations.Proposal(freeze(document), reading_of(found))
        made.append(operations.propose(actor=actor, now=now, plan_id=plan_id, proposal=proposal).pk)

    return Scene(version.proposed, story.by, "Public page: a version is proposed", play)


def _approve(story: PublicStory, day: int, made: list[UUID]) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        operations.approve(actor=actor, now=now, release_id=made[0])

    return Scene(day, story.chair, "Public page: approved by the deputy chair", play)
