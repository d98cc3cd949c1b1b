"""What must hold in a plan of the story before it is told."""

from collections.abc import Iterator
from itertools import pairwise

from fourfold.project.demonstration.cast import CAST
from fourfold.project.demonstration.story.entries import ActionStory, PlanStory

DAYS_APART = 5
"""Between two updates of an action. Weekends and holidays move a day back by four at most, so the order stays."""
MOST_TITLE = 60


def check_plan(plan: PlanStory) -> list[str]:
    """What is wrong with the plan, each naming its action. Empty when all is well."""
    problems = [f"frame: {key} is not in the cast" for key in _strangers(plan.frame.coordinator, *plan.frame.readers)]
    places = [action.place for action in plan.actions]
    for action in plan.actions:
        if places.count(action.place) > 1:
            problems.append(f"{action.place}: stands twice")
        problems += [f"{action.place}: {problem}" for problem in _of_action(action, plan, places)]
    return problems


def _of_action(action: ActionStory, plan: PlanStory, places: list[str]) -> Iterator[str]:
    if len(action.title) > MOST_TITLE:
        yield f"its title has more than {MOST_TITLE} characters"
    for key in _strangers(*_people(action)):
        yield f"{key} is not in the cast"
    for day in _days(action):
        if not plan.frame.published < day < 0:
            yield f"day {day} is not between the plan's publication ({plan.frame.published}) and its loading (0)"
    days = [update.day for update in action.updates]
    if any(later - earlier < DAYS_APART for earlier, later in pairwise(days)):
        yield f"its updates are not in order and {DAYS_APART} days apart"
    for wait in action.waits:
        if wait.needs not in places:
            yield f"waits for {wait.needs}, which is not in the plan"


def _people(action: ActionStory) -> Iterator[str]:
    yield action.officer
    yield action.deputy
    for update in action.updates:
        yield update.by
        yield from update.readers
    yield from (said.by for said in action.comments)
    yield from (link.by for link in action.links if link.by)
    yield from (file.by for file in action.files if file.by)
    yield from (edit.by for edit in action.edits if edit.by)
    yield from (edit.deputy for edit in action.edits if edit.deputy)


def _days(action: ActionStory) -> Iterator[int]:
    yield from (update.day for update in action.updates)
    yield from (risk.day for risk in action.risks)
    yield from (said.day for said in action.comments)
    yield from (link.day for link in action.links)
    yield from (file.day for file in action.files)
    yield from (wait.day for wait in action.waits)
    yield from (edit.day for edit in action.edits)
    yield from (step.done for step in action.milestones if step.done is not None)
    yield from (risk.closed for risk in action.risks if risk.closed is not None)


def _strangers(*keys: str) -> list[str]:
    known = {character.key for character in CAST}
    return sorted({key for key in keys if key not in known})
