"""`fourfold doctor`: what is wrong with this installation, and how to mend it."""

import typer

from fourfold.ground.kernel.errors import FourfoldError


def doctor() -> None:
    """Examine this installation, starting the database if need be. Exits 0 if it is sound, 1 if not."""
    from fourfold.project import bootstrap

    try:
        bootstrap.prepare_django()
    except FourfoldError as error:
        typer.echo(f"✗ database: {error}")
        raise typer.Exit(1) from None
    from fourfold.project import examination

    findings = list(examination.examine())
    for finding in findings:
        mark = "✗" if finding.mend else "!" if finding.advice else "✓"
        typer.echo(f"{mark} {finding.what}: {finding.says}")
        if finding.mend or finding.advice:
            typer.echo(f"    {finding.mend or finding.advice}")
    wrong = sum(1 for finding in findings if not finding.sound)
    advised = sum(1 for finding in findings if finding.sound and finding.advice)
    typer.echo(f"\n{_things(wrong)} to mend." if wrong else "\nThis installation is sound.")
    if advised:
        typer.echo(f"{_things(advised)} to see to, marked with an exclamation mark.")
    raise typer.Exit(1 if wrong else 0)


def _things(count: int) -> str:
    return f"{count} thing{'s' if count != 1 else ''}"
