"""What a profile says: sections, figures, judgements, gaps, recommendations. A draft alone changes (trigger)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import Strand
from fourfold.practice.profiles.models.profiles import LINE, PERSON, TITLE, Profile

WORDS = 20_000


class SectionText(models.Model):
    """The words of one section. `version` counts its changes: who saves over a newer one is told."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=30, choices=[(one.value, one.value) for one in SectionKey])
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    governance = dict.fromkeys(("id", "profile", "key", "version", "changed_at"), Holds.SYSTEM) | {
        "text": Holds.RESTRICTED,
        "changed_by": Holds.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sectiontext_once", fields=["profile", "key"]),
            models.CheckConstraint(name="sectiontext_key_known", condition=Q(key__in=list(SectionKey))),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Figure(models.Model):
    """A table in a section, and a chart of it. `made_from`: data versions and code, so that it can be made again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=30, choices=[(one.value, one.value) for one in SectionKey])
    position = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=20, choices=[(one.value, one.label) for one in About])
    caption = models.CharField(max_length=TITLE)
    source = models.CharField(max_length=LINE)
    made_from = models.CharField(max_length=LINE, blank=True)
    columns = models.JSONField()
    rows = models.JSONField()
    is_chart = models.BooleanField(default=False)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "key", "position", "is_chart", "added_at"), Holds.SYSTEM) | {
        **dict.fromkeys(("about", "caption", "source", "made_from", "columns", "rows"), Holds.RESTRICTED),
        "added_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["key", "position"]
        constraints = [
            models.UniqueConstraint(name="figure_place_once", fields=["profile", "key", "position"]),
            models.CheckConstraint(name="figure_about_known", condition=Q(about__in=list(About))),
            models.CheckConstraint(name="figure_section_known", condition=Q(key__in=list(SectionKey))),
            models.CheckConstraint(
                name="figure_apart",
                condition=~Q(key=SectionKey.VICTIMS, about=About.SUSPECTS)
                & ~Q(key=SectionKey.SUSPECTS, about=About.VICTIMS),
            ),
            models.CheckConstraint(name="figure_says_its_source", condition=~Q(source="") & ~Q(caption="")),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Judgement(models.Model):
    """What is to be expected, in a word of the yardstick, with how sure that is and on what it rests."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="judgements")
    text = models.CharField(max_length=LINE)
    likelihood = models.CharField(max_length=30, choices=[(one.value, one.label) for one in Likelihood])
    confidence = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Confidence])
    because = models.CharField(max_length=LINE)
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "added_at"), Holds.SYSTEM) | {
        **dict.fromkeys(("text", "likelihood", "confidence", "because"), Holds.RESTRICTED),
        "added_by": Holds.STAFF,
    }

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(name="judgement_likelihood_known", condition=Q(likelihood__in=list(Likelihood))),
            models.CheckConstraint(name="judgement_confidence_known", condition=Q(confidence__in=list(Confidence))),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Gap(models.Model):
    """What is not known: a task for somebody, until a day. Answered whatever state the profile is in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="gaps")
    text = models.CharField(max_length=LINE)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.CharField(max_length=LINE, blank=True)
    answered_on = models.DateField(null=True)
    added_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "added_at"), Holds.SYSTEM) | {
        **dict.fromkeys(("text", "answer"), Holds.RESTRICTED),
        **dict.fromkeys(("due_on", "answered_on"), Holds.OFFICIAL),
        "owner": Holds.STAFF,
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="gap_answer_has_words_and_a_day",
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
            )
        ]
        indexes = [models.Index(name="gap_by_owner", fields=["owner", "answered_on", "due_on"])]

    def __str__(self) -> str:
        return str(self.id)


class Recommendation(models.Model):
    """What to do, under a strand, by which agency, until when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="recommendations")
    strand = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Strand])
    text = models.CharField(max_length=LINE)
    owner_agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    added_at = models.DateTimeField()

    governance = dict.fromkeys(("id", "profile", "owner_agency", "added_at"), Holds.SYSTEM) | dict.fromkeys(
        ("strand", "text", "due_on"), Holds.RESTRICTED
    )

    class Meta:
        ordering = ["strand", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="recommendation_strand_known", condition=Q(strand__in=list(Strand))),
        ]

    def __str__(self) -> str:
        return str(self.id)
