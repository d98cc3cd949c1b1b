"""The county plan's next version, in preparation: what its coordinator has done to the draft so far."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from fourfold.accountability.plan.domain.states import Part, StrandKind
from fourfold.accountability.plan.operations import versions
from fourfold.accountability.plan.operations.actions import ActionWords, add_action, edit_action
from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
from fourfold.accountability.plan.operations.factors import add_factors
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.accountability.plan.queries.plans import plan_for_actor, strand_of_kind
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import known_register

PLAN = "kent-and-medway"
DRAFT = "kent-and-medway-refresh"
Told = dict[str, Any]
Act = Callable[[Stage, Standing, datetime, Told], None]


def scenes(stage: Stage) -> Iterator[Scene]:
    """The draft as `refresh.toml` tells it."""
    told = tomllib.loads(resources.files(__package__).joinpath("refresh.toml").read_text(encoding="utf-8"))
    yield _scene(stage, told | {"day": told["begun"]}, told["coordinator"], "the next version begun", _begin)
    for name, act in ACTS.items():
        for entry in told[name]:
            yield _scene(stage, entry, told["coordinator"], f"the next version, {name}", act)


def _scene(stage: Stage, entry: Told, by: str, what: str, act: Act) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        act(stage, actor, now, entry)

    return Scene(entry["day"], by, what, play)


def _begin(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    wanted = versions.NextVersion(told["label"], told["label_before"], told["title"])
    draft = versions.begin_version(actor=actor, now=now, plan_id=stage.plans[PLAN], wanted=wanted)
    stage.plans[DRAFT] = draft.pk


def _id(stage: Stage, actor: Standing, title: str) -> UUID:
    """The action of the draft with that title. Raises `LookupError`."""
    wanted = ActionFilter(plan_id=stage.plans[DRAFT])
    for action in actions_for_actor(actor, wanted, today=stage.days.loaded_on):
        if action.title == title:
            return action.pk
    raise LookupError(f"The draft has no action {title!r}.")


def _edit(stage: Stage, actor: Standing, now: datetime, title: str, text: str) -> None:
    action = action_for_actor(actor, _id(stage, actor, title))
    said = ActionWords.of(action)
    words = ActionWords(title, text.strip(), said.accountable_officer, said.deputy, said.due_on, said.review_on)
    edit_action(actor=actor, now=now, action_id=action.pk, version=action.version, words=words)


def _reword(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    _edit(stage, actor, now, told["title"], told["text"])


def _move(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    action_id, kind = _id(stage, actor, told["title"]), StrandKind(told["strand"])
    versions.move_action(actor=actor, now=now, action_id=action_id, kind=kind, number=told["number"])


def _merge(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    action_id, other_id = (_id(stage, actor, told[name]) for name in ("title", "other"))
    versions.merge_actions(actor=actor, now=now, action_id=action_id, other_id=other_id)
    _edit(stage, actor, now, told["title"], told["becomes"])


def _split(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    action_id = _id(stage, actor, told["title"])
    first, second = (told["first"], told["first_text"]), (told["second"], told["second_text"])
    versions.split_action(actor=actor, now=now, action_id=action_id, first=first, second=second)


def _drop(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    versions.take_out(actor=actor, now=now, action_id=_id(stage, actor, told["title"]), reason=told["reason"])


def _add(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    strand = strand_of_kind(plan_for_actor(actor, stage.plans[DRAFT]), StrandKind(told["strand"]))
    officer, deputy = stage.person(told["officer"]), stage.person(told["deputy"])
    words = ActionWords(told["title"], told["text"], officer, deputy, stage.days.working_day(told["due"]))
    action = add_action(actor=actor, now=now, strand_id=strand.pk, words=words)
    lead = AgencyPart(stage.agencies[told["lead"]], known_register()[told["lead"]].name, Part.LEAD)
    set_agencies(actor=actor, now=now, action_id=action.pk, parts=[lead])


def _factor(stage: Stage, actor: Standing, now: datetime, told: Told) -> None:
    kind, texts = StrandKind(told["strand"]), [told["text"]]
    add_factors(actor=actor, now=now, plan_id=stage.plans[DRAFT], kind=kind, texts=texts)


ACTS: dict[str, Act] = {
    "reword": _reword,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "drop": _drop,
    "add": _add,
    "factor": _factor,
}
