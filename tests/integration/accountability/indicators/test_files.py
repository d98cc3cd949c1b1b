"""Figures from a file: looked through first, taken whole or not at all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.indicators import MeasuredPlan, measured_plan
from tests.pages import main, words
from tests.people import Cast, ClientOf

from fourfold.accountability.indicators.models import Delivery, Observation

KEY = "homicides"
FILE = "period,value\n2022/23,18\n2023/24,21\n2025/26,16\n"


@pytest.fixture
def plan(people: Cast) -> MeasuredPlan:
    return measured_plan(people)


def send(client: Client, plan: MeasuredPlan, text: str | bytes) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(plan.page(KEY, "import/"), {"file": SimpleUploadedFile("homicides.csv", data)}, follow=True)


def take(client: Client, page: Any) -> Any:
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    return client.post(page.wsgi_request.path, {"seen": seen}, follow=True)


def values(people: Cast) -> list[float | None]:
    with people.cora.acting():
        found = Observation.objects.filter(series__indicator__key=KEY, is_current=True).order_by("start")
        return list(found.values_list("value", flat=True))


def test_a_file_is_looked_through_then_taken_then_has_nothing_to_do(
    people: Cast, client_of: ClientOf, plan: MeasuredPlan
) -> None:
    pat = client_of(people.pat)
    page = send(pat, plan, FILE)
    assert "3 new figures, 0 revised, 0 the same" in words(page)
    assert "nothing is said of 2024/25" in words(page)
    assert values(people) == []
    assert "3 figures were taken" in words(take(pat, page))
    assert values(people) == [18, 21, 16]
    assert "There is nothing to do" in words(send(pat, plan, FILE))
    with people.cora.acting():
        assert not Delivery.objects.filter(state="waiting").exists()


def test_a_revised_value_stands_beside_what_it_replaces(
    people: Cast, client_of: ClientOf, plan: MeasuredPlan
) -> None:
    pat = client_of(people.pat)
    take(pat, send(pat, plan, FILE))
    page = send(pat, plan, FILE.replace("2023/24,21", "2023/24,22"))
    shown = main(page)
    assert "0 new figures, 1 revised, 2 the same" in shown
    assert "2023/24 Kent and Medway 21 22" in shown
    take(pat, page)
    assert values(people) == [18, 22, 16]
    assert "Revised" in main(pat.get(plan.page(KEY)))


def test_one_wrong_row_and_nothing_is_stored(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    answer = send(client_of(people.pat), plan, FILE + "2021/22,many\n2021/22,\n2020,5\n")
    assert answer.status_code == 422
    assert "2 things to mend" in words(answer)
    assert "Line" in words(answer)
    assert values(people) == []


def test_what_was_looked_at_is_what_is_taken(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    pat, cora = client_of(people.pat), client_of(people.cora)
    mine = send(pat, plan, FILE)
    take(cora, send(cora, plan, "period,value\n2022/23,19\n"))
    answer = take(pat, mine)
    assert answer.status_code == 409
    assert "2 new figures, 1 revised" in words(answer)
    assert values(people) == [19]
    take(pat, answer)
    assert values(people) == [18, 21, 16]


def test_a_file_can_be_thrown_away(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    pat = client_of(people.pat)
    page = send(pat, plan, FILE)
    assert "thrown away" in words(pat.post(page.wsgi_request.path + "discard/", follow=True))
    assert pat.get(page.wsgi_request.path).status_code == 404
    assert values(people) == []


def test_what_was_downloaded_comes_back_as_nothing_to_do(
    people: Cast, client_of: ClientOf, plan: MeasuredPlan
) -> None:
    pat = client_of(people.pat)
    take(pat, send(pat, plan, FILE))
    file = pat.get(plan.page(KEY, "figures.csv"))
    assert file["Content-Type"].startswith("text/csv")
    assert "There is nothing to do" in words(send(pat, plan, file.content))


def test_a_workbook_is_refused_at_its_box(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    answer = send(client_of(people.pat), plan, b"PK\x03\x04 a workbook")
    assert answer.status_code == 422
    assert "This is a workbook, not a CSV file" in words(answer)
