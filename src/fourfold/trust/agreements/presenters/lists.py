"""The list of agreements in words, and defects in groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.ground.web.tables import Column
from fourfold.ground.web.wording import lower_first
from fourfold.trust.agreements.domain.life import Condition
from fourfold.trust.agreements.domain.schedule import Defect
from fourfold.trust.agreements.domain.terms import AgreementKind
from fourfold.trust.agreements.models import Party, Version
from fourfold.trust.agreements.paper.phrases import KINDS


def columns() -> tuple[Column, ...]:
    """The columns of the list. By kind, the frame stands before what is agreed under it, and the assessments last."""
    by_reference = ("agreement__reference", "-number", "pk")
    return (
        Column("title", _("Agreement"), ("title", "pk")),
        Column("kind", _("Kind"), ("kind_place", "tier_place", *by_reference)),
        Column("parties", _("Parties")),
        Column("stands", _("Where it stands")),
        Column("until", _("Until"), ("ends_on", *by_reference)),
        Column("review", _("Reviewed by"), ("review_on", *by_reference)),
    )


def sentence(kind: str, stands: str, agency: str) -> str:
    """What the list shows, after its count."""
    parts = []
    if kind:
        parts.append(_("of the kind %(kind)s") % {"kind": lower_first(KINDS[AgreementKind(kind)])})
    if stands:
        parts.append(lower_first(Condition(stands).label))
    if agency:
        parts.append(_("with %(agency)s") % {"agency": agency})
    return ", ".join(parts) or _("that you may read")


def party_names(versions: Sequence[Version]) -> dict[UUID, list[str]]:
    """The names of the parties of each version. One query."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Party.objects.filter(version__in=[one.pk for one in versions], withdrawn_at__isnull=True)
    for version_id, named in rows.values_list("version_id", "named"):
        found[version_id].append(named)
    return found


_PAGES = {
    "parties": "agreements:party-add",
    "clauses": "agreements:clauses",
}


def grouped(defects: Iterable[Defect], version: Version) -> list[dict[str, Any]]:
    """Defects by line, those of the whole first, with where each is mended."""
    by_line: dict[int, list[Defect]] = defaultdict(list)
    for defect in defects:
        by_line[defect.line].append(defect)
    return [
        {
            "title": _("Line %(number)s") % {"number": number} if number else _("The agreement"),
            "href": reverse("agreements:line-edit", args=[version.pk, number]) if number else "",
            "items": [
                {
                    "text": one.message[:1].upper() + one.message[1:],
                    "href": "" if number else reverse(_PAGES.get(one.field, "agreements:frame"), args=[version.pk]),
                }
                for one in found
            ],
        }
        for number, found in sorted(by_line.items())
    ]
