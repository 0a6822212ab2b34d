"""The page as one HTML file: pictures and curves are in it, it asks for nothing else, and it prints on A4."""

from pathlib import Path

from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.report.beside.content import BesidePage
from dancecoach.report.page.html import page_template


def write_beside_html(page: BesidePage, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, beside_html(page))


def beside_html(page: BesidePage) -> str:
    """The page as text."""
    text: str = page_template("dancecoach.report.beside").render(
        page=page,
        words=_words(),
        bad=[pair for pair in page.pairs if not pair.is_good],
        good=[pair for pair in page.pairs if pair.is_good],
    )
    return text


def _words() -> dict[str, str]:
    """What the template itself says."""
    return {
        "of": _("of 100"),
        "score": _("Score"),
        "change": _("To change first"),
        "right": _("This is right"),
        "should": _("where it should be"),
        "course": _("Over the dance, in the reference's time"),
        "phrases": _("Part by part"),
        "joints": _("Joint by joint"),
        "joint": _("Joint"),
        "difference": _("Off on average"),
        "share": _("Of what is lost"),
        "mark": _("Mark"),
        "note": _("Note"),
        "floor": _(
            "Differences under 7° are never blamed: the measure is no better. What lies in depth, towards the camera "
            "or away, counts half."
        ),
        "made": _("Made with dancecoach"),
    }
