"""Two versions of an agreement side by side."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements.domain.comparing import difference
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.presenters import versions as present
from fourfold.trust.agreements.presenters.comparing import sections
from fourfold.trust.agreements.queries.reading import with_terms
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import version_for_actor, visible_versions
from fourfold.trust.catalogue.queries import catalogue


@require_safe
def compare(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A version beside another of the same agreement: that before it, or `?with=` another number."""
    actor = standing(request)
    agreement_id = version_for_actor(actor, version_id).agreement_id
    every = with_terms(visible_versions(actor).filter(agreement_id=agreement_id)).order_by("-number")
    new = next(one for one in every if one.pk == version_id)
    others = [one for one in every if one.pk != version_id]
    asked = request.GET.get("with", "")
    before = next((one for one in others if str(one.number) == asked), None)
    old = before or next((one for one in others if one.number < new.number), None)
    if old is None:
        raise NotFound("agreement.version", version_id)
    everything = request.GET.get("show") == "all"
    olds, news, words = terms_of_version(old), terms_of_version(new), Words(catalogue(actor))
    found = difference(olds, news)
    context = {
        "version": new,
        "old": old,
        "others": others,
        "crumbs": [*present.crumbs(new), {"text": "What differs"}],
        "sections": sections(found, (words.naming(olds), words.naming(news)), everything=everything),
        "everything": everything,
        "is_same": found.is_empty,
    }
    return render(request, "agreements/compare.html", context)
