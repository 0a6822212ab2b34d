"""Where skills lie by what they have in common: motions as a few numbers, in which attempts at one skill are near.

The numbers were chosen on drawn skills of many people from many sides (`training.skills`), so that two attempts at one
skill differ by about 1 along each, and skills differ from each other by `SkillSpace.between`. Skills that were never
drawn have their place too.

The file, ``skill_space.npz``, holds arrays of numbers and text alone.
"""

import functools
import zipfile
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.taught.motion import MOTION, SIZE, mirrored
from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.models.card_json import fault
from dancecoach.resources import model_path

FILE = "skill_space.npz"
SCHEMA = "dancecoach.skill-space/1"
MAX_BYTES = 4 << 20

Floats = NDArray[np.float64]

_MOST_ROUNDS = 10


@attrs.frozen(eq=False)
class SkillSpace:
    """A space of D numbers.

    Attributes:
        name: of this space; a verdict depends on it.
        mean: (`SIZE`,) stands for what was not seen.
        matrix: (`SIZE`, D) from a motion to its place.
        between: (D,) variance of skills along each number, where that of attempts at one skill is 1.
        slope: of the certainty that a motion is a skill, by how much likelier that makes it (`Judge`).
        offset: likewise.
        points: (2, M, D) places of drawn skills, to either side, which tell what a taught skill is not.
        names: (M,) what these are.
    """

    name: str
    mean: Floats
    matrix: Floats
    between: Floats
    slope: float
    offset: float
    points: Floats
    names: tuple[str, ...]

    def place(self, motions: Floats) -> Floats:
        """(..., D) of (..., `SIZE`) motions."""
        known = np.where(np.isfinite(motions), motions, self.mean)
        return np.asarray((known - self.mean) @ self.matrix)

    def places(self, motions: Floats) -> Floats:
        """(2, N, D) of (N, `SIZE`) motions: as they are, and to the other side."""
        return np.stack([self.place(motions), self.place(mirrored(motions))])

    def save(self, path: Path) -> None:
        """Write the file; for who makes the space."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                schema=SCHEMA,
                motion=MOTION,
                name=self.name,
                certainty=np.array([self.slope, self.offset]),
                names=np.array(self.names, np.str_),
                mean=self.mean.astype(np.float32),
                matrix=self.matrix.astype(np.float32),
                between=self.between.astype(np.float32),
                points=self.points.astype(np.float32),
            )


def same_side(places: Floats) -> Floats:
    """(N, D) of (2, N, D): each attempt to the side on which it is most like the others."""
    chosen: Floats = places[0]
    for _round in range(_MOST_ROUNDS):
        apart = ((places - np.median(chosen, axis=0)) ** 2).sum(axis=2)
        nearer: Floats = np.where((apart[1] < apart[0])[:, None], places[1], places[0])
        if (nearer == chosen).all():
            break
        chosen = nearer
    return chosen


@functools.lru_cache(maxsize=1)
def skill_space() -> SkillSpace:
    """The space that ships.

    Raises:
        ModelError: its file is missing or damaged.
    """
    return read_space(model_path(FILE))


def read_space(path: Path) -> SkillSpace:
    """A space in a file.

    Raises:
        ModelError: it is damaged, too large, or for other motions than this program knows.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise fault(path, _("is too large"))
        with np.load(path, allow_pickle=False) as data:
            if (str(data["schema"]), str(data["motion"])) != (SCHEMA, MOTION):
                raise fault(path, _("is made for another version"))
            space = SkillSpace(
                name=str(data["name"]),
                mean=data["mean"].astype(np.float64),
                matrix=data["matrix"].astype(np.float64),
                between=data["between"].astype(np.float64),
                slope=float(data["certainty"][0]),
                offset=float(data["certainty"][1]),
                points=data["points"].astype(np.float64),
                names=tuple(data["names"].tolist()),
            )
    except ModelError:
        raise
    except (OSError, EOFError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise fault(path, _("is damaged")) from error
    numbers = len(space.between)
    shapes = (space.mean.shape, space.matrix.shape, space.points.shape)
    if shapes != ((SIZE,), (SIZE, numbers), (2, len(space.names), numbers)) or not _sound(space):
        raise fault(path, _("is damaged"))
    return space


def _sound(space: SkillSpace) -> bool:
    numbers = (space.mean, space.matrix, space.between, space.points, np.array([space.slope, space.offset]))
    return all(np.isfinite(part).all() for part in numbers) and bool((space.between > 0).all())
