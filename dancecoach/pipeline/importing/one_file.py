"""Poses that lie in a folder, a file for each frame, as one file: what is handed on is one file."""

from pathlib import Path

import attrs

from dancecoach.files import sha256_of
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.media import portable_name
from dancecoach.pose.formats import load_pose_file, save_npz
from dancecoach.pose.formats.pickles import pickled_member


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
    save_npz(track, path)
    return attrs.evolve(clip, path=path, facts=attrs.evolve(clip.facts, sha256=sha256_of(path)))


def _holds_objects(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" and bool(pickled_member(file))
    except OSError:
        return False  # whoever reads it says so
