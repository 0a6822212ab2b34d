"""What a copy of the phase network learns from: clips whose phases were corrected, and drawn figures beside them."""

import json
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES
from dancecoach.pose.formats import load_npz
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback
from training.archive import DAMAGED
from training.cases import Case
from training.data.clips import Clip
from training.figure.performers import Split
from training.skills.drawn import drawn_truth

INDEX = "clips.json"
FEWEST = 3
"""Clips from which it is worth while."""


@attrs.frozen(eq=False)
class Corrected:
    """A clip of T frames whose phases a person corrected.

    Attributes:
        name: of the clip.
        person: who is in it, or empty.
        track: the landmarks, repaired.
        labels: (T,) positions in `PHASES`, -1 where nothing was said.
    """

    name: str
    person: str
    track: PoseTrack
    labels: NDArray[np.int8]

    def clip(self) -> Clip:
        """As training takes it."""
        known = self.labels >= 0
        return Clip(
            self.name,
            self.track.to_skeleton(BODY_13),
            np.where(known, self.labels, 0).astype(np.uint8),
            known.astype(np.float32),
            performer=self.person,
        )

    def case(self) -> Case:
        """As it is judged."""
        known = self.labels >= 0
        return Case(self.name, self.track, np.where(known, self.labels, 0).astype(np.uint8), known, "corrected")


def read_corrected(folder: Path) -> list[Corrected]:
    """Clips as the app lays them out: ``clips.json`` names files of poses and of labels.

    Raises:
        InputError: there are none, or they are damaged.
    """
    try:
        entries = json.loads((folder / INDEX).read_text("utf-8"))
        found = []
        for entry in entries:
            track = load_npz(folder / entry["poses"])
            labels = np.load(folder / entry["labels"], allow_pickle=False)
            if labels.shape != (len(track),) or labels.min() < -1 or labels.max() >= len(PHASES):
                raise ValueError(entry["labels"])
            found.append(Corrected(entry["name"], entry["person"], track, labels.astype(np.int8)))
    except DAMAGED as error:
        raise InputError("holds no corrected clips", subject=folder, remedy="let the app write them") from error
    if len(found) < FEWEST:
        raise InputError(
            f"holds {len(found)} clips, where {FEWEST} are needed", subject=folder, remedy="correct more of them"
        )
    return found


def drawn_cases(
    split: Split, count: int, seed: int, progress: ProgressCallback, cancel: CancelToken | None
) -> Iterator[Case]:
    """Figures by chance with their exact joints and phases."""
    for number in range(count):
        if cancel is not None:
            cancel.check()
        progress(Progress(f"moving figures, {split}", number, count))
        truth = drawn_truth(number, split, seed)
        if truth is not None:
            yield Case(f"drawn {number}", truth.to_track(), truth.phases.astype(np.uint8), truth.present, truth.kind)


def clip_of(case: Case) -> Clip:
    """A case as training takes it."""
    return Clip(case.name, case.track.to_skeleton(BODY_13), case.labels, case.counted.astype(np.float32))
