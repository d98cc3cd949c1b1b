"""The second agency's own program finds every way of changing a log that it has checkpoints of."""

import copy
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fourfold.trust.audit.domain.chain import GENESIS, chain_hash

TOOL = Path(__file__).resolve().parents[4] / "tools/verify_audit.py"
Row = dict[str, Any]


def load() -> ModuleType:
    """The program, which is no part of Fourfold's package."""
    spec = importlib.util.spec_from_file_location("verify_audit", TOOL)
    if spec is None or spec.loader is None:
        raise ImportError(TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verifier = load()
DETAILS: tuple[dict[str, Any], ...] = (
    {},
    {"subjects": ["a-1", "b-2"], "agency": "c-3"},
    {"number": -(2**40), "told": True, "until": None, "fields": []},
    {"bb": "späte/Zeit:1", "a": [1, 2, None], "aaa": False},
)
logs = st.lists(st.sampled_from(DETAILS), min_size=3, max_size=7)


def entry(number: int, detail: dict[str, Any]) -> list[Any]:
    """An entry's 15 fields."""
    at = 1_790_000_000_000_000 + number
    return [
        *("v1", f"00000000-0000-4000-8000-{number:012}", number * 2, 7, number, at, at - 5),
        *("person:x", "record:read", "read", "person", f"s{number}", "safeguarding", "r", detail),
    ]


def chained(rows: list[Row]) -> list[Row]:
    """The rows with row hashes and links computed anew, in their order, as whoever owns the database could."""
    tip, made = GENESIS, []
    for position, row in enumerate(rows, 1):
        row_hash = verifier.entry_hash(row["entry"])
        tip = chain_hash(tip, position, row_hash, row["sealed_at"])
        hashes = {"row_hash": row_hash.hex(), "chain_hash": tip.hex()}
        made.append(row | hashes | {"position": position, "entry_seq": row["entry"][2]})
    return made


def log_of(found: list[dict[str, Any]]) -> list[Row]:
    """A sound log."""
    sealed = 1_790_000_100_000_000
    return chained([{"entry": entry(n, detail), "sealed_at": sealed + n} for n, detail in enumerate(found)])


def findings(rows: list[Row], *checkpoints: tuple[int, str]) -> list[str]:
    """What the program says of these rows."""
    log = verifier.Log([(position, bytes.fromhex(held)) for position, held in checkpoints])
    for row in rows:
        log.step(row)
    log.finish()
    return list(log.findings)


def tip(rows: list[Row], position: int | None = None) -> tuple[int, str]:
    """The checkpoint of a position, or of the end."""
    row = rows[(position or len(rows)) - 1]
    return row["position"], row["chain_hash"]


@given(logs, st.data())
def test_a_sound_log_is_sound_at_every_checkpoint(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    at = data.draw(st.sets(st.integers(1, len(rows)), max_size=3))
    assert findings(rows, *(tip(rows, position) for position in at)) == []


@given(logs, st.data())
def test_one_changed_field_is_found_where_it_is(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    place = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.integers(0, 14))
    changed = copy.deepcopy(rows)
    was = changed[place]["entry"][field]
    changed[place]["entry"][field] = was + 1 if isinstance(was, int) else "v9" if field == 0 else [was]
    found_there = findings(changed)
    assert found_there
    assert all(text.startswith(f"Position {place + 1},") for text in found_there)


@given(logs, st.data())
def test_one_changed_bit_of_a_link_is_found(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(["row_hash", "chain_hash", "sealed_at", "entry_seq"]))
    changed = copy.deepcopy(rows)
    was = changed[place][name]
    if isinstance(was, int):
        changed[place][name] = was ^ 1
    else:
        flipped = bytearray(bytes.fromhex(was))
        flipped[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        changed[place][name] = flipped.hex()
    assert findings(changed, tip(rows))


@given(logs, st.data())
def test_a_deleted_line_is_found(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    place = data.draw(st.integers(0, len(rows) - 1))
    assert findings(rows[:place] + rows[place + 1 :], tip(rows))
    gone = [row | ({"entry": None} if at == place else {}) for at, row in enumerate(rows)]
    assert findings(gone) == [f"Position {place + 1}, entry {place * 2}: the entry was deleted."]


@given(logs, st.data())
def test_two_that_changed_places_are_found(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    one, other = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    swapped = list(rows)
    swapped[one], swapped[other] = rows[other], rows[one]
    assert findings(swapped)
    moved = copy.deepcopy(rows)
    moved[one]["entry"], moved[other]["entry"] = rows[other]["entry"], rows[one]["entry"]
    assert findings(moved)


@given(logs, st.data())
def test_a_cut_end_is_found_by_a_checkpoint_alone(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    kept = data.draw(st.integers(0, len(rows) - 1))
    assert findings(rows[:kept]) == []
    held = data.draw(st.integers(kept + 1, len(rows)))
    assert any("cut off" in text for text in findings(rows[:kept], tip(rows, held)))


@given(logs, st.data())
def test_all_hashed_anew_is_found_by_a_checkpoint_alone(found: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = log_of(found)
    place = data.draw(st.integers(0, len(rows) - 1))
    forged = copy.deepcopy(rows)
    forged[place]["entry"][7] = "person:somebody-else"
    forged = chained(forged)
    assert findings(forged) == []
    held = data.draw(st.integers(place + 1, len(rows)))
    assert any("written anew" in text for text in findings(forged, tip(rows, held)))


@given(logs, logs, st.data())
def test_a_fork_is_found(one: list[dict[str, Any]], other: list[dict[str, Any]], data: st.DataObject) -> None:
    shared = data.draw(st.integers(1, len(one) - 1))
    first, second = log_of(one), log_of(one[:shared] + other)
    assume(first[shared]["chain_hash"] != second[shared]["chain_hash"])
    assert findings(second, tip(first))
    both = first + second[shared:]
    assert any("forked" in text for text in findings(both))
    assert any("forked" in text for text in findings(first, tip(first, shared + 1), tip(second, shared + 1)))


def test_files_are_read_or_refused_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = log_of([{"number": n} for n in range(4)])
    lines = [{"format": verifier.EXPORT}, *rows, {"end": True, "links": 4, "unsealed": 0}]
    export, held = tmp_path / "export.jsonl", tmp_path / "letter.txt"

    def write(found: list[Row]) -> None:
        export.write_text("".join(json.dumps(line) + "\n" for line in found), encoding="utf-8")

    position, said = tip(rows)
    grouped = ":".join(said[at : at + 8] for at in range(0, 64, 8))
    fields = {"format": verifier.CHECKPOINT, "position": position, "chain_hash": grouped, "sealed_at": "x"}
    held.write_text(f"Dear colleague,\n\n{json.dumps(fields, indent=2)}\n\nFourfold", encoding="utf-8")
    write(lines)
    assert verifier.main([str(export), str(held)]) == 0
    assert "4 links checked, 0 entries not sealed yet, 1 checkpoints" in capsys.readouterr().out
    assert verifier.main([str(export)]) == 0
    assert "Without a checkpoint" in capsys.readouterr().out
    for broken in (lines[:-1], lines[:3] + lines[4:], lines[1:], [*lines, lines[1]]):
        write(broken)
        assert verifier.main([str(export), str(held)]) == 2
    write([*lines[:2], lines[2] | {"row_hash": "no"}, *lines[3:]])
    assert verifier.main([str(export), str(held)]) == 1
    assert "Line 3 is not as an export writes it" in capsys.readouterr().out
    assert verifier.main([str(tmp_path / "nothing"), str(held)]) == 2
    assert verifier.main([str(export), str(export)]) == 2
    assert verifier.main([]) == 2


def test_it_needs_nothing_of_fourfold_and_is_short() -> None:
    text = TOOL.read_text(encoding="utf-8")
    imports = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imports == {"json", "re", "sys", "hashlib"}
    assert len(text.splitlines()) < 200
