"""The page itself: what was read, in templates."""

import importlib
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import attrs

from dancecoach import __version__
from dancecoach.errors import EngineError
from dancecoach.files import make_folder, write_text
from training.networks.backend import INSTALL_COMMAND
from training.reporting.chapters import chapters
from training.reporting.reading import Kept, read_folder

_PACKAGES = {
    "NumPy": ("numpy",),
    "TensorFlow": ("tensorflow",),
    "Keras": ("keras",),
    "ONNX Runtime": ("onnxruntime", "onnxruntime-gpu"),
}


def write_report(folder: Path, out: Path, today: date | None = None) -> Kept:
    """Write the report on a folder of outcomes.

    Args:
        folder: of outcomes, and of folders of them.
        out: the HTML file.
        today: date on it; today's without.

    Returns:
        What was read, and what could not be.

    Raises:
        InputError: there is no such folder, or no outcome in it.
        EngineError: Jinja is not installed.
        OutputError: the file cannot be written.
    """
    kept = read_folder(folder)
    page = render(kept, today or date.today())
    make_folder(out.parent)
    write_text(out, page)
    return kept


def render(kept: Kept, today: date) -> str:
    """The report as HTML; the same outcomes on the same day and machine give the same text."""
    template = _templates().get_template("report.html")
    page = template.render(kept=kept, chapters=chapters(kept), versions=versions(), today=today.isoformat())
    # Names of files and systems may hold halves of characters, which no file can.
    return str(page).encode("utf-8", "replace").decode("utf-8")


def versions() -> dict[str, str]:
    """What this machine computes with; "not installed" for what it does without."""
    found = {"dancecoach": __version__, "Python": platform.python_version()}
    return found | {name: _version(packages) for name, packages in _PACKAGES.items()}


def summary(kept: Kept, today: date) -> dict[str, Any]:
    """What the report says, fit for JSON."""
    parts = [attrs.asdict(chapter, filter=lambda field, _: field.name != "plots") for chapter in chapters(kept)]
    return {
        "date": today.isoformat(),
        "versions": versions(),
        "chapters": [part | {"facts": dict(part["facts"])} for part in parts],
        "unread": {file.name: file.problem for file in kept.unread},
    }


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
