"""Every hint on a drawn scene that is wrong in that one way, none on a good one, and none that flickers."""

from itertools import pairwise

import numpy as np
import pytest

from dancecoach.pipeline.live.setup.pictures import backlit, free_of, grey_of, lit_part, moved
from dancecoach.pipeline.live.setup.watch import Hint, SetupWatch
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33

SIZE = (640, 360)
SECONDS, FPS = 8, 25


def smooth_noise(seed, size=(1000, 560), low=60, high=220):
    """A background with something to hold on to: blobs of several sizes."""
    rng = np.random.default_rng(seed)
    out = np.zeros((size[1], size[0]))
    for cells in (7, 18, 45):
        grid = rng.random((cells + 1, cells + 1))
        rows, columns = np.linspace(0, cells, size[1]), np.linspace(0, cells, size[0])
        y, x = rows.astype(int).clip(0, cells - 1), columns.astype(int).clip(0, cells - 1)
        out += grid[np.ix_(y, x)]
    out = (out - out.min()) / np.ptp(out)
    return (low + (high - low) * out).astype(np.uint8)


BACKGROUND = smooth_noise(0)


class Scene:
    """Somebody who sways and swings an arm in front of a camera."""

    def __init__(self, figure):
        self._figure = figure

    def run(self, watch=None, *, tall=0.5, facing=90, x=0.0, y=0.0, fps=FPS, light=1.0, shake=0.0, shadow=None,
            arms=20.0, seconds=SECONDS, start_s=0.0):  # fmt: skip
        """The hints, picture by picture. ``tall`` is the body's height as a share of the picture's."""
        watch = watch or SetupWatch()
        count = round(seconds * fps)
        t = np.arange(count) / fps
        centre = np.zeros((count, 1, 3))
        centre[:, 0, 0] = x + 0.1 * np.sin(2 * t)
        centre[:, 0, 1] = y
        points = self._figure.points(count, shoulder=arms * (1 + np.sin(3 * t)), facing=facing, centre=centre)
        track = self._figure.track(points, t, pixels_per_metre=tall * SIZE[1] / 1.7, frame_size=SIZE)
        hints = []
        for i in range(count):
            pose = BodyPose(track.landmarks[i], track.visibility[i], track.world[i], 1.0, 1)
            if fps != FPS or i % 5 == 0:  # of the others only the time is looked at
                image = self._picture(t[i], track.landmarks[i], light, shake, shadow)
            hints.append(watch.push(start_s + float(t[i]), image, (pose,), BLAZEPOSE_33))
        return hints

    def _picture(self, time_s, landmarks, light, shake, shadow):
        dx, dy = (int(150 + shake * np.sin(5 * time_s)), int(90 + 0.4 * shake * np.cos(4 * time_s)))
        grey = BACKGROUND[dy : dy + SIZE[1], dx : dx + SIZE[0]].astype(float)
        if shadow is not None:
            grey = grey * 0.3 + 170
        xs, ys = landmarks[:, 0] * SIZE[0], landmarks[:, 1] * SIZE[1]
        left, right = (int(np.clip(v, 0, SIZE[0])) for v in (xs.min() - 6, xs.max() + 6))
        top, low = (int(np.clip(v, 0, SIZE[1])) for v in (ys.min() - 6, ys.max() + 6))
        grey[top:low, left:right] = 110 if shadow is None else shadow
        return np.repeat((grey * light).clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.fixture
def scene(figure):
    return Scene(figure)


def test_a_good_scene_needs_no_hint(scene):
    assert set(scene.run()) == {None}


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"light": 0.15}, Hint.DARK),
        ({"shake": 60.0}, Hint.MOVING),
        ({"y": 0.95}, Hint.FEET_OUT),
        ({"arms": 85.0, "facing": 90, "x": 2.5}, Hint.HANDS_OUT),
        ({"tall": 0.92}, Hint.CLOSE),
        ({"tall": 0.15}, Hint.FAR),
        ({"shadow": 30}, Hint.BACKLIT),
        ({"fps": 12}, Hint.SLOW),
        ({"facing": 40}, Hint.OBLIQUE),
    ],
)
def test_each_hint_alone(scene, wrong, hint):
    said = scene.run(**wrong)
    assert said[-1] is hint
    assert set(said) <= {None, hint}


def test_seen_from_the_front_on_purpose_is_no_hint(scene):
    assert set(scene.run(facing=0)) == {None}


def test_for_a_dance_no_side_is_better_than_another(scene):
    assert set(scene.run(SetupWatch(skills=False), facing=40)) == {None}


def test_who_lies_or_stands_on_the_hands_is_not_far_away(scene):
    """Nose and ankles are near each other in height, the body is as long as ever."""
    watch = SetupWatch()
    points = np.zeros((33, 3), np.float32)
    image = np.repeat(BACKGROUND[:360, :640, None], 3, axis=2)
    for joint, (x, y) in enumerate(np.linspace((0.3, 0.7), (0.6, 0.72), 33)):
        points[joint] = x, y, 0.0
    lying = BodyPose(points, np.ones(33, np.float32), None, 1.0, 1)
    assert {watch.push(n / FPS, image, (lying,), BLAZEPOSE_33) for n in range(6 * FPS)} == {None}


def test_dark_clothes_are_no_light_from_behind_and_a_spotlight_is_enough():
    points = np.linspace((0.45, 0.2), (0.5, 0.9), 33)
    wall, body = np.full((54, 96), 180.0, np.float32), np.s_[10:50, 42:50]
    wall[body] = 40
    assert backlit(wall, points)
    wall[10:24, 42:50] = 150  # the face
    assert not backlit(wall, points)
    stage = np.full((54, 96), 10.0, np.float32)
    stage[10:24, 42:50] = 150
    assert lit_part(stage, points) > 100
    assert lit_part(stage, points[:2]) is None


def test_a_hint_waits_stays_and_goes_once(scene):
    watch = SetupWatch()
    said = scene.run(watch, tall=0.15)
    said += scene.run(watch, seconds=9, start_s=SECONDS)
    changes = [(a, b) for a, b in pairwise(said) if a is not b]
    assert changes == [(None, Hint.FAR), (Hint.FAR, None)]
    assert said.index(Hint.FAR) > 2 * FPS


def test_the_most_costly_comes_first(scene):
    assert scene.run(tall=0.15, light=0.15, facing=40)[-1] is Hint.DARK


def test_nobody_there_says_nothing_of_the_distance():
    watch = SetupWatch()
    image = np.repeat(BACKGROUND[:360, :640, None], 3, axis=2)
    assert {watch.push(n / FPS, image, (), BLAZEPOSE_33) for n in range(8 * FPS)} == {None}


def test_another_camera_begins_anew(scene):
    watch = SetupWatch()
    scene.run(watch, tall=0.15)
    assert watch.hint is Hint.FAR
    scene.run(watch, seconds=1)
    assert watch.hint is None


def test_somebody_who_moves_does_not_move_the_camera():
    still = np.repeat(BACKGROUND[:360, :640, None], 3, axis=2)
    walked = [still.copy(), still.copy()]
    for n, picture in enumerate(walked):
        picture[60:330, 150 + 60 * n : 260 + 60 * n] = 30
    assert not moved(grey_of(walked[0]), grey_of(walked[1]))
    panned = np.repeat(BACKGROUND[:360, 40:680, None], 3, axis=2)
    assert moved(grey_of(still), grey_of(panned))


def test_before_a_plain_wall_a_dancer_is_not_taken_for_the_camera():
    wall = [np.full((360, 640, 3), 200, np.uint8) for _ in range(2)]
    noise = np.random.default_rng(0)
    for n, picture in enumerate(wall):
        picture[300:] = 120
        picture[60:330, 220 + 30 * n : 330 + 30 * n : 3] = 30
        wall[n] += noise.integers(0, 6, picture.shape, np.uint8)
    greys = [grey_of(picture) for picture in wall]
    around = [np.array([[0.34 + 0.05 * n, 0.17], [0.52 + 0.05 * n, 0.92]]) for n in range(2)]
    assert not moved(*greys, free_of(around))
    assert moved(*greys, free_of([np.array([[-0.2, -0.2], [1.2, 1.2]])])) is None, "nothing is free of people"
