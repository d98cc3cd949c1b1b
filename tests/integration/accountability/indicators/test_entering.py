"""Figures typed into the grid: revisions, removals, and two people at once."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from tests.indicators import MeasuredPlan, measured_plan
from tests.pages import main, words
from tests.people import Cast, ClientOf

from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods
from fourfold.accountability.indicators.models import Observation
from fourfold.ground.kernel.clock import today

KEY = "front-line-trained"


@pytest.fixture
def plan(people: Cast) -> MeasuredPlan:
    return measured_plan(people)


def starts() -> list[date]:
    return [period.start for period in complete_periods(Frequency.QUARTER, today(), 8)]


def grid(page: Any) -> dict[str, str]:
    """What the grid's boxes hold, as a browser would send them back."""
    html = page.content.decode()
    found = re.findall(r'<input class="govuk-input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', html)
    found += re.findall(r'<input type="hidden" name="(seen-[^"]+)" value="([^"]*)"', html)
    ticked = re.findall(r'type="checkbox" id="[^"]+" name="([^"]+)" checked', html)
    return {name: value.replace("&quot;", '"').replace("&#34;", '"') for name, value in found} | dict.fromkeys(
        ticked, "on"
    )


def rows(people: Cast) -> list[tuple[Any, ...]]:
    with people.cora.acting():
        found = Observation.objects.filter(series__indicator__key=KEY).order_by("start", "revision")
        return list(found.values_list("start", "value", "revision", "is_current", "withdrawn"))


def test_only_what_was_changed_is_stored_and_every_revision_is_kept(
    people: Cast, client_of: ClientOf, plan: MeasuredPlan
) -> None:
    cora, address, last = client_of(people.cora), plan.page(KEY, "enter/"), starts()[-1]
    said = grid(cora.get(address)) | {f"value-{last}": "61.5", f"n-{last}": "2,210", f"note-{last}": "Provisional"}
    assert cora.post(address, said).status_code == 302
    assert rows(people) == [(last, 61.5, 1, True, False)]
    again = grid(cora.get(address))
    assert again[f"value-{last}"] == "61.5"
    cora.post(address, again)
    assert len(rows(people)) == 1
    cora.post(address, again | {f"value-{last}": "63"})
    assert rows(people) == [(last, 61.5, 1, False, False), (last, 63.0, 2, True, False)]
    emptied = grid(cora.get(address)) | {f"value-{last}": "", f"n-{last}": "", f"note-{last}": ""}
    cora.post(address, emptied)
    assert rows(people)[-1] == (last, None, 3, False, True)
    cora.post(address, grid(cora.get(address)) | {f"value-{last}": "64"})
    assert rows(people)[-1] == (last, 64.0, 4, True, False)
    history = main(cora.get(plan.page(KEY, "history/")))
    for shown in ("61.5%", "63%", "Taken out", "64%", "Cora Coates"):
        assert shown in history


def test_two_people_at_once_lose_nothing(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    address, (other, last) = plan.page(KEY, "enter/"), starts()[-2:]
    first, second = client_of(people.cora), client_of(people.cora)
    mine, theirs = grid(first.get(address)), grid(second.get(address))
    second.post(address, theirs | {f"value-{last}": "45"})
    answer = first.post(address, mine | {f"value-{last}": "46", f"value-{other}": "40"})
    assert answer.status_code == 409
    assert "Somebody else entered 45% while you were typing" in words(answer)
    kept = grid(answer)
    assert (kept[f"value-{last}"], kept[f"value-{other}"]) == ("46", "40")
    assert [row[1] for row in rows(people)] == [45.0]
    assert first.post(address, kept).status_code == 302
    assert [row[1] for row in rows(people) if row[3]] == [40.0, 46.0]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"value": "4500"}, "between 0 and 100"),
        ({"value": "=1+1"}, "formula"),
        ({"value": "lots"}, "not a number"),
        ({"value": "45", "low": "46", "high": "50"}, "within its interval"),
        ({"value": "45", "note": "Ask Mr Smith"}, "looks like a person"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_is_lost(
    people: Cast, client_of: ClientOf, plan: MeasuredPlan, typed: dict[str, str], message: str
) -> None:
    cora, address, last = client_of(people.cora), plan.page(KEY, "enter/"), starts()[-1]
    said = grid(cora.get(address)) | {f"{name}-{last}": value for name, value in typed.items()}
    answer = cora.post(address, said)
    assert answer.status_code == 422
    assert message in words(answer)
    assert grid(answer)[f"value-{last}"] == typed["value"]
    assert rows(people) == []


def test_the_database_keeps_figures_as_they_were(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    cora, address, last = client_of(people.cora), plan.page(KEY, "enter/"), starts()[-1]
    cora.post(address, grid(cora.get(address)) | {f"value-{last}": "45"})
    with people.cora.acting():
        row = Observation.objects.get(series__indicator__key=KEY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.filter(pk=row.pk).update(value=99)
        row.pk, row.revision = uuid4(), 2
        row.end = date(row.end.year + 1, row.end.month, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.bulk_create([row])


def test_an_empty_indicator_says_who_supplies_it(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    shown = main(client_of(people.vic).get(plan.page("homicides")))
    assert "No data yet. To be supplied by Kent Police." in shown
    assert "Enter figures" not in shown
