"""Files of figures: what they say, and what is wrong with each row."""

from datetime import date

import pytest

from fourfold.accountability.indicators.domain.figures import Figure, Where
from fourfold.accountability.indicators.domain.periods import Frequency, period_of
from fourfold.accountability.indicators.domain.places import WHOLE
from fourfold.accountability.indicators.domain.reading import FileReading, Measured, read_figures, template
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.kernel.measures import Unit

TODAY = date(2026, 11, 22)
MONTHLY = Measured(Unit.PERCENT, Frequency.MONTH, WHOLE)
COUNTS = Measured(Unit.COUNT, Frequency.MONTH, WHOLE)
PEOPLE = Measured(Unit.COUNT, Frequency.MONTH, WHOLE, about_people=True)


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def read(text: str | bytes, measured: Measured = MONTHLY, **known: float) -> FileReading:
    data = text if isinstance(text, bytes) else text.encode()
    old = [Figure(period_of(Frequency.MONTH, month(int(key[1:]))), value) for key, value in known.items()]
    return read_figures(data, measured, today=TODAY, known={Where(WHOLE): {figure.period: figure for figure in old}})


def said(reading: FileReading) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in reading.problems]


def values(reading: FileReading) -> list[float | None]:
    return [figure.value for figures in reading.figures.values() for figure in figures]


@pytest.mark.parametrize(
    "data",
    [
        "period,value\n2026-08,45\n2026-09,46.5\n",
        "period;value\r\n2026-08;45\r\n2026-09;46,5\r\n",
        "Month\tValue\nAug 2026\t45%\nSeptember 2026\t46.5 %\n",
        "﻿period,value\n08/2026,45\n2026-09-01,46.5\n",
        "\n\nperiod|value\n2026-08|45\n\n2026-09|46.5\n||\n",
        "start,end,value\n01/08/2026,31/08/2026,45\n2026-09-01,2026-09-30,46.5\n",
    ],
)
def test_spreadsheets_write_the_same_figures_in_many_ways(data: str) -> None:
    for encoded in (data.encode(), data.encode("utf-16")):
        found = read_figures(encoded, MONTHLY, today=TODAY)
        assert said(found) == []
        assert values(found) == [45, 46.5]
        assert [figure.period.start for figure in found.figures[Where(WHOLE)]] == [month(8), month(9)]


def test_windows_text_is_read_too() -> None:
    found = read("period,value,note\n2026-09,45,Café – survey\n".encode("cp1252"))
    assert found.figures[Where(WHOLE)][0].note == "Café – survey"


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("2026-13,45", 2, "is not one month. Write it like 2026-10."),
        ("2026,45", 2, "is not one month"),
        ("2026-12,45", 2, "has not ended yet"),
        ("2026-09,4500", 2, "between 0 and 100"),
        ("2026-09,-1", 2, "between 0 and 100"),
        ("2026-09,0.45", 2, "Enter 45 for 45 per cent"),
        ("2026-09,=1+1", 2, "formula"),
        ("2026-09,@SUM(A1)", 2, "formula"),
        ("2026-09,many", 2, "not a number"),
        ('2026-09,"46,5"', 2, "Write decimals with a point"),
        ("2026-09,45\n2026-09,45", 3, "Line 2 gives the same period and place"),
        ("2026-09,99999999999", 2, "too large"),
    ],
)
def test_each_row_says_what_is_wrong_and_how_to_mend_it(rows: str, line: int, message: str) -> None:
    found = said(read(f"period,value\n{rows}\n"))
    assert [number for number, _words in found][:1] == [line]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("2026-09,Narnia,45,,,,,", "We do not know the place “Narnia”"),
        ("2026-09,Kent,45,,,,,", "We do not know the place “Kent”"),
        ("2026-09,Thanet,45,40,,,,", "both ends"),
        ("2026-09,Thanet,45,46,50,,,", "within its interval"),
        ("2026-09,Thanet,45,,,2.5,,", "whole"),
        ("2026-09,Thanet,45,,,,perhaps,", "yes or no"),
        ("2026-09,Thanet,45,,,,,=cmd|' /C calc'!A0", "formula"),
        ("2026-09,Thanet,45,,,,,Ask Mr Smith", "about a person"),
        ("2026-09,Thanet,,40,50,,,Not asked", "without a value"),
        (f"2026-09,Thanet,45,,,,,{'x' * 301}", "longer than 300"),
    ],
)
def test_every_column_is_checked(cells: str, message: str) -> None:
    found = said(read(f"period,place,value,low,high,n,complete,note\n{cells}\n"))
    assert message in found[0][1]


def test_days_that_are_no_whole_period_would_overlap() -> None:
    found = said(read("start,end,value\n2026-08-01,2026-09-15,45\n"))
    assert "overlap the periods beside it" in found[0][1]


def test_shares_of_one_are_found_by_what_stands_beside_them() -> None:
    shares = said(read("period,value\n2026-08,0.45\n2026-09,0.5\n"))
    assert [line for line, _words in shares] == [2, 3]
    assert said(read("period,value\n2026-09,0.45\n", m6=44, m7=45, m8=46))
    assert said(read("period,value\n2026-08,0.4\n2026-09,3\n", m6=2, m7=3)) == []
    assert said(read("period,value\n2026-09,0\n")) == []


def test_a_figure_far_from_its_series_is_worth_a_look_and_no_more() -> None:
    found = read("period,value\n2026-09,45000\n", COUNTS, m6=440, m7=450, m8=460)
    assert said(found) == []
    assert "September 2026: this figure is far from the others" in found.notes[0]


def test_gaps_are_told_and_never_filled() -> None:
    found = read("period,value\n2026-04,45\n2026-06,46\n2026-09,47\n")
    assert len(found.notes) == 2
    assert "nothing is said of May 2026." in found.notes[0]
    assert "July 2026 and what follows, until August 2026" in found.notes[1]
    assert len(values(found)) == 3


def test_what_is_withheld_or_missing_has_no_value_and_says_why() -> None:
    found = read("period,value,note\n2026-07,[c],\n2026-08,,School closed\n2026-09,,\n")
    assert [(figure.value, figure.note) for figure in found.figures[Where(WHOLE)]] == [
        (None, "Withheld at the source."),
        (None, "School closed"),
    ]


@pytest.mark.parametrize(("cell", "message"), [("7", "7 people or fewer"), ("0", "7 people"), ("13", "nearest 5")])
def test_counts_of_people_are_withheld_and_rounded_before_they_come_in(cell: str, message: str) -> None:
    assert message in said(read(f"period,value\n2026-09,{cell}\n", PEOPLE))[0][1]
    assert said(read("period,value\n2026-09,15\n", PEOPLE)) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\n , \n", "empty"),
        (b"period,value\n", "no rows"),
        (b"period,note\n2026-09,x\n", "headed “value”"),
        (b"value\n45\n", "headed “period”"),
        (b"period,value,count\n2026-09,1,2\n", "Two columns"),
        (b"PK\x03\x04rest", "workbook"),
        (b"period,value\n2026-09,4\x005\n", "characters that no text has"),
        (b'period,value\n"2026-09,45\n', "could not read"),
        (b"x" * 1_000_001, "1 MB"),
        (b"period,value\n" + b"2026-09,45\n" * 5_001, "5,001 rows"),
    ],
)
def test_what_is_no_file_of_figures_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read(data)


def test_unknown_columns_are_told() -> None:
    assert "“colour”" in read("period,value,colour\n2026-09,45,red\n").notes[0]


def test_an_untouched_template_says_nothing() -> None:
    periods = [period_of(Frequency.MONTH, month(8)), period_of(Frequency.MONTH, month(9))]
    found = read(template(Frequency.MONTH, WHOLE, periods))
    assert (found.problems, found.figures, found.notes) == ([], {}, [])
