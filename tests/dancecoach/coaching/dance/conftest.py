"""Dancers whose poses are exactly known: drawn figures as a perfect engine would see them, changed by known amounts."""

from functools import lru_cache

import attrs
import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.comparison import compare
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.feet import Place
from training.figure.motion import Performance
from training.figure.motions import Dance, Stand
from training.figure.motions.hop_dance import HopDance
from training.figure.pose import ANGLE, posture

DANCE = (
    Dance(counts=8, tempo=116),
    HopDance(hops=("both", "left", "right"), seed=3),
    Dance(counts=8, tempo=116, first_arm=3),
    HopDance(hops=("right", "both"), seed=5, size=0.9),
)
"""Some 21 s: steps, hops and an arm figure on every beat."""

OTHERS = (
    (HopDance(hops=("left", "both", "right", "left"), seed=11, tempo=104), HopDance(seed=12, tempo=122)),
    (HopDance(hops=("both", "both"), seed=21, tempo=96), HopDance(hops=("right", "left", "both"), seed=22, tempo=132)),
    (HopDance(hops=("right", "left", "left"), seed=31, size=1.0), HopDance(seed=33, size=1.0, tempo=100)),
)
"""Other choreographies."""

STAND = (Stand(20.0),)
SIZE = (540, 720)


def _unrest(rng, shape, width):
    """Noise of spread 1 that changes over so many samples."""
    values = gaussian_filter1d(rng.normal(size=shape), width, axis=0, mode="wrap")
    return values / values.std()


def _noisy(world, fps, rng, metres):
    """As an estimator errs: a jitter from frame to frame and a slower wandering, three times as much in depth."""
    jitter = _unrest(rng, world.shape, 0.02 * fps) * 0.6 + _unrest(rng, world.shape, 0.25 * fps) * 0.8
    return world + metres * jitter * (1.0, 1.0, 3.0)


@lru_cache(maxsize=16)
def planned(body, moves, start):
    """The moves worked out, which takes longer than all the rest."""
    return Performance.of(body, moves, start)


def dancer(
    moves=DANCE,
    *,
    change=None,
    when=None,
    body=None,
    camera=None,
    start=None,
    fps=30.0,
    first_s=0.0,
    last_s=None,
    noise=0.0,
    seed=0,
    size=SIZE,
):
    """A track of a figure that dances.

    Args:
        moves: what it does.
        change: (times, angles by name, (T, A) shape) -> None, writes into the shape, degrees.
        when: seconds of the clip -> of the dance; None lets them be the same.
        body: build.
        camera: where it is filmed from.
        start: where it stands and faces.
        fps: of the clip.
        first_s: of the clip that is kept; its times begin with 0.
        last_s: likewise; None as long as the dance is.
        noise: of the engine, metres, in the picture's plane; three times as much in depth.
        seed: of the noise.
        size: of the picture.
    """
    body, camera = body or Body(), camera or Camera(distance=5.0, fov=36)
    performance = planned(body, moves, start or Place())
    last = performance.duration if last_s is None else last_s
    times = np.arange(first_s, last, 1 / fps)
    own = times if when is None else when(times)
    pose = performance.pose(own)
    if change is not None:
        change(own, ANGLE, pose.shape)
    landmarks = posture(body, pose).landmarks(body)
    view = camera.view(times, size)
    pixels, _depth = view.project(landmarks)
    hips = landmarks[:, BLAZEPOSE_33.indices("left_hip", "right_hip")].mean(1, keepdims=True)
    world = np.einsum("tij,tnj->tni", view.axes, landmarks - hips)
    shares = pixels / np.array(size)
    if noise:
        moved = _noisy(world, fps, np.random.default_rng(seed), noise)
        per_metre = float(np.ptp(pixels[..., 1], axis=1).mean() / np.ptp(world[..., 1], axis=1).mean())
        shares = shares + (moved - world)[..., :2] * per_metre / np.array(size)
        world = moved
    inside = ((shares >= 0) & (shares < 1)).all(-1)
    return PoseTrack(
        times=times - times[0],
        landmarks=np.concatenate([shares, np.zeros((*shares.shape[:2], 1))], -1),
        visibility=np.where(inside, 1.0, 0.1),
        found=np.ones(len(times), bool),
        frame_size=size,
        skeleton=BLAZEPOSE_33,
        source="drawn",
        world=world,
    )


def mirror(track):
    """The same filmed in a mirror: what is left is seen right."""
    names = track.skeleton.joints
    other = {"left": "right", "right": "left"}
    pairs = ((name, *name.partition("_")) for name in names)
    swap = [
        names.index(f"{other[side]}_{part}") if side in other else names.index(name) for name, side, _, part in pairs
    ]
    return attrs.evolve(
        track,
        landmarks=track.landmarks[:, swap] * (-1.0, 1.0, 1.0) + (1.0, 0.0, 0.0),
        world=None if track.world is None else track.world[:, swap] * (-1.0, 1.0, 1.0),
        visibility=track.visibility[:, swap],
    )


def without(track, joints=None, frames=slice(None)):
    """A track in which joints (None: nobody at all) are not seen in some frames."""
    found, visibility, landmarks = track.found.copy(), track.visibility.copy(), track.landmarks.copy()
    world = None if track.world is None else track.world.copy()
    if joints is None:
        found[frames], visibility[frames], landmarks[frames] = False, 0.0, np.nan
        if world is not None:
            world[frames] = np.nan
    else:
        rows = np.arange(len(track))[frames]
        visibility[np.ix_(rows, track.skeleton.indices(*joints))] = 0.1
    return attrs.evolve(track, found=found, visibility=visibility, landmarks=landmarks, world=world)


def poses(track):
    """What an engine gives frame by frame."""
    return [
        BodyPose(track.landmarks[i], track.visibility[i], None if track.world is None else track.world[i], 1.0)
        if track.found[i]
        else None
        for i in range(len(track))
    ]


def added(**angles):
    """A change: degrees added to angles of the figure, numbers or functions of the dance's time."""

    def change(times, columns, shape):
        for name, more in angles.items():
            shape[:, columns[name]] += more(times) if callable(more) else more

    return change


@pytest.fixture(scope="session")
def dance():
    """The function that makes dancers, `dancer`, with the other tools of this file as its attributes."""
    dancer.dance, dancer.others, dancer.stand = DANCE, OTHERS, STAND
    dancer.mirror, dancer.without, dancer.poses, dancer.added = mirror, without, poses, added
    return dancer


@pytest.fixture(scope="session")
def reference(dance):
    """The dance as it should be."""
    return dance()


@pytest.fixture(scope="session")
def beside(dance, reference):
    """A function that compares the reference with a dancer: the same arguments as of `dancer`."""
    return lambda moves=DANCE, **how: compare(reference, dance(moves, **how))
