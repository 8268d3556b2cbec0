"""The command line: one module a command, `session` around each of them.

Heavy libraries are imported inside the commands, so that ``geo --help`` starts at once.
"""

from __future__ import annotations

import geo.interrupts  # noqa: F401  first, since what follows takes its time and may swallow a Ctrl-C

# isort: split
from typing import Annotated

import typer

from geo import __version__
from geo.cli.access import access
from geo.cli.budget import budget
from geo.cli.check import check
from geo.cli.compare import compare
from geo.cli.map import draw_map
from geo.cli.plan import plan
from geo.cli.report import report
from geo.cli.robust import robust
from geo.cli.rollout import rollout
from geo.cli.routes import routes
from geo.cli.sample import sample
from geo.cli.site import site
from geo.cli.surveys import surveys
from geo.cli.sweep import sweep
from geo.cli.template import template
from geo.cli.update import update

app = typer.Typer(
    name="geo",
    help="邻里：把小而散的老旧小区划成服务片区并选址服务站，每个方案都带证明。\n\n"
    "Linli: service regions and stations for small, scattered old estates; every plan carries its proof.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("sample")(sample)
app.command("template")(template)
app.command("check")(check)
app.command("plan")(plan)
app.command("routes")(routes)
app.command("budget")(budget)
app.command("map")(draw_map)
app.command("compare")(compare)
app.command("report")(report)
app.command("sweep")(sweep)
app.command("site")(site)
app.command("rollout")(rollout)
app.command("surveys")(surveys)
app.command("access")(access)
app.command("robust")(robust)
app.command("update")(update)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"linli {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="版本 / version")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line."""
    app(prog_name="geo")
