"""One search for who holds which role where, and who covers; and the roles that nobody holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.forms.directory import GapFilterForm, asked
from fourfold.trust.partnership.presenters import directory as present
from fourfold.trust.partnership.presenters.around import parts
from fourfold.trust.partnership.queries import vacancies
from fourfold.trust.partnership.queries.directory import answers, match
from fourfold.trust.partnership.views import standing

CARDS = 7
"""Agencies a page: so many are drawn within the 40 ms that a search may take (benchmarks/directory.py)."""
LONGEST_QUESTION = 200
LONG_VACANT = 30
"""Days after which a vacant role is escalated to the board that oversees it."""


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """`?q=`: agencies with the roles asked for. Without a question: where to begin, and how many gaps there are."""
    actor, day = standing(request), today()
    text = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\0", "").strip()
    found = match(actor, text, on=day)
    total = len(found.agency_ids)
    paging = Paging.read(request.GET, total, size=CARDS)
    context = {
        "q": text,
        "understood": bool(found.asked),
        "total": total,
        "paging": paging,
        "cards": [],
        "parts": parts("partnership:directory"),
    }
    if total:
        shown = answers(actor, found, found.agency_ids[paging.window], on=day)
        context["cards"] = [present.card(answer, today=day) for answer in shown]
    elif not text:
        gaps = vacancies(actor, on=day)
        context |= {"gaps": len(gaps), "gap_agencies": len({gap.agency_id for gap in gaps})}
    return render(request, "partnership/directory.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """The expected roles that nobody holds, the longest vacant first; `?role=` chooses among them."""
    actor, day = standing(request), today()
    form = GapFilterForm(request.GET)
    answers_ = asked(form)
    found = sorted(vacancies(actor, on=day), key=lambda gap: (gap.vacant_since, gap.agency_name))
    if answers_["role"]:
        found = [gap for gap in found if gap.kind is RoleKind(answers_["role"])]
    paging = Paging.read(request.GET, len(found))
    context = {
        "filters": form,
        "active": sum(bool(answer) for answer in answers_.values()),
        "rows": [present.gap_line(gap, today=day) for gap in found[paging.window]],
        "total": len(found),
        "agencies": len({gap.agency_id for gap in found}),
        "shown": RoleKind(answers_["role"]).label if answers_["role"] else "",
        "long": LONG_VACANT,
        "paging": paging,
        "parts": parts("partnership:gaps"),
    }
    return render(request, "partnership/gaps.html", context)
