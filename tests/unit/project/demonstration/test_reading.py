"""The story's files: what is wrong in them is said with its file and its entry."""

from dataclasses import replace

import pytest

from fourfold.accountability.plan.domain.states import Status
from fourfold.project.demonstration.story.checking import check_plan
from fourfold.project.demonstration.story.entries import Comment, Update, Wait
from fourfold.project.demonstration.story.reading import StoryError, entry, read_plan, read_story

UPDATE = {"day": -5, "by": "tom.hadlow", "text": "Text."}


def test_an_entry_is_read_with_its_types():
    read = entry(Update, UPDATE | {"status": "at-risk", "text": "Broken\nover  lines. "}, "here")
    assert read == Update(-5, "tom.hadlow", "Broken over lines.", Status.AT_RISK)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"day": -5, "by": "tom.hadlow"}, "file, action 3: text is missing"),
        (UPDATE | {"colour": "red"}, "file, action 3: does not know colour"),
        (UPDATE | {"day": "soon"}, "file, action 3, day: expected int, found 'soon'"),
        (UPDATE | {"day": True}, "file, action 3, day: expected int, found True"),
        (UPDATE | {"status": "fine"}, "file, action 3, status: 'fine' is none of not-started, on-track"),
        (UPDATE | {"readers": "tom.hadlow"}, "file, action 3, readers: expected a list"),
        (UPDATE | {"readers": [7]}, "file, action 3, readers 1: expected str, found 7"),
        ("text", "file, action 3: expected a table"),
    ],
)
def test_what_is_wrong_is_named(table, says):
    with pytest.raises(StoryError, match=says.replace("(", r"\(")):
        entry(Update, table, "file, action 3")


def test_a_file_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr("fourfold.project.demonstration.story.reading.PLANS", {"nowhere": ("actions.toml",)})
    with pytest.raises(StoryError, match=r"nowhere/plan\.toml"):
        read_story()


def test_the_story_holds_three_plans():
    assert [(plan.key, len(plan.actions)) for plan in read_story()] == [
        ("kent-and-medway", 28),
        ("thanet", 6),
        ("group", 5),
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"officer": "nobody"}, "prevent 1: nobody is not in the cast"),
        ({"title": "x" * 61}, "prevent 1: its title has more than 60 characters"),
        ({"comments": (Comment(-900, "tom.hadlow", "Early."),)}, "prevent 1: day -900 is not between"),
        ({"comments": (Comment(0, "tom.hadlow", "Late."),)}, "prevent 1: day 0 is not between"),
        ({"waits": (Wait(-5, "prevent 99", ""),)}, "prevent 1: waits for prevent 99"),
        (
            {"updates": (Update(-9, "tom.hadlow", "One."), Update(-5, "tom.hadlow", "Two."))},
            "prevent 1: its updates are not in order and 5 days apart",
        ),
    ],
)
def test_what_cannot_be_told_is_named(change, says):
    plan = read_plan("kent-and-medway")
    first, *others = plan.actions
    problems = check_plan(replace(plan, actions=(replace(first, **change), *others)))
    assert len(problems) == 1
    assert problems[0].startswith(says)


def test_no_action_stands_twice():
    plan = read_plan("group")
    problems = check_plan(replace(plan, actions=(plan.actions[0], plan.actions[0])))
    assert set(problems) == {"prevent 1: stands twice"}
