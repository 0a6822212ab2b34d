"""Thousands of clips in a few flat files that are mapped into memory: opened at once, read where they are needed."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import atomic_path, make_folder, write_text
from training.data.clips import Clip, body_joints, body_track

_ARRAYS: dict[str, type[np.generic]] = {
    "times": np.float64, "joints": np.float32, "labels": np.uint8, "weights": np.float32,
}  # fmt: skip
_TEXTS = ("name", "style", "performer", "split", "kind")


class FlatStore(ABC, Sequence[Clip]):
    """Clips on disk, in the order in which they were written: an array for each thing known of frames, and an index.

    Args:
        folder: where they lie.

    Attributes:
        key: what the clips were made from, as given when they were written.
        entries: what is known of each clip without reading its frames; its frames are ``start`` up to ``stop``.

    Raises:
        InputError: the folder holds no such store, or a damaged one.
    """

    schema: ClassVar[str]
    index_name: ClassVar[str]
    arrays: ClassVar[tuple[str, ...]]
    remedy: ClassVar[str] = "delete it and start again"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            index = json.loads((folder / self.index_name).read_text("utf-8"))
            if index["schema"] != self.schema:
                raise ValueError(index["schema"])
            self.key: str = index["key"]
            self.entries: tuple[dict[str, Any], ...] = tuple(index["clips"])
            self._arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in self.arrays}
            frames = self.entries[-1]["stop"] if self.entries else 0
            if any(len(array) != frames for array in self._arrays.values()):
                raise ValueError("length")
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise InputError("holds no store of clips", subject=folder, remedy=self.remedy) from error

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._clip(entry) for entry in self.entries[index]]
        return self._clip(self.entries[index])

    def where(self, **wanted: str) -> NDArray[np.intp]:
        """Positions of the clips whose ``split``, ``kind`` ... are as wanted."""
        fits = [all(entry[key] == value for key, value in wanted.items()) for entry in self.entries]
        return np.flatnonzero(np.array(fits, np.bool_))

    def _frames(self, entry: dict[str, Any]) -> dict[str, NDArray[Any]]:
        """A clip's part of each array, read."""
        return {name: np.array(array[entry["start"] : entry["stop"]]) for name, array in self._arrays.items()}

    @abstractmethod
    def _clip(self, entry: dict[str, Any]) -> Clip: ...


class ClipStore(FlatStore):
    """Clips of `BODY_13`, as `write_store` leaves them."""

    schema = "dancecoach.clip-store/1"
    index_name = "clips.json"
    arrays = tuple(_ARRAYS)

    def _clip(self, entry: dict[str, Any]) -> Clip:
        part = self._frames(entry)
        width, height = entry["size"]
        return Clip(
            track=body_track(part["times"], part["joints"], (width, height), entry["source"]),
            labels=part["labels"],
            weights=part["weights"],
            moves=tuple(entry["moves"]),
            **{name: entry[name] for name in _TEXTS},
        )


def write_store(folder: Path, clips: Iterable[Clip], key: str) -> ClipStore:
    """Write clips; the index comes last, so that an unfinished store is none.

    Args:
        folder: made where missing.
        clips: in order, taken one by one.
        key: what they are made from; a store with another key is out of date.

    Raises:
        OutputError: it cannot be written.
    """
    make_folder(folder)
    (folder / ClipStore.index_name).unlink(missing_ok=True)
    entries: list[dict[str, Any]] = []
    columns: dict[str, list[NDArray[Any]]] = {name: [] for name in _ARRAYS}
    for clip in clips:
        start = entries[-1]["stop"] if entries else 0
        entries.append(_entry(clip, start))
        for name, array in _frames(clip).items():
            columns[name].append(array)
    for name, dtype in _ARRAYS.items():
        joined = np.concatenate(columns[name]) if entries else np.empty(0)
        with atomic_path(folder / f"{name}.npy") as temporary, temporary.open("wb") as file:
            np.save(file, joined.astype(dtype))
    write_text(
        folder / ClipStore.index_name, json.dumps({"schema": ClipStore.schema, "key": key, "clips": entries}) + "\n"
    )
    return ClipStore(folder)


def stored(folder: Path, clips: Iterator[Clip], key: str) -> ClipStore:
    """The store in a folder where it is up to date, else written anew from ``clips``."""
    try:
        store = ClipStore(folder)
        if store.key == key:
            return store
    except InputError:
        pass  # not there yet, or left half-done
    return write_store(folder, clips, key)


def _entry(clip: Clip, start: int) -> dict[str, Any]:
    return {
        "start": start,
        "stop": start + len(clip),
        "size": list(clip.track.frame_size),
        "source": clip.track.source,
        "moves": list(clip.moves),
        **{name: getattr(clip, name) for name in _TEXTS},
    }


def _frames(clip: Clip) -> dict[str, NDArray[Any]]:
    return {
        "times": clip.track.times,
        "joints": body_joints(clip.track),
        "labels": clip.labels,
        "weights": clip.weights,
    }


def summary(clips: Sequence[Clip]) -> str:
    """How many clips and seconds, for people."""
    seconds = sum(float(clip.track.times[-1] - clip.track.times[0]) for clip in clips if len(clip))
    return f"{len(clips)} clips, {seconds:.0f} s"
