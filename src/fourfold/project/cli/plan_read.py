"""`fourfold plan read FILE`: what a plan document says, without a database."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from fourfold.accountability.plan.domain.reading import Lead, PlanReading, Strand, Timescale, read_plan, to_json
from fourfold.accountability.plan.domain.reading.opening import MOST_BYTES
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.register import load_register

REFUSED = 2
"""The exit code for a file that cannot be read as a plan."""


def read_command(
    file: Annotated[Path, typer.Argument(help="A plan as tab-separated text or a Word document (.docx).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the reading as JSON.")] = False,
) -> None:
    """Show what a plan document says: strands, actions, leads, timescales and success factors.

    Exits with 2, and says why on stderr, where the file is no plan or cannot be read.
    """
    try:
        reading = read_plan(_bytes_of(file), filename=file.name, register=load_register())
    except BadInput as refused:
        print(f"We could not read {file} as a plan.\n{refused}", file=sys.stderr)
        raise typer.Exit(REFUSED) from None
    _say(_json(to_json(reading)) if as_json else summary(reading))


def summary(reading: PlanReading) -> str:
    """The reading for people: each strand with its actions, then what is to be decided."""
    lines = [reading.title or "(no title)"]
    for strand in reading.strands:
        lines += ["", *_strand(strand)]
    lines += ["", f"{len(reading.strands)} strands, {len(reading.actions)} actions."]
    if reading.unassigned:
        lines += ["", "Words without a place:", *(f"  {piece.text}" for piece in reading.unassigned)]
    if reading.questions:
        lines += ["", "To be decided at import:"]
        lines += [f"  {question.where.where}: {question.text}" for question in reading.questions]
    return "\n".join(lines)


def _strand(strand: Strand) -> list[str]:
    lines = [f"{strand.name}: {strand.aim}" if strand.aim else strand.name]
    for action in strand.actions:
        leads = "; ".join(_lead(lead) for lead in action.leads) or "nobody named"
        times = "; ".join(_timescale(timescale) for timescale in action.timescales) or "no timescale"
        lines += [f"  {action.number}. {action.text}", f"     Led by {leads}", f"     {times}"]
    if strand.success_factors:
        lines += ["  Success factors", *(f"  - {factor.text}" for factor in strand.success_factors)]
    return lines


def _lead(lead: Lead) -> str:
    now = f" (now {lead.now.name})" if lead.now and lead.agency and lead.now.key != lead.agency.key else ""
    return f"{lead.written}{now}" + (f" [{lead.qualifier}]" if lead.qualifier else "")


def _timescale(timescale: Timescale) -> str:
    day = show_date(timescale.date)
    return f"{timescale.kind.value.capitalize()} {day}".strip()


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            # One byte more than we take is enough for the reader to refuse a file that is too large.
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput.one("There is no such file. Please check its name and folder.") from None
    except IsADirectoryError:
        raise BadInput.one("That is a folder. Please name the file that holds the plan.") from None
    except OSError as error:
        raise BadInput.one(f"The file cannot be opened: {error.strerror}. Please check its permissions.") from None


def _json(value: dict[str, Any]) -> str:
    """JSON with its letters as they are, unless the terminal cannot show them."""
    return json.dumps(value, indent=2, ensure_ascii=not _encoding().startswith("utf"))


def _say(text: str) -> None:
    """Print what the terminal can show, and a stand-in for a letter that it cannot."""
    print(text.encode(_encoding(), "replace").decode(_encoding()))


def _encoding() -> str:
    return (sys.stdout.encoding or "ascii").lower()
