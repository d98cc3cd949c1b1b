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
        typer.echo(f"{'✓' if finding.sound else '✗'} {finding.what}: {finding.says}")
        if finding.mend:
            typer.echo(f"    {finding.mend}")
    wrong = sum(1 for finding in findings if not finding.sound)
    typer.echo(f"\n{wrong} thing{'s' if wrong != 1 else ''} to mend." if wrong else "\nThis installation is sound.")
    raise typer.Exit(1 if wrong else 0)
