"""What is exactly known of a drawn clip."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.files import atomic_path
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from training.archive import DAMAGED, opened_npz
from training.figure.motion import PHASES, Flight

_SMALLER = ("pixels", "depth", "world", "axes", "centre")
_SHAPES: dict[str, tuple[int, ...]] = {
    "times": (), "pixels": (33, 2), "depth": (33,), "world": (33, 3), "axes": (3, 3), "inside": (33,), "hidden": (33,),
    "phases": (), "contacts": (2,), "centre": (3,), "people": (), "hands": (2,),
}  # fmt: skip
"""Of what is known of each frame."""

_ARRAYS = tuple(name for name in _SHAPES if name != "hands")
_LATER: dict[str, Callable[[Any], Any]] = {
    "hands": np.asarray,
    "performer": str,
    "split": str,
    "kind": str,
    "moves": lambda names: tuple(names.tolist()),
    "tries": int,
}
_SCHEMA = "dancecoach.figure-truth/1"


@attrs.frozen(eq=False)
class Truth:
    """Exact landmarks, phases and contacts of the first figure of a clip of T frames.

    Attributes:
        times: (T,) s.
        frame_size: (width, height) pixels.
        pixels: (T, 33, 2) landmarks in the picture, pixels; may lie outside; NaN behind the camera.
        depth: (T, 33) distance along the camera's axis, m.
        world: (T, 33, 3) metres, x right and z towards the first camera direction's opposite, y up; the floor is 0.
        axes: (T, 3, 3) the camera's right, down and ahead in the world.
        inside: (T, 33) bool, in the picture.
        hidden: (T, 33) bool, behind another part of the body.
        phases: (T,) uint8, position in `motion.PHASES`.
        contacts: (T, 2) bool, left and right foot on the floor.
        centre: (T, 3) centre of mass, m.
        flights: times without contact.
        body_height: standing height, m.
        people: (T,) figures in the picture.
        hands: (T, 2) bool, left and right hand on the floor.
        performer: who it is.
        split: "train", "validation", "test", or empty.
        kind: of clip (`programme.KINDS`), or empty.
        moves: names of what is done in it, in order, such as "walk" or "back tuck".
        tries: how many scenes were worked out until one was sound; 1 but for movements a body cannot do.
    """

    times: NDArray[np.float64]
    frame_size: tuple[int, int]
    pixels: NDArray[np.float64]
    depth: NDArray[np.float64]
    world: NDArray[np.float64]
    axes: NDArray[np.float64]
    inside: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    phases: NDArray[np.uint8]
    contacts: NDArray[np.bool_]
    centre: NDArray[np.float64]
    flights: tuple[Flight, ...]
    body_height: float
    people: NDArray[np.int16]
    hands: NDArray[np.bool_] = attrs.field()
    performer: str = ""
    split: str = ""
    kind: str = ""
    moves: tuple[str, ...] = ()
    tries: int = 1

    @hands.default
    def _no_hands(self) -> NDArray[np.bool_]:
        return np.zeros((len(self.times), 2), np.bool_)

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.times)

    @property
    def landmarks(self) -> NDArray[np.float64]:
        """(T, 33, 3) as in `PoseTrack.landmarks`: shares of the picture, z by its width, 0 between the hips."""
        width = self.frame_size[0]
        hips = self.depth[:, BLAZEPOSE_33.indices("left_hip", "right_hip")].mean(1, keepdims=True)
        # Pixels per metre at the hips turn depth into the picture's units.
        scale = self._pixels_per_metre()[:, None]
        z = (self.depth - hips) * scale / width
        return np.concatenate([self.pixels / np.array(self.frame_size), z[..., None]], -1)

    def _pixels_per_metre(self) -> NDArray[np.float64]:
        local = np.einsum("tij,tnj->tni", self.axes, self.world)
        spread = np.linalg.norm(local[..., :2] - local[..., :2].mean(1, keepdims=True), axis=-1).mean(1)
        drawn = np.linalg.norm(self.pixels - self.pixels.mean(1, keepdims=True), axis=-1).mean(1)
        return np.asarray(drawn / np.maximum(spread, 1e-6))

    @property
    def present(self) -> NDArray[np.bool_]:
        """(T,) whether at least a third of the body is in the picture."""
        return np.asarray(self.inside.mean(1) >= 1 / 3)

    def height_pixels(self) -> NDArray[np.float64]:
        """(T,) the standing height as it would be drawn at the hips' distance, pixels: the measure for errors."""
        return self._pixels_per_metre() * self.body_height

    def to_track(self) -> PoseTrack:
        """The truth as an engine would report it: visibility 1, 0.3 where hidden, 0.1 outside the picture."""
        hips = self.world[:, BLAZEPOSE_33.indices("left_hip", "right_hip")].mean(1, keepdims=True)
        world = np.einsum("tij,tnj->tni", self.axes, self.world - hips)
        visibility = np.where(self.inside, np.where(self.hidden, 0.3, 1.0), 0.1)
        found = self.present
        return PoseTrack(
            times=self.times,
            landmarks=np.where(found[:, None, None], self.landmarks, np.nan),
            visibility=np.where(found[:, None], visibility, 0.0),
            found=found,
            frame_size=self.frame_size,
            skeleton=BLAZEPOSE_33,
            source="drawn",
            world=np.where(found[:, None, None], world, np.nan),
            people=self.people,
        )

    def segments(self) -> list[tuple[str, int, int]]:
        """(phase, first frame, last frame inclusive) runs that cover every frame once."""
        cuts = np.flatnonzero(np.diff(self.phases.astype(int))) + 1
        starts, ends = [0, *cuts.tolist()], [*(cuts - 1).tolist(), len(self) - 1]
        return [(PHASES[self.phases[a]], a, b) for a, b in zip(starts, ends, strict=True)] if len(self) else []

    def save(self, path: Path) -> None:
        """Write everything to one ``.npz``.

        Raises:
            OutputError: it cannot be written.
        """
        arrays: dict[str, Any] = {f.name: getattr(self, f.name) for f in attrs.fields(Truth) if f.name != "flights"}
        # A ten-thousandth of a pixel is enough, and half the size.
        arrays |= {name: arrays[name].astype(np.float32) for name in _SMALLER}
        arrays["flight_times"] = np.array([[f.start, f.end, f.turns] for f in self.flights]).reshape(-1, 3)
        arrays["moves"] = np.array(self.moves, dtype=np.str_)
        arrays["flight_skills"] = np.array([f.skill for f in self.flights], dtype=np.str_)
        with atomic_path(path) as temporary, temporary.open("wb") as file:
            np.savez_compressed(file, schema=_SCHEMA, **arrays)

    @classmethod
    def load(cls, path: Path) -> "Truth":
        """Read what `save` wrote.

        Raises:
            PoseFileError: it is not such a file.
        """
        try:
            with opened_npz(path) as data:
                if str(data["schema"]) != _SCHEMA:
                    raise PoseFileError("is of another kind or version", subject=path, remedy="draw the clip again")
                flights = tuple(
                    Flight(str(skill), float(row[0]), float(row[1]), float(row[2]))
                    for skill, row in zip(data["flight_skills"], data["flight_times"], strict=True)
                )
                width, height = data["frame_size"].tolist()
                plain: dict[str, Any] = {
                    name: data[name].astype(np.float64) if name in _SMALLER else data[name] for name in _ARRAYS
                }
                # The demo clip's truth was written before these were known.
                later = {name: data[name] for name in _LATER if name in data}
                _check(plain | later)
                return cls(
                    frame_size=(width, height),
                    body_height=float(data["body_height"]),
                    flights=flights,
                    **plain,
                    **{name: _LATER[name](value) for name, value in later.items()},
                )
        except DAMAGED as error:
            raise PoseFileError("is not a clip's ground truth", subject=path, remedy="draw the clip again") from error


def _check(arrays: dict[str, Any]) -> None:
    """See that all frames are there and every phase is one that there is.

    Raises:
        ValueError: they are not.
    """
    count = len(arrays["times"])
    for name, shape in _SHAPES.items():
        if name in arrays and arrays[name].shape != (count, *shape):
            raise ValueError(name)
    if not np.isin(arrays["phases"], range(len(PHASES))).all():
        raise ValueError("phases")
