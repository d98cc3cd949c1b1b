"""The peers: what a plain Django project would write for the same question.

No row-level security (they ask as maintenance, which it does not hold), no policy, no session, no middleware, and
Django's own templates and full-text search. Ours does all of that and must stay within a small ratio of it.
"""

from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.template import engines

from fourfold.accountability.plan.models import Action, ActionAgency, Strand, SuccessFactor

PAGE = engines["django"].from_string(
    "<h1>{{ title }}</h1>{% for strand in strands %}<h2>{{ strand.kind }}</h2><p>{{ strand.aim }}</p><ul>"
    "{% for action in strand.actions.all %}<li>{{ action.number }} {{ action.title }} {{ action.status }}"
    "{% for lead in action.agencies.all %} {{ lead.agency.name }}{% endfor %}"
    "{% for date in action.timescales.all %} {{ date.date }}{% endfor %}</li>{% endfor %}</ul>"
    "{% for factor in strand.success_factors.all %}<p>{{ factor.text }}</p>{% endfor %}{% endfor %}"
)
HITS = engines["django"].from_string(
    "<h1>{{ words }}</h1>{% for action in actions %}<h2>{{ action.title }}</h2><p>{{ action.text }}</p>"
    "{% for update in action.shown %}<p>{{ update.text }}</p>{% endfor %}{% endfor %}"
)


def plan_page(request: HttpRequest, plan: UUID) -> HttpResponse:
    """The plan on a page."""
    agencies = ActionAgency.objects.using("maintenance").select_related("agency")
    actions = Action.objects.using("maintenance").select_related("accountable_officer", "deputy")
    strands = (
        Strand.objects.using("maintenance")
        .filter(plan_id=plan)
        .prefetch_related(
            Prefetch("actions", actions.prefetch_related(Prefetch("agencies", agencies), "timescales")),
            Prefetch("success_factors", SuccessFactor.objects.using("maintenance")),
        )
    )
    return HttpResponse(PAGE.render({"title": "A large plan", "strands": strands}, request))


def search(request: HttpRequest, plan: UUID, words: str) -> HttpResponse:
    """Search in actions and updates with Django's full-text search, the first page of hits."""
    query = SearchQuery(words, config="english")
    found = (
        Action.objects.using("maintenance")
        .filter(plan_id=plan)
        .annotate(
            own=SearchVector("title", "text", config="english"), said=SearchVector("updates__text", config="english")
        )
        .filter(Q(own=query) | Q(said=query))
        .order_by("strand__position", "number")
        .distinct()[:25]
    )
    return HttpResponse(HITS.render({"words": words, "actions": found}, request))
