import pytest
from django.http import QueryDict

from fourfold.ground.web.tables import Column, Header, Paging, Sorting, with_parameters

COLUMNS = (
    Column("title", "Action", ("title", "id")),
    Column("due", "Next date", ("-urgent", "due", "id")),
    Column("status", "Status"),
)


def sorting(query: str = "") -> Sorting:
    return Sorting.read(QueryDict(query), COLUMNS, "due")


@pytest.mark.parametrize("query", ["", "sort=password", "sort=status", "sort=--due", "sort=", "sort=due__owner"])
def test_what_is_no_sortable_column_means_the_default(query: str) -> None:
    assert sorting(query).order_by == ("-urgent", "due", "id")


def test_the_other_way_turns_every_name() -> None:
    assert sorting("sort=-due").order_by == ("urgent", "-due", "-id")


def test_a_heading_sorts_by_its_column_and_turns_the_current_one() -> None:
    headers = sorting("agency=a&agency=b&sort=due&page=3").headers

    assert headers == [
        Header("Action", "?agency=a&agency=b&sort=title"),
        Header("Next date", "?agency=a&agency=b&sort=-due", "ascending"),
        Header("Status"),
    ]


def test_other_parameters_are_kept_and_none_removes_one() -> None:
    query = QueryDict("a=1&a=2&words=knife+%26+fork&page=2")

    assert with_parameters(query, page=None, sort="due") == "?a=1&a=2&words=knife+%26+fork&sort=due"
    assert query["page"] == "2"


@pytest.mark.parametrize(
    ("query", "number", "size"),
    [
        ("", 1, 25),
        ("page=3", 3, 25),
        ("page=0", 1, 25),
        ("page=-1", 1, 25),
        ("page=x", 1, 25),
        ("page=٣", 1, 25),
        ("page=999999999999999999999", 1, 25),
        ("page=999", 49, 25),
        ("size=100000", 1, 100),
        ("size=0", 1, 25),
        ("page=2&size=50", 2, 50),
    ],
)
def test_a_page_is_always_one_that_exists(query: str, number: int, size: int) -> None:
    paging = Paging.read(QueryDict(query), 1204)

    assert (paging.number, paging.size) == (number, size)


def test_every_row_is_on_one_page() -> None:
    rows = list(range(107))
    pages = [Paging.read(QueryDict(f"page={number}"), len(rows)) for number in range(1, 6)]

    assert [row for paging in pages for row in rows[paging.window]] == rows
    assert pages[-1].sentence == "Showing 101 to 107 of 107"


def shown(page: int, total: int) -> str:
    items = Paging.read(QueryDict(f"page={page}"), total).govuk["items"]
    return " ".join(
        "…" if item.get("ellipsis") else f"[{item['number']}]" * item["current"] or str(item["number"])
        for item in items
    )


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 2, "[1] 2"),
        (1, 9, "[1] 2 … 9"),
        (3, 9, "1 2 [3] 4 … 9"),
        (4, 9, "1 2 3 [4] 5 … 9"),
        (5, 9, "1 … 4 [5] 6 … 9"),
        (7, 9, "1 … 6 [7] 8 9"),
        (9, 9, "1 … 8 [9]"),
    ],
)
def test_pages_far_away_are_left_out(page: int, pages: int, expected: str) -> None:
    assert shown(page, pages * 25) == expected


def test_one_page_needs_no_pagination() -> None:
    paging = Paging.read(QueryDict(""), 25)

    assert paging.govuk == {}
    assert paging.sentence == ""
    assert Paging.read(QueryDict(""), 0).window == slice(0, 25)


def test_the_ends_have_no_way_further() -> None:
    first, last = (Paging.read(QueryDict(f"words=a&page={page}"), 60).govuk for page in (1, 3))

    assert "previous" not in first
    assert first["next"] == {"href": "?words=a&page=2"}
    assert "next" not in last
    assert last["previous"] == {"href": "?words=a&page=2"}
