"""For data protection officers: what needs them, and how much colleagues read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.domain.decisions import refused, require
from fourfold.trust.access.policies import DPO, Permission, agencies_as
from fourfold.trust.access.presenters.emergencies import emergency_line
from fourfold.trust.access.queries.emergencies import emergencies_of_others
from fourfold.trust.access.queries.registers import counts_of_others, declarations_to_settle
from fourfold.trust.access.views import standing
from fourfold.trust.partnership.queries import names_of_accounts

MOST = 25


@require_safe
def conduct(request: HttpRequest) -> HttpResponse:
    """Emergency access to review, conflicts to settle, and about how many people colleagues read in the last day."""
    actor, at = standing(request), now()
    if not agencies_as(actor, {DPO}):
        require(refused("Data protection officers look after how people read."), Permission.REVIEW_EMERGENCY)
    waiting = list(emergencies_of_others(actor, waiting=True)[:MOST])
    counts = dict(list(counts_of_others(actor, at).items())[:MOST])
    names = names_of_accounts(actor, {*counts, *(one.user_id for one in waiting)})
    context = {
        "waiting": [emergency_line(one, names, now=at) for one in waiting],
        "to_settle": declarations_to_settle(actor).count(),
        "counts": [(names.get(user_id, ""), count) for user_id, count in counts.items()],
    }
    return render(request, "access/conduct.html", context)
