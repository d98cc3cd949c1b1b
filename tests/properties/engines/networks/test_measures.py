"""Every measure against networkx or a slow count, on any network; and nothing hangs on order or on names."""

import itertools
import math
from collections import Counter
from dataclasses import asdict
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from fourfold.engines.networks.brokers import ROLES, brokers
from fourfold.engines.networks.communities import communities
from fourfold.engines.networks.egos import ego
from fourfold.engines.networks.measuring import Asking, Measures, measure
from fourfold.engines.networks.network import Network, network

Tie = tuple[str, str, float]
NAMES = [f"p{number}" for number in range(14)]
QUICK = Asking(seeds=3)
SOME, FEW = settings(max_examples=20), settings(max_examples=8)

person = st.sampled_from(NAMES)
ties = st.lists(st.tuples(person, person, st.integers(1, 5).map(float)), max_size=40)
people = st.lists(person, max_size=14)


def made(rows: list[Tie], others: list[str]) -> Network:
    """The network of these rows and whoever else there is."""
    edges = pa.table({name: [row[place] for row in rows] for place, name in enumerate(("source", "target"))})
    weights = pa.array([row[2] for row in rows], pa.float64())
    text = edges.cast(pa.schema({"source": pa.string(), "target": pa.string()}))
    return network(text.append_column("weight", weights), pa.table({"node": pa.array(others, pa.string())}))


def oracle(rows: list[Tie], others: list[str]) -> nx.Graph:
    """The same in networkx."""
    graph = nx.Graph()
    graph.add_nodes_from([*others, *(end for row in rows for end in row[:2])])
    for source, target, weight in rows:
        if source != target:
            before = graph.get_edge_data(source, target, {"weight": 0.0})["weight"]
            graph.add_edge(source, target, weight=before + weight)
    return graph


def column(found: Measures, name: str) -> dict[str, Any]:
    """A measure by person."""
    return dict(zip(found.people["node"].to_pylist(), found.people[name].to_pylist(), strict=True))


@SOME
@given(ties, people)
def test_the_measures_of_people_are_those_of_networkx(rows: list[Tie], others: list[str]) -> None:
    graph = oracle(rows, others)
    found = measure(made(rows, others), QUICK)
    assert found.people["node"].to_pylist() == sorted(graph)
    assert column(found, "degree") == dict(graph.degree())
    assert column(found, "weighted_degree") == dict(graph.degree(weight="weight"))
    assert column(found, "betweenness") == pytest.approx(nx.betweenness_centrality(graph))
    assert column(found, "core") == nx.core_number(graph)
    cut = set(nx.articulation_points(graph))
    assert column(found, "cut_point") == {one: one in cut for one in graph}
    for name in ("betweenness_low", "betweenness_high"):
        assert column(found, name) == column(found, "betweenness")


TWO_THAT_LEAD = [*zip("aab", "bcc", strict=True), *zip("mmmm", "wxyz", strict=True)]
"""A triangle and a star of four: both have the eigenvalue 2."""


@SOME
@given(ties, people)
@example([(one, other, 1.0) for one, other in TWO_THAT_LEAD], [])
def test_the_eigenvector_is_where_the_power_iteration_comes_to(rows: list[Tie], others: list[str]) -> None:
    graph = oracle(rows, others)
    assume(graph.number_of_edges())
    nodes = sorted(graph)
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, nodes, weight=None))
    leading = vectors[:, values > values[-1] - 1e-9]
    truth = leading @ (leading.T @ np.ones(len(nodes)))
    truth /= np.linalg.norm(truth)
    found = measure(made(rows, others), QUICK)
    assert found.people["eigenvector"].to_pylist() == pytest.approx(list(truth), abs=1e-6)


@SOME
@given(ties, people)
def test_components_are_those_of_networkx_numbered_by_their_first_person(rows: list[Tie], others: list[str]) -> None:
    truth = sorted(sorted(one) for one in nx.connected_components(oracle(rows, others)))
    found = column(measure(made(rows, others), QUICK), "component")
    assert found == {one: number for number, group in enumerate(truth, 1) for one in group}


@SOME
@given(ties, people)
def test_the_whole_network_is_as_networkx_has_it(rows: list[Tie], others: list[str]) -> None:
    graph = oracle(rows, others)
    found = measure(made(rows, others), QUICK)
    whole = found.whole
    count = len(graph)
    degrees = [degree for _one, degree in graph.degree()]
    assert (whole.people, whole.ties) == (count, graph.number_of_edges())
    assert whole.weight == graph.size(weight="weight")
    assert whole.density == pytest.approx(nx.density(graph) if count else 0)
    assert whole.transitivity == pytest.approx(nx.transitivity(graph))
    assert whole.isolated == nx.number_of_isolates(graph)
    assert whole.cut_points == len(set(nx.articulation_points(graph)))
    assert whole.components == nx.number_connected_components(graph)
    assert whole.largest_component == max(map(len, nx.connected_components(graph)), default=0)
    assert whole.mean_degree == pytest.approx(sum(degrees) / count if count else 0)
    spread = sum(max(degrees) - degree for degree in degrees) if degrees else 0
    assert whole.centralisation == pytest.approx(spread / ((count - 1) * (count - 2)) if count > 2 else 0)
    assert whole.betweenness == {"method": "exact"}
    if graph.number_of_edges():
        groups = {
            number: {one for one, of in column(found, "community").items() if of == number} for number in range(1, 15)
        }
        assert whole.modularity == pytest.approx(nx.community.modularity(graph, filter(None, groups.values())))
    else:
        assert whole.modularity is None


@SOME
@given(ties, people)
def test_communities_join_nobody_whom_no_tie_joins_and_are_as_good_as_louvain_s(
    rows: list[Tie], others: list[str]
) -> None:
    graph = oracle(rows, others)
    found = communities(made(rows, others))
    nodes = sorted(graph)
    for number, size in zip(found.table["community"].to_pylist(), found.table["size"].to_pylist(), strict=True):
        members = [one for one, of in zip(nodes, found.of, strict=True) if of == number]
        assert len(members) == size
        assert nx.is_connected(graph.subgraph(members))
    assert [*dict.fromkeys(found.of.tolist())] == found.table["community"].to_pylist()
    assert all(0 < one <= 1 for one in found.table["stability"].to_pylist())
    if graph.number_of_edges():
        louvain = nx.community.louvain_communities(graph, seed=1)
        assert found.modularity is not None
        assert found.modularity >= nx.community.modularity(graph, louvain) - 1e-9


@SOME
@given(ties, people)
def test_brokers_join_the_pairs_that_are_counted_one_by_one(rows: list[Tie], others: list[str]) -> None:
    graph = oracle(rows, others)
    made_network = made(rows, others)
    of = communities(made_network).of
    group = dict(zip(sorted(graph), of.tolist(), strict=True))
    counted: Counter[tuple[str, str]] = Counter()
    for middle in graph:
        for one, other in itertools.combinations(graph[middle], 2):
            if not graph.has_edge(one, other):
                shared = (group[one] == group[middle]) + (group[other] == group[middle])
                far = "consultant" if group[one] == group[other] else "liaison"
                counted[middle, {0: far, 1: "gatekeeper", 2: "coordinator"}[shared]] += 1
    table = brokers(made_network, of)
    assert table["node"].to_pylist() == sorted(graph)
    for role in ROLES:
        assert table[role].to_pylist() == [counted[one, role] for one in sorted(graph)]
    truth = nx.constraint(graph) if graph else {}
    for one, value in zip(sorted(graph), table["constraint"].to_pylist(), strict=True):
        assert (value is None and math.isnan(truth[one])) or value == pytest.approx(truth[one])


@SOME
@given(ties, people, st.integers(1, 2))
def test_an_ego_network_is_everybody_within_its_steps_and_their_ties(
    rows: list[Tie], others: list[str], steps: int
) -> None:
    graph = oracle(rows, others)
    assume(len(graph))
    centre = min(graph)
    found = ego(made(rows, others), centre, steps)
    truth = nx.single_source_shortest_path_length(graph, centre, steps)
    assert dict(zip(found.people["node"].to_pylist(), found.people["step"].to_pylist(), strict=True)) == dict(truth)
    pairs = list(zip(found.ties["source"].to_pylist(), found.ties["target"].to_pylist(), strict=True))
    assert pairs == sorted(tuple(sorted(tie)) for tie in graph.subgraph(truth).edges)


@SOME
@given(ties, people, st.randoms(use_true_random=False))
def test_the_order_and_direction_of_rows_change_nothing(rows: list[Tie], others: list[str], chance: Any) -> None:
    turned = [row if chance.random() < 0.5 else (row[1], row[0], row[2]) for row in rows]
    chance.shuffle(turned)
    one, other = measure(made(rows, others), QUICK), measure(made(turned, others[::-1]), QUICK)
    assert one.people.equals(other.people)
    assert one.communities.equals(other.communities)
    assert asdict(one.whole) == asdict(other.whole)


@SOME
@given(ties, people, st.permutations(NAMES))
def test_new_names_change_nothing_but_names(rows: list[Tie], others: list[str], names: list[str]) -> None:
    new = dict(zip(NAMES, names, strict=True))
    one = measure(made(rows, others), QUICK)
    other = measure(made([(new[a], new[b], weight) for a, b, weight in rows], [new[a] for a in others]), QUICK)
    for name in ("degree", "weighted_degree", "core", "cut_point"):
        assert {new[who]: value for who, value in column(one, name).items()} == column(other, name)
    for name in ("betweenness", "eigenvector"):
        renamed = {new[who]: value for who, value in column(one, name).items()}
        assert renamed == pytest.approx(column(other, name), abs=1e-9)
    assert _parted(column(one, "component"), new) == _parted(column(other, "component"), {})
    assert one.whole.modularity == pytest.approx(other.whole.modularity, abs=1e-9)


@FEW
@given(st.integers(0, 10_000), st.permutations(range(60)))
def test_new_names_change_no_community(seed: int, names: list[int]) -> None:
    """Where ties, and not only names, tell people apart."""
    graph = nx.planted_partition_graph(4, 15, 0.5, 0.05, seed=seed % 50)
    rows = [(f"{one:02}", f"{other:02}", 1.0 + (one * other) % 7) for one, other in graph.edges]
    new = {f"{old:02}": f"{name:02}" for old, name in enumerate(names)}
    one = measure(made(rows, list(new)), QUICK)
    other = measure(made([(new[a], new[b], weight) for a, b, weight in rows], list(new)), QUICK)
    assert _parted(column(one, "community"), new) == _parted(column(other, "community"), {})


def _parted(groups: dict[str, int], new: dict[str, str]) -> set[frozenset[str]]:
    return {
        frozenset(new.get(one, one) for one, of in groups.items() if of == number) for number in set(groups.values())
    }
