import attrs
import numpy as np
import pytest

from dancecoach.coaching.measures.limbs import Joints
from dancecoach.coaching.viewpoint import Viewpoint

FRAMES = 10
TIMES = np.arange(FRAMES) / 10
ALL = slice(None)


def joints(figure, **pose):
    return Joints.of(figure.track(figure.points(FRAMES, **pose), TIMES))


@pytest.mark.parametrize("facing", [90, 50, -60])
def test_angles_of_both_sides_and_the_lean_are_the_bodys_own(figure, facing):
    view = Viewpoint(min(abs(facing), 180 - abs(facing)), 1 if facing > 0 else -1)
    limbs = joints(figure, facing=facing, hip=(40, 70), knee=(60, 110), somersault=20).limbs(view, ALL)
    assert limbs.knee == pytest.approx(np.repeat([[120.0], [70.0]], FRAMES, axis=1), abs=1)
    assert limbs.hip == pytest.approx(np.repeat([[140.0], [110.0]], FRAMES, axis=1), abs=1)
    assert limbs.lean == pytest.approx(np.full(FRAMES, 20.0), abs=1), "forwards, whichever way it faces"


def test_where_the_view_is_not_known_angles_are_taken_in_space_and_without_it_in_the_picture(figure):
    track = figure.track(figure.points(FRAMES, facing=30, knee=60), TIMES)
    assert Joints.of(track).limbs(None, ALL).knee == pytest.approx(np.full((2, FRAMES), 120.0), abs=1)
    flat = Joints.of(attrs.evolve(track, world=None))
    assert flat.space is None
    assert (flat.limbs(None, ALL).knee > 130).all(), "seen from the front a bent knee looks straighter"


def test_lengths_are_in_standing_heights_and_up_is_positive(figure):
    hands = []
    for shoulder in (0, 170):
        limbs = joints(figure, facing=90, shoulder=shoulder).limbs(Viewpoint(90.0, 1), ALL)
        hands.append(limbs.hands[0])
        apart = limbs.centre[0, 1] - limbs.feet[:, 0, 1].mean()
        assert -0.65 < apart < -0.4, "the middle of a standing body is half of it above its ankles"
    arm = 0.186 + 0.146
    assert hands[1] - hands[0] == pytest.approx(2 * arm, rel=0.15)


def test_the_frames_between_two_moments_include_both(figure):
    limbs = joints(figure, knee=np.linspace(0, 90, FRAMES)).limbs(None, ALL)
    part = limbs.between(0.2, 0.5)
    assert part.times == pytest.approx([0.2, 0.3, 0.4, 0.5])
    assert part.knee == pytest.approx(limbs.knee[:, 2:6])
    assert np.array_equal(part.feet, limbs.feet[:, 2:6])
    for name in ("lean", "hands", "centre"):
        assert np.array_equal(getattr(part, name), getattr(limbs, name)[2:6]), name
