"""A reading in the form that `fourfold plan read --json` prints."""

from typing import Any

from fourfold.accountability.plan.domain.reading.results import Action, Lead, PlanReading, Strand, Timescale


def to_json(reading: PlanReading) -> dict[str, Any]:
    """The reading as plain lists and dictionaries: dates in ISO form, None where there is nothing."""
    return {
        "title": reading.title,
        "strands": [_strand(strand) for strand in reading.strands],
        "unassigned": [unassigned.text for unassigned in reading.unassigned],
    }


def _strand(strand: Strand) -> dict[str, Any]:
    return {
        "name": strand.name,
        "aim": strand.aim,
        "actions": [_action(action) for action in strand.actions],
        "success_factors": [factor.text for factor in strand.success_factors],
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "number": action.number,
        "text": action.text,
        "leads": [_lead(lead) for lead in action.leads],
        "timescales": [_timescale(timescale) for timescale in action.timescales],
    }


def _lead(lead: Lead) -> dict[str, Any]:
    """A small word before the agency ("also") stands with its qualifier, so that no word is lost."""
    return {
        "agency": lead.written,
        "agency_now": lead.now.name if lead.now else None,
        "qualifier": " ".join(filter(None, (lead.connective, lead.qualifier))) or None,
    }


def _timescale(timescale: Timescale) -> dict[str, Any]:
    return {
        "kind": timescale.kind.value,
        "date": timescale.date.isoformat() if timescale.date else None,
        "raw": timescale.raw,
    }
