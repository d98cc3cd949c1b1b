from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms

from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.ground.web import fields
from fourfold.ground.web.forms import DateInputField, GovForm

Draw = Callable[..., str]


class Update(GovForm):
    title = forms.CharField(max_length=80, help_text="As it should read")
    words = forms.CharField(label="What has changed?", max_length=600, widget=forms.Textarea)
    due = DateInputField(label="Due date")
    status = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("", "-"), ("on", "On track"), ("off", "Off track")]
    )
    lead = forms.ChoiceField(choices=[("", "Choose"), ("Councils", [("m", "Medway"), ("k", "Kent")])])
    partners = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", "A"), ("b", "B")])
    count = forms.IntegerField(min_value=0)
    email = forms.EmailField(label="Your e-mail address")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    evidence = forms.FileField()
    agree = forms.BooleanField(label="It names nobody")
    version = forms.CharField(widget=forms.HiddenInput)


class Plain(forms.Form):
    """Not one of ours: what allauth sends."""

    code = forms.CharField(label="Code")


def drawn(draw: Draw, form: forms.Form, name: str, options: str = "") -> str:
    return draw("fields", "field", f"field(form[name]{options})", form=form, name=name)


@pytest.mark.parametrize("name", list(Update.base_fields))
def test_every_kind_of_field_is_drawn_with_its_label_and_name(draw: Draw, name: str) -> None:
    form = Update(initial={"version": "7"})
    html = drawn(draw, form, name)

    assert f'name="{name}' in html
    if name != "version":
        assert str(form[name].label) in html


def test_what_was_typed_is_kept_to_the_letter(draw: Draw) -> None:
    words = 'First line\n    indented <b>"quoted"</b> & more\n\n  last'
    html = drawn(draw, Update({"words": words}), "words")

    assert ">First line\n    indented &lt;b&gt;&#34;quoted&#34;&lt;/b&gt; &amp; more\n\n  last</textarea>" in html


def test_nothing_typed_becomes_markup(draw: Draw) -> None:
    evil = '"><script>alert(1)</script>'
    form = Update(dict.fromkeys((*Update.base_fields, "due_day", "due_month", "due_year"), evil))
    html = draw("fields", "fields", "fields(form)", form=form) + draw(
        "notices", "error_summary", "error_summary(form)", form=form
    )

    assert "<script>alert" not in html


def test_a_limit_on_length_is_counted(draw: Draw) -> None:
    html = drawn(draw, Update(), "words")

    assert 'data-maxlength="600"' in html
    assert "You can enter up to 600 characters" in html
    assert "maxlength=" not in html.replace("data-maxlength=", "")


def test_hint_and_error_are_tied_to_the_box(draw: Draw) -> None:
    html = drawn(draw, Update({"title": ""}), "title")

    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert "Enter the title" in html


def test_a_date_marks_the_part_that_is_wrong(draw: Draw) -> None:
    html = drawn(draw, Update({"due_day": "31", "due_year": "2026"}), "due")

    assert html.count("govuk-input--error") == 1
    assert html.index("govuk-input--error") > html.index("id_due_day")
    assert 'value="31"' in html
    assert 'value="2026"' in html


def test_a_date_that_is_known_is_shown_in_its_parts(draw: Draw) -> None:
    html = drawn(draw, Update(initial={"due": date(2026, 7, 5)}), "due")

    assert [f'value="{part}"' in html for part in (5, 7, 2026)] == [True, True, True]


def test_choices_keep_their_groups_and_what_was_chosen() -> None:
    params = fields.component(Update({"lead": "k"})["lead"])["params"]

    assert [item["text"] for item in params["items"]] == ["Choose", "Councils: Medway", "Councils: Kent"]
    assert [item["selected"] for item in params["items"]] == [False, False, True]


def test_radios_offer_no_empty_choice_and_take_hints() -> None:
    params = fields.component(Update()["status"], item_hints={"off": "Without help it will be late"})["params"]

    assert [item["value"] for item in params["items"]] == ["on", "off"]
    assert params["items"][1]["hint"] == {"text": "Without help it will be late"}


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError):
        fields.component(Update()["title"], colour="red")


def test_the_summary_leads_to_each_box_in_order() -> None:
    form = Update({"title": "x", "due_day": "1", "due_month": "2", "version": "1"})
    form.add_error(None, "Somebody else changed this action")
    items = {item["text"]: item["href"] for item in fields.error_items(form)}

    assert next(iter(items.items())) == ("Somebody else changed this action", "#id_title")
    assert items["Answer the question: What has changed?"] == "#id_words"
    assert items["Due date must include a year"] == "#id_due_year"
    assert items["Select the status"] == "#id_status"
    assert items["Enter your e-mail address"] == "#id_email"
    assert items["Choose a file"] == "#id_evidence"
    assert items["Tick the box: it names nobody"] == "#id_agree"


def test_every_link_of_the_summary_has_its_box(draw: Draw) -> None:
    form = Update({})
    html = draw("fields", "fields", "fields(form)", form=form)

    assert [item["href"] for item in fields.error_items(form) if f'id="{item["href"][1:]}"' not in html] == []


def test_forms_that_are_not_ours_speak_plainly_too(draw: Draw) -> None:
    assert "Enter the code" in drawn(draw, Plain({}), "code")
    assert fields.error_items(Plain({})) == [{"text": "Enter the code", "href": "#id_code"}]


def test_no_errors_no_summary(draw: Draw) -> None:
    assert draw("notices", "error_summary", "error_summary(form)", form=Update()).strip() == ""


def test_what_an_operation_refused_is_shown_at_its_field() -> None:
    form = Update({"title": "x"})
    form.add_problems(BadInput([Problem("Choose a shorter title", "title"), Problem("The plan is closed", "plan")]))
    shown: dict[str, Any] = {item["text"]: item["href"] for item in fields.error_items(form)}

    assert form.errors["title"] == ["Choose a shorter title"]
    assert shown["The plan is closed"] == "#id_title"
