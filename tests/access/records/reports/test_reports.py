"""Who reads what the reports publish, and who writes it: both walls, each by itself."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.people import Cast, ClientOf
from tests.records import agency, make_live

from fourfold.ground.kernel.actors import NOBODY
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.records.reports.models import FeedQuality, MissingReport
from fourfold.records.reports.operations.missing_publishing import publish_missing
from fourfold.records.reports.operations.quality_measuring import measure_quality
from fourfold.records.reports.queries.missing import missing_report
from fourfold.records.reports.queries.quality import feeds
from fourfold.trust.partnership.domain.roles import MEASURER, NOWHERE

PAGES = ("/data/quality/", "/data/quality/missing-episodes/", "/data/missing-children/")


@pytest.fixture(autouse=True)
def published(people: Cast) -> None:
    """One feed, measured, and one report."""
    make_live("kent-police", "missing-episodes")
    with acting_as(MEASURER.actor):
        measure_quality(actor=MEASURER, now=now())
        MissingReport.objects.create(
            since=date(2025, 1, 1), until=date(2026, 1, 1), published_at=now(), tables={}, basis={}
        )


def test_whoever_has_left_reads_nothing(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.leo)
    for page in PAGES:
        assert client.get(page).status_code in (302, 403)
    with people.leo.acting() as leo:
        for read in (feeds, missing_report):
            with pytest.raises(NotAllowed):
                read(leo)
        assert (FeedQuality.objects.count(), MissingReport.objects.count()) == (0, 0)


def test_without_a_context_there_is_nothing_to_read() -> None:
    with acting_as(NOBODY):
        assert (FeedQuality.objects.count(), MissingReport.objects.count()) == (0, 0)
        with pytest.raises(NotAllowed):
            feeds(NOWHERE)


def test_people_do_not_write_figures(people: Cast) -> None:
    with people.cora.acting() as cora:
        for publish in (measure_quality, publish_missing):
            with pytest.raises(NotAllowed):
                publish(actor=cora, now=now())


def test_the_database_takes_figures_from_the_measurer_alone(people: Cast) -> None:
    with people.cora.acting():
        assert FeedQuality.objects.update(figures={}) == 0
        assert FeedQuality.objects.all().delete()[0] == 0
        for row in (
            FeedQuality(
                contract="x", holder_id=agency("kent-police"), month=date(2026, 1, 1), measured_at=now(), figures={}
            ),
            MissingReport(since=date(2024, 1, 1), until=date(2025, 1, 1), published_at=now(), tables={}),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                row.save(force_insert=True)


@pytest.mark.parametrize(
    "change", ["update reports_missingreport set tables = '{}'", "delete from reports_missingreport"]
)
def test_a_published_report_is_changed_by_nobody(change: str) -> None:
    with acting_as(MEASURER.actor), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change)


def test_exact_counts_cannot_be_read_by_the_application() -> None:
    """What the measurer's functions see stands in tables that the application has no right to."""
    with acting_as(MEASURER.actor):
        for table in ("feeds_content", "feeds_saidagain", "access_sameperson"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(f"select count(*) from {table}")
        for table in ("feeds_record", "feeds_delivery", "feeds_waitingrow"):
            with connection.cursor() as cursor:
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone() == (0,)
