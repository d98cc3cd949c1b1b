"""The words of a plan, for search."""

from django.db import models

from fourfold.ground.kernel.governance import Holds


class Word(models.Model):
    """A stemmed word of a plan and where it stands. Written by triggers, so it can never lag behind the text.

    Search asks for equality on `word`: under row-level security a full-text or trigram operator is not
    leakproof and cannot use its index. Restricted updates have no words here.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey("plan.Action", on_delete=models.CASCADE, null=True, related_name="+")
    source = models.CharField(max_length=20)
    source_id = models.UUIDField()
    word = models.CharField(max_length=200)

    governance = dict.fromkeys(("id", "plan", "action", "source", "source_id"), Holds.SYSTEM) | {
        "word": Holds.OFFICIAL
    }

    class Meta:
        indexes = [
            models.Index(name="word_lookup", fields=["word", "plan"], include=["action", "source", "source_id"]),
            models.Index(name="word_by_source", fields=["source_id"]),
        ]

    def __str__(self) -> str:
        return self.word
