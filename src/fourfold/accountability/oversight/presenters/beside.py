"""What an agreement's history shows of the breach register, to those who oversee."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.oversight.queries.breaches import breaches_naming
from fourfold.trust.agreements.beside import Beside
from fourfold.trust.partnership.domain.roles import Standing


def breaches_beside(actor: Standing, agreement_id: UUID) -> list[Beside]:
    """The breaches that name an agreement, for the data protection officers of the agencies concerned; else none."""
    return [
        Beside(
            at=one.known_at,
            title=_("Data breach known: %(agency)s") % {"agency": one.agency.name},
            text=one.title,
            by=one.opened_by.name,
            href=reverse("oversight:breach", args=[one.pk]),
        )
        for one in breaches_naming(actor, agreement_id)
    ]
