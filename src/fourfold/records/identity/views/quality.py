"""How good the linkage is: a page for everybody who works in the partnership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.records.identity.policies import read_runs
from fourfold.records.identity.presenters import quality as present
from fourfold.records.identity.presenters import truth as truths
from fourfold.records.identity.queries.quality import linkage_quality
from fourfold.trust.access.middleware import standing


@require_safe
def linkage(request: HttpRequest) -> HttpResponse:
    """The model in use with its card, what the latest run found, and how good it is as far as that is known."""
    actor = standing(request)
    found = linkage_quality(actor)
    context = {
        "sees_runs": bool(read_runs(actor)),
        "questions": present.question_rows(found),
        "decided": found.labels.of,
        "labels": present.label_rows(found.labels),
        "bands": present.band_rows(found.labels),
        "run": present.run_rows(found.latest) if found.latest else [],
        "card": present.card_rows(found.in_use) if found.in_use else [],
        "features": present.weights_of(found.in_use.model) if found.in_use else [],
        "truth": [],
    }
    truth = found.in_use.truth if found.in_use else None
    if truth is not None:
        context |= {
            "truth": truths.truth_rows(truth),
            "gaps": [truths.gap_words(gap, truth.reference) for gap in truth.gaps],
            "groups": truths.group_rows(truth),
            "too_small": truths.too_small(truth),
            "charts": truths.group_charts(truth),
            "on_whom": truths.truth_words(truth),
        }
    return render(request, "identity/quality.html", context)
