"""An agency's spreadsheet: taken out, filled in, brought back, and only then written, once."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from tests import pages, plans
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.chasing.domain.sheets.columns import Column
from fourfold.accountability.chasing.models import Return
from fourfold.accountability.chasing.operations import returns
from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.models import Update
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER

PLACE = {column: place for place, column in enumerate(Column, start=1)}


def take_out(by: Colleague, plan_id: UUID) -> bytes:
    """The file that somebody takes out."""
    with by.acting() as actor:
        return returns.take_out(actor=actor, now=now(), plan_id=plan_id)


def filled(content: bytes, fill: Callable[[Any], None]) -> bytes:
    """The file after somebody worked on its sheet."""
    book = load_workbook(io.BytesIO(content))
    fill(book["Actions"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def says(row: int = 2, **cells: object) -> Callable[[Any], None]:
    """Fill one row: `says(TEXT="Two courses ran")`."""

    def fill(sheet: Any) -> None:
        for name, value in cells.items():
            sheet.cell(row=row, column=PLACE[Column[name]]).value = value

    return fill


def bring(client: Any, content: bytes, name: str = "our actions.xlsx") -> Any:
    """Bring a file back; the answer after its redirect."""
    return client.post(reverse("chasing:returns"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def accept(client: Any, page: Any, **fields: str) -> Any:
    """Send the form of a difference as the page shows it, with these fields besides."""
    html = page.content.decode()
    sent = dict(re.findall(r'name="(shown)" value="([^"]*)"', html))
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", html)
    sent |= {name: "on" for box in boxes if " checked" in box for name in re.findall(r'name="(take-\d+)"', box)}
    address = page.redirect_chain[-1][0] if hasattr(page, "redirect_chain") else page.wsgi_request.path
    return client.post(address, sent | fields)


def updates(people: Cast, made: plans.Made) -> list[Update]:
    """The action's updates, newest first."""
    with people.cora.acting():
        return list(Update.objects.filter(action_id=made.action_id))


def test_what_was_filled_in_is_shown_then_posted_once(people: Cast, client_of: ClientOf) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    file = filled(
        take_out(people.pat, made.plan_id), says(TEXT="Two courses ran", STATUS="On track", NEXT_REVIEW="31/03/2040")
    )
    page = bring(pat, file)
    shown = pages.words(page)
    assert "1 update can be posted" in shown
    assert "Two courses ran" in shown
    assert updates(people, made) == []
    assert accept(pat, page).status_code == 302
    (update,) = updates(people, made)
    assert (update.text, update.status_after, update.author_id) == (
        "Two courses ran",
        "on-track",
        people.pat.person_id,
    )
    again = bring(pat, file)
    assert "Nothing to do" in pages.words(again)
    assert "In the plan already" in pages.words(again)


def test_words_are_blanked_once_decided_and_deciding_twice_says_so(people: Cast, client_of: ClientOf) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    page = bring(pat, filled(take_out(people.pat, made.plan_id), says(TEXT="A course ran")))
    accept(pat, page)
    second = accept(pat, page)
    assert second.status_code == 200
    assert "Accepted" in pages.words(second)
    assert len(updates(people, made)) == 1
    with people.pat.acting():
        kept = Return.objects.latest("uploaded_at")
    assert (kept.rows, len(kept.posted)) == ([], 1)


def test_a_status_changed_by_both_is_a_choice(people: Cast, client_of: ClientOf) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    file = filled(take_out(people.pat, made.plan_id), says(TEXT="Going well", STATUS="on track"))
    with people.cora.acting() as cora:
        late = Progress(text="No trainer", status=Status.AT_RISK, reason="Nobody to run it")
        post_update(actor=cora, now=now(), action_id=made.action_id, progress=late)
    page = bring(pat, file)
    assert "Changed in two places" in pages.words(page)
    assert "choose which status stands" in pages.words(accept(pat, page))
    assert accept(pat, page, **{"status-2": "theirs"}).status_code == 302
    assert plans.action_of(people, made).status == Status.AT_RISK
    assert updates(people, made)[0].text == "Going well"
    assert "Nothing to do" in pages.words(bring(pat, file))


def test_the_plan_that_moves_meanwhile_is_shown_anew_and_nothing_is_written(
    people: Cast, client_of: ClientOf
) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    page = bring(pat, filled(take_out(people.pat, made.plan_id), says(TEXT="Going well", STATUS="On track")))
    with people.cora.acting() as cora:
        late = Progress(text="No trainer", status=Status.AT_RISK, reason="Nobody to run it")
        post_update(actor=cora, now=now(), action_id=made.action_id, progress=late)
    answer = accept(pat, page)
    assert answer.status_code == 409
    assert "The plan changed while you were looking" in pages.words(answer)
    assert "Changed in two places" in pages.words(answer)
    assert [update.text for update in updates(people, made)] == ["No trainer"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"TEXT": "=A1+1"}, "holds a formula"),
        ({"TEXT": "Fine", "NEXT_REVIEW": "31/02/2040"}, "no real date"),
        ({"TEXT": "Fine", "NEXT_REVIEW": "next spring"}, "no date we can read"),
        ({"TEXT": "Fine", "NEXT_REVIEW": "31/03/2020"}, "must lie ahead"),
        ({"TEXT": "Fine", "STATUS": "Splendid"}, "which is no status"),
        ({"TEXT": "x" * 4_001}, "Use 4,000 or fewer"),
        ({"STATUS": "On track"}, "needs an update beside it"),
        ({"TEXT": "Late", "STATUS": "Off track"}, "Say why the action is off track"),
        ({"KEY": "MADEUPKEY", "TEXT": "Fine"}, "can't tell which action this is"),
        ({"KEY": None, "TEXT": "Fine"}, "can't tell which action this is"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_reason(
    cells: dict[str, object], told: str, people: Cast, client_of: ClientOf
) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    page = bring(pat, filled(take_out(people.pat, made.plan_id), says(**cells)))
    assert told in pages.words(page)
    assert "Nothing to do" in pages.words(page)
    accept(pat, page)
    assert updates(people, made) == []


def test_another_agencys_rows_and_doubled_rows_are_refused_by_name(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    file = filled(take_out(people.pat, made.plan_id), says(TEXT="Ours"))
    page = bring(client_of(people.mia), file)
    assert "This row was taken out by another agency" in pages.words(page)

    def double(sheet: Any) -> None:
        sheet.append([cell.value for cell in sheet[2]])

    page = bring(client_of(people.pat), filled(file, double))
    assert pages.words(page).count("stands in the file more than once") == 2


def test_rows_deleted_and_sheets_added_are_said(people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    plans.add(people, made.plan_id, "Tell schools")

    def change(sheet: Any) -> None:
        sheet.delete_rows(2)
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"

    page = bring(client_of(people.pat), filled(take_out(people.pat, made.plan_id), change))
    assert "Not in the file (1)" in pages.words(page)
    assert "“Secret”, which is hidden in the file," in pages.words(page)


def test_what_looks_personal_is_posted_only_once_checked(people: Cast, client_of: ClientOf) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    page = bring(pat, filled(take_out(people.pat, made.plan_id), says(TEXT="Spoke to the boy aged 14")))
    assert "looks like personal data" in pages.words(page)
    assert "tick the box once you have checked" in pages.words(accept(pat, page, **{"take-2": "on"}))
    assert accept(pat, page, **{"take-2": "on", "checked-2": "on"}).status_code == 302
    assert len(updates(people, made)) == 1


def test_somebody_who_no_longer_leads_is_told_so(people: Cast, client_of: ClientOf) -> None:
    from fourfold.accountability.plan.domain.states import Part
    from fourfold.accountability.plan.operations.agencies import AgencyPart, set_agencies
    from fourfold.trust.partnership.queries import agency_ids_by_key

    made, pat = plans.make(people), client_of(people.pat)
    page = bring(pat, filled(take_out(people.pat, made.plan_id), says(TEXT="Ours still")))
    with people.cora.acting() as cora:
        other = AgencyPart(agency_ids_by_key()["medway-council"], "Medway Council", Part.LEAD)
        set_agencies(actor=cora, now=now(), action_id=made.action_id, parts=[other])
    answer = accept(pat, page)
    assert answer.status_code == 409
    assert "Your agency does not lead or deliver this action" in pages.words(answer)
    assert updates(people, made) == []


def test_the_page_takes_few_queries_however_many_rows(people: Cast, client_of: ClientOf) -> None:
    made, pat = plans.make(people), client_of(people.pat)
    for number in range(8):
        plans.add(people, made.plan_id, f"Action {number}")

    def fill(sheet: Any) -> None:
        for row in range(2, 11):
            says(row, TEXT=f"News {row}")(sheet)

    page = bring(pat, filled(take_out(people.pat, made.plan_id), fill))
    assert "9 updates can be posted" in pages.words(page)
    assert len(pages.queries_of(pat, page.redirect_chain[-1][0])) <= pages.MOST_QUERIES
    assert len(pages.queries_of(pat, reverse("chasing:returns"))) <= pages.MOST_QUERIES


def test_the_act_itself_asks_whether_the_difference_is_still_the_one_that_was_seen(people: Cast) -> None:
    made = plans.make(people)
    file = filled(take_out(people.pat, made.plan_id), says(TEXT="Going well"))
    with people.pat.acting() as pat:
        kept = returns.bring_back(actor=pat, now=now(), filename="ours.xlsx", content=file)
        choices = {2: returns.Choice(take=True)}
        with pytest.raises(returns.PlanMoved):
            returns.accept(actor=pat, now=now(), return_id=kept.pk, choices=choices, shown="another difference")
    assert updates(people, made) == []


def test_what_nobody_decided_is_cleared_away_after_thirty_days(people: Cast) -> None:
    made = plans.make(people)
    with people.pat.acting() as pat:
        content = returns.take_out(actor=pat, now=now(), plan_id=made.plan_id)
        returns.bring_back(actor=pat, now=now(), filename="ours.xlsx", content=content)
    with acting_as(CHASER.actor):
        assert returns.clear_away(actor=CHASER, now=now() + timedelta(days=29)) == 0
        assert returns.clear_away(actor=CHASER, now=now() + timedelta(days=31)) == 1
