"""How good the feeds are: all of them in a list, and one against its contract. No personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.contracts import contract_keys
from fourfold.records.feeds.domain.contracts import contracts as all_contracts
from fourfold.records.feeds.presenters.contracts import bar_of
from fourfold.records.reports.presenters import quality as present
from fourfold.records.reports.presenters.quality_feed import section_of, since_text
from fourfold.records.reports.queries.quality import feed_of, feeds
from fourfold.trust.access.middleware import standing


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Every feed in a line, the worst first."""
    found = feeds(standing(request))
    lines = present.feed_lines(found)
    context = {
        "lines": lines,
        "sentence": present.summary_of(lines) if lines else "",
        "unsent": present.unsent(all_contracts(), found),
        "measured": present.measured(found),
    }
    return render(request, "reports/quality.html", context)


@require_safe
def quality_feed(request: HttpRequest, key: str) -> HttpResponse:
    """One feed against its contract, agency by agency, the worst first."""
    actor = standing(request)
    if key not in contract_keys():
        raise NotFound("contract", key)
    contract = contract_of(key)
    mine = {role.agency_id for role in actor.roles}
    found = sorted(feed_of(actor, key), key=lambda feed: present.standing(feed).order)
    context = {
        "contract": contract,
        "bar": bar_of(contract),
        "sections": [section_of(feed, is_mine=feed.holder_id in mine) for feed in found],
        "measured": present.measured(found),
        "since": since_text(contract),
    }
    return render(request, "reports/quality_feed.html", context)
