"""All that is drawn over a frame of a clip, and which part of it: for videos, pictures and pages alike."""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.motion.body import body_height
from dancecoach.motion.phases import PhaseSegment, phase_names
from dancecoach.motion.points import Floats
from dancecoach.notes.clock import Clock
from dancecoach.notes.measure import Scale
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import KnownLength
from dancecoach.pose.track import PoseTrack
from dancecoach.report.angle_drawing import draw_angle
from dancecoach.report.drawing import draw_phase, draw_skeleton
from dancecoach.report.notes_drawing import Scene, draw_drawing
from dancecoach.report.surface import Surface
from dancecoach.video.frame import Image

JOINTS = ("knee", "hip", "elbow", "shoulder", "ankle")
"""Joints whose angles can be drawn, both sides of each."""


@attrs.frozen
class Parts:
    """What is drawn over a clip.

    Attributes:
        skeleton: the followed person's.
        phases: the banner with the phase.
        angles: names of angles, such as "left_knee", or of `JOINTS` for both sides.
        drawings: what the coach drew.
        nearer_only: whether angles are drawn on the side only that is seen better, for pictures with little room.
        letters: height of the degrees as a share of the picture's.
    """

    skeleton: bool = True
    phases: bool = True
    angles: tuple[str, ...] = ()
    drawings: bool = True
    nearer_only: bool = False
    letters: float = 0.028

    @classmethod
    def of_names(cls, names: Iterable[str]) -> "Parts":
        """The parts called "skeleton", "phases", "drawings", and angles by the names above.

        Raises:
            InputError: a name is none of these.
        """
        chosen = list(dict.fromkeys(names))
        sided = [f"{side}_{joint}" for joint in JOINTS for side in ("left", "right")]
        known = ["skeleton", "phases", "drawings", *JOINTS, *sided]
        for name in chosen:
            if name not in known:
                raise InputError(
                    _("is nothing that can be drawn over a clip"),
                    subject=name,
                    remedy=_("choose among: {}").format(", ".join(known[: -len(sided)])),
                )
        angles = tuple(name for name in chosen if name in JOINTS or name in sided)
        return cls("skeleton" in chosen, "phases" in chosen, angles, "drawings" in chosen)


class FramePainter:
    """Draws the parts over the frames of one clip.

    Args:
        track: the followed person, one entry for each frame of the clip.
        parts: what to draw.
        phases: segments in order, for the banner; frames in none of them get none.
        notes: the coach's; None draws none.
    """

    def __init__(
        self,
        track: PoseTrack,
        parts: Parts | None = None,
        *,
        phases: Sequence[PhaseSegment] = (),
        notes: Notes | None = None,
    ) -> None:
        self.track = track
        self.parts = Parts() if parts is None else parts
        self._names = phase_names(phases, len(track)) if self.parts.phases else [""] * len(track)
        self._notes = notes if self.parts.drawings else None
        self._shown, self._angles = _chosen(self.parts.angles, track)
        clock = None if notes is None else Clock.of(notes, track.times)
        self._scene = Scene(clock, scale_of(notes, track), track)

    def paint(self, image: Image, frame: int) -> None:
        """Draw onto the picture of a frame, in place; the picture may have any size of the clip's shape."""
        self.paint_on(Surface.of_image(image), frame)

    def paint_on(self, on: Surface, frame: int) -> None:
        """The same onto a picture of another kind."""
        self._paint_body(on, frame)
        if self._notes is not None:
            for drawing in self._notes.drawings.visible_at(frame):
                draw_drawing(on, drawing, frame, self._scene)
        if self._names[frame]:
            draw_phase(on, self._names[frame])

    def paint_body(self, image: Image, frame: int) -> None:
        """Draw skeleton and angles only."""
        self._paint_body(Surface.of_image(image), frame)

    def _paint_body(self, on: Surface, frame: int) -> None:
        track, (width, height) = self.track, on.size
        if not track.found[frame]:
            return
        points = track.landmarks[frame, :, :2] * np.array([width, height], np.float32)
        if self.parts.skeleton:
            draw_skeleton(on, points, track.visibility[frame], track.skeleton)
        line = max(11.0, self.parts.letters * height)
        for column, name in self._shown:
            if not self.parts.nearer_only or track.skeleton.side(name) == self._nearer(frame):
                draw_angle(on, points, name, float(self._angles[frame, column]), track.skeleton, line=line)

    def _nearer(self, frame: int) -> str:
        """The side of the body that is seen better."""
        skeleton, seen = self.track.skeleton, self.track.visibility[frame]
        sums = [
            float(seen[[i for i, j in enumerate(skeleton.joints) if j.startswith(side)]].sum())
            for side in ("left", "right")
        ]
        return "left" if sums[0] >= sums[1] else "right"


def scale_of(notes: Notes | None, track: PoseTrack) -> Scale | None:
    """How long a pixel is by the coach's calibration; None where there is none or it tells nothing."""
    if notes is None or notes.calibration is None:
        return None
    if isinstance(notes.calibration, KnownLength):
        return Scale.of_length(notes.calibration, track.frame_size)
    tall = body_height(track)
    return Scale.of_height(notes.calibration.height_m, tall) if np.isfinite(tall) and tall >= 1.0 else None


def _chosen(wanted: Sequence[str], track: PoseTrack) -> tuple[tuple[tuple[int, str], ...], Floats]:
    """(column, name) of the angles to draw, and (T, A) all of them."""
    names = angle_names(track.skeleton)
    shown = tuple((i, n) for i, n in enumerate(names) if n in wanted or n.split("_", 1)[-1] in wanted)
    return shown, joint_angles(track) if shown else np.empty((len(track), 0))
