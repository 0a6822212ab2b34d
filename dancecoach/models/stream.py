"""The features of the person in front of the camera, begun anew where nothing can be carried on."""

import attrs

from dancecoach.motion.features import Features, FeatureStream
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton

LONGEST_PAUSE_S = 1.0
"""After a longer pause of the camera nothing known before it holds any more."""


@attrs.frozen(eq=False)
class Samples:
    """What a frame brought.

    Attributes:
        features: the samples settled by the frame, from none to some.
        anew: whether they have nothing to do with those before: another person, or another time.
    """

    features: Features
    anew: bool


class PersonStream:
    """Poses in, features out. One may serve the live phases and the live style both.

    Args:
        skeleton: of the poses.
        frame_size: (width, height) of the pictures, pixels.
    """

    def __init__(self, skeleton: Skeleton, frame_size: tuple[int, int]) -> None:
        self._features = FeatureStream(skeleton, frame_size)
        self._last_s: float | None = None
        self._person: int | None = None

    def push(self, time_s: float, pose: BodyPose | None) -> Samples:
        """Take the pose in a frame.

        Args:
            time_s: presentation time of the frame. A time before the last one begins anew; so does a long pause.
            pose: the person followed, or None where nobody was found. Another `BodyPose.person` begins anew.
        """
        person = None if pose is None else pose.person
        anew = self._last_s is None or not 0 <= time_s - self._last_s <= LONGEST_PAUSE_S
        anew = anew or (person is not None and self._person is not None and person != self._person)
        if anew:
            self._features.reset()
            self._person = None
        if person is not None:
            self._person = person
        self._last_s = time_s
        return Samples(self._features.push(time_s, pose), anew)
