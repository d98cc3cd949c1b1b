from datetime import date

import pytest
from django import forms

from fourfold.ground.web.forms import DateInputField, GovForm


class Deadline(GovForm):
    due = DateInputField(label="Due date", earliest=date(2026, 4, 1), latest=date(2030, 3, 31))


class Whenever(GovForm):
    due = DateInputField(required=False)


def sent(day: str = "", month: str = "", year: str = "", form: type[forms.Form] = Deadline) -> forms.Form:
    return form({"due_day": day, "due_month": month, "due_year": year})


@pytest.mark.parametrize("month", ["7", "07", "Jul", "july", " July "])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    form = sent("31", month, "2026")

    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("", "", ""), "Enter the due date"),
        (("31", "7", ""), "Due date must include a year"),
        (("", "", "2026"), "Due date must include a day and month"),
        (("31", "6", "2026"), "Due date must be a real date"),
        (("29", "2", "2027"), "Due date must be a real date"),
        (("31", "7", "26"), "Due date must have a year of 4 numbers, like 2026"),
        (("31", "13", "2026"), "Due date must have a month from 1 to 12"),
        (("31", "Juillet2", "2026"), "Due date must have a month from 1 to 12"),
        (("0", "7", "2026"), "Due date must have a day from 1 to 31"),
        (("9" * 5000, "7", "2026"), "Due date must have a day from 1 to 31"),
        (("١", "7", "2026"), "Due date must have a day from 1 to 31"),
        (("1", "1", "0000"), "Due date must be a real date"),
        (("31", "3", "2026"), "Due date must be 1 April 2026 or later"),
        (("1", "4", "2030"), "Due date must be 31 March 2030 or earlier"),
    ],
)
def test_an_error_says_which_part_to_mend(typed: tuple[str, str, str], message: str) -> None:
    assert sent(*typed).errors["due"] == [message]


def test_a_date_that_is_not_required_may_be_left_out() -> None:
    form = sent(form=Whenever)

    assert form.is_valid()
    assert form.cleaned_data["due"] is None


def test_a_date_typed_in_another_way_has_not_changed() -> None:
    field = DateInputField()

    assert not field.has_changed(date(2026, 7, 5), ["05", "July", "2026"])
    assert field.has_changed(date(2026, 7, 5), ["6", "7", "2026"])
    assert field.has_changed(date(2026, 7, 5), ["6", "x", "2026"])
