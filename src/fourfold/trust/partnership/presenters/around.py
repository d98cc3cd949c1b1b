"""The parts of the directory, as its pages lead from one to another."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def parts(here: str) -> list[dict[str, Any]]:
    """The directory's pages; `here` is the name of the one that is open."""
    pages = [
        ("directory", _("Find somebody")),
        ("agencies", _("Agencies")),
        ("people", _("People")),
        ("gaps", _("Gaps")),
    ]
    return [{"text": text, "href": reverse(f"partnership:{name}"), "active": name == here} for name, text in pages]
