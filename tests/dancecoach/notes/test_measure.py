import math

import numpy as np
import pytest

from dancecoach.errors import NotesError
from dancecoach.notes.clip_edits import set_capture_fps, set_origin
from dancecoach.notes.clock import Clock
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.measure import CLICK_PX, Scale, angle, angle_to_vertical, distance, measured
from dancecoach.notes.records import KnownLength

SIZE = (1920, 1080)


def share(x, y):
    return x / SIZE[0], y / SIZE[1]


def test_angles_are_those_of_the_picture_not_of_shares():
    assert angle(share(500, 300), share(300, 300), share(300, 100), SIZE).value == pytest.approx(90)
    assert angle(share(400, 200), share(300, 300), share(300, 100), SIZE).value == pytest.approx(45)
    assert angle(share(100, 300), share(300, 300), share(500, 300), SIZE).value == pytest.approx(180)
    assert angle(share(500, 300), share(300, 300), share(600, 300), SIZE).value == pytest.approx(0)


@pytest.mark.parametrize(
    ("x", "y", "degrees"), [(0, -100, 0), (100, 0, 90), (-100, 0, -90), (100, -100, 45), (0, 9, 180)]
)
def test_lean_is_positive_to_the_right(x, y, degrees):
    assert angle_to_vertical(share(300, 300), share(300 + x, 300 + y), SIZE).value == pytest.approx(degrees)


def test_a_known_length_makes_metres_of_pixels_in_any_direction():
    scale = Scale.of_length(KnownLength(share(100, 900), share(500, 900), 2.0), SIZE)
    across, up = (distance(share(300, 300), share(300 + x, 300 - y), SIZE, scale) for x, y in ((200, 0), (0, 200)))
    assert (across.value, up.value, across.unit) == (pytest.approx(1.0), pytest.approx(1.0), "m")
    assert distance(share(0, 0), share(30, 40), SIZE).value == pytest.approx(50)
    assert Scale.of_height(1.7, 340.0, 17.0) == Scale(0.005, 0.05)


def test_uncertainties_are_those_of_points_put_a_few_pixels_off():
    """Against many trials with points moved by chance."""
    rng, known = np.random.default_rng(1), np.array([[100, 900], [300, 900]])
    points = np.array([[500.0, 340.0], [300.0, 300.0], [330.0, 150.0]])

    def off(given):
        return [share(*point) for point in given + rng.normal(0, CLICK_PX, given.shape)]

    trials = {"angle": [], "lean": [], "metres": []}
    for _ in range(3000):
        moved, ends = off(points), off(known)
        trials["angle"].append(angle(*moved, SIZE).value)
        trials["lean"].append(angle_to_vertical(moved[1], moved[2], SIZE).value)
        scale = Scale.of_length(KnownLength(*ends, 2.0), SIZE)
        trials["metres"].append(distance(moved[0], moved[1], SIZE, scale).value)
    exact, ends = [share(*point) for point in points], [share(*point) for point in known]
    scale = Scale.of_length(KnownLength(*ends, 2.0), SIZE)
    said = {
        "angle": angle(*exact, SIZE),
        "lean": angle_to_vertical(exact[1], exact[2], SIZE),
        "metres": distance(exact[0], exact[1], SIZE, scale),
    }
    for name, measure in said.items():
        assert measure.uncertainty == pytest.approx(np.std(trials[name]), rel=0.06), name


def test_points_on_one_another_measure_nothing():
    with pytest.raises(NotesError, match="too short to measure at"):
        angle(share(300, 300), share(300, 300), share(5, 5), SIZE)
    with pytest.raises(NotesError, match="is no height"):
        Scale.of_height(1.7, math.nan)
    assert measured(Drawing("angle", (share(3, 3), share(3, 3), share(9, 9)), 0, 0), SIZE) is None


def test_what_drawings_measure():
    at = share(0, 0), share(30, 40)
    assert measured(Drawing("distance", at, 0, 0), SIZE, Scale(0.01)).value == pytest.approx(0.5)
    assert measured(Drawing("vertical-angle", at, 0, 0), SIZE).unit == "deg"
    assert measured(Drawing("angle", (*at, share(60, 0)), 0, 0), SIZE).unit == "deg"
    assert measured(Drawing("line", at, 0, 0), SIZE) is None


def test_time_runs_from_the_origin_and_as_it_really_was(blank):
    times = np.arange(40) / 24
    as_filmed = Clock.of(set_origin(10).apply(blank), times)
    assert [as_filmed.seconds(frame) for frame in (10, 34, 4)] == pytest.approx([0, 1, -0.25])
    slow = Clock.of(set_capture_fps(240.0).apply(set_origin(10).apply(blank)), times)
    assert slow.slow_factor == pytest.approx(10)
    assert [slow.seconds(frame) for frame in (10, 34)] == pytest.approx([0, 0.1])
    assert slow.between(10, 34) == pytest.approx(0.1)
    assert Clock.of(set_capture_fps(240.0).apply(blank), times[:1]).slow_factor == 1.0


def test_frames_of_a_variable_rate_are_found_by_their_times():
    clock = Clock([0.0, 0.1, 0.15, 0.4])
    assert [clock.frame_at(s) for s in (-1, 0, 0.099, 0.1, 0.39, 0.4, 9)] == [0, 0, 0, 1, 2, 3, 3]
