"""Nobody recovers what a published report withholds: an attacker tries, and a slow one checks the attacker."""

from collections.abc import Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.records.feeds.domain.disclosure import Line, Table, published
from fourfold.records.reports.domain.guarding import KEPT, Bounds, Rules, attack, guarded

RULES = Rules(kinds=(("month", "from"), ("children",)), within=(("children", "from"),))
COLUMNS = ("held", "late")
EPISODE = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from(COLUMNS))
CROWDS = st.lists(st.tuples(EPISODE, st.integers(1, 14)), min_size=1, max_size=10)
Truth = Mapping[str, Mapping[tuple[str, str], int]]


def truth_of(crowd: Sequence[tuple[tuple[str, str, str], int]]) -> Truth:
    """Exact counts: episodes by month and by place; of each place, two thirds as many children."""
    found: dict[str, dict[tuple[str, str], int]] = {"month": {}, "from": {}, "children": {}}
    for (month, place, column), count in crowd:
        found["month"][month, column] = found["month"].get((month, column), 0) + count
        found["from"][place, column] = found["from"].get((place, column), 0) + count
    for (place, _column), count in found["from"].items():
        found["children"][place, "held"] = found["children"].get((place, "held"), 0) + count * 2 // 3
    return found


def shown(truth: Truth) -> dict[str, Table]:
    """As they are published before anything is withheld besides."""
    rows = {"month": "abc", "from": "xy", "children": "xy"}
    return {
        key: Table(
            COLUMNS,
            tuple(Line(row, tuple(published(cells.get((row, name), 0)) for name in COLUMNS)) for row in rows[key]),
        )
        for key, cells in truth.items()
    }


def withheld(tables: Mapping[str, Table]) -> set[tuple[str, str, str]]:
    """The cells without a count."""
    return {
        (key, line.label, name)
        for key, table in tables.items()
        for line in table.lines
        for name, cell in zip(table.columns, line.cells, strict=True)
        if cell is None
    }


@given(CROWDS)
def test_a_withheld_count_keeps_as_many_values_as_a_shown_one(
    crowd: Sequence[tuple[tuple[str, str, str], int]],
) -> None:
    before = shown(truth_of(crowd))
    safe = guarded(before, RULES)
    extra = frozenset(withheld(safe) - withheld(before))
    known = attack(safe, RULES, extra)
    for cell in withheld(before):
        least, most = known[cell]
        assert most - least + 1 >= KEPT, cell


@given(CROWDS)
def test_the_attacker_never_misses_the_truth(crowd: Sequence[tuple[tuple[str, str, str], int]]) -> None:
    """What an attacker holds possible holds the true count: the bounds are sound, and no table lies."""
    truth = truth_of(crowd)
    for (key, row, column), (least, most) in attack(shown(truth), RULES).items():
        assert least <= truth[key].get((row, column), 0) <= most


@settings(max_examples=40)
@given(st.lists(st.integers(0, 16), min_size=2, max_size=3), st.integers(0, 2))
def test_the_quick_attacker_finds_all_that_a_slow_one_does(counts: list[int], split: int) -> None:
    """Two tables of one column, every pair of tables that could lie behind them tried: the same bounds come out."""
    whole = sum(counts)
    others = [whole * split // 3, whole - whole * split // 3]
    tables = {
        "one": Table(("n",), tuple(Line(f"r{place}", (published(n),)) for place, n in enumerate(counts))),
        "other": Table(("n",), tuple(Line(f"s{place}", (published(n),)) for place, n in enumerate(others))),
    }
    quick = attack(tables, Rules(kinds=(("one", "other"),)))
    assert quick == slow(tables)


def slow(tables: Mapping[str, Table]) -> Bounds:
    """Least and most of each cell over every pair of tables with one sum that would be published like these."""
    ranges = {
        key: [[n for n in range(60) if published(n) == line.cells[0]] for line in table.lines]
        for key, table in tables.items()
    }
    sums = {key: set(map(sum, product(*of_table))) for key, of_table in ranges.items()}
    both = sums["one"] & sums["other"]
    found: Bounds = {}
    for key, of_table in ranges.items():
        possible = [values for values in product(*of_table) if sum(values) in both]
        for place, line in enumerate(tables[key].lines):
            seen = [values[place] for values in possible]
            found[key, line.label, "n"] = (min(seen), max(seen))
    return found


def test_a_lone_withheld_count_takes_another_with_it() -> None:
    """60 episodes in one table and 50 of them in the other: the rest would be 6 or 7."""
    tables = {
        "one": Table(("n",), (Line("all", (60,)),)),
        "other": Table(("n",), (Line("boys", (50,)), Line("girls", (None,)))),
    }
    rules = Rules(kinds=(("one", "other"),))
    assert attack(tables, rules)["other", "girls", "n"] == (6, 7)
    safe = guarded(tables, rules)
    assert [line.cells for line in safe["other"].lines] == [(None,), (None,)]


def test_the_report_before_is_attacked_with_the_new_one() -> None:
    """A month that stands in both reports is known better from both; what the new one withholds stays safe."""
    rules = Rules(kinds=(("month", "from"),))

    def report(months: Mapping[str, int | None], whole: int) -> dict[str, Table]:
        return {
            "month": Table(("n",), tuple(Line(month, (n,)) for month, n in months.items())),
            "from": Table(("n",), (Line("home", (whole,)),)),
        }

    old = report({"1": 20, "2": 40}, 55)
    new = report({"2": 40, "3": None}, 45)
    assert attack(new, rules)["month", "3", "n"] == (1, 7)
    assert guarded(new, rules) == new
    safe = guarded(new, rules, before=old)
    assert safe["from"].lines[0].cells == (None,), "else the third month would be one of 4 to 7"
