from types import SimpleNamespace

import numpy as np
import pytest

from training.figure import mechanics
from training.figure.body import Body
from training.figure.motion import Performance
from training.figure.motions import Dance, Jump, Somersault, Squat, Stand, Turn, Walk
from training.figure.pose import posture

ALL_MOVES = {
    "stand": Stand(1.6, seed=3),
    "walk": Walk(3),
    "backwards": Walk(2, length=0.25, backwards=True),
    "turn": Turn(360),
    "turn right": Turn(-180, steps=6),
    "squat": Squat(repeats=2),
    "dance": Dance(8),
    "jump": Jump(),
    "jump without swing": Jump(swing=False, flight=0.4),
    "jump ahead": Jump(travel=0.4),
    "somersault": Somersault(),
    "double": Somersault(turns=2, flight=1.0),
}
BODIES = {
    "usual": Body(),
    "tall man": Body(height=1.92, mass=88, sex="male", girth=1.05, leg_share=1.04, shoulder_share=1.06),
    "child": Body(height=1.34, mass=30, girth=0.9, leg_share=0.97),
}


def perform(move, body, fps=240.0):
    """A move sampled finely: times, pose, joints, landmarks, centre of mass."""
    performance = Performance.of(body, [move])
    times = np.arange(0.0, performance.duration, 1 / fps)
    pose = performance.pose(times)
    figure = posture(body, pose)
    return SimpleNamespace(
        body=body,
        performance=performance,
        times=times,
        pose=pose,
        figure=figure,
        joints=figure.joints,
        landmarks=figure.landmarks(body),
        centre=mechanics.centre_of_mass(body, figure),
    )


@pytest.fixture(scope="session", params=list(ALL_MOVES))
def any_move(request):
    """Each movement, done by a tall man: the body for which reaching the floor is hardest."""
    return perform(ALL_MOVES[request.param], BODIES["tall man"])


@pytest.fixture(scope="session", params=["jump", "jump without swing", "jump ahead", "somersault", "double"])
def any_leap(request):
    """Each movement with a flight, done by an ordinary body."""
    return perform(ALL_MOVES[request.param], BODIES["usual"], fps=1000.0)


@pytest.fixture(scope="session")
def bodies():
    return BODIES


@pytest.fixture(scope="session")
def performed():
    return perform
