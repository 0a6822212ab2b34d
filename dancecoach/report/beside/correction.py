"""Where a limb is and where it should be, drawn into the learner's picture with an arc and the degrees."""

import attrs
import numpy as np

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.cues import rounded
from dancecoach.coaching.dance.directions import JOINTS, LIMBS, mirror_image, turned_about
from dancecoach.coaching.dance.faults import Fault
from dancecoach.motion.points import Floats
from dancecoach.palette import bgr
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.report.angle_drawing import draw_arc
from dancecoach.report.beside.moments import limb_of_fault
from dancecoach.report.figures import dashes, head
from dancecoach.report.letters import write_text
from dancecoach.report.strokes import Stroke
from dancecoach.report.surface import Surface

SHOULD_BE = "#7CE38B"
"""Where a limb should be: green, which no side of a skeleton has."""

_LEAST_SEEN = 0.35
"""Of a limb's length a picture shows at least this share, as far as its length is reckoned from the picture."""

_LEAST_ARC = 12.0
"""Degrees in the picture from which there is room for an arc."""


@attrs.frozen(eq=False)
class Correction:
    """One limb in the picture's pixels.

    Attributes:
        start: (2,) where it begins.
        now: (2,) where it ends.
        should: (2,) where it should end.
        further: (2,) where the limb after it should end then; None where nothing hangs on it.
        degrees: what is said of it.
    """

    start: Floats
    now: Floats
    should: Floats
    further: Floats | None
    degrees: int


def correction_of(aligned: Aligned, index: int, fault: Fault, track: PoseTrack, frame: int) -> Correction | None:
    """What to draw for a fault at a moment; None where the limb is not seen.

    Args:
        aligned: learner beside reference.
        index: of its moments.
        fault: one that lasts then.
        track: the learner's.
        frame: its frame at that moment.
    """
    joint = _own(limb_of_fault(fault, aligned), mirrored=aligned.overlap.mirrored)
    body = _Body.of(aligned, index, track, frame)
    start, now = body.ends(joint)
    if not np.isfinite([start, now]).all():
        return None
    if joint in ("shoulders", "hips"):
        # A line across the body is turned about its middle: its half from there to the left is drawn.
        start = (start + now) / 2
    should = body.placed(joint, start, float(np.hypot(*(now - start))))
    side, _, part = joint.partition("_")
    after = {"elbow": f"{side}_wrist", "knee": f"{side}_ankle"}.get(part)
    further = None
    if after is not None and np.isfinite(body.ends(after)).all():
        first, last = body.ends(after)
        further = body.placed(after, should, float(np.hypot(*(last - first))))
    return Correction(start, now, should, further, rounded(fault.amount))


def draw_correction(on: Surface, correction: Correction, *, line: float) -> None:
    """Draw it.

    Args:
        on: written to.
        correction: in its pixels.
        line: height of the digits, pixels.
    """
    width = max(2, round(line / 9))
    green = Stroke(bgr(SHOULD_BE), width)
    green.lines(on, list(dashes(correction.start, correction.should, width)))
    if correction.further is not None:
        green.lines(on, list(dashes(correction.should, correction.further, width)))
    tip = head(correction.start, correction.should, width)
    if tip is not None and correction.further is None:
        green.patch(on, tip)
    green.disc(on, correction.should, width + 1.0)
    a, b = correction.now - correction.start, correction.should - correction.start
    apart = abs((np.degrees(np.arctan2(a[1], a[0]) - np.arctan2(b[1], b[0])) + 180.0) % 360.0 - 180.0)
    at = correction.should
    if apart >= _LEAST_ARC and min(np.hypot(*a), np.hypot(*b)) > 4 * width:
        at = draw_arc(
            on, correction.now, correction.start, correction.should, Stroke(bgr(SHOULD_BE), width), least=1.4 * line
        )
    # The number stays in the picture.
    x = float(np.clip(at[0], 1.5 * line, max(1.5 * line, on.size[0] - 1.5 * line)))
    y = float(np.clip(at[1] - 0.6 * line, 0.0, max(0.0, on.size[1] - 1.3 * line)))
    write_text(on, f"{correction.degrees}°", (x, y), height=line, colour=bgr(SHOULD_BE), anchor="middle")


@attrs.frozen(eq=False)
class _Body:
    """The learner in the picture, and how the reference would stand there.

    Attributes:
        points: (J, 2) pixels.
        skeleton: which joints these are.
        now: (L, 3) the learner's directions as filmed.
        wanted: (L, 3) the reference's as the learner's camera would see them, on the learner's own limbs.
    """

    points: Floats
    skeleton: Skeleton
    now: Floats
    wanted: Floats

    @classmethod
    def of(cls, aligned: Aligned, index: int, track: PoseTrack, frame: int) -> "_Body":
        def filmed(unit: Floats) -> Floats:
            turned = turned_about(unit, -aligned.overlap.turn)
            return mirror_image(turned) if aligned.overlap.mirrored else turned

        points = track.pixels()[frame].astype(np.float64)
        here, there = filmed(aligned.here.unit[index]), filmed(aligned.there.unit[index])
        return cls(points, track.skeleton, here, there)

    def ends(self, joint: str) -> tuple[Floats, Floats]:
        """Where a limb begins and ends."""
        limb = LIMBS[JOINTS.index(joint)]
        return self._middle(limb.start), self._middle(limb.end)

    def placed(self, joint: str, start: Floats, long: float) -> Floats:
        """Where a limb should end that begins there and is seen so long, pixels, as it is now."""
        k = JOINTS.index(joint)
        share = max(float(np.hypot(*self.now[k, :2])), _LEAST_SEEN)
        return np.asarray(start + long / share * self.wanted[k, :2])

    def _middle(self, joints: tuple[str, ...]) -> Floats:
        return np.asarray(self.points[self.skeleton.indices(*joints)].mean(axis=0))


def _own(joint: str, *, mirrored: bool) -> str:
    side, _, part = joint.partition("_")
    return f"{'right' if side == 'left' else 'left'}_{part}" if part and mirrored else joint
