"""The parts of this room, as its pages lead from one to another."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.oversight import policies
from fourfold.trust.partnership.domain.roles import Standing


def parts(actor: Standing, here: str) -> list[dict[str, Any]]:
    """The pages that the actor may open; `here` is the name of the one that is open."""
    may_oversee = bool(policies.oversee(actor))
    pages = [
        ("oversight:search", _("Who did what"), may_oversee),
        ("oversight:person", _("Who looked at a person"), bool(policies.see_looks(actor))),
        ("oversight:breaches", _("Breaches"), may_oversee),
        ("oversight:emergencies", _("Emergency access"), may_oversee),
        ("access:exclusions", _("Exclusions"), may_oversee),
        ("access:marked", _("Marked people"), may_oversee),
        ("oversight:checkpoints", _("Checkpoints"), bool(policies.read_checkpoints(actor))),
    ]
    return [{"text": text, "href": reverse(name), "active": name == here} for name, text, allowed in pages if allowed]
