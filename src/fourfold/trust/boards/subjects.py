"""What the opaque subjects of this room are: under which address a kind opens, and how its things are named.

This room knows no room above it. One that has things which boards speak of teaches it, when Django is ready, how
to name them for whoever asks: a name is told only to those who may read the thing.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from fourfold.trust.partnership.domain.roles import Standing

Namer = Callable[[Standing, Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of another room: its kind, such as `plan.action`, its id, and its title for those who meet it here."""

    kind: str
    id: UUID
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    url_name: str
    one: str
    many: str
    namer: Namer | None = None


_KNOWN: dict[str, _Known] = {"plan.action": _Known("plan:action", "action of a plan", "actions of plans")}


def teach(kind: str, *, url_name: str, words: str, many: str = "", namer: Namer | None = None) -> None:
    """Say where things of a kind open (one argument, their id), what one and many are called, and their names."""
    before = _KNOWN.get(kind)
    _KNOWN[kind] = _Known(url_name, words, many or (before.many if before else f"{words}s"), namer)


def address(kind: str, subject_id: UUID | None) -> str:
    """The page of a subject; empty where nobody has said."""
    known = _KNOWN.get(kind)
    return reverse(known.url_name, args=[subject_id]) if known and subject_id else ""


def words_for(kind: str) -> tuple[str, str]:
    """What one thing of this kind is called, and many: `action of a plan`, `actions of plans`."""
    known = _KNOWN.get(kind)
    return (known.one, known.many) if known else ("other thing", "other things")


def names(actor: Standing, kind: str, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The names of those that the actor may read; empty where nobody has taught us to name them."""
    known = _KNOWN.get(kind)
    return known.namer(actor, ids) if known and known.namer and ids else {}
