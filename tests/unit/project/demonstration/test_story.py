"""What the story says: believable, of the size designed, and without personal data."""

import re
from collections import Counter
from collections.abc import Iterator
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from fourfold.accountability.plan.domain.dependencies import would_wait_for_itself
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.personal_data import find
from fourfold.project.demonstration.story.entries import ActionStory
from fourfold.project.demonstration.story.evidence import MADE
from fourfold.project.demonstration.story.reading import read_plan, read_story
from fourfold.trust.partnership.queries import known_register

COUNTY = read_plan("kent-and-medway")
ACTIONS = [pytest.param(action, id=f"{plan.key} {action.place}") for plan in read_story() for action in plan.actions]
# Dates in words would be wrong on any other loading day. `May` and `march` are also other words.
A_DATE = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December|20\d\d|"
    r"Christmas|Easter|summer|winter|spring|autumn)\b"
)


def texts(action: ActionStory) -> Iterator[str]:
    """Everything that the action's people wrote."""
    yield from (action.title, action.text)
    for update in action.updates:
        yield from (update.text, update.reason)
    for risk in action.risks:
        yield from (risk.text, risk.mitigation)
    yield from (said.text for said in action.comments)
    yield from (step.title for step in action.milestones)
    yield from (shown.title for shown in (*action.links, *action.files))
    yield from (wait.note for wait in action.waits)


def last_status(action: ActionStory) -> Status:
    """The status at the end of the story."""
    return next((item.status for item in reversed(action.updates) if item.status), Status.NOT_STARTED)


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_looks_like_personal_data_or_a_fixed_date(action):
    for text in texts(action):
        assert find(text) == []
        assert not A_DATE.search(text), text


@pytest.mark.parametrize("action", ACTIONS)
def test_an_update_has_thirty_to_seventy_words(action):
    for update in action.updates:
        assert 30 <= len(update.text.split()) <= 70, f"{len(update.text.split())}: {update.text}"


@pytest.mark.parametrize("action", ACTIONS)
def test_a_title_is_short_and_in_sentence_case(action):
    assert len(action.title) <= 60
    assert action.title[0].isupper()
    assert not action.title.endswith(".")
    assert action.officer != action.deputy


@pytest.mark.parametrize("action", ACTIONS)
def test_a_change_for_the_worse_has_its_reason(action):
    before = Status.NOT_STARTED
    for update in action.updates:
        if update.status in (Status.AT_RISK, Status.OFF_TRACK):
            assert update.reason
        if update.readers:
            assert update.status in (None, before)
        before = update.status or before


def test_the_county_plan_has_its_statuses():
    assert Counter(map(last_status, COUNTY.actions)) == {
        Status.COMPLETE: 6,
        Status.ON_TRACK: 12,
        Status.AT_RISK: 5,
        Status.OFF_TRACK: 2,
        Status.NOT_STARTED: 3,
    }


def test_the_county_plan_has_its_sizes():
    for action in COUNTY.actions:
        assert 3 <= len(action.updates) <= 9
        assert len(action.milestones) <= 5
        assert len(action.risks) <= 3
        assert len(action.comments) <= 3
    assert 8 <= sum(len(action.waits) for action in COUNTY.actions) <= 12
    assert sum(bool(update.readers) for action in COUNTY.actions for update in action.updates) == 2


def test_nothing_waits_for_itself():
    def node(place: str) -> UUID:
        return uuid5(NAMESPACE_OID, place)

    waits: list[tuple[UUID, UUID]] = []
    for action in COUNTY.actions:
        for wait in action.waits:
            assert not would_wait_for_itself(waits, node(action.place), node(wait.needs))
            waits.append((node(action.place), node(wait.needs)))


@pytest.mark.parametrize("action", ACTIONS)
def test_evidence_leads_nowhere_real(action):
    assert all(link.url.startswith("https://example.org/") for link in action.links)
    assert all(file.name in MADE for file in action.files)


def test_every_evidence_file_is_used_once():
    used = Counter(file.name for plan in read_story() for action in plan.actions for file in action.files)
    assert used == dict.fromkeys(MADE, 1)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_agency_is_in_the_register(action):
    assert {lead.agency for lead in action.leads} <= set(known_register().agencies)


def test_a_reader_of_a_plan_that_is_not_for_all_does_all_that_happens_in_it():
    group = read_plan("group")
    team = {group.frame.coordinator, *group.frame.readers}
    for action in group.actions:
        assert {action.officer, action.deputy, *(item.by for item in (*action.updates, *action.comments))} <= team
