"""Conflicts, exclusions, marked people and work with people, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.trust.access.domain.references import as_said
from fourfold.trust.access.models import Declaration, Exclusion, Relationship
from fourfold.trust.access.models.declarations import DeclarationKind, Settled
from fourfold.trust.access.models.exclusions import ExclusionKind

Names = Mapping[UUID, str]
_DECLARED: dict[str, Promise] = {
    DeclarationKind.NOTHING: gettext_lazy("Nothing (more) to declare"),
    DeclarationKind.SELF: gettext_lazy("Yourself"),
    DeclarationKind.RELATIVE: gettext_lazy("Somebody near to you"),
}
_WHY: dict[str, Promise] = {
    ExclusionKind.SELF: gettext_lazy("Declared: it is themselves"),
    ExclusionKind.RELATIVE: gettext_lazy("Declared: somebody near to them"),
    ExclusionKind.PLACED: gettext_lazy("Placed"),
}


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """A declaration. `state` says what became of it."""

    what: str
    whom: str
    when: str
    state: str
    who: str = ""
    href: str = ""


def declaration_line(one: Declaration, names: Names | None = None) -> DeclarationLine:
    """A declaration: for oneself, or (with names) for the officer who settles it."""
    born = _(", born %(day)s") % {"day": show_date(one.born_on)} if one.born_on else ""
    if one.kind == DeclarationKind.NOTHING:
        state = ""
    elif one.reference or one.settled == Settled.MATCHED:
        state = _("You are shown nothing about them")
    elif one.settled == Settled.UNKNOWN:
        state = _("The agencies that were asked hold nothing about them")
    else:
        state = _("Waits for your data protection officer")
    return DeclarationLine(
        what=str(_DECLARED[one.kind]),
        whom=as_said(one.reference) if one.reference else f"{one.name}{born}",
        when=show_date(one.declared_at),
        state=state,
        who=(names or {}).get(one.user_id, ""),
        href=reverse("access:settle", args=[one.pk]),
    )


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Who is kept from whom, or works with whom: since when, why, and where it is ended."""

    who: str
    reference: str
    since: str
    why: str
    end_href: str = ""


def exclusion_line(one: Exclusion, names: Names) -> RegisterLine:
    """A live exclusion."""
    why = f"{_WHY[one.kind]}: {one.reason}" if one.reason else str(_WHY[one.kind])
    return RegisterLine(
        who=names.get(one.user_id, _("Somebody who has left")),
        reference=as_said(one.reference),
        since=show_date(one.since),
        why=why,
        end_href=reverse("access:exclusion-end", args=[one.pk]),
    )


def work_line(one: Relationship, names: Names, *, ends: bool) -> RegisterLine:
    """That somebody works with a person."""
    return RegisterLine(
        who=names.get(one.user_id, _("Somebody who has left")),
        reference=as_said(one.reference),
        since=show_moment(one.since),
        why=one.reason,
        end_href=reverse("access:work-end", args=[one.pk]) if ends else "",
    )
