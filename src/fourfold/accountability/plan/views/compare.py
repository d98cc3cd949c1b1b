"""Two versions of a plan beside each other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.presenters import comparing as presenter
from fourfold.accountability.plan.presenters.lines import plan_links
from fourfold.accountability.plan.queries.versions import comparison_for_actor
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.middleware import standing


@require_safe
def compare(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What differs between a plan and the version before it, or an older one (`with`); `show=all` shows all."""
    found = comparison_for_actor(standing(request), plan_id, _asked(request.GET.get("with")))
    kind = request.GET.get("strand", "")
    only_changes = request.GET.get("show") != "all"
    context = {
        "plan": found.new,
        "old_name": presenter.version_name(found.old),
        "new_name": presenter.version_name(found.new),
        "summary": presenter.summary(found),
        "strands": presenter.strands(found, only_changes=only_changes, kind=kind if kind in list(StrandKind) else ""),
        "only_changes": only_changes,
        "kind": kind,
        "kinds": list(StrandKind),
        "old": found.old,
        "versions": presenter.beside(found),
        "is_draft": found.new.state == PlanState.DRAFT,
        "trail": plan_links(found.new),
    }
    return render(request, "plan/compare.html", context)


def _asked(text: str | None) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("plan") from None
