"""For whom a signature waits: those whose own is missing, and nobody else."""

from dataclasses import replace

from tests.agreements import Table, out_to_sign, own_line, sharing_terms, sign_for

from fourfold.trust.agreements.domain.terms import AgreementKind
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.queries import WaitingFor, waiting_for


def asked(table: Table, version: Version) -> set[str]:
    """The officers for whom it waits to be signed."""
    found = set()
    for key in table.officers:
        with table[key].acting() as actor:
            if any(one.kind is WaitingFor.SIGNATURE and one.version_id == version.pk for one in waiting_for(actor)):
                found.add(key)
    return found


def test_an_agreement_waits_for_each_partys_officer_until_one_of_them_signs(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    assert asked(table, version) == {"police", "police_deputy", "county", "medway"}
    sign_for(table, version, "police_deputy", "kent-police")
    assert asked(table, version) == {"county", "medway"}


def test_an_assessment_waits_for_the_data_protection_officer_too(table: Table) -> None:
    line = own_line(table, "kent-police", "missing-episodes")
    terms = replace(
        sharing_terms(table, line, parties=("kent-police",)),
        kind=AgreementKind.DPIA,
        reference="DPIA-1",
        data_sets=("missing-episodes",),
    )
    version = out_to_sign(table, terms)
    assert asked(table, version) == {"police", "police_dpo"}
    sign_for(table, version, "police", "kent-police")
    assert asked(table, version) == {"police_dpo"}
