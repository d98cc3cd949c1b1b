"""One version for its overview: everything but the words of its clauses."""

from uuid import UUID

from django.db.models import Prefetch

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.agreements.models import Clause, Party, Signature, Version
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import Standing


def overview_of(actor: Standing, version_id: UUID) -> Version:
    """A version with its lines and its parties, each with its agency and its valid signatures in `valid`.

    Raises `NotFound`. Four queries.
    """
    valid = Signature.objects.filter(voided_at__isnull=True).select_related("person")
    parties = Party.objects.select_related("agency").prefetch_related(Prefetch("signatures", valid, to_attr="valid"))
    parts = ("lines", Prefetch("clauses", Clause.objects.none()), Prefetch("parties", parties))
    found = visible_versions(actor).filter(pk=version_id).prefetch_related(*parts).first()
    if found is None:
        raise NotFound("agreement.version", version_id)
    return found
