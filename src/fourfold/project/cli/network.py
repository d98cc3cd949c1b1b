"""`fourfold network`: the measures of a network from a file of ties. Needs no database."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from fourfold.engines.networks.measuring import Measures

BOUNDS = ["betweenness_low", "betweenness_high"]


def network(
    edges: Annotated[Path, typer.Argument(help="A table of ties: source, target, and where there is one weight.")],
    out: Annotated[Path, typer.Option(help="Where the measures go: one row a person, in the order of the ids.")],
    nodes: Annotated[
        Path | None, typer.Option(help="A table of everybody (column node, or the only one), tied or not.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measures of the whole network as JSON.")] = False,
) -> None:
    """Measure a network of people: components, communities, degree, betweenness, eigenvector, core, cut points.

    A measure describes a network, for safeguarding and disruption planning. It is no ranking of persons' risk.
    """
    from fourfold.engines.linkage.errors import LinkageError
    from fourfold.engines.networks.errors import NetworkError
    from fourfold.engines.tabular.refusing import Refusal

    try:
        _measure(edges, out, nodes, as_json=as_json)
    except (NetworkError, LinkageError, Refusal) as error:
        raise BadInput.one(str(error)) from None


def _measure(edges: Path, out: Path, nodes: Path | None, *, as_json: bool) -> None:
    from fourfold.engines.linkage.writing import write
    from fourfold.engines.networks.measuring import measure
    from fourfold.engines.networks.network import network as made
    from fourfold.project.cli.network_files import read_edges, read_nodes

    if out.resolve() in {path.resolve() for path in (edges, nodes) if path}:
        raise BadInput.one(f"{out} is read from. Give the result a file of its own.")
    ties = read_edges(edges, _say)
    everybody = read_nodes(nodes, _say) if nodes else None
    found = measure(made(ties, everybody))
    write({out: _without_idle_bounds(found)})
    for words in found.told:
        _say(f"{edges.name}: {words}")
    if not found.whole.people:
        _say("There is nobody in this network: the file has a header and no rows that can be used.")
    if found.whole.betweenness["method"] == "sampled":
        _say(
            f"Betweenness is sampled from {found.whole.betweenness['samples']:,} paths: nobody's is further than "
            f"{found.whole.betweenness['error']} from the truth, with 95% confidence. Each person's bounds are "
            f"in {' and '.join(BOUNDS)}."
        )
    if as_json:
        typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))


def _without_idle_bounds(found: "Measures") -> "pa.Table":
    """Bounds are written where there is anything between them."""
    is_sampled = found.whole.betweenness["method"] == "sampled"
    return found.people if is_sampled else found.people.drop_columns(BOUNDS)


def _say(words: str) -> None:
    typer.echo(words, err=True)
