"""Poses that lie in a folder, a file for each frame, as one file: what is handed on is one file."""

from pathlib import Path

import attrs

from dancecoach.files import sha256_of
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.media import portable_name
from dancecoach.pose.formats import load_pose_file, save_npz


def as_one_file(clip: Clip, folder: Path) -> Clip:
    """The clip with its poses in one file; one that is a file already is given back as it is.

    Args:
        clip: of a library.
        folder: where the file is written, where one is needed.

    Returns:
        The same clip with another path and content hash; the library does not know it.

    Raises:
        InputError: the poses cannot be read.
        OutputError: the file cannot be written.
    """
    if not clip.path.is_dir():
        return clip
    track, _warnings = load_pose_file(clip.path)
    path = folder / portable_name(f"{clip.path.name}.npz")
    save_npz(track, path)
    return attrs.evolve(clip, path=path, facts=attrs.evolve(clip.facts, sha256=sha256_of(path)))
