"""Seven agencies send their files: a year of them at first, then each month. Everybody in them is made up.

Beside them Kent Police send two months of real, published street crime, in which nobody is named.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib import resources
from io import BytesIO

import pyarrow as pa
from pyarrow import csv

from fourfold.engines.population import Population, plant, populate
from fourfold.project.demonstration.story.stage import Scene, Stage
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.deliveries import DeliveryState, How
from fourfold.records.feeds.operations import check, enter, let_enter, receive
from fourfold.records.feeds.operations.spooling import spooling
from fourfold.trust.partnership.domain.roles import Standing

SENDERS = {
    "kent-police": "kuldeep.sandhu",
    "kent-county-council": "samina.qureshi",
    "medway-council": "gareth.ellwood",
    "kent-youth-justice": "colin.fairbrass",
    "medway-youth-justice": "femi.balogun",
    "east-kent-hospitals": "martin.clewes",
    "medway-foundation-trust": "bukola.ige",
}
PEOPLE, SEED = 60_000, 7
FAULTS = 0.02
"""Share of the rows of the police's newest file with something wrong in them: these wait to be mended."""
FIRST_BACK, EACH_BACK = 12, 3
"""How many months back the first file of a feed begins, and from which on there is a file a month."""
SENT_AFTER = 4
"""Days after a month's end on which its file is sent."""
MEDWAY = ("ME1", "ME2", "ME3", "ME4", "ME5", "ME7", "ME8")
"""Postcode districts of Medway; ME6 is Snodland, in Kent."""
MEDWAY_CODE = "E06000035"
STREETS = ("2024-03-kent-street.csv.gz", "2024-04-kent-street.csv.gz")
ANOTHER_LENGTH = "It covers more or fewer days than the file before, as agreed."

Row = Mapping[str, str | None]
Part = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Sent:
    """A feed of one agency. `part`: which of the feed's rows are this agency's. `months`: how far back it goes."""

    feed: str
    holder: str
    part: Part = lambda _row: True
    months: int = FIRST_BACK
    faults: float = 0.0
    is_often: bool = False
    """Sent during a month, too: what has happened in it so far."""


def _medway_child(row: Row) -> bool:
    return (row["postcode"] or "").split(" ")[0] in MEDWAY


def _kent_child(row: Row) -> bool:
    return not _medway_child(row)


def _seen_in_medway(row: Row) -> bool:
    return row["site_code"] in ("ZZK04", "ZZK05")


def _seen_in_east_kent(row: Row) -> bool:
    return not _seen_in_medway(row)


SENT = (
    Sent("missing-episodes", "kent-police", is_often=True),
    Sent("police-incidents", "kent-police", months=EACH_BACK, faults=FAULTS, is_often=True),
    Sent("childrens-social-care", "kent-county-council", _kent_child, is_often=True),
    Sent("childrens-social-care", "medway-council", _medway_child, is_often=True),
    Sent("education", "kent-county-council", _kent_child, months=EACH_BACK),
    Sent("education", "medway-council", _medway_child, months=EACH_BACK),
    Sent("youth-justice", "kent-youth-justice", _kent_child),
    Sent("youth-justice", "medway-youth-justice", _medway_child),
    Sent("assault-attendances", "east-kent-hospitals", _seen_in_east_kent),
    Sent("assault-attendances", "medway-foundation-trust", _seen_in_medway),
)


def scenes(stage: Stage) -> Iterator[Scene]:
    """A scene a file: of each feed one with the months before, then one for each of the last months."""
    today = stage.days.loaded_on
    for sent in (*SENT, *_interviews(today)):
        if sent.months > EACH_BACK:
            earlier = [_month(today, back) for back in range(sent.months, EACH_BACK, -1)]
            yield _file(stage, sent, earlier)
        for back in range(min(sent.months, EACH_BACK), 0, -1):
            yield _file(stage, sent, [_month(today, back)], faults=sent.faults if back == 1 else 0)
        if sent.is_often:
            yield _file(stage, sent, [_month(today, 0)])
    for name in STREETS:
        yield _scene(stage, "kent-police", "street-crime", -40, name.removesuffix(".gz"), partial(_real, name))


def _interviews(today: date) -> Iterator[Sent]:
    """Return home interviews: those that each council offers, by where the child lived when it went missing."""
    of_medway = cache(lambda: _episodes_in_medway(today))

    def in_medway(row: Row) -> bool:
        return row["episode_reference"] in of_medway()

    yield Sent("return-home-interviews", "kent-county-council", lambda row: not in_medway(row), is_often=True)
    yield Sent("return-home-interviews", "medway-council", in_medway, is_often=True)


def _episodes_in_medway(today: date) -> frozenset[str | None]:
    months = [_population(today).feed("missing-episodes", _month(today, back)) for back in range(FIRST_BACK + 1)]
    rows = pa.concat_tables(months).select(["episode_reference", "district"]).to_pylist()
    return frozenset(row["episode_reference"] for row in rows if row["district"] == MEDWAY_CODE)


def _file(stage: Stage, sent: Sent, months: Sequence[date], *, faults: float = 0) -> Scene:
    today = stage.days.loaded_on
    day = min((_month_after(months[-1]) - today).days + SENT_AFTER - 1, -1)
    name = f"{sent.feed} {months[0]:%Y-%m}" + (f" to {months[-1]:%Y-%m}" if len(months) > 1 else "") + ".csv"
    told = partial(content_of, today, sent, months, faults=faults, on=stage.days.working_day(day))
    return _scene(stage, sent.holder, sent.feed, day, name, told)


def _scene(stage: Stage, holder: str, feed: str, day: int, name: str, content: Callable[[], bytes]) -> Scene:
    def play(actor: Standing, now: datetime) -> None:
        said = content()
        if said.count(b"\n") < 2:  # a month in which nothing happened: schools are closed in August
            return
        taken = receive(
            actor=actor,
            now=now,
            holder_id=stage.agencies[holder],
            contract=feed,
            filename=name,
            content=BytesIO(said),
            how=How.COMMAND,
        )
        with spooling() as spool:
            checked = check(actor=actor, now=now, delivery_id=taken.pk, spool=spool)
            if checked.state == DeliveryState.HELD:
                let_enter(actor=actor, now=now, delivery_id=taken.pk, because=ANOTHER_LENGTH)
            enter(actor=actor, now=now, delivery_id=taken.pk, spool=spool)

    return Scene(day, SENDERS[holder], f"File of {holder}: {feed}", play)


def _month(today: date, back: int) -> date:
    """The first day of the month that was so many months before."""
    first = today.replace(day=1)
    for _step in range(back):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def content_of(today: date, sent: Sent, months: Sequence[date], *, faults: float = 0, on: date) -> bytes:
    """A file as it is sent `on` a day: what its months hold up to the day before. `faults` as in `Sent`."""
    table = pa.concat_tables([_population(today).feed(sent.feed, month) for month in months])
    past = [column.key for column in contract(sent.feed).columns if column.past and column.key in table.column_names]

    def is_known(row: Row) -> bool:
        return all((row[key] or "") < on.isoformat() for key in past)

    kept = [place for place, row in enumerate(table.to_pylist()) if sent.part(row) and is_known(row)]
    table = table.take(pa.array(kept, pa.int64()))
    if faults:
        table, _planted = plant(table, faults, SEED, today)
    written = BytesIO()
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue()


def _real(name: str) -> bytes:
    return gzip.decompress(resources.files(__package__).joinpath("open-data", name).read_bytes())


@cache
def _population(today: date) -> Population:
    return populate(people=PEOPLE, seed=SEED, today=today)
