"""A `PoseTrack` as one ``.npz`` file, readable with ``numpy.load(path, allow_pickle=False)``.

Members: ``schema`` ("dancecoach.pose/1"), ``skeleton`` and ``source`` (text), ``frame_size`` (2,), and the arrays
of `PoseTrack` under their own names; ``world`` and ``people`` only where the track has them.

Reading trusts nothing: the sizes that the archive and the array headers claim are checked before anything is
allocated, so that a small hostile file cannot ask for all memory, and nothing is ever unpickled.
"""

import math
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from dancecoach.errors import InputError, PoseFileError
from dancecoach.files import atomic_path
from dancecoach.i18n import _
from dancecoach.pose.formats.bounds import bounded
from dancecoach.pose.skeleton import skeleton_named
from dancecoach.pose.track import PoseTrack

_OF_POSES = "dancecoach.pose/"
SCHEMA = f"{_OF_POSES}1"

MAX_BYTES = 1 << 30
"""Largest sum of uncompressed members that is read: 1 GiB, over ten hours of video at 30 frames a second."""

_REQUIRED = ("schema", "skeleton", "source", "frame_size", "times", "landmarks", "visibility", "found")
_OPTIONAL = ("world", "people")
_KINDS = {
    "schema": "U", "skeleton": "U", "source": "U", "frame_size": "iu", "times": "f", "landmarks": "f",
    "visibility": "f", "found": "b", "world": "f", "people": "iu",
}  # fmt: skip
_REMEDY = "analyse the video again"


def save_npz(track: PoseTrack, path: Path) -> None:
    """Write a track to ``path``, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        write_npz(track, file)


def write_npz(track: PoseTrack, file: IO[bytes]) -> None:
    """Write a track into an open file, which holds nothing yet."""
    arrays: dict[str, Any] = {
        "schema": np.array(SCHEMA),
        "skeleton": np.array(track.skeleton.name),
        "source": np.array(track.source),
        "frame_size": np.array(track.frame_size, np.int64),
        "times": track.times,
        "landmarks": track.landmarks,
        "visibility": track.visibility,
        "found": track.found,
    }
    if track.world is not None:
        arrays["world"] = track.world
    if track.people is not None:
        arrays["people"] = track.people
    np.savez_compressed(file, **arrays)


def load_npz(path: Path, content: IO[bytes] | None = None) -> PoseTrack:
    """Read a track written by `save_npz`.

    Args:
        path: the file.
        content: what is read in its place, such as a part of the file; any place in it can be sought.

    Raises:
        PoseFileError: missing, corrupt, of another schema or skeleton, too large, or with arrays that disagree.
    """
    with opened_archive(path, content=content) as archive:
        arrays = _read_members(archive, path)
    try:
        return bounded(_track(arrays), path)
    except PoseFileError:
        raise
    except InputError as error:
        subject = f" {error.subject}" if error.subject else ""
        raise PoseFileError(
            _("holds no sound landmarks:{subject} {problem}").format(subject=subject, problem=error.problem),
            subject=path,
            remedy=_(_REMEDY),
        ) from error


def is_ours(path: Path) -> bool:
    """Whether an ``.npz`` was or may have been written by `save_npz`: a damaged one may. Never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "schema.npy" in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return True


def is_of_another_kind(path: Path) -> bool:
    """Whether an ``.npz`` names a schema that is none of poses, such as what clips are drawn with. Never raises."""
    try:
        with opened_archive(path) as archive:
            info = members_of(archive, path).get("schema")
            return info is not None and not text_of(_read(archive, info, "schema", path)).startswith(_OF_POSES)
    except PoseFileError:
        return False


@contextmanager
def opened_archive(path: Path, remedy: str = _REMEDY, content: IO[bytes] | None = None) -> Iterator[zipfile.ZipFile]:
    """An ``.npz``'s members, for as long as the block runs; what goes wrong with them in it is one sentence.

    Args:
        path: the file.
        remedy: what to do about a damaged one, to be translated.
        content: what is read in the file's place.

    Raises:
        PoseFileError: missing or corrupt.
    """
    try:
        with zipfile.ZipFile(path if content is None else content) as archive:
            yield archive
    except OSError as error:
        raise PoseFileError(
            _("cannot be read ({})").format(error.strerror or error), subject=path, remedy=_("check the file")
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise PoseFileError(_("is damaged"), subject=path, remedy=_(remedy)) from error


def _track(arrays: dict[str, NDArray[Any]]) -> PoseTrack:
    if arrays["frame_size"].shape != (2,):
        raise InputError(f"has the shape {arrays['frame_size'].shape}, not (2,)", subject="frame_size")
    width, height = (int(v) for v in arrays["frame_size"])
    return PoseTrack(
        times=arrays["times"],
        landmarks=arrays["landmarks"],
        visibility=arrays["visibility"],
        found=arrays["found"],
        frame_size=(width, height),
        skeleton=skeleton_named(text_of(arrays["skeleton"])),
        source=text_of(arrays["source"]),
        world=arrays.get("world"),
        people=arrays.get("people"),
    )


def text_of(array: NDArray[Any]) -> str:
    """The text in an array of one."""
    return str(array.ravel()[0]) if array.size else ""


def members_of(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The arrays of an archive by name.

    Raises:
        PoseFileError: together they are larger than `MAX_BYTES`.
    """
    members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
    if sum(info.file_size for info in members.values()) > MAX_BYTES:
        raise PoseFileError(
            _("would take more than {} MiB of memory").format(MAX_BYTES >> 20), subject=path, remedy=_(_REMEDY)
        )
    return members


def _read_members(archive: zipfile.ZipFile, path: Path) -> dict[str, NDArray[Any]]:
    members = members_of(archive, path)
    if "schema" not in members:
        raise PoseFileError(
            _("is not a pose file of dancecoach (it names no schema)"), subject=path, remedy=_("choose another file")
        )
    schema = text_of(_read(archive, members["schema"], "schema", path))
    if schema != SCHEMA:
        raise PoseFileError(
            _("has the schema {found}, not {wanted}").format(found=repr(schema[:80]), wanted=SCHEMA),
            subject=path,
            remedy=_("update dancecoach or analyse the video again"),
        )
    missing = [name for name in _REQUIRED if name not in members]
    if missing:
        raise PoseFileError(_("lacks {}").format(", ".join(missing)), subject=path, remedy=_(_REMEDY))
    wanted = [name for name in (*_REQUIRED, *_OPTIONAL) if name in members]
    return {name: _read(archive, members[name], name, path) for name in wanted}


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, path: Path) -> NDArray[Any]:
    return read_array(archive, info, (name, _KINDS[name]), path)


def read_array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: tuple[str, str], path: Path) -> NDArray[Any]:
    """One array, its claimed size checked against the member's before it is allocated.

    Args:
        archive: open.
        info: the member.
        wanted: its name, for sentences, and the letters of the NumPy kinds that it may have.
        path: the file, for sentences.

    Raises:
        PoseFileError: it holds other values, or claims more than there are.
    """
    name, kinds = wanted
    with archive.open(info) as file:
        shape, fortran, dtype = _header(file)
        if dtype.hasobject or dtype.kind not in kinds:
            raise PoseFileError(
                _("holds values of the wrong kind in {}").format(f"{name} ({dtype})"), subject=path, remedy=_(_REMEDY)
            )
        size = math.prod(shape) * dtype.itemsize
        if min(shape, default=0) < 0 or size > info.file_size:
            raise PoseFileError(_("claims more values in {} than it has").format(name), subject=path, remedy=_(_REMEDY))
        data = file.read()  # to the end: only there is the checksum compared
    if len(data) != size:
        raise EOFError(name)
    return np.frombuffer(data, dtype).reshape(shape, order="F" if fortran else "C")


def _header(file: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Shape, order and type of an array, from its header (versions 1 and 2; we write version 1)."""
    version = npy.read_magic(file)
    if version == (1, 0):
        return npy.read_array_header_1_0(file)
    if version == (2, 0):
        return npy.read_array_header_2_0(file)
    raise ValueError(version)
