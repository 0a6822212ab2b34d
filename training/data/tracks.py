"""All joints of thousands of clips in a few flat files: what `python -m training extract` leaves for the systems.

Beside `training.data.store.ClipStore`, which keeps the 13 joints that our own networks take: the published systems take
all 33, some the depth and the metres too.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from dancecoach.errors import InputError, PoseFileError
from dancecoach.files import atomic_path, make_folder, write_text
from dancecoach.pose.formats import load_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from training.data.clips import Clip
from training.data.extract.report import Looked, Report
from training.data.sets import StyleSet
from training.data.store import FlatStore

_JOINTS = len(BLAZEPOSE_33)
_ARRAYS: dict[str, tuple[type[np.generic], tuple[int, ...]]] = {
    "times": (np.float64, ()),
    "landmarks": (np.float32, (_JOINTS, 3)),
    "world": (np.float32, (_JOINTS, 3)),
    "visibility": (np.float32, (_JOINTS,)),
    "found": (np.bool_, ()),
    "people": (np.int16, ()),
}


class TrackStore(FlatStore):
    """Clips of `BLAZEPOSE_33` with metres, as `write_tracks` leaves them.

    Beyond what `Clip` holds, ``entries`` say ``take``, ``origin`` (who recorded it), ``found`` (share of the
    frames with the person), ``state`` (see `training.data.extract.note.STATES`) and ``video`` (its file, as it lay when
    the store was written; older stores do not say).
    """

    schema = "dancecoach.track-store/1"
    index_name = "tracks.json"
    arrays = tuple(_ARRAYS)
    remedy = "write it with python -m training extract VIDEOS POSES, then name the folder POSES"

    def _clip(self, entry: dict[str, Any]) -> Clip:
        width, height = entry["size"]
        track = PoseTrack(
            **self._frames(entry), frame_size=(width, height), skeleton=BLAZEPOSE_33, source=entry["source"]
        )
        return Clip(
            name=entry["name"],
            track=track,
            labels=np.zeros(len(track), np.uint8),
            weights=np.ones(len(track), np.float32),
            style=entry["style"],
            performer=entry["performer"],
            kind="dance",
            video=Path(entry["video"]) if entry.get("video") else None,
        )

    def dances(self, name: str) -> StyleSet:
        """The clips with a style and somebody in them, as a set that systems are compared on.

        Raises:
            InputError: there are none.
        """
        chosen = [at for at, entry in enumerate(self.entries) if entry["style"] and entry["found"] > 0]
        if not chosen:
            raise InputError(
                "holds no clips with a label and a person", subject=self.folder, remedy="put clips in folders named so"
            )
        entries = [self.entries[at] for at in chosen]
        takes = tuple(entry["take"] or entry["name"] for entry in entries)
        return StyleSet(name, tuple(self[at] for at in chosen), takes, tuple(entry["origin"] for entry in entries))


def write_tracks(folder: Path, report: Report) -> TrackStore:
    """The store of all clips of a report that have poses; what is there and still true is left as it is.

    Args:
        folder: made where missing.
        report: of the extraction.

    Raises:
        InputError: poses are damaged, or not those of the report.
        OutputError: it cannot be written.
    """
    looked = report.with_poses()
    key = _key(report, looked)
    try:
        store = TrackStore(folder)
        if store.key == key:
            return store
        del store  # files that are mapped cannot be replaced on every system
    except InputError:
        pass  # not there yet, or left half-done
    make_folder(folder)
    (folder / TrackStore.index_name).unlink(missing_ok=True)
    entries = _write_arrays(folder, looked)
    index = {"schema": TrackStore.schema, "key": key, "clips": entries}
    write_text(folder / TrackStore.index_name, json.dumps(index) + "\n")
    return TrackStore(folder)


def _key(report: Report, looked: Sequence[Looked]) -> str:
    known = [[c.clip.name, c.note.identity.sha256, c.note.poses, c.state, *_texts(c).values()] for c in looked]
    return hashlib.sha256(json.dumps([report.settings, known]).encode()).hexdigest()


def _texts(looked: Looked) -> dict[str, str]:
    label = looked.clip.label
    own = {"style": label.style, "performer": label.performer, "take": label.take, "origin": label.source}
    return own | {"video": str(looked.clip.video.resolve())}


def _write_arrays(folder: Path, looked: Sequence[Looked]) -> list[dict[str, Any]]:
    """Clip after clip at the end of each file: memory does not grow with the set."""
    frames = sum(c.frames for c in looked)
    entries: list[dict[str, Any]] = []
    with ExitStack() as stack:
        files = {name: _begin(stack, folder / f"{name}.npy", name, frames) for name in _ARRAYS}
        for one in looked:
            track = _read(one)
            start = entries[-1]["stop"] if entries else 0
            entries.append({
                "name": one.clip.name, "start": start, "stop": start + len(track), "size": list(track.frame_size),
                "source": track.source, "found": track.found_fraction, "state": one.state, "kind": "dance", "split": "",
                **_texts(one),
            })  # fmt: skip
            for name, array in _columns(track):
                files[name].write(array.astype(_ARRAYS[name][0]).tobytes())
    return entries


def _begin(stack: ExitStack, path: Path, name: str, frames: int) -> IO[bytes]:
    """A file of an array whose rows are still to come."""
    dtype, shape = _ARRAYS[name]
    file = stack.enter_context(stack.enter_context(atomic_path(path)).open("wb"))
    header = {"descr": npy.dtype_to_descr(np.dtype(dtype)), "fortran_order": False, "shape": (frames, *shape)}
    npy.write_array_header_1_0(file, header)
    return file


def _read(looked: Looked) -> PoseTrack:
    remedy = "delete it and run the same command again: its video is looked at anew"
    try:
        track = load_npz(looked.poses)
    except PoseFileError as error:
        raise PoseFileError(error.problem, subject=error.subject, remedy=remedy) from error
    if len(track) != looked.frames or track.skeleton is not BLAZEPOSE_33:
        raise PoseFileError("holds other poses than were written", subject=looked.poses, remedy=remedy)
    return track


def _columns(track: PoseTrack) -> Iterator[tuple[str, NDArray[Any]]]:
    for name in _ARRAYS:
        array = getattr(track, name)
        yield name, np.full_like(track.landmarks, np.nan) if array is None else array
