"""Records in, people out: relatives stay apart, slips do not, and the answer says why."""

import pyarrow as pa
import pytest
from tests.linkage import PEOPLE, table

from fourfold.engines.linkage.deciding.overrides import Judgement, Override
from fourfold.engines.linkage.errors import BackendMissing, BadSource
from fourfold.engines.linkage.explaining import explain
from fourfold.engines.linkage.linking import Linked, link
from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Keys, Scorer, name_frequencies
from fourfold.engines.linkage.source import Source


def linked(*overrides: Override) -> Linked:
    return link([Source("school", table())], model=shipped(), overrides=overrides)


def groups(found: Linked) -> set[frozenset[str]]:
    people: dict[str, set[str]] = {}
    for row in found.clusters.to_pylist():
        people.setdefault(row["person_id"], set()).add(row["record_id"])
    return {frozenset(records) for records in people.values()}


def test_slips_are_joined_and_twin_and_father_stay_apart() -> None:
    assert groups(linked()) == {frozenset("125"), frozenset("3"), frozenset("4"), frozenset("6")}


def test_overrides_hold_and_without_them_all_is_as_before() -> None:
    before = linked()
    apart = Override(("school", "1"), ("school", "2"), Judgement.APART)
    together = Override(("school", "3"), ("school", "6"), Judgement.TOGETHER)
    changed = groups(linked(apart, together))
    assert frozenset("36") in changed
    assert not any({"1", "2"} <= group for group in changed)
    assert linked().clusters.equals(before.clusters)


def test_no_records_and_one_record() -> None:
    assert link([Source("school", table(PEOPLE[:1]))]).report.people == 1
    assert link([Source("school", table(()))]).clusters.num_rows == 0


def test_sources_and_keys_are_told_apart() -> None:
    with pytest.raises(BadSource, match="Two sources are called a"):
        link([Source("a", table()), Source("a", table())])
    with pytest.raises(BadSource, match="stand more than once"):
        link([Source("a", pa.concat_tables([table(), table()]))])
    with pytest.raises(BackendMissing, match="Choose duckdb or spark"):
        link([Source("a", table())], backend="abacus")


def test_a_given_pair_scores_and_says_why() -> None:
    records = table().append_column("record", pa.array(range(len(PEOPLE)), pa.int32()))
    pairs = pa.table({"l": pa.array([0, 0], pa.int32()), "r": pa.array([1, 2], pa.int32())})
    with Scorer(shipped()) as scorer:
        scored = scorer.score(prepare(records), pairs, name_frequencies(records))
    same, twin = (explain(row, shipped()) for row in scored.to_pylist())
    assert "the same address" in same.sentence
    assert "day and month of birth the other way round" in same.sentence
    assert "twins" in twin.sentence.partition("; but ")[2]
    assert same.probability > 0.99
    assert twin.probability < 0.01


def test_what_is_kept_open_answers_as_what_is_opened_anew() -> None:
    forms = prepare(table().append_column("record", pa.array(range(len(PEOPLE)), pa.int32())))
    pairs = pa.table({"l": pa.array([0, 0], pa.int32()), "r": pa.array([1, 2], pa.int32())})
    with Keys() as keys, Scorer(shipped()) as scorer:
        made, scored = keys.of(forms), scorer.score(forms, pairs)
        assert 0 < keys.of(forms.slice(0, 1)).num_rows < made.num_rows
        assert keys.of(forms.slice(0, 0)).num_rows == 0
        assert scorer.score(forms, pairs.slice(0, 1)).equals(scored.slice(0, 1))
        assert scorer.score(forms, pairs.slice(0, 0)).num_rows == 0
        assert keys.of(forms).equals(made)
        assert scorer.score(forms, pairs).equals(scored)
    with Keys() as keys, Scorer(shipped()) as scorer:
        assert keys.of(forms).equals(made)
        assert scorer.score(forms, pairs).equals(scored)


def test_records_of_one_person_share_a_stored_key() -> None:
    forms = prepare(table().append_column("record", pa.array(range(len(PEOPLE)), pa.int32())))
    with Keys() as engine:
        keys = engine.of(forms).to_pylist()
    held = {place: {(row["rule"], row["key"]) for row in keys if row["record"] == place} for place in (0, 1, 5)}
    assert held[0] & held[1]
    assert not held[0] & held[5]
