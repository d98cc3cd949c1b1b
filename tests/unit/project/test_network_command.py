"""`fourfold network` without a database: networkx's figures on real networks, and sentences instead of tracebacks."""

import csv
import json
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner, Result

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli import app

COLUMNS = "node,component,community,degree,weighted_degree,betweenness,eigenvector,core,cut_point"
EDGES = "source,target,weight\nben,ali,1.5\nali,ben,2\nben,cat,1\ndee,dee,4\n"


def run(*arguments: str | Path) -> Result:
    """The command; an expected error is raised, as `main` shows it."""
    result = CliRunner().invoke(app, ["network", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def measured(path: Path) -> dict[str, dict[str, str]]:
    """Each person's row, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as opened:
        return {row["node"]: row for row in csv.DictReader(opened)}


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    path = tmp_path / "edges.csv"
    path.write_text(EDGES, encoding="utf-8")
    return path


@pytest.mark.shared
@pytest.mark.parametrize("name", ["caviar_full", "montreal_street_gangs"])
def test_real_networks_measure_as_in_networkx(shared: Path, tmp_path: Path, name: str) -> None:
    edges, nodes = (shared / f"data/gang_networks/{name}_{kind}.csv" for kind in ("edges", "nodes"))
    graph = nx.Graph()
    with nodes.open(encoding="utf-8", newline="") as opened:
        graph.add_nodes_from(row["id"] for row in csv.DictReader(opened))
    with edges.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            before = graph.get_edge_data(row["source"], row["target"], {"weight": 0.0})["weight"]
            graph.add_edge(row["source"], row["target"], weight=before + float(row.get("weight") or 1))
    result = run(edges, "--nodes", nodes, "--out", tmp_path / "out.csv", "--json")
    found = measured(tmp_path / "out.csv")
    assert list(found) == sorted(graph)
    truths = {
        "degree": dict(graph.degree()),
        "weighted_degree": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "eigenvector": nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-12),
        "core": nx.core_number(graph),
    }
    for measure, truth in truths.items():
        assert {one: float(row[measure]) for one, row in found.items()} == pytest.approx(truth, abs=1e-9), measure
    cut = set(nx.articulation_points(graph))
    assert {one for one, row in found.items() if row["cut_point"] == "true"} == cut
    for group in nx.connected_components(graph):
        assert len({found[one]["component"] for one in group}) == 1
    communities = [{one for one in found if found[one]["community"] == of} for of in communities_of(found)]
    whole = json.loads(result.stdout)
    assert whole["density"] == pytest.approx(nx.density(graph))
    assert whole["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert whole["components"] == nx.number_connected_components(graph)
    assert whole["cut_points"] == len(cut)
    assert whole["modularity"] == pytest.approx(nx.community.modularity(graph, communities))
    louvain = max(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=s)) for s in range(10))
    assert whole["modularity"] >= louvain - 0.002


def communities_of(found: dict[str, dict[str, str]]) -> set[str]:
    """The numbers of the communities."""
    return {row["community"] for row in found.values()}


def test_weights_add_up_and_everything_left_out_is_told(edges: Path, tmp_path: Path) -> None:
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("id\nali\neve\n", encoding="utf-8")
    result = run(edges, "--nodes", nodes, "--out", tmp_path / "out.csv")
    assert result.stdout == ""
    assert "1 ties of somebody with themselves are left out" in result.stderr
    assert "1 rows repeat a tie; their weights are added up" in result.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0] == COLUMNS
    found = measured(tmp_path / "out.csv")
    assert list(found) == ["ali", "ben", "cat", "dee", "eve"]
    assert {one: float(row["weighted_degree"]) for one, row in found.items()} == {
        "ali": 3.5, "ben": 4.5, "cat": 1, "dee": 0, "eve": 0,
    }  # fmt: skip
    assert [row["component"] for row in found.values()] == ["1", "1", "1", "2", "3"]
    assert [row["cut_point"] for row in found.values()] == ["false", "true", "false", "false", "false"]


def test_the_whole_network_is_printed_where_it_is_asked_for(edges: Path, tmp_path: Path) -> None:
    whole = json.loads(run(edges, "--out", tmp_path / "out.csv", "--json").stdout)
    assert (whole["people"], whole["ties"], whole["weight"], whole["isolated"]) == (4, 2, 4.5, 1)
    assert whole["density"] == pytest.approx(2 / 6)
    assert whole["betweenness"] == {"method": "exact"}
    assert len(whole["by_community"]) == whole["communities"]
    assert len(whole["told"]) == 2


def test_no_option_orders_people_by_a_measure(tmp_path: Path) -> None:
    """The rows stand by id however central somebody is, and the help says what a measure is not."""
    (tmp_path / "star.csv").write_text("source,target\nm,z\nm,a\nm,b\nz,y\n", encoding="utf-8")
    run(tmp_path / "star.csv", "--out", tmp_path / "out.csv")
    assert list(measured(tmp_path / "out.csv")) == ["a", "b", "m", "y", "z"]
    told = run("--help").stdout
    assert "no ranking" in " ".join(told.split())
    assert "sort" not in told
    assert "top" not in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"from,to\na,b\n", "no column source.*Name the columns source and target"),
        (b"source,source,target\na,b,c\n", "two columns source"),
        (b"source,target,weight\na,b,-1\n", "row 2: -1.0 is below 0"),
        (b"source,target,weight\na,b,\n", "weight is blank"),
        (b"source,target,weight\na,b,nan\n", "not a number"),
        (b"source,target,weight\na,b,1e999\n", "not a number"),
        (b"source,target\na,b\nc\n", "row 3"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "odd.csv"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_written(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    with pytest.raises(BadInput, match=words):
        run(tmp_path / "odd.csv", "--out", tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["odd.csv"]


@pytest.mark.parametrize(
    ("content", "people"),
    [
        ("source,target\n", []),
        ("source,target\na,a\n", ["a"]),
        ("\ufeffSource;Target;Weight\r\nMüller;ali;1.5\r\n", ["Müller", "ali"]),
        ("source,target,weight\n,b,1\na,b,0\n", ["a", "b"]),
    ],
)
def test_what_is_odd_but_clear_is_measured(tmp_path: Path, content: str, people: list[str]) -> None:
    (tmp_path / "odd.csv").write_text(content, encoding="utf-8")
    result = run(tmp_path / "odd.csv", "--out", tmp_path / "out.csv", "--json")
    assert list(measured(tmp_path / "out.csv")) == people
    assert json.loads(result.stdout)["people"] == len(people)


def test_files_that_clash_or_are_not_there_are_refused(edges: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is read from"):
        run(edges, "--out", edges)
    with pytest.raises(BadInput, match="cannot be written"):
        run(edges, "--out", tmp_path / "nowhere/out.csv")
    with pytest.raises(BadInput, match="No such file"):
        run(tmp_path / "gone.csv", "--out", tmp_path / "out.csv")
    (tmp_path / "nodes.csv").write_text("colour,size\nred,2\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no column node"):
        run(edges, "--nodes", tmp_path / "nodes.csv", "--out", tmp_path / "out.csv")
