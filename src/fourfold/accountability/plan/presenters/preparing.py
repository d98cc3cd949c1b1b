"""A draft as its coordinators prepare it: the checklist, and each strand with what can be done to it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from fourfold.accountability.plan.domain.readiness import Check, Draft, checks
from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.models import Action, Plan, Strand, SuccessFactor
from fourfold.accountability.plan.presenters.action import reference
from fourfold.accountability.plan.presenters.lines import joined
from fourfold.ground.kernel.clock import show_date


def checklist(plan: Plan, strands: Sequence[Strand], *, open_questions: int, unsettled: int) -> list[Check]:
    """What the draft has and what it lacks."""
    actions = [action for strand in strands for action in strand.actions.all()]
    draft = Draft(
        aims_missing=[strand.label for strand in strands if not strand.aim],
        actions=len(actions),
        without_lead=[reference(action) for action in actions if not _leads(action)],
        without_date=[reference(action) for action in actions if not action.timescales.all()],
        without_officer=sum(action.accountable_officer_id is None for action in actions),
        factors=sum(len(strand.success_factors.all()) for strand in strands),
        strands_without_factors=[strand.label for strand in strands if not strand.success_factors.all()],
        open_questions=open_questions,
        unsettled=unsettled,
    )
    return checks(draft, imported=plan.has_source, continues=plan.replaces_id is not None)  # type: ignore[attr-defined]


def lines(plan: Plan, found: Sequence[Check]) -> list[dict[str, Any]]:
    """The checklist, each line with the page on which to mend it."""
    quick = reverse("plan:plan-actions-add", args=[plan.pk])
    where = {
        "review": reverse("plan:review", args=[plan.pk]),
        "before": reverse("plan:carried", args=[plan.pk]),
        "aims": reverse("plan:aims", args=[plan.pk]),
        "actions": quick,
        "leads": "#strands",
        "dates": "#strands",
        "officers": "#strands",
        "factors": "#strands",
    }
    return [
        {
            "title": check.title,
            "href": where[check.key],
            "done": check.is_done,
            "said": check.said if check.is_done else check.missing,
            "needed": check.needed and not check.is_done,
        }
        for check in found
    ]


def strand_of_draft(strand: Strand) -> dict[str, Any]:
    """A strand with its actions and factors, and the page for each thing that can be done."""
    actions = list(strand.actions.all())
    factors = list(strand.success_factors.all())
    return {
        "name": strand.label,
        "aim": strand.aim,
        "actions": [_action(action, alone=len(actions) == 1) for action in actions],
        "factors": [factor_line(factor, last=place == len(factors)) for place, factor in enumerate(factors, start=1)],
        "add": f"{reverse('plan:plan-actions-add', args=[strand.plan_id])}?strand={strand.kind}",
        "add_factor": reverse("plan:factor-add", args=[strand.plan_id, strand.kind]),
    }


def _action(action: Action, *, alone: bool) -> dict[str, Any]:
    dates = [f"{item.get_kind_display().lower()} {show_date(item.date)}".strip() for item in action.timescales.all()]
    meta = [joined(_leads(action)) or "Nobody leads it yet", ", ".join(dates) or "No date yet"]
    names = [("Edit", "plan:action-edit"), ("Agencies", "plan:action-agencies"), ("Move", "plan:action-move")]
    names += [("Merge", "plan:action-merge"), ("Split", "plan:action-split"), ("Take out", "plan:action-drop")]
    return {
        "reference": reference(action),
        "title": action.title,
        "href": reverse("plan:action", args=[action.pk]),
        "meta": meta,
        "acts": [
            {"text": text, "href": f"{reverse(name, args=[action.pk])}?from=prepare"}
            for text, name in names
            if not (alone and name == "plan:action-merge")
        ],
    }


def _leads(action: Action) -> list[str]:
    return [item.named for item in action.agencies.all() if item.part == Part.LEAD]


def factor_line(factor: SuccessFactor, *, last: bool) -> dict[str, Any]:
    """A success factor with what can be done to it."""
    return {
        "number": factor.number,
        "text": factor.text,
        "edit": reverse("plan:factor-edit", args=[factor.pk]),
        "remove": reverse("plan:factor-remove", args=[factor.pk]),
        "move": reverse("plan:factor-move", args=[factor.pk]),
        "may_rise": factor.number > 1,
        "may_fall": not last,
    }
