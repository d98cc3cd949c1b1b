"""Questions for reviewers, for tests: two or more subjects of two agencies, and what the model found in their pairs.

Levels are given by hand, so that no test needs the engine: their points are the shipped model's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID, uuid4

from tests import records
from tests.records import COUNTY, MISSING, POLICE, SAFEGUARDING, Given, Told

from fourfold.engines.linkage.deciding.priors import odds_weight
from fourfold.engines.linkage.model import shipped
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.models import LinkModel, Run, Task
from fourfold.trust.partnership.domain.roles import LINKER

CARE = "childrens-social-care"
WHO = ("name", "other_names", "born_on", "sex", "address", "postcode")
FROM_POLICE = Given(POLICE, COUNTY, MISSING, SAFEGUARDING, WHO)
OWN_CARE = Given(COUNTY, COUNTY, CARE, SAFEGUARDING, WHO)
OWN_MISSING = Given(POLICE, POLICE, MISSING, SAFEGUARDING, WHO)
HOME = {"address": "12 High Street, Chatham", "postcode": "ME4 4AA", "sex": "Female"}
ALIKE = {"forename": "one_slip", "surname": "same", "birth": "swapped", "place": "same_home"}


@dataclass(frozen=True)
class Asked:
    """A question, its subjects in its own order, and the record of each."""

    task_id: UUID
    subjects: tuple[UUID, ...]
    records: dict[UUID, UUID]


def world() -> dict[str, UUID]:
    """Kent Police's missing episodes and the county's care records, both open to the county for safeguarding."""
    records.make_live(POLICE, MISSING)
    records.make_live(COUNTY, CARE)
    return {"police": records.give(FROM_POLICE), "county": records.give(OWN_CARE), "own": records.give(OWN_MISSING)}


def twins_or_one() -> Asked:
    """A girl of the police and one of the county: a letter and the day and month of birth apart."""
    return ask(
        (POLICE, Told("Thalia Okafor-Lane", "2009-02-01", values=HOME)),
        (COUNTY, Told("Talia Okafor Lane", "2009-01-02", data_set=CARE, values=HOME)),
    )


def ask(*told: tuple[str, Told], levels: Mapping[str, str] = ALIKE) -> Asked:
    """A question about one subject for each of the records, whose pairs all stand at these levels."""
    handed = [records.hand_in(holder, one).record_ids[0] for holder, one in told]
    record_of = {records.subject_of(record): record for record in handed}
    described = {subject: _describe(subject, record) for subject, record in record_of.items()}
    subjects = tuple(sorted(record_of))
    pairs = [pair(described[left], described[right], levels) for left, right in combinations(subjects, 2)]
    with acting_as(LINKER.actor):
        run = Run.objects.create(kind="full", state="done", model=_model(), asked_by="test", asked_at=now())
        task = Task.objects.create(
            run=run, subjects=list(subjects), weight=pairs[0]["weight"], pairs=pairs, made_at=now()
        )
    return Asked(task.pk, subjects, record_of)


def pair(left: UUID, right: UUID, levels: Mapping[str, str]) -> dict[str, object]:
    """What the engine would say of a pair at these levels; what is not named is missing."""
    model = shipped()
    told: dict[str, object] = {"l": str(left), "r": str(right)}
    weight = odds_weight(model.prior)
    for feature, chances in model.chances.items():
        level = levels.get(feature, "missing")
        part = chances[level].weight if level in chances else 0.0
        told |= {f"level_{feature}": level, f"part_{feature}": part}
        weight += part
    return told | {"weight": weight, "probability": 1 / (1 + 2**-weight)}


def _describe(subject: UUID, record: UUID) -> UUID:
    key = uuid4()
    records.as_owner(
        "insert into identity_description (id, subject_id, holder_id, record_id, details_mac, is_live, taken_at,"
        " data_key_id, keys_version)"
        " select %s, subject_id, holder_id, id, decode(md5(%s), 'hex'), true, now(), 1, 1"
        " from feeds_record where id = %s",
        [key, str(subject), record],
    )
    return key


def _model() -> LinkModel:
    found = LinkModel.objects.defer("frequencies").first()
    if found is not None:
        return found
    return LinkModel.objects.create(version=1, content=json.loads(shipped().as_json()), made_at=now())
