"""The first wall: which requests somebody reads. Row-level security (`rls.sql`) is the second."""

from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.requests import policies
from fourfold.trust.requests.domain.states import Outcome
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.policies import Facts


def visible_requests(looker: Looker) -> QuerySet[Request]:
    """The requests that somebody reads: `policies.read` as a filter."""
    if looker.standing.person_id is None:
        return Request.objects.none()
    answers = policies.answers_for(looker)
    mine = Q(asked_by_id=looker.standing.person_id, asking_agency__in=policies.asks_for(looker))
    found = Request.objects.filter(mine | Q(asking_agency__in=answers) | Q(asked_agency__in=answers))
    if looker.excluded:
        found = found.filter(Q(subject_id__isnull=True) | ~Q(subject_id__in=looker.excluded))
    return found.select_related("asking_agency", "asked_agency", "asked_by", "answer__answered_by", "withdrawn_by")


def request_for(looker: Looker, request_id: UUID) -> Request:
    """One request with its answer. Raises `NotFound`, alike for what is hidden and what is not there."""
    found = visible_requests(looker).filter(pk=request_id).first()
    if found is None or not policies.read(looker, facts_of(found)):
        raise NotFound("requests.request", request_id)
    return found


def facts_of(request: Request) -> Facts:
    """What a policy needs to know of a request that was fetched with its answer."""
    said = getattr(request, "answer", None)
    return Facts(
        asking_id=request.asking_agency_id,
        asked_id=request.asked_agency_id,
        asked_by_id=request.asked_by_id,
        subject_id=request.subject_id,
        is_open=request.withdrawn_at is None and said is None,
        is_shared=said is not None and Outcome(said.outcome).opens,
    )
