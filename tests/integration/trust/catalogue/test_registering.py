"""The catalogue in the database: what comes with Fourfold, whole, dated, and read again as it was written."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.models import DataField, Gateway, Purpose
from fourfold.trust.catalogue.operations import register_catalogue
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import INSTALLATION


def test_what_is_read_is_what_comes_with_fourfold(people: Cast) -> None:
    with people.vic.acting() as vic:
        assert catalogue(vic) == load_catalogue()


def test_registering_again_changes_nothing(people: Cast) -> None:
    with acting_as(INSTALLATION.actor):
        assert register_catalogue(actor=INSTALLATION, now=now()) == 0


def test_a_newer_entry_is_brought_up_to_date_and_nothing_is_removed(people: Cast) -> None:
    shipped = load_catalogue()
    duty = shipped.gateways["ca-2004-s16la"]
    newer = replace(shipped, gateways={duty.key: replace(duty, since=now().date())}, conditions={})
    with acting_as(INSTALLATION.actor):
        before = catalogue(INSTALLATION)
        assert register_catalogue(actor=INSTALLATION, now=now() + timedelta(seconds=1), catalogue=newer) == 1
        after = catalogue(INSTALLATION)
    assert before.gateways[duty.key].since is None
    assert after.gateways[duty.key].since == now().date()
    assert after.conditions == before.conditions
    assert after.gateways.keys() == before.gateways.keys()


def test_reading_again_asks_for_the_version_alone(people: Cast) -> None:
    with people.pat.acting() as pat:
        first = catalogue(pat)
        with CaptureQueriesContext(connection) as captured:
            assert catalogue(pat) is first
    assert len(captured) == 1


def test_the_law_comes_with_fourfold_and_is_nobodys_to_write(people: Cast) -> None:
    with people.ada.acting() as ada:
        with pytest.raises(NotAllowed):
            register_catalogue(actor=ada, now=now())
        assert Gateway.objects.update(label="Anything goes") == 0
        assert DataField.objects.update(sensitivity="none") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Purpose.objects.filter(key="oversight").delete()
        mine = Purpose(
            key="mine", position=99, label="Mine", text="Mine", since=now().date(), extent="UK",
            source_url="https://law.example", regime="general", changed_at=now(),
        )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Purpose.objects.bulk_create([mine])


def test_a_leaver_reads_nothing(people: Cast) -> None:
    with people.leo.acting() as leo:
        with pytest.raises(NotAllowed):
            catalogue(leo)
        assert not Purpose.objects.exists()
        assert not DataField.objects.exists()
