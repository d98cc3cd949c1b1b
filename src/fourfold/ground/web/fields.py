"""Any Django form field as the parameters of a GOV.UK component. Works for forms that are not ours, too."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.utils.translation import gettext

from fourfold.ground.web.dates import PARTS, WHOLE, DateInputWidget
from fourfold.ground.web.wording import lower_first

# A number box changes when someone scrolls over it, and a browser's calendar cannot show our errors.
TYPED_AS = {"number": "text", "date": "text"}


DETERMINED = ("a ", "an ", "any ", "the ", "this ", "your ", "one ")
"""Words after which a noun needs no article of ours."""


@dataclass(frozen=True, slots=True)
class Options:
    """How one field is drawn. `size` is that of its label: s, m, l or xl."""

    label: str = ""
    hint: str = ""
    size: str = "s"
    heading: bool = False
    width: str = ""
    rows: int = 5
    inline: bool = False
    small: bool = False
    item_hints: dict[str, str] = field(default_factory=dict)
    conditional: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""


def component(bound: BoundField, **options: Any) -> dict[str, Any]:
    """`{"name": component, "params": its parameters}` for a bound field; `name` is that of a GOV.UK macro.

    Raises TypeError for an option that does not exist.
    """
    chosen = Options(**options)
    widget = bound.field.widget
    for kinds, draw in DRAWERS:
        if isinstance(widget, kinds):
            name, params = draw(bound, chosen)
            return {"name": name, "params": _shared(bound, chosen) | params}
    raise TypeError(f"No component draws a {type(widget).__name__} ({bound.name}).")


def error_items(form: BaseForm | None) -> list[dict[str, str]]:
    """What is wrong with a form, in the order of its fields, each linking to the box to mend."""
    if form is None or not form.errors:
        return []
    visible = form.visible_fields()
    first = f"#{_first_id(visible[0])}" if visible else ""
    items = [{"text": str(message), "href": first} for message in form.non_field_errors()]
    for bound in form:
        href = first if bound.is_hidden else f"#{_first_id(bound)}"
        items += [{"text": message, "href": href} for message in messages(bound)]
    return items


def messages(bound: BoundField) -> list[str]:
    """The errors of a field. Django's bare `This field is required` becomes a sentence that says what to do."""
    bare = forms.Field.default_error_messages["required"]
    return [required_message(bound.field, str(bound.label)) if text == bare else str(text) for text in bound.errors]


def required_message(field_: forms.Field, label: str = "") -> str:
    """`Enter the ...` for what is typed, `Select the ...` for what is chosen, `Choose a file` for files."""
    name = str(label or field_.label or "an answer")
    if isinstance(field_.widget, widgets.CheckboxInput):
        return f"Tick the box: {lower_first(name)}"
    verb = "Select" if isinstance(field_.widget, widgets.ChoiceWidget) else "Enter"
    if isinstance(field_.widget, widgets.FileInput):
        return "Choose a file"
    if name.endswith("?"):
        return f"Answer the question: {name}"
    rest = lower_first(name)
    return f"{verb} {rest}" if rest.startswith(DETERMINED) else f"{verb} the {rest}"


def _shared(bound: BoundField, options: Options) -> dict[str, Any]:
    """What every component takes: id, name, label or legend, hint, error."""
    text = {"text": options.label or str(bound.label), "isPageHeading": options.heading}
    hint = options.hint or str(bound.help_text)
    wrong = messages(bound)
    return {
        "id": bound.auto_id,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "label": {**text, "classes": f"govuk-label--{options.size}"},
        "fieldset": {"legend": {**text, "classes": f"govuk-fieldset__legend--{options.size}"}},
        **({"hint": {"text": hint}} if hint else {}),
        **({"errorMessage": {"text": " ".join(wrong), "visuallyHiddenText": gettext("Error")}} if wrong else {}),
    }


def _value(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _attributes(bound: BoundField, *taken: str) -> dict[str, Any]:
    """The attributes that a form's author set on the widget and that no parameter carries."""
    skip = {"class", "id", "name", "type", "value", "rows", "cols", "autocomplete", "inputmode", *taken}
    return {
        name: value for name, value in bound.field.widget.attrs.items() if name not in skip and value is not False
    }


def _input(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    return "input", {
        "type": TYPED_AS.get(kind, kind),
        "value": _value(bound),
        "inputmode": widget.attrs.get("inputmode") or ("numeric" if kind == "number" else None),
        "autocomplete": widget.attrs.get("autocomplete"),
        "classes": f"govuk-input--width-{options.width}" if options.width else "",
        "spellcheck": False if kind in {"email", "url"} else None,
        "attributes": _attributes(bound, "min", "max", "step", "maxlength", "minlength"),
        **({"prefix": {"text": options.prefix}} if options.prefix else {}),
        **({"suffix": {"text": options.suffix}} if options.suffix else {}),
    }


def _password(bound: BoundField, _: Options) -> tuple[str, dict[str, Any]]:
    complete = bound.field.widget.attrs.get("autocomplete", "current-password")
    return "password", {
        "autocomplete": complete,
        "attributes": _attributes(bound, "maxlength", "minlength"),
        "showPasswordText": gettext("Show"),
        "hidePasswordText": gettext("Hide"),
        "showPasswordAriaLabelText": gettext("Show password"),
        "hidePasswordAriaLabelText": gettext("Hide password"),
        "passwordShownAnnouncementText": gettext("Your password is visible"),
        "passwordHiddenAnnouncementText": gettext("Your password is hidden"),
    }


def _textarea(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    limit = getattr(bound.field, "max_length", None)
    params = {
        "value": _value(bound),
        "rows": options.rows,
        "attributes": _attributes(bound, "maxlength", "minlength"),
    }
    return ("count", params | {"maxlength": limit, "threshold": 60}) if limit else ("textarea", params)


def _choices(bound: BoundField, options: Options) -> list[dict[str, Any]]:
    """The choices with what is chosen, a group's name before each of its members."""
    drawn = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]["optgroups"]
    return [
        _choice(member, str(group or ""), options)
        for group, members, _ in drawn
        for member in members
        if not (isinstance(bound.field.widget, widgets.RadioSelect) and str(member["value"]) == "")
    ]


def _choice(member: dict[str, Any], group: str, options: Options) -> dict[str, Any]:
    value = str(member["value"])
    item: dict[str, Any] = {
        "value": value,
        "text": f"{group}: {member['label']}" if group else str(member["label"]),
        "selected": bool(member["selected"]),
        "checked": bool(member["selected"]),
        "disabled": bool(member["attrs"].get("disabled")),
    }
    if value in options.item_hints:
        item["hint"] = {"text": options.item_hints[value]}
    if value in options.conditional:
        item["conditional"] = {"html": options.conditional[value]}
    return item


def _select(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    return "select", {"items": _choices(bound, options), "attributes": _attributes(bound)}


def _radios(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    kinds = [kind for kind, wanted in (("inline", options.inline), ("small", options.small)) if wanted]
    classes = " ".join(f"govuk-radios--{kind}" for kind in kinds)
    return "radios", {"items": _choices(bound, options), "classes": classes}


def _checkboxes(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    return "checkboxes", {"items": _choices(bound, options)}


def _checkbox(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    """One box with its own label. The hint belongs to the box."""
    hint = options.hint or str(bound.help_text)
    item = {"value": "on", "text": options.label or str(bound.label), "checked": bool(bound.value())}
    return "checkboxes", {
        "items": [item | ({"hint": {"text": hint}} if hint else {})],
        "fieldset": None,
        "hint": None,
    }


def _file(bound: BoundField, _: Options) -> tuple[str, dict[str, Any]]:
    multiple = bool(getattr(bound.field.widget, "allow_multiple_selected", False))
    return "file", {"multiple": multiple, "attributes": _attributes(bound)}


def _date(bound: BoundField, options: Options) -> tuple[str, dict[str, Any]]:
    wrong = _wrong_parts(bound)
    value = bound.value()
    parts = value if isinstance(value, list | tuple) else bound.field.widget.decompress(value)
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": options.text.get(part, part.capitalize()),
            "value": "" if typed is None else str(typed),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{' govuk-input--error' * (part in wrong)}",
        }
        for part, typed in zip(PARTS, parts, strict=True)
    ]
    return "date", {"items": items}


def _wrong_parts(bound: BoundField) -> list[str]:
    """Which of day, month and year an error is about: those that its code names, else all."""
    if not bound.errors:
        return []
    codes = [error.code or "" for error in bound.form.errors[bound.name].as_data()]
    named = {part for code in codes if code.startswith(WHOLE) for part in code.split("-")}
    return [part for part in PARTS if part in named] or list(PARTS)


def _first_id(bound: BoundField) -> str:
    """The id of the box that an error link goes to."""
    if isinstance(bound.field.widget, DateInputWidget):
        return f"{bound.auto_id}_{(_wrong_parts(bound) or PARTS)[0]}"
    return str(bound.auto_id)


def _hidden(bound: BoundField, _: Options) -> tuple[str, dict[str, Any]]:
    return "hidden", {"html": str(bound)}


# The first match draws: a subclass stands before its base.
DRAWERS = (
    ((widgets.HiddenInput, widgets.MultipleHiddenInput), _hidden),
    ((DateInputWidget,), _date),
    ((widgets.PasswordInput,), _password),
    ((widgets.FileInput,), _file),
    ((widgets.CheckboxSelectMultiple, widgets.SelectMultiple), _checkboxes),
    ((widgets.RadioSelect,), _radios),
    ((widgets.Select,), _select),
    ((widgets.CheckboxInput,), _checkbox),
    ((widgets.Textarea,), _textarea),
    ((widgets.Input,), _input),
)
