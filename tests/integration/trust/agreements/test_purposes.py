"""A new purpose rests on an impact assessment that is in force: the form offers these, both walls refuse another."""

import pytest
from django.db import IntegrityError, transaction
from tests.agreements import Table, assess
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.models import Party
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.models import PurposeProposal
from fourfold.trust.catalogue.operations import NewPurpose, propose_purpose
from fourfold.trust.partnership.domain.roles import Standing

REFERENCE = "DPIA-kent-police-missing-episodes"


def propose(actor: Standing, reference: str) -> PurposeProposal:
    """A sound purpose with an assessment."""
    new = NewPurpose(
        label="Support at the hospital bed",
        text="To offer a young person who was hurt support in hospital.",
        why="Early help begins later.",
        regime=Regime.GENERAL,
        extent="England",
        source_url="https://www.legislation.gov.uk/ukpga/2004/31/section/10",
        dpia_reference=reference,
    )
    return propose_purpose(actor=actor, now=now(), new=new)


def test_only_an_assessment_in_force_is_taken(table: Table, people: Cast, client_of: ClientOf) -> None:
    dpia, _equality = assess(table, "missing-episodes")
    form = client_of(people.vic).get("/sharing/purposes/new/").content.decode()
    assert f'value="{REFERENCE}"' in form
    assert "EIA-kent-police" not in form
    for other in ("KM-1", "EIA-kent-police-missing-episodes", "anything"):
        with people.vic.acting() as vic, pytest.raises(BadInput, match="No impact assessment in force"):
            propose(vic, other)
    with people.vic.acting() as vic:
        assert propose(vic, REFERENCE).dpia_reference == REFERENCE
    with table["police_dpo"].acting() as actor:
        party = Party.objects.get(version=dpia)
        operations.suspend(actor=actor, now=now(), version_id=dpia.pk, party_id=party.pk, why="It is out of date.")
    assert REFERENCE not in client_of(people.vic).get("/sharing/purposes/new/").content.decode()


def test_the_database_takes_no_other(table: Table, people: Cast) -> None:
    with people.vic.acting() as vic:
        said = dict.fromkeys(("key", "label", "text", "why", "extent", "dpia_reference"), "other")
        row = PurposeProposal(
            **said,
            regime=Regime.GENERAL,
            source_url="https://www.legislation.gov.uk/",
            proposed_by_id=vic.person_id,
            proposed_at=now(),
        )
        with pytest.raises(IntegrityError, match="assessment that is in force"), transaction.atomic():
            PurposeProposal.objects.bulk_create([row])
