"""JSON written by strangers: read whole or refused in one sentence, and its values taken with care."""

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _

MAX_BYTES = 512 << 20
"""Largest JSON that is read: 512 MiB, hours of one person's 17 joints or 40 minutes of indented landmarks."""

MAX_NUMBER = 10**15
"""Largest frame number: numbers above are no count of anything, and floats no longer tell them apart."""

_LARGEST = 1e9
_SNIFFED = 1 << 16
_KEYS_OF_POSES = (b"keypoints", b"landmark", b'"people"', b'"bodies"', b'"visibility"')
_KEYS_AHEAD = (b'"images"', b'"image_id"')
"""What may fill the beginning of a large file before the first joint."""
_PICTURE = re.compile(r"\.(jpe?g|png|bmp|webp|tiff?|gif|ppm|json)$", re.IGNORECASE)


def looks_like_json(path: Path) -> bool:
    """Whether a file begins as a JSON list or object does; OSError passes through."""
    return _start(path).lstrip()[:1] in {b"{", b"["}


def looks_like_pose_json(path: Path) -> bool:
    """Whether it begins as JSON with poses in it does; OSError passes through."""
    start = _start(path)
    keys = _KEYS_OF_POSES if len(start) < _SNIFFED else (*_KEYS_OF_POSES, *_KEYS_AHEAD)
    ours = b'"dancecoach.' in start  # analyses, notes, counts: they speak of landmarks and hold none
    return start.lstrip()[:1] in {b"{", b"["} and not ours and any(key in start for key in keys)


def read_json(path: Path, *, max_bytes: int = MAX_BYTES) -> Any:
    """The value that a JSON file holds; of a file with a value on each line (JSON Lines), the list of them.

    Raises:
        PoseFileError: unreadable, too large, not text, cut off, or nested too deeply.
    """
    text = _text(path, max_bytes)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise _refused(path, _("is nested too deeply to hold poses")) from error
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data") and "\n" in text:
            return _lines(text, path)
        raise _broken(path, error) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise _refused(path, _("holds a number that cannot be read")) from error


def number(value: Any) -> float:
    """A value as a float, NaN for null, for what is no number, and for what no float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


def numbers(values: Any, path: Path, where: str) -> NDArray[np.float64]:
    """A list of numbers (or of equally long lists of numbers) as an array; null, infinity and the absurd become NaN.

    Args:
        values: what the file holds.
        path: the file, for the error.
        where: the place in the file in words ("frame 12"), for the error.

    Raises:
        PoseFileError: something else stands there.
    """
    try:
        array = np.asarray(values)
        if array.dtype.kind not in "iuf":  # words, true and false, null, or whole numbers that only Python can hold
            _check_numbers(values)
            array = np.asarray(values, np.float64)
        array = array.astype(np.float64)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise PoseFileError(
            _("{}: what should be numbers is something else").format(where),
            subject=path,
            remedy=_("write the poses again"),
        ) from error
    array[~(np.abs(array) < _LARGEST)] = np.nan
    return array


def frame_number(name: Any) -> int | None:
    """The number in an image's id: 12 of 12, "12.jpg", "frame_000012.png" and "a2_000000000012_keypoints.json".

    None where there is none that can count frames.
    """
    if isinstance(name, str):
        stem = _PICTURE.sub("", re.split(r"[/\\]", name)[-1])
        groups = re.findall(r"\d+", stem)
        if not groups or len(groups[-1]) > 15:
            return None
        return int(groups[-1])
    value = number(name)
    return int(value) if 0 <= value <= MAX_NUMBER and value == int(value) else None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").encode(errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _text(path: Path, max_bytes: int) -> str:
    try:
        if path.stat().st_size > max_bytes:
            raise PoseFileError(
                _("is larger than {} MiB").format(max_bytes >> 20), subject=path, remedy=_("cut it into parts")
            )
        data = path.read_bytes()
    except OSError as error:
        raise PoseFileError(
            _("cannot be read ({})").format(error.strerror or error), subject=path, remedy=_("check the file")
        ) from error
    if not data.strip():
        raise _refused(path, _("is empty"))
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return data.decode(encoding, errors="replace")  # the numbers are ASCII: names may suffer


def _lines(text: str, path: Path) -> list[Any]:
    values = []
    for line in text.splitlines():
        if line.strip():
            try:
                values.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise _broken(path, error) from error
            except (RecursionError, ValueError) as error:
                raise _refused(path, _("holds a line that cannot be read")) from error
    return values


def _check_numbers(values: Any) -> None:
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, list):
            _check_numbers(value)
        elif value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise TypeError


def _refused(path: Path, problem: str) -> PoseFileError:
    return PoseFileError(problem, subject=path, remedy=_("choose another file"))


def _broken(path: Path, error: json.JSONDecodeError) -> PoseFileError:
    """The sentence for text that stops being JSON somewhere."""
    if error.pos >= len(error.doc.rstrip()):
        return PoseFileError(_("ends in the middle"), subject=path, remedy=_("write or copy it again"))
    return PoseFileError(
        _("is no JSON from line {line}, column {column} on").format(line=error.lineno, column=error.colno),
        subject=path,
        remedy=_("write the poses again"),
    )
