"""What is said about real cameras, against what was seen by eye in the pictures.

Clips that are over too soon are played to and fro. The poses are the engine's own, ten times a second.
"""

from itertools import islice, pairwise

import pytest

from dancecoach.pipeline.live.setup.watch import Hint, SetupWatch
from dancecoach.pose.engines import make_estimator
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.file import VideoFile

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SECONDS = 10.0

#: By eye: what is wrong with where the camera stands, () for nothing; any of them may be said, nothing else.
RIGHT = {
    "dance_single": (),  # whole body, still camera, plain wall
    "pair1_reference": (),  # the same; a dancer who faces all over is not filmed at an angle
    "pair1_learner": (),
    "salsa_front": (Hint.MOVING,),  # the picture follows her, slowly
    "salsa_left": (Hint.MOVING,),
    "dance_60fps": (Hint.MOVING, Hint.FEET_OUT),  # held in a hand; a foot on the left edge
    "dance_afro": (Hint.HANDS_OUT, Hint.FEET_OUT, Hint.CLOSE),
    "trend_two_people": (Hint.FEET_OUT,),  # two half bodies
    "handstand": (Hint.MOVING,),  # held in a hand; neither far, though the body is bent double, nor dark
    "floor_leap": (Hint.MOVING,),  # the camera pans with the gymnast
    "beam_handspring": (Hint.MOVING,),  # a dark hall, but she is lit
    "squatjump_1": (Hint.CLOSE,),  # black clothes before a pale wall: not lit from behind
    "squatjump_5": (Hint.CLOSE,),
    "jump_side": (),
}
#: There something has to be said.
NEEDED = ("dance_60fps", "dance_afro", "trend_two_people", "handstand", "floor_leap", "squatjump_5")


def looks(path):
    """(seconds, picture, people) of every picture of a clip, to and fro until there is enough to judge."""
    seen, people, last_s = [], [], float("-inf")
    with VideoFile(path) as video, make_estimator("blazepose", "full") as engine:
        fps = video.info.mean_fps
        for frame in islice(video.frames(), round(SECONDS * fps)):
            if frame.time_s - last_s >= 0.1 - 1e-6:
                people, last_s = engine.estimate(frame), frame.time_s
            seen.append((frame.image[::2, ::2].copy(), people[:1]))
    there = seen
    while len(seen) < SECONDS * fps:
        there = there[::-1]
        seen = seen + there
    return [(n / fps, image, poses) for n, (image, poses) in enumerate(seen)]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_said_is_right(shared_data, name):
    watch = SetupWatch()
    said = [watch.push(*look, BLAZEPOSE_33) for look in looks(shared_data / "videos" / "dev" / f"{name}.mp4")]
    assert set(said) - {None} <= set(RIGHT[name])
    if name in NEEDED:
        assert set(said) != {None}
    changes = sum(a is not b for a, b in pairwise(said))
    assert changes <= 3, "nothing flickers"
