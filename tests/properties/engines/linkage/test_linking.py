"""Whatever the records: each comes back once, in any order the same people, and what people decided holds."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fourfold.engines.linkage.deciding.overrides import Judgement, Override
from fourfold.engines.linkage.linking import link
from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.source import Source

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SOME = settings(max_examples=5, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow])
COLUMNS = ("forename", "surname", "date_of_birth", "postcode", "nhs_number")

record = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(
            ["Ted", "Edward", "Ann", "Anne", "Mohammed", "Muhammad", "unknown", None, "José"]
        ),
        "surname": st.sampled_from(["Smith", "Smyth", "Smith-Jones", "O'Brien", "Khan", None, "Ted"]),
        "date_of_birth": st.sampled_from(["1990-02-01", "02/01/1990", "1990-01-01", "2014-05-06", None, "nonsense"]),
        "postcode": st.sampled_from(["ME7 1AA", "me71aa", "CT1 1AB", None]),
        "nhs_number": st.sampled_from(["943 476 5919", "9434765870", None, None, "123"]),
    }
)
records = st.lists(record, min_size=1, max_size=9)


def as_sources(rows: list[dict[str, str | None]]) -> list[Source]:
    """Two sources, rows in turn; the keys are the rows' places."""
    keyed = [row | {"record_id": f"{place:02}"} for place, row in enumerate(rows)]
    schema = pa.schema([(name, pa.string()) for name in ("record_id", *COLUMNS)])
    return [Source(name, pa.Table.from_pylist(keyed[start::2], schema)) for start, name in enumerate(("a", "b"))]


def people(sources: list[Source], overrides: list[Override] | None = None) -> dict[tuple[str, str], str]:
    """Each record's person, by the key of the record. The shipped model: what is learnt is not in question here."""
    clusters = link(sources, model=shipped(), overrides=overrides or []).clusters
    keys = list(zip(clusters["source"].to_pylist(), clusters["record_id"].to_pylist(), strict=True))
    assert len(keys) == len(set(keys)) == sum(source.table.num_rows for source in sources)
    return dict(zip(keys, clusters["person_id"].to_pylist(), strict=True))


def key_of(place: int) -> tuple[str, str]:
    """The key of the record at a place."""
    return ("a", "b")[place % 2], f"{place:02}"


@SOME
@given(records)
def test_the_order_of_rows_and_sources_changes_nothing(rows: list[dict[str, str | None]]) -> None:
    sources = as_sources(rows)
    turned = []
    for one in reversed(sources):
        places = pa.array(reversed(range(one.table.num_rows)), pa.int64())
        turned.append(Source(one.name, one.table.take(places)))
    assert people(sources) == people(turned)


@SOME
@given(records, st.data())
def test_overrides_hold_and_a_record_less_joins_no_two_that_were_set_apart(
    rows: list[dict[str, str | None]], data: st.DataObject
) -> None:
    sources = as_sources(rows)
    place = st.integers(0, len(rows) - 1)
    left, right, gone = data.draw(place), data.draw(place), data.draw(place)
    if left == right:
        return
    apart = Override(key_of(left), key_of(right), Judgement.APART)
    found = people(sources, [apart])
    assert found[apart.left] != found[apart.right]
    together = Override(key_of(left), key_of(right), Judgement.TOGETHER)
    found = people(sources, [together])
    assert found[together.left] == found[together.right]
    if gone not in (left, right):
        fewer = [
            Source(one.name, one.table.filter(pc.not_equal(one.table["record_id"], key_of(gone)[1])))
            for one in sources
        ]  # fmt: skip
        found = people(fewer, [apart])
        assert found[apart.left] != found[apart.right]
