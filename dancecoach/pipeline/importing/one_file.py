"""Poses that lie in a folder, a file for each frame, as one file: what is handed on is one file."""

import io
import zipfile
from pathlib import Path

import attrs

from dancecoach.files import sha256_of
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.media import portable_name
from dancecoach.pose.formats import load_pose_file, write_npz
from dancecoach.pose.formats.pickles import pickled_member
from dancecoach.pose.track import PoseTrack


def as_one_file(clip: Clip, folder: Path) -> Clip:
    """The clip with its poses in one file; one that is a file already is given back as it is, if others may read it.

    Tables of motion capture may hold objects beside the numbers; nobody should read those of somebody else.

    Args:
        clip: of a library.
        folder: where the file is written, where one is needed.

    Returns:
        The same clip with another path and content hash; the library does not know it.

    Raises:
        InputError: the poses cannot be read.
        OutputError: the file cannot be written.
    """
    if not clip.path.is_dir() and not _holds_objects(clip.path):
        return clip
    track, _warnings = load_pose_file(clip.path)
    path = folder / portable_name(f"{clip.path.name.removesuffix('.npz')}.npz")
    save_the_same(track, path)
    return attrs.evolve(clip, path=path, facts=attrs.evolve(clip.facts, sha256=sha256_of(path)))


def save_the_same(track: PoseTrack, path: Path) -> None:
    """Write poses as `save_npz` does, and the same bytes wherever it is done: packed they depend on the machine.

    Args:
        track: what is written.
        path: written atomically.

    Raises:
        OutputError: it cannot be written.
    """
    packed = io.BytesIO()
    write_npz(track, packed)
    with zipfile.ZipFile(packed) as archive:
        write_archive(path, {name: archive.read(name) for name in archive.namelist()})


def _holds_objects(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" and bool(pickled_member(file))
    except OSError:
        return False  # whoever reads it says so
