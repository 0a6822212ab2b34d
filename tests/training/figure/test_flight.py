import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import JOINT, Body
from training.figure.curve import Curve
from training.figure.flight import fly
from training.figure.motion import Performance
from training.figure.motions import Somersault
from training.figure.pose import Pose, posture, shape_of


def in_air(leap):
    flight = leap.performance.flights[0]
    return (leap.times > flight.start + 0.004) & (leap.times < flight.end - 0.004), flight


def test_the_centre_of_mass_flies_a_parabola(any_leap):
    air, _ = in_air(any_leap)
    t, centre = any_leap.times[air], any_leap.centre[air]
    for axis, bend in ((0, 0.0), (1, -GRAVITY / 2), (2, 0.0)):
        fit = np.polyfit(t - t[0], centre[:, axis], 2)
        assert fit[0] == pytest.approx(bend, abs=1e-3)
        assert np.abs(np.polyval(fit, t - t[0]) - centre[:, axis]).max() < 1e-3


def test_flight_lasts_as_long_as_the_take_off_speed_says(any_leap):
    air, flight = in_air(any_leap)
    t, height = any_leap.times[air], any_leap.centre[air, 1]
    up = np.gradient(height, t)[0] + GRAVITY * (t[0] - flight.start)
    ends = np.interp([flight.start, flight.end], any_leap.times, any_leap.centre[:, 1])
    # h0 + v t - g t^2 / 2 = h1, solved for the later t; 2 v / g when both heights are the same.
    expected = (up + np.sqrt(up**2 + 2 * GRAVITY * (ends[0] - ends[1]))) / GRAVITY
    assert flight.end - flight.start == pytest.approx(expected, abs=0.01)


def test_angular_momentum_is_kept_in_flight(any_leap):
    air, flight = in_air(any_leap)
    figure = type(any_leap.figure)(any_leap.figure.joints[air], any_leap.figure.turns[air])
    angular = mechanics.momentum(any_leap.body, figure, any_leap.times[air]).angular[5:-5]
    mean = angular.mean(0)
    # A jump has next to none: compare with what one somersault of the body would need.
    scale = max(np.linalg.norm(mean), 8.0)
    assert np.abs(angular - mean).max() / scale < 0.02
    if flight.turns:
        assert mean[0] < -15, "backwards is about the right-hand side's axis"


def test_the_body_turns_as_often_as_named(any_leap):
    air, flight = in_air(any_leap)
    trunk = any_leap.joints[air, JOINT["neck"]] - any_leap.joints[air, JOINT["pelvis"]]
    angle = np.unwrap(np.arctan2(trunk[:, 2], trunk[:, 1]))
    # It leaves the floor leaning the way it turns and lands leaning the other way.
    assert (angle[-1] - angle[0]) / (2 * np.pi) == pytest.approx(flight.turns, abs=0.25)


def test_a_double_somersault_turns_once_in_less_than_half_a_second():
    performance = Performance.of(Body(), [Somersault(turns=2, flight=0.95)])
    flight = performance.flights[0]
    times = np.linspace(flight.start, flight.end, 400)
    joints = posture(Body(), performance.pose(times)).joints
    trunk = joints[:, JOINT["neck"]] - joints[:, JOINT["pelvis"]]
    angle = np.abs(np.unwrap(np.arctan2(trunk[:, 2], trunk[:, 1])))
    angle -= angle[0]
    fastest = min(np.interp(a + 2 * np.pi, angle, times) - np.interp(a, angle, times) for a in np.linspace(1, 5, 9))
    assert fastest < 0.45


def test_speed_is_kept_through_both_contacts(any_leap):
    """The pelvis leaves the floor as fast as it flies on; at touch-down it does not stop at once."""
    for at in (any_leap.performance.flights[0].start, any_leap.performance.flights[0].end):
        times = at + np.array([-0.004, -0.001, 0.001, 0.004])
        pelvis = any_leap.performance.pose(times).place[:, 1]
        before, after = np.diff(pelvis)[[0, 2]] / 0.003
        assert after == pytest.approx(before, abs=0.35)


def test_a_twisting_flight_keeps_its_momentum_and_lands_as_told():
    """Arms that move apart tilt the body out of the plane: the general solution."""
    body = Body()
    apart = {"left_arm_flex": 150, "right_arm_flex": 110, "right_arm_abd": 30}
    keys = [shape_of({"arm_flex": 160}), shape_of(apart), shape_of(apart), shape_of({"arm_flex": 60})]
    shape = Curve(np.array([0.0, 0.25, 0.55, 0.8]), np.stack(keys))

    def pose(turn, height, at):
        return Pose(
            np.array([[0.0, height, 0.0]]), turn.as_matrix()[None], shape(np.array([at])), np.zeros((1, 2), bool)
        )

    first = pose(Rotation.identity(), 0.95, 0.0)
    last = pose(Rotation.from_euler("yx", [20, 15], degrees=True), 0.85, 0.8)
    flown = fly(body, shape, first, last, duration=0.8, turns=-1)
    times = np.linspace(0, 0.8, 801)
    done = flown.pose(times)
    assert done.turn[-1] == pytest.approx(last.turn[0], abs=2e-3)
    assert done.place[-1] == pytest.approx(last.place[0], abs=2e-3)
    angular = mechanics.momentum(body, posture(body, done), times).angular[5:-5]
    assert np.linalg.norm(angular - flown.angular_momentum, axis=1).max() < 0.02 * np.linalg.norm(
        flown.angular_momentum
    )
