"""What came back without signing in: weekly mails, a form answered from one, a spreadsheet to be decided."""

import io
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from importlib import resources
from typing import Any

from openpyxl import load_workbook

from fourfold.accountability.chasing.domain.sheets.columns import SHEET, Column
from fourfold.accountability.chasing.operations.digests import write_due_digests
from fourfold.accountability.chasing.operations.forms import Wanted, make_forms, open_form, use_form
from fourfold.accountability.chasing.operations.returns import bring_back, take_out
from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.operations.updates import Progress
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.trust.partnership.domain.roles import CHASER, Standing

FILE = "chasing.toml"
WEEKS = 5
"""For how many weeks the story wrote mails: enough to see who is silent."""
COORDINATOR = "marianne.osei"
CHAMPION = "tom.hadlow"

Told = dict[str, Any]


def scenes(stage: Stage) -> Iterator[Scene]:
    """The mails of the last weeks, and what came back."""
    told = tomllib.loads(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    for day in _tuesdays(stage):
        yield Scene(day, COORDINATOR, "Weekly mails", _write_mails)
    mailed = told["mailed"]
    yield Scene(mailed["day"], mailed["who"], "Update by mail", partial(_answer_by_mail, mailed))
    yield Scene(-1, CHAMPION, "Spreadsheet brought back", partial(_bring_back, told["sheet"]["rows"]))


def _tuesdays(stage: Stage) -> Iterator[int]:
    """The Tuesdays of the last weeks, as days before the loading."""
    on = stage.days.loaded_on
    last = (on.weekday() - 1) % 7 or 7
    for week in range(WEEKS - 1, -1, -1):
        yield -(last + 7 * week)


def _write_mails(_actor: Standing, now: datetime) -> None:
    with acting_as(CHASER.actor):
        write_due_digests(actor=CHASER, now=now)


def _answer_by_mail(mailed: Told, actor: Standing, now: datetime) -> None:
    action = actions_for_actor(actor, ActionFilter(mine=True), today=today(now)).first()
    if action is None or actor.user_id is None or actor.person_id is None:
        raise LookupError(f"{mailed['who']} answers for no action.")
    with acting_as(CHASER.actor):
        links = make_forms(now=now, wanted=[Wanted(actor.user_id, actor.person_id, action.pk)])
    token = links[actor.user_id, action.pk].rstrip("/").rpartition("/")[2]
    browser = open_form(token=token, now=now)
    if browser is None:
        raise LookupError("The link was not fresh.")
    progress = Progress(text=mailed["text"].strip(), status=Status(action.status))
    use_form(token=token, browser=browser, now=now + timedelta(minutes=3), progress=progress)


def _bring_back(rows: list[Told], actor: Standing, now: datetime) -> None:
    book = load_workbook(io.BytesIO(take_out(actor=actor, now=now)))
    sheet = book[SHEET]
    places = {column: place for place, column in enumerate(Column, start=1)}
    columns = {
        "text": Column.TEXT,
        "status": Column.STATUS,
        "reason": Column.REASON,
        "next_review": Column.NEXT_REVIEW,
    }
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(row=number, column=places[columns[name]]).value = " ".join(value.split())
    out = io.BytesIO()
    book.save(out)
    bring_back(actor=actor, now=now, filename="Kent Police actions.xlsx", content=out.getvalue())
