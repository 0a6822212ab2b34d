"""The record of everything found out about one clip."""

import attrs

from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

SCHEMA = "dancecoach.analysis/1"


@attrs.frozen(eq=False)
class Analysis:
    """Everything found out about one clip.

    Attributes:
        clip: facts of the file.
        sha256: hexadecimal hash of the file's content.
        track: the followed person's landmarks, one entry per frame of the clip.
        engine: pose engine, "blazepose", "mediapipe", or "file" when the landmarks were given.
        model: size of its network, "lite" or "full"; "" when the landmarks were given.
        activity: what the person said it is, "auto", "dance" or "gymnastics".
        warnings: sentences for the person, such as a second dancer or cut feet.
    """

    clip: ClipInfo
    sha256: str
    track: PoseTrack
    engine: str
    model: str
    activity: str
    warnings: tuple[str, ...] = ()
