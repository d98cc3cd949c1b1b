"""Who did which training, and until when it holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Training
from fourfold.trust.partnership.models.training import TrainingKind
from fourfold.trust.partnership.queries.standing import known

LAPSES_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trained:
    """A training that somebody did. It holds up to and without `valid_until`."""

    training_id: UUID
    completed_on: date
    valid_until: date


def trainings_of(actor: Standing, person_id: UUID) -> list[Trained]:
    """What one person did about information sharing, the latest first."""
    known(actor, "partnership.training")
    done = Training.objects.filter(person_id=person_id, kind=TrainingKind.INFORMATION_SHARING)
    rows = done.order_by("-valid_until", "-completed_on").values_list("pk", "completed_on", "valid_until")
    return [Trained(*row) for row in rows]


def lapsing(actor: Standing, *, on: date) -> dict[UUID, date]:
    """By person id the day on which their training lapses, for those who are within 30 days of it."""
    known(actor, "partnership.training")
    done = Training.objects.filter(kind=TrainingKind.INFORMATION_SHARING)
    latest = done.values("person_id").annotate(until=Max("valid_until"))
    near = latest.filter(until__gte=on, until__lte=on + LAPSES_SOON)
    return dict(near.values_list("person_id", "until"))


def trained(actor: Standing, *, on: date) -> frozenset[UUID]:
    """The ids of the people whose training holds on a day."""
    known(actor, "partnership.training")
    done = Training.objects.filter(kind=TrainingKind.INFORMATION_SHARING, completed_on__lte=on, valid_until__gt=on)
    return frozenset(done.values_list("person_id", flat=True))
