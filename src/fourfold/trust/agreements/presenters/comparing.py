"""Two versions side by side, in words. What is the same is quiet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.domain.comparing import Difference, Fate, Pair
from fourfold.trust.agreements.domain.terms import ClauseText, Line, PartyTerms
from fourfold.trust.agreements.paper.phrases import REGIMES, handling, people, roles
from fourfold.trust.agreements.paper.words import Words

_LABELS = {Fate.SAME: "Same", Fate.CHANGED: "Changed", Fate.ADDED: "New", Fate.REMOVED: "Taken out"}
_KINDS = {Fate.SAME: "same", Fate.CHANGED: "reworded", Fate.ADDED: "new", Fate.REMOVED: "dropped"}
"""As the stylesheet of comparisons calls them (`ground/web/assets/scss/_compare.scss`)."""
_FRAME = {
    "title": "Title",
    "summary": "What it is for",
    "under": "Stands under",
    "starts_on": "In force from",
    "ends_on": "Ends on",
    "review_on": "Reviewed by",
    "data_sets": "Data sets assessed",
    "permits_requests": "Parties may ask each other",
}


def sections(found: Difference, words: tuple[Words, Words], *, everything: bool) -> list[dict[str, Any]]:
    """The parts of the comparison, each with its changes; with what is the same where `everything` is wanted."""
    frame = [
        {
            "kind": _KINDS[Fate.CHANGED],
            "label": _LABELS[Fate.CHANGED],
            "title": _FRAME[name],
            "before": _said(before, words[0]),
            "after": _said(after, words[1]),
            "facts": [],
        }
        for name, before, after in found.frame
    ]
    parts = [
        (_("What it is for, and its dates"), frame, 0),
        (_("Parties"), *_of(found.parties, _party, everything=everything)),
        (_("Schedule"), *_of(found.lines, lambda pair: _line(pair, words), everything=everything)),
        (_("Clauses"), *_of(found.clauses, _clause, everything=everything)),
    ]
    return [{"title": title, "changes": changes, "same": same} for title, changes, same in parts if changes or same]


def _of(pairs: Iterable[Pair[Any]], shown: Any, *, everything: bool) -> tuple[list[dict[str, Any]], int]:
    all_of_them = list(pairs)
    wanted = [one for one in all_of_them if everything or one.fate is not Fate.SAME]
    changes = [
        {"kind": _KINDS[one.fate], "label": _LABELS[one.fate], "quiet": one.fate is Fate.SAME, **shown(one)}
        for one in wanted
    ]
    return changes, len(all_of_them) - len(wanted)


def _clause(pair: Pair[ClauseText]) -> dict[str, Any]:
    one = pair.after or pair.before
    return {
        "title": f"{one.number}. {one.heading}" if one else "",
        "before": pair.before.text if pair.before else "",
        "after": pair.after.text if pair.after else "",
        "facts": [{"name": _("Number"), "before": pair.before.number, "after": pair.after.number}]
        if pair.before and pair.after and "number" in pair.changed
        else [],
    }


def _party(pair: Pair[PartyTerms]) -> dict[str, Any]:
    one = pair.after or pair.before
    return {
        "title": one.name if one else "",
        "before": _signs_for(pair.before),
        "after": _signs_for(pair.after),
        "facts": [],
    }


def _signs_for(party: PartyTerms | None) -> str:
    if party is None:
        return ""
    others = ", ".join(name for _key, name in party.on_behalf_of)
    return _("Signs for itself and %(others)s") % {"others": others} if others else _("Signs for itself")


_LINE = {
    "fields": "Fields",
    "subject_kinds": "About",
    "subject_roles": "About",
    "provider_ids": "Who gives it",
    "recipient_ids": "Who gets it",
    "recipient_roles": "Which roles there",
    "purpose": "Purpose",
    "gateway": "Gateway",
    "basis": "Lawful basis",
    "conditions": "Conditions",
    "handling": "Handling",
    "regime": "Held under",
    "needs_relationship": "Only for those who work with the person",
    "retention": "Kept for",
    "starts_on": "From",
    "ends_on": "Until",
}


def _line(pair: Pair[Line], words: tuple[Words, Words]) -> dict[str, Any]:
    one = pair.after or pair.before
    title = f"{_('Line')} {one.number}: {words[1].data_set(one.data_set)}" if one else ""
    if pair.fate is not Fate.CHANGED or pair.before is None or pair.after is None:
        before, after = (
            _whole(side, said) if side else "" for side, said in zip((pair.before, pair.after), words, strict=True)
        )
        return {"title": title, "before": before, "after": after, "facts": []}
    facts = {
        _LINE.get(name, name): {
            "name": _LINE.get(name, name),
            "before": _value(pair.before, name, words[0]),
            "after": _value(pair.after, name, words[1]),
        }
        for name in pair.changed
    }
    return {"title": title, "before": "", "after": "", "facts": list(facts.values())}


def _whole(line: Line, words: Words) -> str:
    return _("%(givers)s to %(getters)s: %(fields)s.") % {
        "givers": words.agencies(line.provider_ids),
        "getters": words.agencies(line.recipient_ids),
        "fields": ", ".join(words.fields(line)),
    }


def _value(line: Line, name: str, words: Words) -> str:
    shown = {
        "fields": lambda: ", ".join(words.fields(line)),
        "subject_kinds": lambda: people(line.subject_kinds, line.subject_roles),
        "subject_roles": lambda: people(line.subject_kinds, line.subject_roles),
        "provider_ids": lambda: words.agencies(line.provider_ids),
        "recipient_ids": lambda: words.agencies(line.recipient_ids),
        "recipient_roles": lambda: roles(line.recipient_roles) or _("everybody who works there"),
        "purpose": lambda: words.purpose(line.purpose),
        "gateway": lambda: words.gateway(line.gateway),
        "basis": lambda: words.basis(line.basis),
        "conditions": lambda: words.conditions(line.conditions),
        "handling": lambda: handling(line.handling),
        "regime": lambda: REGIMES[line.regime],
    }
    return shown[name]() if name in shown else _said(getattr(line, name), words)


def _said(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, tuple):
        return ", ".join(words.data_set(str(one)) for one in value)
    return "" if value is None else str(value)
