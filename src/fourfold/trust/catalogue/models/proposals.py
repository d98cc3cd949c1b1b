"""New purposes: proposed by somebody, approved by two others of two agencies. Nothing of it is rewritten."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.catalogue.domain.entries import Regime

PERSON = "partnership.Person"


class PurposeProposal(models.Model):
    """A purpose that somebody proposes. `dpia_reference` is the reference of its impact assessment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=80)
    text = models.TextField()
    why = models.TextField()
    regime = models.CharField(max_length=20)
    extent = models.CharField(max_length=120)
    source_url = models.URLField(max_length=500)
    dpia_reference = models.CharField(max_length=60)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    governance = (
        dict.fromkeys(("id", "key", "proposed_at", "withdrawn_at"), Holds.SYSTEM)
        | dict.fromkeys(("label", "text", "why", "regime", "extent", "source_url", "dpia_reference"), Holds.OFFICIAL)
        | {"proposed_by": Holds.STAFF}
    )

    class Meta:
        ordering = ["-proposed_at", "id"]
        indexes = [models.Index(name="proposal_newest", fields=["-proposed_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="proposal_open_once", fields=["key"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(name="proposal_regime_known", condition=Q(regime__in=list(Regime))),
            models.CheckConstraint(
                name="proposal_is_whole",
                condition=~Q(label="") & ~Q(text="") & ~Q(why="") & ~Q(source_url="") & ~Q(dpia_reference=""),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PurposeApproval(models.Model):
    """That somebody approved a proposal for their agency. One a person and one an agency."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(PurposeProposal, on_delete=models.CASCADE, related_name="approvals")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "proposal", "approved_at"), Holds.SYSTEM) | dict.fromkeys(
        ("person", "agency"), Holds.STAFF
    )

    class Meta:
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(name="approval_once_a_person", fields=["proposal", "person"]),
            models.UniqueConstraint(name="approval_once_an_agency", fields=["proposal", "agency"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
