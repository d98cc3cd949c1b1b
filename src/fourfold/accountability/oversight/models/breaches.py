"""The breach register: what the law asks to be written down (UK GDPR Art 33(5); Data Protection Act 2018 s67(6))."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fourfold.accountability.oversight.domain.breaches import LIMIT, EntryKind, ToCommissioner, ToPeople
from fourfold.ground.kernel.governance import Holds
from fourfold.trust.catalogue.domain.entries import Regime

PERSON = "partnership.Person"
_NO_TIME = {"ico_at__isnull": True, "ico_delay": "", "ico_reference": ""}


class Breach(models.Model):
    """A personal data breach. Its agency decides; the data protection officers of all agencies concerned read it.

    No names of people who use services: the text is checked for them. `ico_` is the Information Commissioner.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    agency_ids = ArrayField(models.UUIDField())
    """All agencies concerned, the one that decides included."""
    agreement_id = models.UUIDField(null=True)
    regime = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Regime])
    title = models.CharField(max_length=150)
    what_happened = models.TextField()
    happened_on = models.DateField(null=True)
    known_at = models.DateTimeField()
    people = models.CharField(max_length=300, blank=True)
    people_about = models.PositiveIntegerField(null=True)
    records = models.CharField(max_length=300, blank=True)
    records_about = models.PositiveIntegerField(null=True)
    consequences = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    ico_decision = models.CharField(max_length=20, blank=True)
    ico_at = models.DateTimeField(null=True)
    ico_reference = models.CharField(max_length=60, blank=True)
    ico_reason = models.TextField(blank=True)
    ico_delay = models.TextField(blank=True)
    people_decision = models.CharField(max_length=20, blank=True)
    people_on = models.DateField(null=True)
    people_reason = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    governance = (
        dict.fromkeys(
            ["id", "agency", "agency_ids", "agreement_id", "regime", "opened_at", "closed_at", "version"],
            Holds.SYSTEM,
        )
        | dict.fromkeys(
            [
                *("title", "what_happened", "happened_on", "known_at", "people", "people_about", "records"),
                *("records_about", "consequences", "measures", "ico_decision", "ico_at", "ico_reference"),
                *("ico_reason", "ico_delay", "people_decision", "people_on", "people_reason"),
            ],
            Holds.RESTRICTED,
        )
        | {"opened_by": Holds.STAFF}
    )

    class Meta:
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(name="breach_says_what", condition=~Q(title="") & ~Q(what_happened="")),
            models.CheckConstraint(name="breach_regime_known", condition=Q(regime__in=list(Regime))),
            models.CheckConstraint(
                name="breach_concerns_its_agency", condition=Q(agency_ids__contains=[F("agency")])
            ),
            models.CheckConstraint(
                name="breach_ico_decided_whole",
                condition=Q(ico_decision=ToCommissioner.UNDECIDED, ico_reason="", **_NO_TIME)
                | (Q(ico_decision=ToCommissioner.NOT_REPORTED, **_NO_TIME) & ~Q(ico_reason=""))
                | Q(ico_decision=ToCommissioner.REPORTED, ico_at__isnull=False, ico_at__gte=F("known_at")),
            ),
            models.CheckConstraint(
                name="breach_late_says_why",
                condition=Q(ico_at__isnull=True) | Q(ico_at__lte=F("known_at") + LIMIT) | ~Q(ico_delay=""),
            ),
            models.CheckConstraint(
                name="breach_people_decided_whole",
                condition=Q(people_decision=ToPeople.UNDECIDED, people_reason="", people_on__isnull=True)
                | (Q(people_decision=ToPeople.NOT_TOLD, people_on__isnull=True) & ~Q(people_reason=""))
                | Q(people_decision=ToPeople.TOLD, people_on__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_closed_is_decided",
                condition=Q(closed_at__isnull=True)
                | (~Q(ico_decision=ToCommissioner.UNDECIDED) & ~Q(people_decision=ToPeople.UNDECIDED)),
            ),
        ]
        indexes = [models.Index(name="breach_by_known", fields=["-known_at", "id"])]

    def __str__(self) -> str:
        return str(self.id)


class BreachEntry(models.Model):
    """A line of a breach's history: what was decided or done, when, by whom, why. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in EntryKind])
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    governance = {
        "id": Holds.SYSTEM,
        "breach": Holds.SYSTEM,
        "kind": Holds.SYSTEM,
        "at": Holds.SYSTEM,
        "by": Holds.STAFF,
        "text": Holds.RESTRICTED,
    }

    class Meta:
        verbose_name_plural = "breach entries"
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(name="breachentry_kind_known", condition=Q(kind__in=list(EntryKind)))]
        indexes = [models.Index(name="breachentry_of", fields=["breach", "-at"])]

    def __str__(self) -> str:
        return str(self.id)
