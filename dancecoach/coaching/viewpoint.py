"""From where the camera sees the body, and the body's angles seen as if it stood beside it.

What hips, knees and trunk do in a skill they do mostly in one plane, that of the body's front and back. Filmed at an
angle to that plane, everything level is seen shortened by the same share. Which way the body faces is known in space,
so the share is known, and the picture is stretched by it before angles are taken. On drawn clips this halves the
errors of the engine's own metres from 30 degrees on; filmed from nearer to the front there is nothing to stretch.
"""

import attrs
import numpy as np

from dancecoach.motion.body import facing
from dancecoach.motion.points import Floats
from dancecoach.pose.track import PoseTrack

LEAST_AGREEMENT = 0.6
"""Length of the mean of the directions (1: all the same) from which a view is known: less is left as often as right.

A slow turn to one side is not less (a half turn has 0.64): what counts is then the direction in its middle."""

LEAST_FRAMES = 3


@attrs.frozen
class Viewpoint:
    """How a body stands to the camera.

    Attributes:
        side_on: degrees, 0 from the front or the back, 90 from the side.
        towards: 1 where it faces the picture's right, -1 for the left.
    """

    side_on: float
    towards: int

    @property
    def share(self) -> float:
        """How long something level in the body's plane is in the picture, as a share of its length."""
        return float(np.sin(np.radians(self.side_on)))


@attrs.frozen(eq=False)
class Views:
    """Which way a body faces (`dancecoach.motion.body.facing`), (T,) degrees, at (T,) s."""

    times: Floats
    facing: Floats

    @classmethod
    def of(cls, track: PoseTrack) -> "Views":
        """What tells the viewpoint at any moment of a track."""
        return cls(track.times, facing(track))

    def between(self, first_s: float, last_s: float) -> Viewpoint | None:
        """The viewpoint over a while; None where the body faces left in it as often as right, or was not seen.

        The engine takes front for back now and then; both are seen from equally far aside, so that they are taken as
        one, and the way it faces is that of most frames.
        """
        chosen = self.facing[(self.times >= first_s) & (self.times <= last_s)]
        known = np.radians(chosen[np.isfinite(chosen)])
        if len(known) < LEAST_FRAMES:
            return None
        # Mirrored at the picture's plane: front and back, 30 and 150 degrees, become one.
        folded = np.arcsin(np.sin(known))
        if abs(np.exp(1j * folded).mean()) < LEAST_AGREEMENT:
            return None
        angle = float(np.degrees(np.median(folded)))
        return Viewpoint(abs(angle), 1 if angle >= 0 else -1)


_LEAST_SHARE = 0.35


def beside(points: Floats, view: Viewpoint) -> Floats:
    """(N, J, 2) a picture as seen from beside the body: x ahead of it, y down; NaN where not known.

    Args:
        points: (N, J, 2) pixels, x right, y down. Joints are used however visible they are: a hidden leg is a guess,
            but on drawn clips the mean of the near leg and the guess is as good as the near one alone.
        view: from where they are seen.
    """
    return np.stack([points[..., 0] * (view.towards / max(view.share, _LEAST_SHARE)), points[..., 1]], axis=-1)
