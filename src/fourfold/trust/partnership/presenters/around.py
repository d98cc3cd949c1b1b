"""The parts of the directory, as its pages lead from one to another."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def parts(here: str) -> list[dict[str, Any]]:
    """The directory's pages; `here` is the name of the one that is open."""
    pages = [
        ("partnership:directory", _("Find somebody")),
        ("partnership:agencies", _("Agencies")),
        ("partnership:people", _("People")),
        ("partnership:gaps", _("Gaps")),
        ("governance:register", _("Policies and plans")),
    ]
    return [{"text": text, "href": reverse(name), "active": name == here} for name, text in pages]
