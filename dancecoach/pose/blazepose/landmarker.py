"""The landmark network: one look at a region of the picture gives one body."""

from functools import cached_property
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.inference.session import Session
from dancecoach.pose.blazepose.refine import peaks, refine, sigmoid
from dancecoach.pose.blazepose.roi import Points, Roi, crop, to_tensor, wrap_angle
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.video.frame import Image

INPUT_SIZE = 256
"""Side of the network's square input in pixels."""

BODY: Final = BLAZEPOSE_33.mapping_to(BODY_13)
"""(13,) the joints by which a body is judged: nose, arms, legs."""

_BONES: Final = np.array([BLAZEPOSE_33.indices(a, b) for a, b in BODY_13.bones])
_SHOULDERS: Final = BLAZEPOSE_33.indices("left_shoulder", "right_shoulder")
_HIPS: Final = BLAZEPOSE_33.indices("left_hip", "right_hip")
_JOINTS: Final = len(BLAZEPOSE_33)
_RAW = _JOINTS + 6
"""33 landmarks, the two auxiliary points, four more that nobody uses."""

_TORSO_NONE, _TORSO_SURE = 0.08, 0.18
"""Length of the torso in the picture, as a share of the region, below which its direction says nothing (the body
points at the camera) and from which it is believed."""


def turn(vectors: Points, angle: float) -> Points:
    """(N, 3) vectors turned clockwise (as seen) in the picture plane by an angle in radians; z stays."""
    cos, sin = np.cos(angle), np.sin(angle)
    turned = vectors.copy()
    turned[:, :2] = vectors[:, :2] @ np.array([[cos, sin], [-sin, cos]])
    return turned


@attrs.frozen(eq=False, slots=False)
class Sighting:
    """A body as the network saw it in one region.

    Attributes:
        points: (33, 3) x, y in pixels of the picture, z in the same scale.
        world: (33, 3) metres, origin between the hips, along the picture's axes.
        visibility: (33,) 0 to 1.
        score: 0 to 1, whether there is a body in the region. Stays high when the region is turned wrongly.
        quality: 0 to 1, mean peak of the body's heat maps: about 0.75 in a region turned with the body, below 0.5
            when it is 90 degrees off or more.
        roi: the region looked at.
        asked: the region that the network's auxiliary points ask for next.
    """

    points: Points
    world: Points
    visibility: Points
    score: float
    quality: float
    roi: Roi
    asked: Roi

    @cached_property
    def torso_roi(self) -> Roi:
        """`asked`, turned to the line from the hips to the shoulders where that is long enough to be believed.

        The auxiliary points lag behind: in a region 40 degrees off they report 15, the shoulders 25 to 30.
        """
        line = self.points[_SHOULDERS, :2].mean(axis=0) - self.points[_HIPS, :2].mean(axis=0)
        length = float(np.hypot(*line)) / self.asked.size
        trust = float(np.clip((length - _TORSO_NONE) / (_TORSO_SURE - _TORSO_NONE), 0, 1))
        off = wrap_angle(float(np.arctan2(line[0], -line[1])) - self.asked.angle)
        return self.asked.turned(trust * off)

    @cached_property
    def upright_world(self) -> Points:
        """(13, 3) world positions of `BODY` along the axes of the region, in which the body stands upright."""
        return turn(self.world[BODY], -self.roi.angle)

    @cached_property
    def bones(self) -> Points:
        """(12,) bone lengths in metres."""
        ends = self.world[_BONES]
        return np.asarray(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1))

    def mirrored(self) -> "Sighting":
        """The same body with left and right named the other way round."""
        order = BLAZEPOSE_33.mirrored
        return attrs.evolve(self, points=self.points[order], world=self.world[order], visibility=self.visibility[order])


class Landmarker:
    """Runs the landmark network on regions of a picture."""

    def __init__(self, session: Session) -> None:
        """Wrap a loaded network.

        Raises:
            ModelError: the network lacks one of the outputs.
        """
        self._session = session
        sizes = [int(np.prod([n or 1 for n in t.shape])) for t in session.outputs]
        wanted = {"landmarks": _RAW * 5, "score": 1, "world": _RAW * 3, "heat": 64 * 64 * _RAW}
        if not set(wanted.values()) <= set(sizes):
            raise ModelError(
                _("is not a BlazePose landmark network"), subject=session.path, remedy=_("install dancecoach again")
            )
        self._output = {name: sizes.index(size) for name, size in wanted.items()}

    def __call__(self, image: Image, roi: Roi) -> Sighting:
        """Look at one region.

        Args:
            image: (H, W, 3) uint8 BGR.
            roi: where; may reach outside the picture.
        """
        outputs = self._session.run(to_tensor(crop(image, roi, INPUT_SIZE, "edge"), 0.0))
        raw = outputs[self._output["landmarks"]].reshape(_RAW, 5).astype(np.float64)
        world = outputs[self._output["world"]].reshape(_RAW, 3)[:_JOINTS].astype(np.float64)
        heat = outputs[self._output["heat"]].reshape(64, 64, _RAW)
        return self._sighting(raw, world, heat, float(outputs[self._output["score"]].item()), roi)

    @staticmethod
    def _sighting(raw: Points, world: Points, heat: NDArray[np.float32], score: float, roi: Roi) -> Sighting:
        xy = roi.points_to_image(refine(raw[:, :2] / INPUT_SIZE, heat))
        z = raw[:_JOINTS, 2:3] * (roi.size / INPUT_SIZE)
        return Sighting(
            points=np.hstack([xy[:_JOINTS], z]),
            world=turn(world, roi.angle),
            visibility=sigmoid(raw[:_JOINTS, 3]),
            score=score,
            quality=float(peaks(heat, BODY).mean()),
            roi=roi,
            asked=Roi.around(xy[_JOINTS], xy[_JOINTS + 1]),
        )
