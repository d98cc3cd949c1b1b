"""The files that agencies of the demonstration send, on whatever day it is loaded."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from fourfold.engines.tabular.inspecting import Options, inspect
from fourfold.project.demonstration.story import deliveries
from fourfold.project.demonstration.story.days import Days
from fourfold.project.demonstration.story.stage import Stage
from fourfold.records.feeds.domain.contracts import contract
from fourfold.trust.partnership.domain.roles import Standing

LOADED_ON = [
    *(date(2026, 11, 20) + timedelta(days=day) for day in range(5)),  # over a weekend, on which nobody sends
    *(date(2026, 12, 31) + timedelta(days=day) for day in range(5)),  # over the turn of the year
]
DAYS = [
    pytest.param(day, marks=() if day.day in {1, 21, 23} else pytest.mark.long, id=day.isoformat())
    for day in LOADED_ON
]


class Sent(Exception):
    """Stands for the service that receives a file."""


@pytest.fixture(autouse=True)
def few_people(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A smaller county, without the faults that are planted for somebody to mend. No file reaches a database."""

    def receive(*, contract: str, content: Any, **_more: Any) -> None:
        raise Sent(contract, content.read())

    monkeypatch.setattr(deliveries, "PEOPLE", 4_000)
    monkeypatch.setattr(deliveries, "plant", lambda table, *_how: (table, ()))
    monkeypatch.setattr(deliveries, "receive", receive)
    deliveries._population.cache_clear()
    yield
    deliveries._population.cache_clear()


@pytest.mark.parametrize("loaded_on", DAYS)
def test_a_file_holds_nothing_later_than_the_day_on_which_it_is_sent(loaded_on: date, tmp_path: Path) -> None:
    days, files = Days(loaded_on), 0
    for scene in deliveries.scenes(Stage(days, agencies=defaultdict(uuid4))):
        sent_on = days.working_day(scene.day)
        try:
            scene.play(Standing(), days.moments(sent_on, [scene.what])[0])
        except Sent as sent:
            feed, content = sent.args
            files += 1
            file = tmp_path / "sent.csv"
            file.write_bytes(content)
            faults = inspect(file, contract(feed), Options(today=sent_on)).faults
            assert not [fault for fault in faults if "in the future" in fault.reason], f"{scene.what}, {sent_on}"
    assert files > 10
