"""Jobs are put into the queue by name alone: the worker knows what each of them does."""

from procrastinate.contrib.django import app

from fourfold.accountability.publishing.operations.queue import MAKE
from fourfold.project import jobs
from fourfold.records.feeds.operations.working_off import WORK_OFF
from fourfold.records.identity.operations.adding import TELL
from fourfold.trust.messages.jobs import SEND


def test_the_worker_knows_every_job_and_when_the_periodic_ones_are_due() -> None:
    jobs.load_tasks()
    assert {MAKE, WORK_OFF, TELL, SEND} <= set(app.tasks)
    periodic = {found.task.name for found in app.periodic_registry.periodic_tasks.values()}
    assert {"audit.seal", "messages.send", "identity.link", "indicators.measure"} <= periodic
    assert periodic <= set(app.tasks)
