"""Agreements to read: the list, one version with its parties and schedule, its clauses, its history."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Paging, Sorting
from fourfold.ground.web.wording import plural
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.beside import beside
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.forms.filters import FilterForm
from fourfold.trust.agreements.models import Event, Saved
from fourfold.trust.agreements.paper.summary import summary_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.presenters import lists
from fourfold.trust.agreements.presenters import versions as present
from fourfold.trust.agreements.queries import lists as queries
from fourfold.trust.agreements.queries.checking import defects_of
from fourfold.trust.agreements.queries.overview import overview_of
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import facts_of
from fourfold.trust.agreements.views.shared import Look, frame, look_at, to_move
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.queries import agencies_to_choose


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The agreements, filtered by the address."""
    actor, day = standing(request), today()
    agencies = [(str(key), name) for key, name in agencies_to_choose(actor)]
    form = FilterForm(request.GET, agencies)
    agency = form.chosen("agency")
    found = queries.agreements_for_actor(
        actor,
        on=day,
        kind=form.chosen("kind"),
        stands=form.chosen("stands"),
        agency_id=UUID(agency) if agency else None,
    )
    paging = Paging.read(request.GET, found.count())
    sorting = Sorting.read(request.GET, lists.columns(), "kind")
    page = list(found.order_by(*sorting.order_by)[paging.window])
    context = {
        "filters": form,
        "count": plural(paging.total, "agreement"),
        "sentence": lists.sentence(form.chosen("kind"), form.chosen("stands"), dict(agencies).get(agency, "")),
        "narrowed": sum(1 for name in ("kind", "stands", "agency") if form.chosen(name)),
        "cards": [present.card(one, lists.party_names(page)) for one in page],
        "paging": paging,
        "sorting": sorting,
        "sort": request.GET.get("sort", ""),
        "may_begin": policies.begin_some(actor),
    }
    return render(request, "agreements/agreements.html", context)


@require_safe
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The version of an agreement that counts now."""
    found = queries.version_that_counts(standing(request), agreement_id)
    if found is None:
        raise NotFound("agreement", agreement_id)
    return redirect("agreements:version", found.pk)


@require_safe
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: what it opens in plain words, who signed, the schedule, what comes next."""
    actor = standing(request)
    found = overview_of(actor, version_id)
    look = Look(actor, found, facts_of(found))
    terms, words = terms_of_version(found), Words(catalogue(actor))
    parties = list(found.parties.all())
    others = queries.versions_of(actor, found.agreement_id)
    newer = next((one for one in others if one.number > found.number and one.state != State.WITHDRAWN), None)
    context = frame(look, "agreements:version") | {
        "summary": summary_of(terms, words, actor.agency_ids),
        "parties": [present.party_line(actor, found, one) for one in parties],
        "lines": present.schedule(terms, words, found),
        "steps": present.next_steps(actor, found, look.facts, newer),
        "others": [one for one in others if one.pk != found.pk],
        "newer": newer,
        "tier": present.tier(found),
        "hash": present.hash_of(found),
        "may_join": found.state == State.IN_FORCE and any(one.agency.is_collective for one in parties),
    }
    return render(request, "agreements/version.html", context)


@require_safe
def clauses(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The clauses of a version."""
    look = look_at(request, version_id)
    context = frame(look, "agreements:clauses") | {"clauses": list(look.version.clauses.all())}
    return render(request, "agreements/clauses.html", context)


@require_safe
def history(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What happened to a version, and every save of its draft."""
    look = look_at(request, version_id)
    events = Event.objects.filter(version=look.version).select_related("by", "agency")
    saved = Saved.objects.filter(version=look.version).select_related("by").defer("text")
    paging = Paging.read(request.GET, look.version.revision - 1)  # one for each save
    context = frame(look, "agreements:history") | {
        "events": present.happenings(events[:100], beside(look.actor, look.version.agreement_id)),
        "saved": saved[paging.window],
        "paging": paging,
        "others": queries.versions_of(look.actor, look.version.agreement_id),
    }
    return render(request, "agreements/history.html", context)


@require_safe
def check(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What stands in the way of signing, each by line and field."""
    look = to_move(request, version_id)
    terms = terms_of_version(look.version)
    defects = defects_of(look.actor, terms, on=today())
    context = {
        "version": look.version,
        "crumbs": [*present.crumbs(look.version), {"text": "What is missing"}],
        "groups": lists.grouped(defects, look.version),
        "count": len(defects),
    }
    return render(request, "agreements/check.html", context)
