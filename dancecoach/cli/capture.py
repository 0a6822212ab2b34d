"""Slow motion in the terminal: what a clip shows told in real time, as the window does it."""

from collections.abc import Collection
from pathlib import Path

import attrs

from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.retold import in_real_time
from dancecoach.video.capture import capture_rate, slowed_by
from dancecoach.video.source import open_container, video_stream


@attrs.frozen
class Told:
    """An analysis, and how much slower its file plays than the action was.

    Attributes:
        analysis: phases, flights and heights of the real action; moments are those of the file.
        slowed: seconds of the file that one real second became; 1 for most clips.
        capture_fps: frames per second at which the camera filmed; None where that is the file's own rate.
        said: a sentence about it for the person; "" where there is nothing to say.
    """

    analysis: Analysis
    slowed: float = 1.0
    capture_fps: float | None = None
    said: str = ""

    @property
    def with_note(self) -> Analysis:
        """The analysis, with the sentence among its notes."""
        return (
            attrs.evolve(self.analysis, warnings=(self.said, *self.analysis.warnings)) if self.said else self.analysis
        )


def told_in_real_time(
    analysis: Analysis, clip: Path, typed_fps: float | None, packs: Collection[str] = (), *, noted: float | None = None
) -> Told:
    """The analysis in real time, where the camera filmed faster (or slower) than the file plays.

    Args:
        analysis: what was found at the file's speed.
        clip: the file it was found in.
        typed_fps: frames per second as filmed, as the person says now; None takes what was noted, or the file says.
        packs: names of the style packs to ask; () for all.
        noted: as the person said in Review.
    """
    fps = typed_fps or noted or (None if analysis.engine == FROM_FILE else _said_by_file(clip))
    slowed = slowed_by(fps, analysis.clip.mean_fps)
    if slowed == 1.0 or fps is None:
        return Told(analysis)
    said = _(
        "Filmed at {:.4g} frames per second, {:.4g} in the file: phases, flights and heights are those of the real "
        "action, moments those of the file."
    ).format(fps, analysis.clip.mean_fps)
    return Told(in_real_time(analysis, slowed, packs), slowed, fps, said)


def _said_by_file(clip: Path) -> float | None:
    with open_container(clip) as container:
        return capture_rate(video_stream(container, clip).metadata, container.metadata)
