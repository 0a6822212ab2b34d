"""The page as one HTML file: pictures and curves are in it, it asks for nothing else, and it prints on A4."""

import base64
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.report.page.content import Report
from dancecoach.report.page.plot import Band, Line, Plot, Shape, phase_key


def write_html(report: Report, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, html_of(report))


def html_of(report: Report) -> str:
    """The page as text."""
    text: str = page_template("dancecoach.report.page").render(report=report, words=_words(), key=phase_key)
    return text


@lru_cache(maxsize=4)
def page_template(room: str) -> Any:
    """The template ``page.html`` of a room, such as "dancecoach.report.page"; everything put in is escaped.

    It has the filters "svg" (a `Plot`) and "base64" (bytes).
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(room, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg"] = svg_of
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode("ascii")
    return environment.get_template("page.html")


def _words() -> dict[str, str]:
    """What the template itself says."""
    return {
        "left": _("left"),
        "right": _("right"),
        "sure": _("How sure is this?"),
        "clip": _("Clip"),
        "measures": _("Measures"),
        "curves": _("Angles over time, 180° is straight"),
        "made": _("Made with dancecoach"),
    }


def svg_of(plot: Plot) -> Any:
    """A plot as SVG to stand in HTML; every word in it is escaped."""
    from markupsafe import Markup

    width, height = plot.size
    head = f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(plot.title)}">'
    return Markup(head + "".join(map(_element, plot.shapes)) + "</svg>")


def _element(shape: Shape) -> str:
    if isinstance(shape, Band):
        box = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
        return f'<rect {box} fill="{shape.colour}" class="band"/>'
    if isinstance(shape, Line):
        points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
        dashes = ' stroke-dasharray="3 2"' if shape.dashed else ""
        return f'<polyline points="{points}" class="{shape.ink}" stroke-width="{shape.width:g}"{dashes}/>'
    place = f'x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}" text-anchor="{shape.anchor}"'
    return f'<text {place} class="{shape.ink}">{escape(shape.text)}</text>'
