"""The `fourfold` command: one door to everything that is done from a shell.

Modules are imported when their command runs: `fourfold plan read` needs no database, and `--help` no Django.
"""

import sys

import typer

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.project.cli.access import access_app
from fourfold.project.cli.audit import audit_app
from fourfold.project.cli.backup import backup, backup_key
from fourfold.project.cli.demo import demo
from fourfold.project.cli.doctor import doctor
from fourfold.project.cli.feed import feed_app
from fourfold.project.cli.hotspots import hotspots
from fourfold.project.cli.init import init
from fourfold.project.cli.keys import keys_app
from fourfold.project.cli.link import link
from fourfold.project.cli.mail import mail_app
from fourfold.project.cli.near_repeat import near_repeat
from fourfold.project.cli.network import network
from fourfold.project.cli.people import people_app
from fourfold.project.cli.plan import plan_app
from fourfold.project.cli.population import population
from fourfold.project.cli.protect import protect
from fourfold.project.cli.recover import recover
from fourfold.project.cli.restore import restore
from fourfold.project.cli.run import migrate, serve, worker

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Fourfold: a multi-agency plan against gangs and youth violence, owned, shared and measured.",
)
for command in (
    demo,
    serve,
    worker,
    migrate,
    init,
    doctor,
    backup,
    backup_key,
    restore,
    recover,
    population,
    link,
    network,
    hotspots,
    protect,
):
    app.command()(command)
app.command("near-repeat")(near_repeat)
app.add_typer(plan_app, name="plan", help="Read, import and export plans.")
app.add_typer(access_app, name="access")
app.add_typer(audit_app, name="audit")
app.add_typer(mail_app, name="mail")
app.add_typer(feed_app, name="feed")
app.add_typer(people_app, name="people")
app.add_typer(keys_app, name="keys")


def main() -> None:
    """Run the command line. An expected error is a sentence on stderr and exit code 2, never a traceback."""
    try:
        app()
    except FourfoldError as error:
        _stop(str(error))
    except Exception as error:
        if not type(error).__module__.startswith(("django.db", "psycopg")):
            raise
        _stop(f"The database refused: {str(error).splitlines()[0]}. Run `fourfold doctor`; it says how to mend it.")


def _stop(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.exit(2)
