"""New purposes: proposed with an impact assessment, approved by two others of two agencies; some uses never."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from tests import records
from tests.people import Cast, Colleague

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.models import Purpose, PurposeApproval, PurposeProposal
from fourfold.trust.catalogue.operations import NewPurpose, approve_purpose, propose_purpose, withdraw_proposal
from fourfold.trust.catalogue.queries import catalogue, proposal_for_actor, proposals_for_actor
from fourfold.trust.partnership.queries import agency_ids_by_key

HOSPITAL = NewPurpose(
    label="Support at the hospital bed",
    text="To offer a young person who was hurt support while they are in hospital.",
    why="Early help begins later, when the moment has passed.",
    regime=Regime.GENERAL,
    extent="England",
    source_url="https://www.legislation.gov.uk/ukpga/2004/31/section/10",
    dpia_reference="KM-DPIA-07",
)


def propose(colleague: Colleague, new: NewPurpose = HOSPITAL) -> UUID:
    """A proposal by somebody."""
    with colleague.acting() as actor:
        return propose_purpose(actor=actor, now=now(), new=new).pk


def approve(colleague: Colleague, proposal_id: UUID) -> bool:
    """An approval by somebody; whether the purpose is in force."""
    with colleague.acting() as actor:
        return approve_purpose(actor=actor, now=now(), proposal_id=proposal_id)


def test_two_people_of_two_agencies_put_a_purpose_on_the_list(people: Cast) -> None:
    made = propose(people.vic)
    assert approve(people.mia, made) is False
    with people.vic.acting() as vic:
        assert "support-at-the-hospital-bed" not in catalogue(vic).purposes
    assert approve(people.dan, made) is True
    with people.vic.acting() as vic:
        purpose = catalogue(vic).purposes["support-at-the-hospital-bed"]
        assert purpose.is_open(today())
        assert (purpose.label, purpose.text, purpose.verified_on) == (HOSPITAL.label, HOSPITAL.text, None)
    logged = records.ask_owner("select permission from audit_entry where subject_id = %s order by seq", [str(made)])
    assert [one for (one,) in logged] == ["catalogue:propose-purpose", *["catalogue:approve-purpose"] * 2]


def test_who_cannot_approve_is_told_why(people: Cast) -> None:
    made = propose(people.mia)
    for colleague, why in (
        (people.mia, "You proposed this"),
        (people.pat, "Accountable officers and data protection officers"),
        (people.cora, "Accountable officers and data protection officers"),
    ):
        with pytest.raises(NotAllowed, match=why):
            approve(colleague, made)
    assert approve(people.dan, made) is False
    with pytest.raises(NotAllowed, match="Somebody of another agency"):
        approve(people.dan, made)


def test_a_leaver_finds_no_proposal(people: Cast) -> None:
    made = propose(people.vic)
    with people.leo.acting() as leo:
        assert not proposals_for_actor(leo).exists()
        assert not PurposeProposal.objects.exists()
        with pytest.raises(NotFound):
            proposal_for_actor(leo, made)
    with pytest.raises(NotAllowed):
        propose(people.leo)


@pytest.mark.parametrize(
    ("where", "text", "named"),
    [
        ("label", "Immigration checks", "immigration enforcement"),
        ("text", "To find people who may be deported.", "immigration enforcement"),
        ("why", "It helps with universal credit decisions.", "decisions about benefits"),
        ("text", "To evict tenants who disturb others.", "evicting people"),
        ("text", "To exclude pupils from school earlier.", "excluding pupils"),
    ],
)
def test_some_uses_are_never_on_the_list(people: Cast, where: str, text: str, named: str) -> None:
    with pytest.raises(BadInput, match=named) as refused:
        propose(people.vic, replace(HOSPITAL, **{where: text}))
    assert [problem.where for problem in refused.value.problems] == [where]


def test_what_is_left_out_or_personal_is_told_beside_its_field(people: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        propose(people.vic, replace(HOSPITAL, dpia_reference=" ", source_url="legislation", label="!!"))
    assert {problem.where for problem in refused.value.problems} == {"dpia_reference", "source_url", "label"}
    with pytest.raises(BadInput, match="looks like personal data"):
        propose(people.vic, replace(HOSPITAL, why="Call 07700 900123 to hear more."))


def test_a_name_is_used_once(people: Cast) -> None:
    propose(people.vic)
    with pytest.raises(BadInput, match="proposed already"):
        propose(people.pat)
    with pytest.raises(BadInput, match="has a purpose of this name"):
        propose(people.pat, replace(HOSPITAL, label="Early help"))


def test_a_withdrawn_proposal_is_approved_by_nobody(people: Cast) -> None:
    made = propose(people.vic)
    with people.pat.acting() as pat, pytest.raises(NotAllowed):
        withdraw_proposal(actor=pat, now=now(), proposal_id=made)
    with people.vic.acting() as vic:
        withdraw_proposal(actor=vic, now=now(), proposal_id=made)
    with pytest.raises(NotAllowed, match="no longer open"):
        approve(people.mia, made)
    assert propose(people.pat) != made


def approval(colleague: Colleague, proposal_id: UUID, agency: str) -> PurposeApproval:
    """An approval written past the operation."""
    agency_id = agency_ids_by_key()[agency]
    return PurposeApproval(
        proposal_id=proposal_id, person_id=colleague.person_id, agency_id=agency_id, approved_at=now()
    )


def test_the_database_takes_no_approval_in_anothers_name_or_for_anothers_agency(people: Cast) -> None:
    made = propose(people.vic)
    with people.mia.acting():
        for wrong in (
            approval(people.dan, made, "kent-police"),
            approval(people.dan, made, "medway-council"),
            approval(people.mia, made, "kent-police"),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                PurposeApproval.objects.bulk_create([wrong])


def test_the_database_takes_no_approval_of_ones_own(people: Cast) -> None:
    made = propose(people.mia)
    with people.mia.acting(), pytest.raises(DatabaseError, match="proposed themselves"), transaction.atomic():
        PurposeApproval.objects.bulk_create([approval(people.mia, made, "medway-council")])


def entering(made: UUID, **changed: object) -> Purpose:
    """The proposed purpose, written past the operation."""
    as_proposed: dict[str, object] = {
        "key": "support-at-the-hospital-bed", "position": 90, "label": HOSPITAL.label, "text": HOSPITAL.text,
        "since": today(), "extent": "England", "source_url": HOSPITAL.source_url, "regime": "general",
        "proposal_id": made, "changed_at": now(),
    }  # fmt: skip
    return Purpose(**as_proposed | changed)


def test_the_database_counts_the_approvals(people: Cast) -> None:
    made = propose(people.vic)
    approve(people.mia, made)
    with people.mia.acting(), pytest.raises(DatabaseError, match="approved by two people"), transaction.atomic():
        Purpose.objects.bulk_create([entering(made)])


def test_the_database_takes_the_purpose_as_it_was_proposed_alone(people: Cast) -> None:
    made = propose(people.vic)
    approve(people.mia, made)
    with people.dan.acting():
        PurposeApproval.objects.bulk_create([approval(people.dan, made, "kent-police")])
        with pytest.raises(DatabaseError, match="as it was proposed"), transaction.atomic():
            Purpose.objects.bulk_create([entering(made, text="Anything else.")])
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Purpose.objects.bulk_create([entering(made, proposal_id=None)])
        Purpose.objects.bulk_create([entering(made)])


def test_what_was_proposed_is_never_rewritten(people: Cast) -> None:
    made = propose(people.vic)
    with people.vic.acting(), pytest.raises(DatabaseError, match="Only withdrawn_at"), transaction.atomic():
        PurposeProposal.objects.filter(pk=made).update(text="Something else")
    with people.mia.acting(), pytest.raises(DatabaseError), transaction.atomic():
        PurposeProposal.objects.filter(pk=made).update(withdrawn_at=now())
