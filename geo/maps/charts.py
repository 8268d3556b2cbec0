"""How a chart is made: the bundled Chinese font, quiet axes, and files with the same bytes for the same plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from geo.files import replacing_file
from geo.plan import Plan
from geo.reports.fonts import FAMILY, font_path
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, RULE = "#1f2a30", "#5b6770", "#e3e0d8"
ENDINGS = ("svg", "png")
Writer = Callable[[Path], None]
Drawing = Callable[[Plan], "Figure"]
Drawn = TypeVar("Drawn")


def chart_files(plan: Plan, drawings: Mapping[str, Drawing]) -> dict[str, Writer]:
    """Return the writers of charts by their path in the plan folder, each as SVG and PNG."""
    return {
        f"charts/{name}.{ending}": partial(write_chart, plan, draw)
        for name, draw in drawings.items()
        for ending in ENDINGS
    }


def write_chart(drawn: Drawn, draw: Callable[[Drawn], Figure], path: Path) -> None:
    """Write one chart of a plan, or of a sweep; equal ones give equal bytes."""
    import matplotlib as mpl

    settings: Any = {"svg.hashsalt": "linli", "svg.fonttype": "path", "axes.unicode_minus": False}
    with mpl.rc_context(settings), _font(), replacing_file(path) as temporary:
        figure = draw(drawn)
        undated = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(temporary, dpi=144, metadata=undated, facecolor="white")


@contextmanager
def _font() -> Iterator[None]:
    """Draw with the bundled Chinese font, whatever the machine has."""
    import matplotlib as mpl
    from matplotlib import font_manager

    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(str(font_path()))
    with mpl.rc_context({"font.family": FAMILY}):
        yield


def blank_figure(width: float, height: float, *, layout: Literal["constrained"] | None = "constrained") -> Figure:
    """Open a figure without panels, inches wide and high, on no screen."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout=layout)
    FigureCanvasAgg(figure)
    return figure


def new_figure(plan: Plan, title: str, note: str, *, width: float = 10.5, height: float = 5.0) -> tuple[Figure, Axes]:
    """Open a figure of one panel with its title and the note that must not be overlooked."""
    figure = blank_figure(width, height)
    panel = figure.subplots()
    banner = f"{text('invented')}  {note}" if plan.policy.invented else note
    figure.suptitle(title, x=0.01, ha="left", fontsize=14, color=INK)
    panel.set_title(banner, loc="left", fontsize=9, color="#9b1c1c" if plan.policy.invented else QUIET)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    panel.grid(axis="y", color=RULE, lw=0.8)
    panel.set_axisbelow(True)
    return figure, panel


def month_ticks(panel: Axes, labels: Sequence[str], *, most: int = 14) -> None:
    """Label months under a panel whose x counts them from 0."""
    step = max(1, -(-len(labels) // most))
    shown = range(0, len(labels), step)
    panel.set_xticks(list(shown), [labels[at] for at in shown], rotation=45, ha="right", fontsize=8)
