"""The year of the agreements, told into a real database: what is in force, what waits, what opened."""

from collections import Counter
from datetime import UTC, datetime
from itertools import groupby

from fourfold.ground.kernel.clock import now, today
from fourfold.project.demonstration.loading import load_people
from fourfold.project.demonstration.story import agreements
from fourfold.project.demonstration.story.days import Days
from fourfold.project.demonstration.story.stage import Stage
from fourfold.project.demonstration.story.telling import in_order
from fourfold.trust.access.queries import looker_of
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.life import EventKind
from fourfold.trust.agreements.domain.terms import State
from fourfold.trust.agreements.models import Event, Party, Version
from fourfold.trust.agreements.queries.processing import record_of_processing
from fourfold.trust.agreements.queries.register import register
from fourfold.trust.partnership.queries import agencies_to_choose


def test_the_year_is_told_as_designed() -> None:
    stage = tell()
    the_year_ends_as_designed(stage)
    what_is_in_force_opened_and_what_waits_did_not(stage)
    the_registers_are_made_from_it(stage)
    her_signature_opens_what_waited(stage)


def tell() -> Stage:
    """The people loaded and the year of the agreements told, as on this day."""
    at = now()
    load_people(at)
    found = Stage(Days(today(at)))
    found.call_the_cast()
    timed = in_order(list(agreements.scenes(found)), found.days)
    for (_on, by), scenes in groupby(timed, key=lambda one: (one[0].date(), one[1].by)):
        with found.acting(by) as standing:
            for moment, scene in scenes:
                scene.play(standing, moment)
    return found


def the_year_ends_as_designed(stage: Stage) -> None:
    with stage.acting("marianne.osei") as actor:
        states = Counter(Version.objects.values_list("state", flat=True))
        assert states == {State.IN_FORCE: 35, State.SIGNING: 1, State.CONSULTATION: 1}
        kinds = set(Event.objects.values_list("kind", flat=True))
        assert {EventKind.ACCEDED, EventKind.SUSPENDED, EventKind.RESUMED} <= kinds
        joined = Party.objects.get(acceded=True)
        assert len(joined.on_behalf_names) == 3
        assert actor.is_active
        assert not Event.objects.filter(at__gt=datetime.now(UTC)).exists()
        with_signatures = Version.objects.filter(state=State.SIGNING).get()
        unsigned = [party.named for party in with_signatures.parties.all() if not party.signatures.exists()]
        assert unsigned == ["Medway Council"]


def what_is_in_force_opened_and_what_waits_did_not(stage: Stage) -> None:
    with stage.acting("jo.farrow") as actor:
        opened = {(data_set, purpose) for _holder, data_set, purpose in looker_of(actor).grants}
    assert ("missing-episodes", "missing-children") in opened
    assert ("childrens-social-care", "safeguarding-children") in opened
    assert ("police-incidents", "exploitation") not in opened


def the_registers_are_made_from_it(stage: Stage) -> None:
    found, _words = register(lambda total: slice(0, total))
    references = {one.terms.reference for one in found}
    assert len(found) == 35
    assert {"KM-ISP-1", "KM-DSA-1"} <= references
    assert not references & {"KM-DSA-2", "KM-JCA-1"}
    with stage.acting("priya.nair") as actor:
        record = record_of_processing(
            actor, stage.agencies["kent-police"], dict(agencies_to_choose(actor)), on=today()
        )
    assert "Adaeze Cole" in record.officers
    assert {"Shares", "Receives", "Holds and uses"} == {one.part for one in record.processings}
    assert record.processors
    assert record.assessments


def her_signature_opens_what_waited(stage: Stage) -> None:
    with stage.acting("priya.nair") as actor:
        version = Version.objects.get(state=State.SIGNING)
        party = version.parties.get(agency_id=stage.agencies["medway-council"])
        operations.sign(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, seen_hash=version.text_hash)
        assert Version.objects.get(pk=version.pk).state == State.IN_FORCE
    with stage.acting("jo.farrow") as actor:
        opened = {(data_set, purpose) for _holder, data_set, purpose in looker_of(actor).grants}
    assert ("police-incidents", "exploitation") in opened
