"""Taking a plan out of Fourfold, after confirming who one is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fourfold.accountability.plan.domain.exporting import Format
from fourfold.accountability.plan.operations.exports import export_plan
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up


@require_safe
@require_step_up
def export(request: HttpRequest, plan_id: UUID, fmt: str) -> HttpResponse:
    """The plan as a file to keep."""
    if fmt not in list(Format):
        raise NotFound("plan.export", fmt)
    made = export_plan(actor=standing(request), now=now(), plan_id=plan_id, fmt=Format(fmt))
    response = HttpResponse(made.content, content_type=made.format.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "private, no-store"
    return response
