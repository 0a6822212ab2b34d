"""The page itself: what was read, in templates."""

import importlib
import json
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dancecoach import __version__
from dancecoach.errors import EngineError
from dancecoach.files import make_folder, write_text
from dancecoach.palette import PHASES, SIDES
from training.errors import CallError
from training.networks.backend import INSTALL_COMMAND
from training.reporting.chapters import Chapter
from training.reporting.clipbook import ClipBook
from training.reporting.contents import cards, chapters
from training.reporting.pictures import HEIGHT
from training.reporting.reading import REPORT_SCHEMA, Kept, read_folder

_PACKAGES = {
    "NumPy": ("numpy",),
    "TensorFlow": ("tensorflow",),
    "Keras": ("keras",),
    "ONNX Runtime": ("onnxruntime", "onnxruntime-gpu"),
}


def write_report(folder: Path, out: Path, today: date | None = None, book: ClipBook | None = None) -> Kept:
    """Write the report on a folder of outcomes, and beside it its numbers: ``report.html`` and ``report.json``.

    Args:
        folder: of outcomes, and of folders of them.
        out: the HTML file.
        today: date on it; today's without.
        book: where the clips are that are shown in pictures.

    Returns:
        What was read, and what could not be.

    Raises:
        CallError: the file's name is that of its numbers.
        InputError: there is no such folder, or no outcome in it.
        PoseFileError: the poses of a clip are damaged.
        VideoError: a clip's video cannot be read.
        EngineError: Jinja is not installed.
        OutputError: the file cannot be written.
    """
    numbers = numbers_of(out)
    kept, day = read_folder(folder), today or date.today()
    found = chapters(kept, book)
    page = render(kept, day, found)
    make_folder(out.parent)
    write_text(out, page)
    write_text(numbers, json.dumps(summary(kept, day, found), indent=1) + "\n")
    return kept


def numbers_of(out: Path) -> Path:
    """The file of a page's numbers.

    Raises:
        CallError: it is the page itself.
    """
    numbers = out.with_suffix(".json")
    if numbers == out:
        raise CallError("is where the page's numbers go", subject=out, remedy="name the page report.html")
    return numbers


def render(kept: Kept, today: date, found: list[Chapter] | None = None) -> str:
    """The report as HTML; the same outcomes on the same day and machine give the same text."""
    template = _templates().get_template("report.html")
    found = chapters(kept) if found is None else found
    page = template.render(
        kept=kept, chapters=found, cards=cards(found), versions=versions(), today=today.isoformat(),
        height=HEIGHT, colours=PHASES, sides=SIDES,
    )  # fmt: skip
    # Names of files and systems may hold halves of characters, which no file can.
    return str(page).encode("utf-8", "replace").decode("utf-8")


def versions() -> dict[str, str]:
    """What this machine computes with; "not installed" for what it does without."""
    found = {"dancecoach": __version__, "Python": platform.python_version()}
    return found | {name: _version(packages) for name, packages in _PACKAGES.items()}


def summary(kept: Kept, today: date, found: list[Chapter] | None = None) -> dict[str, Any]:
    """What the report says, fit for JSON: all numbers of its tables, for each run and together."""
    return {
        "schema": REPORT_SCHEMA,
        "date": today.isoformat(),
        "versions": versions(),
        "chapters": [_numbers(chapter) for chapter in (chapters(kept) if found is None else found)],
        "unread": {file.name: file.problem for file in kept.unread},
    }


def _numbers(chapter: Chapter) -> dict[str, Any]:
    section = chapter.section
    return {
        "title": chapter.title,
        "meaning": chapter.meaning,
        "leaky": chapter.leaky,
        "chance": chapter.chance,
        "headline": list(chapter.headline),
        "columns": list(section.columns),
        "rows": [list(row) for row in section.rows],
        "figures": list(section.figures),
        "confusion": {m.title: {"labels": list(m.labels), "counts": [list(row) for row in m.counts]}
                      for m in chapter.matrices},
        "worst": [{"clip": clip.name, "said": [line for line in clip.lines if line]} for clip in chapter.worst],
        "more": {one.title: [dict(zip(one.columns, row, strict=True)) for row in one.rows] for one in chapter.more},
        "facts": dict(chapter.facts),
        "doubts": list(chapter.doubts),
    }  # fmt: skip


def _version(packages: tuple[str, ...]) -> str:
    for package in packages:
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return "not installed"


def _templates() -> Any:
    try:
        jinja2 = importlib.import_module("jinja2")
    except ImportError as error:
        raise EngineError(
            "reports cannot be written without Jinja", remedy=f"install it with: {INSTALL_COMMAND}"
        ) from error
    return jinja2.Environment(
        loader=jinja2.PackageLoader("training.reporting"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
