"""One label for each frame from what several annotators say."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES, runs
from training.data.labels.segments import NAMES, UNLABELLED, frame_edges

Said = NDArray[np.int8]


@attrs.frozen(eq=False)
class Voted:
    """What T frames are by vote.

    Attributes:
        labels: (T,) positions in `dancecoach.motion.phases.PHASES`; 0 where ``weights`` is 0.
        weights: (T,) 1, or 0 where annotators disagree or none can tell: such a frame teaches and judges nothing.
    """

    labels: NDArray[np.uint8]
    weights: NDArray[np.float32]

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.labels)

    @property
    def unlabelled(self) -> float:
        """Share of frames without a label."""
        return float((self.weights == 0).mean()) if len(self) else 0.0

    def rows(self, times: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Segments in their written form (``NAME.phases.json``), with frames and seconds.

        Args:
            times: (T,) presentation times, s.
        """
        edges = frame_edges(times)
        return [
            {
                "phase": NAMES[label],
                "start": first,
                "end": last,
                "start_s": round(float(edges[first]), 6),
                "end_s": round(float(edges[last + 1]), 6),
            }
            for label, first, last in runs(np.where(self.weights > 0, self.labels.astype(np.int8), UNLABELLED))
        ]


def counts(said: NDArray[np.int8]) -> NDArray[np.int64]:
    """(T, 4) how many of the annotators say each phase.

    Args:
        said: (A, T) phases of A annotators, `UNLABELLED` where one cannot tell.
    """
    return np.stack([(said == phase).sum(0) for phase in range(len(PHASES))], axis=1)


def vote(said: Sequence[Said]) -> Voted:
    """The phase that more annotators say than any other; none where that is a tie.

    Two who disagree give no label, nor do three who all differ; who cannot tell does not vote.

    Args:
        said: (T,) phases by each annotator, `UNLABELLED` where one cannot tell.
    """
    found = counts(np.stack(said))
    most = found.max(1)
    clear = (most > 0) & ((found == most[:, None]).sum(1) == 1)
    return Voted(np.where(clear, found.argmax(1), 0).astype(np.uint8), clear.astype(np.float32))
