"""What a tuning learns from and is judged by: clips of dances, each with a style, or drawn clips with their phases.

Models of other settings cut other windows. What they say is brought to *units* that all share, clips of dances or
frames of drawn clips, so that it can be compared and averaged.
"""

from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES
from dancecoach.progress import ProgressCallback, ignore_progress
from training.data.clips import Clip
from training.data.inspection import refuse_one_class
from training.data.phases import phase_store
from training.data.sets import SETS, StyleSet, load_set
from training.errors import CallError
from training.networks.frame_cnn import FrameCnn
from training.networks.system import Examples, Floats, Positions, System, Trained

DRAWN = "drawn"
"""Name of the set for systems that name phases."""


@attrs.frozen(eq=False)
class Material:
    """C clips with what is known of them.

    Attributes:
        name: of the set.
        clips: all of one skeleton.
        labels: of the K classes.
        truth: (C,) class of each clip; not looked at where frames are named.
        styles: (C,) classes by which folds are balanced.
        groups: (C,) what each clip must stay together with.
        by_frame: whether a unit is a frame that counts, rather than a clip.
    """

    name: str
    clips: tuple[Clip, ...]
    labels: tuple[str, ...]
    truth: NDArray[np.intp]
    styles: tuple[str, ...]
    groups: tuple[str, ...]
    by_frame: bool = False

    @classmethod
    def of_dances(cls, dances: StyleSet) -> "Material":
        """A set of dances; a take stays together."""
        return cls(dances.name, dances.clips, dances.labels, dances.truth, dances.styles, dances.takes)

    @classmethod
    def of_drawn(cls, clips: tuple[Clip, ...]) -> "Material":
        """Drawn clips with their phases; a performer stays together."""
        who = tuple(clip.performer or clip.name for clip in clips)
        return cls(DRAWN, clips, PHASES, np.zeros(len(clips), np.intp), (DRAWN,) * len(clips), who, by_frame=True)

    @property
    def unit(self) -> str:
        """What a unit is, for people."""
        return "frames" if self.by_frame else "clips"

    def units(self, clips: Positions) -> NDArray[np.intp]:
        """Positions of the units of some clips."""
        if not self.by_frame:
            return clips
        starts = self._starts()
        return np.concatenate([starts[i] + np.flatnonzero(self.clips[i].weights > 0) for i in clips.tolist()])

    def truth_of(self, units: NDArray[np.intp]) -> NDArray[np.intp]:
        """(U,) classes of units."""
        if not self.by_frame:
            return self.truth[units]
        return np.concatenate([clip.labels for clip in self.clips]).astype(np.intp)[units]

    def cut(self, system: System) -> Examples:
        """All clips as examples of a system.

        Raises:
            InputError: a clip cannot be used; the sentence names it.
        """
        return system.examples(self.clips, self.truth)

    def ask(self, system: System, trained: Trained, examples: Examples, clips: Positions) -> Floats:
        """(U, K) probabilities of the units of some clips; all alike where a model says nothing.

        Args:
            system: that was trained.
            trained: on other clips.
            examples: as `cut` gave them.
            clips: to ask about.
        """
        if isinstance(system, FrameCnn) and system.step > 1:
            system = attrs.evolve(system, step=1)
            examples = self.cut(system)
        chosen = examples.of_clips(clips)
        said = system.predict(trained, examples, chosen)
        where = self._frames(examples, chosen) if self.by_frame else examples.clip[chosen]
        rows, where = said.reshape(-1, said.shape[-1]), where.ravel()
        total, count = np.zeros((int(self._starts()[-1]), rows.shape[1])), np.zeros(int(self._starts()[-1]))
        np.add.at(total, where[where >= 0], rows[where >= 0])
        np.add.at(count, where[where >= 0], 1)
        mean = np.where(count[:, None] > 0, total / np.maximum(count, 1)[:, None], 1 / rows.shape[1])
        return mean[self.units(clips)].astype(np.float32)

    def _starts(self) -> NDArray[np.intp]:
        """(C + 1,) number of the first frame of each clip."""
        return np.cumsum([0, *(len(clip) for clip in self.clips)])

    def _frames(self, examples: Examples, chosen: Positions) -> NDArray[np.intp]:
        """The frame, among those of all clips, that each verdict is about; -1 for padding."""
        assert examples.frames is not None
        frames = examples.frames[chosen]
        starts = self._starts()[examples.clip[chosen]].reshape(-1, *[1] * (frames.ndim - 1))
        return np.where(frames < 0, -1, frames + starts)


def load_material(name: str, folder: Path, progress: ProgressCallback = ignore_progress) -> Material:
    """A set by its name.

    Args:
        name: one of `training.data.sets.SETS`, or `DRAWN`.
        folder: where its files lie.
        progress: listener.

    Raises:
        CallError: the name is unknown.
        InputError: the folder holds nothing, one dance only, or something damaged.
    """
    if name in SETS:
        dances = load_set(name, folder)
        refuse_one_class(dances.labels, folder)
        return Material.of_dances(dances)
    if name != DRAWN:
        known = ", ".join((*SETS, DRAWN))
        raise CallError("is not a set to tune on", subject=repr(name), remedy=f"choose one of: {known}")
    store = phase_store(folder, repaired=True, progress=progress)
    return Material.of_drawn(tuple(store[i] for i in range(len(store))))
