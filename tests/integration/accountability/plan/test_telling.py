"""Webhooks hear what moved in the plans that everyone reads, and nothing of any other."""

from uuid import uuid4

import pytest
from django.db import transaction
from tests.people import Cast
from tests.plans import Made, make

from fourfold.accountability.plan.domain.states import Audience, Marking, Status
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages import operations as messages
from fourfold.trust.messages.models import Message
from fourfold.trust.messages.operations import EventKind


@pytest.fixture(autouse=True)
def webhook(people: Cast) -> None:
    with people.ada.acting():
        messages.make_webhook(
            actor=people.ada.actor,
            now=now(),
            agency_id=uuid4(),
            url="https://plan.example/hook",
            events=[EventKind.PLAN_PUBLISHED, EventKind.ACTION_UPDATED, EventKind.ACTION_COMPLETED],
        )


def told() -> list[str]:
    with acting_as(Actor.of_service(Service.MESSENGER)):
        return sorted(Message.objects.values_list("kind", flat=True))


def say(people: Cast, made: Made, progress: Progress) -> None:
    with people.pat.acting() as pat:
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=progress)


def test_a_plan_an_update_and_a_completion_are_told(people: Cast) -> None:
    made = make(people)
    assert told() == ["plan.published"]
    say(people, made, Progress("It goes on.", Status.ON_TRACK))
    assert told() == ["action.updated", "plan.published"]
    say(people, made, Progress("It is done.", Status.COMPLETE))
    assert told() == ["action.completed", "action.updated", "action.updated", "plan.published"]


def test_nothing_restricted_is_told(people: Cast) -> None:
    hidden = make(people, audience=Audience.TEAM, readers=(people.pat,))
    say(people, hidden, Progress("It goes on.", Status.ON_TRACK))
    assert told() == []
    made = make(people)
    progress = Progress("For two of us.", Status.NOT_STARTED, marking=Marking.OFFICIAL_SENSITIVE)
    say(people, made, progress)
    assert told() == ["plan.published"]


def test_what_rolls_back_was_never_told(people: Cast) -> None:
    made = make(people)
    with people.pat.acting() as pat:
        progress = Progress("It goes on.", Status.ON_TRACK)
        post_update(actor=pat, now=now(), action_id=made.action_id, progress=progress)
        transaction.set_rollback(True)
    assert told() == ["plan.published"]
