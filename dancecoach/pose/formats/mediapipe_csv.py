"""Tables with 33 x (x, y, z, visibility), the way MediaPipe's users write them, and those that we write ourselves.

There is no standard. What is read: comma, semicolon or tab between the values (decimal commas with the latter
two); with or without a header line; other columns (frame, time, label) before, or, with a header or where they
are not numbers, behind the landmarks. A row of zeros, blanks or NaN means that nobody was found.
Our own (`dancecoach.pose.formats.table`) may be of another skeleton, and carry metres and the picture's size.
"""

import csv
import io
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError, PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.columns import (
    COLUMNS,
    PARTS,
    Layout,
    layout_from_header,
    layout_without_header,
    parse_number,
)
from dancecoach.pose.skeleton import SKELETONS
from dancecoach.pose.track import PoseTrack

ASSUMED_FPS = 30.0
ASSUMED_SIZE = (1920, 1080)
MAX_BYTES = 512 << 20
"""Largest table that is read: 512 MiB, about five hours of video."""

_DELIMITERS = ",;\t"
_LARGEST_SHARE = 20.0
"""A coordinate further out than this many picture widths is in pixels, not in shares."""
_LARGEST_EDGE = 100_000
_FEWEST = PARTS * min(map(len, SKELETONS.values()))
_LARGEST_FRAME_STEP = 5
"""Whole numbers of a nameless column that rise by no more than this count frames; by more, milliseconds."""


@attrs.frozen(eq=False)
class _Table:
    values: NDArray[np.float64]  # (T, 4 J)
    world: NDArray[np.float32] | None  # (T, J, 3)
    extras: NDArray[np.float64]  # (T, E); NaN where not a number
    layout: Layout


def looks_like_mediapipe_csv(path: Path) -> bool:
    """Whether the first line has at least 132 values, or names the joints of ours; OSError passes through."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    first = next((line for line in _decode(head).splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda d: _separators(first, d))
    return first.count(delimiter) >= COLUMNS - 1 or _names_joints(first.split(delimiter))


def _names_joints(header: list[str]) -> bool:
    layout = layout_from_header([cell.strip(' "') for cell in header]) if len(header) >= _FEWEST else None
    return layout is not None


def load_mediapipe_csv(
    path: Path, fps: float | None = None, frame_size: tuple[int, int] | None = None
) -> tuple[PoseTrack, list[str]]:
    """Landmarks from a table of 132 columns, and warnings for the person about what had to be assumed.

    Args:
        path: the table.
        fps: frames per second where there is no time column; None assumes 30 and says so.
        frame_size: (width, height) in pixels of the picture; None assumes 1920 x 1080 and says so.

    Returns:
        The track (world coordinates only of our own tables) and zero or more sentences.

    Raises:
        PoseFileError: missing, empty, binary, too large, or with lines that are not such a table.
    """
    if fps is not None and not (math.isfinite(fps) and fps > 0):
        raise PoseFileError(_("is not a frame rate"), subject=repr(fps), remedy=_("give frames per second above 0"))
    table = _read_table(path)
    warnings: list[str] = []
    times = _times(table, path, fps, warnings)
    landmarks, visibility, found = _landmarks(table.values)
    size = _frame_size(landmarks, frame_size or _stated_size(table), path, warnings)
    try:
        track = PoseTrack(
            times=times,
            landmarks=landmarks,
            visibility=visibility,
            found=found,
            frame_size=size,
            skeleton=table.layout.skeleton,
            source="mediapipe csv",
            world=None if table.world is None else np.where(found[:, None, None], table.world, np.float32(np.nan)),
        )
    except InputError as error:
        raise PoseFileError(
            f"{error.subject} {error.problem}", subject=path, remedy=_("check the table's columns")
        ) from error
    return track, warnings


def _read_table(path: Path) -> _Table:
    rows = [(n, row) for n, row in enumerate(_rows(path), 1) if any(cell.strip() for cell in row) or len(row) > 1]
    if not rows:
        raise PoseFileError(_("is empty"), subject=path, remedy=_("choose another file"))
    # A header has words in most places; a line of numbers may have a label, blanks and NaN among them.
    has_header = len(rows[0][1]) >= _FEWEST and 2 * sum(map(_is_word, rows[0][1])) > len(rows[0][1])
    body = rows[1:] if has_header else rows
    if not body:
        raise PoseFileError(_("holds a header but no rows"), subject=path, remedy=_("choose another file"))
    layout = layout_from_header(rows[0][1]) if has_header else layout_without_header(body[0][1])
    if layout is None:
        raise PoseFileError(
            _("has {} columns that cannot be read as 33 landmarks of x, y, z, visibility").format(len(rows[0][1])),
            subject=path,
            remedy=_("write 132 columns, with or without a frame, time or label column before them"),
        )
    width = len(rows[0][1])
    for number, row in body:
        if len(row) != width:
            raise PoseFileError(
                _("line {line} has {found} values, not {wanted}").format(line=number, found=len(row), wanted=width),
                subject=path,
                remedy=_("repair or remove the line"),
            )
    values = np.array([[_number(row[c], number, c, path) for c in layout.landmarks] for number, row in body])
    extras = np.array([[_or_nan(row[c]) for c in layout.extras] for _n, row in body]).reshape(len(body), -1)
    metres = None
    if layout.world:
        shape = (len(body), len(layout.skeleton), 3)
        metres = _singles(np.array([[_or_nan(row[c]) for c in layout.world] for _n, row in body]).reshape(shape))
        metres[~np.isfinite(metres).all(axis=2)] = np.nan
    return _Table(values, metres, extras, layout)


def _stated_size(table: _Table) -> tuple[int, int] | None:
    """The picture's size, where all rows say the same."""
    if table.layout.size_columns is None:
        return None
    sizes = table.extras[:, table.layout.size_columns]
    first = sizes[0]
    if (sizes != first).any() or not ((first >= 1) & (first <= _LARGEST_EDGE)).all():
        return None
    return round(float(first[0])), round(float(first[1]))


def _rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PoseFileError(
                _("is larger than {} MiB").format(MAX_BYTES >> 20), subject=path, remedy=_("cut it into parts")
            )
        data = path.read_bytes()
    except OSError as error:
        raise PoseFileError(
            _("cannot be read ({})").format(error.strerror or error), subject=path, remedy=_("check the file")
        ) from error
    text = _decode(data)
    if "\0" in text:
        raise PoseFileError(_("is not a table of text"), subject=path, remedy=_("choose a .csv or .npz file"))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda d: _separators(first, d))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise PoseFileError(_("is not a table ({})").format(error), subject=path, remedy=_("choose another")) from error
    if delimiter != ",":
        rows = [[cell.replace(",", ".") for cell in row] for row in rows]
    return rows


def _separators(line: str, delimiter: str) -> float:
    """How often a delimiter stands in a line; a comma counts for less, being a decimal mark as well."""
    return line.count(delimiter) * (0.4 if delimiter == "," else 1.0)


def _decode(data: bytes) -> str:
    """Text of UTF-8 or, with a byte order mark, UTF-16 (spreadsheets). The numbers are ASCII: labels may suffer."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _is_word(cell: str) -> bool:
    return parse_number(cell) is None


def _or_nan(cell: str) -> float:
    value = parse_number(cell)
    return math.nan if value is None else value


def _number(cell: str, line: int, column: int, path: Path) -> float:
    value = parse_number(cell)
    if value is None:
        raise PoseFileError(
            _("line {line}, column {column}: {cell} is not a number").format(
                line=line, column=column + 1, cell=repr(cell[:40])
            ),
            subject=path,
            remedy=_("repair or remove the line"),
        )
    return value


def _singles(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """In single precision; what is too large for it is infinite."""
    with np.errstate(over="ignore"):
        return values.astype(np.float32)


def _landmarks(
    values: NDArray[np.float64],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """(T, J, 3) landmarks, (T, J) visibility and (T,) found from (T, 4 J) values."""
    joints = _singles(values.reshape(len(values), -1, PARTS))
    joints[~np.isfinite(joints).all(axis=2)] = np.nan  # a joint without one of its numbers is not known
    known = ~np.isnan(joints[..., 0])
    found = (known & (joints[..., :3] != 0).any(axis=2)).any(axis=1)
    known &= found[:, None]
    landmarks = np.where(known[..., None], joints[..., :3], np.float32(np.nan))
    visibility = np.where(known, np.clip(joints[..., 3], 0.0, 1.0), np.float32(0.0))
    return landmarks, visibility, found


def _frame_size(
    landmarks: NDArray[np.float32], given: tuple[int, int] | None, path: Path, warnings: list[str]
) -> tuple[int, int]:
    """The picture's size; landmarks in pixels become shares of it, in place."""
    finite = np.abs(landmarks[..., :2][np.isfinite(landmarks[..., :2])])
    in_pixels = finite.size > 0 and float(np.median(finite)) > _LARGEST_SHARE
    if in_pixels and given is None:
        raise PoseFileError(
            _("holds pixels, not shares of the picture"), subject=path, remedy=_("give the picture's width and height")
        )
    if in_pixels and given is not None:
        landmarks /= np.array([given[0], given[1], given[0]], np.float32)
    if given is None:
        warnings.append(
            _(
                "The table does not say how large the picture was; {width} x {height} is assumed, and angles are wrong "
                "if its shape was another."
            ).format(width=ASSUMED_SIZE[0], height=ASSUMED_SIZE[1])
        )
    return given or ASSUMED_SIZE


def _times(table: _Table, path: Path, fps: float | None, warnings: list[str]) -> NDArray[np.float64]:
    """(T,) seconds from a time column, else from frame numbers, else from the row number."""
    count = len(table.values)
    for column in table.layout.time_columns:
        seconds = _seconds(table.extras[:, column], table.layout.names[column])
        if seconds is not None:
            return seconds
    rate = fps if fps is not None else ASSUMED_FPS
    if fps is None:
        warnings.append(_("The table has no times; {} frames per second are assumed.").format(f"{rate:g}"))
    for column in table.layout.frame_columns:
        numbers = table.extras[:, column]
        if _increases(numbers) and (numbers == np.round(numbers)).all():
            skipped = int(numbers[-1] - numbers[0]) + 1 - count
            if skipped:
                warnings.append(_("{} frames are not in the table; the times leave them out.").format(skipped))
            return np.asarray((numbers - numbers[0]) / rate, np.float64)
    return np.arange(count, dtype=np.float64) / rate


def _seconds(values: NDArray[np.float64], name: str) -> NDArray[np.float64] | None:
    """A time column in seconds from its first row, or None when it is no such column."""
    if not _increases(values):
        return None
    step = float(np.median(np.diff(values))) if len(values) > 1 else 0.0
    words = set(re.split(r"[^a-z]+", name))
    if not name and step <= _LARGEST_FRAME_STEP and (values == np.round(values)).all():
        return None  # counts frames
    if words & {"us", "microseconds"}:
        scale = 1e-6
    elif words & {"ms", "milliseconds"}:
        scale = 1e-3
    elif words & {"s", "sec", "seconds"}:
        scale = 1.0
    else:  # no recording has a second between its frames, so steps above 1 are milliseconds, above 2000 microseconds
        scale = 1e-6 if step > 2000 else 1e-3 if step > 1 else 1.0
    return np.asarray((values - values[0]) * scale, np.float64)


def _increases(values: NDArray[Any] | Sequence[float]) -> bool:
    array = np.asarray(values)
    return bool(np.isfinite(array).all() and (np.diff(array) > 0).all())
