"""The page as one HTML file: pictures and curves are in it, it asks for nothing else, and it prints on A4."""

from pathlib import Path

from dancecoach.files import write_text
from dancecoach.report.beside.content import BesidePage
from dancecoach.report.beside.words import page_words
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
        words=page_words(),
        bad=[pair for pair in page.pairs if not pair.is_good],
        good=[pair for pair in page.pairs if pair.is_good],
    )
    return text
