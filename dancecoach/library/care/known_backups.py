"""Which backups of a library were written, and where: ``last-backup.json`` of its folder.

::

    {"made_at": "2026-11-22T17:05:31+00:00", "path": "...", "before": [{"made_at", "path"}, ...]}
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dancecoach.files import write_text

FILE: Final = "last-backup.json"
_MOST: Final = 100


def note_backup(folder: Path, made_at: str, path: Path) -> None:
    """One was written; one that lay in the same place is no longer there.

    Args:
        folder: the library's.
        made_at: when, ISO 8601.
        path: the file.

    Raises:
        OutputError: it cannot be written.
    """
    path = path.absolute()
    before = [_row(when.isoformat(timespec="seconds"), other) for when, other in known_backups(folder) if other != path]
    text = json.dumps(_row(made_at, path) | {"before": before[:_MOST]}, indent=1)
    write_text(folder / FILE, f"{text}\n")


def known_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """When backups were written and into which files, the newest first; they may have been moved or deleted since."""
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
        return [_read(row) for row in (said, *said.get("before", []))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _row(made_at: str, path: Path) -> dict[str, Any]:
    return {"made_at": made_at, "path": str(path)}


def _read(row: dict[str, Any]) -> tuple[datetime, Path]:
    return datetime.fromisoformat(row["made_at"]), Path(row["path"])
