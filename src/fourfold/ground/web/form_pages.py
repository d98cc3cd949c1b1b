"""One way to ask: show a form, keep what was typed when something is wrong, and go on when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.forms import GovForm

NOT_TAKEN = 422
"""The HTTP status of a form sent back with its mistakes."""
CONFLICT = 409
"""The HTTP status of a page that shows two versions: somebody else saved first."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form. `then` is where one goes afterwards, and where Back and Cancel lead."""

    title: str
    then: str
    submit: str = "Save"
    caption: str = ""
    intro: str = ""
    said: str = "Saved."
    template: str = "web/layouts/form.html"
    more: dict[str, Any] = field(default_factory=dict)


def form_page(request: HttpRequest, page: FormPage, form: GovForm, act: Callable[[], object]) -> HttpResponse:
    """Show `form`; once it is sent and sound, `act` and go on. What an operation refuses is shown in the form."""
    if carried_out(request, form, act):
        messages.success(request, page.said)
        return redirect(page.then)
    return show(request, page, form)


def carried_out(request: HttpRequest, form: GovForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is sound, and the operation took it."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except BadInput as refused:
        form.add_problems(refused)
        return False
    return True


def show(request: HttpRequest, page: FormPage, form: GovForm) -> HttpResponse:
    """The form on its page."""
    context = {"form": form, "page": page, **page.more}
    return render(request, page.template, context, status=NOT_TAKEN if form.errors else 200)
