"""`fourfold feed`: the contracts of feeds, whether a file keeps one (without a database), and delivering."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fourfold.ground.kernel.clock import today
from fourfold.project.cli.acting import stop
from fourfold.project.cli.feed_deliver import deliver_command
from fourfold.project.cli.feed_watch import watch_command

if TYPE_CHECKING:
    from fourfold.engines.tabular.contract import Contract

feed_app = typer.Typer(no_args_is_help=True, help="See the contracts of feeds, check files, and deliver them.")
feed_app.command("deliver")(deliver_command)
feed_app.command("watch")(watch_command)


@feed_app.callback()
def feed() -> None:
    """See the contracts of feeds, check files against them, and deliver them."""


@feed_app.command("contracts")
def contracts_command(
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the contracts that come with Fourfold, one for each feed type."""
    from fourfold.records.feeds.domain.contracts import contracts

    found = contracts()
    if as_json:
        typer.echo(json.dumps([_told(contract) for contract in found], indent=2, ensure_ascii=False))
        return
    width = max(len(contract.key) for contract in found)
    for contract in found:
        typer.echo(f"{contract.key:<{width}}  {contract.title} (version {contract.version}, {contract.frequency})")


@feed_app.command("check")
def check_command(
    contract: Annotated[str, typer.Argument(help="A contract's key (`fourfold feed contracts`), or a path.")],
    file: Annotated[Path, typer.Argument(help="CSV, TSV, Excel, JSON Lines or Parquet; text may be packed (.gz).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    sheet: Annotated[str, typer.Option(help="The sheet that is meant, of a workbook with several.")] = "",
) -> None:
    """Check a file against a contract: which rows would enter, which would wait and why. Nothing is kept.

    Exits with 0 where every row is accepted, with 1 where some would wait, with 2 where all of it is refused.
    """
    from fourfold.engines.tabular.inspecting import Options, inspect
    from fourfold.engines.tabular.refusing import Refusal
    from fourfold.engines.tabular.reporting import REFUSED, lines, status, to_json

    try:
        wanted = _contract(contract)
    except Refusal as refusal:
        stop(str(refusal), REFUSED)
    report = inspect(file, wanted, Options(today=today(), sheet=sheet))
    typer.echo(json.dumps(to_json(report), indent=2, ensure_ascii=True) if as_json else "\n".join(lines(report)))
    raise typer.Exit(status(report))


def _contract(name: str) -> "Contract":
    from fourfold.records.feeds.domain.contracts import contract, contract_keys, read_contract

    if name in contract_keys() or not (name.endswith(".toml") or Path(name).exists()):
        return contract(name)
    return read_contract(Path(name))


def _told(contract: "Contract") -> dict[str, object]:
    return {
        "key": contract.key,
        "version": contract.version,
        "title": contract.title,
        "owners": list(contract.owners),
        "data_set": contract.data_set,
        "frequency": contract.frequency.value,
        "columns": [column.key for column in contract.columns],
        "required": [column.key for column in contract.columns if column.required],
    }
