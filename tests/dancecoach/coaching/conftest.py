"""Figures whose skills are exactly known: drawn ones as a perfect engine would see them, without any picture."""

import attrs
import numpy as np
import pytest

from dancecoach.motion.phases import SKILL, segments_of
from training.figure.camera import Camera
from training.figure.motions import Stand
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.handstand import Handstand
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.landings import Landing
from training.figure.scene import Actor, Scene, Stage

SKILLS = {
    "straight jump": Jump(flight=0.5),
    "tuck jump": Jump(flight=0.55, shape="tuck", level=1.0),
    "pike jump": Jump(flight=0.6, shape="pike", level=1.0),
    "straddle jump": Jump(flight=0.6, shape="straddle", level=1.0),
    "split jump": Jump(flight=0.6, shape="split", level=1.0),
    "full-turn jump": Jump(flight=0.55, twists=1.0),
    "jump and two steps": Jump(flight=0.5, landing=Landing("stepped", steps=2)),
    "back tuck": Somersault(),
    "back pike": Somersault(shape="pike", flight=0.72),
    "back layout": Somersault(shape="layout", flight=0.8),
    "front tuck": Somersault(forward=True),
    "double back tuck": Somersault(turns=2, flight=1.0),
    "cartwheel": Cartwheel(),
    "handstand": Handstand(),
}


@attrs.frozen(eq=False)
class Done:
    """A skill done: the track, the true segments and the truth."""

    track: object
    segments: tuple
    truth: object

    @property
    def flight(self):
        return self.truth.flights[0]

    @property
    def skill_frames(self):
        return np.flatnonzero(self.truth.phases == SKILL)

    def with_track(self, **changes):
        return attrs.evolve(self, track=attrs.evolve(self.track, **changes))

    def without(self, frames):
        """Nobody is found in these frames."""
        track = self.track
        found = track.found.copy()
        found[frames] = False
        gone = ~found
        landmarks, world, visibility = track.landmarks.copy(), track.world.copy(), track.visibility.copy()
        landmarks[gone], world[gone], visibility[gone] = np.nan, np.nan, 0.0
        return self.with_track(found=found, landmarks=landmarks, world=world, visibility=visibility)

    def cut(self, first, last):
        """The clip from one frame to another (exclusive)."""
        part = slice(first, last)
        track = attrs.evolve(
            self.track,
            times=self.track.times[part] - self.track.times[first],
            **{
                name: getattr(self.track, name)[part]
                for name in ("landmarks", "world", "visibility", "found", "people")
            },
        )
        return attrs.evolve(self, track=track, segments=segments_of(self.truth.phases[part].astype(int), track.times))


@pytest.fixture(scope="session")
def do():
    """A function that does a skill of `SKILLS`, filmed from an azimuth at some frames a second: a `Done`."""
    made = {}

    def perform(name, *, azimuth=70.0, fps=30.0):
        key = name, azimuth, fps
        if key not in made:
            camera = Camera(azimuth=azimuth, distance=7.5, target=(0.0, 1.2, 0.0))
            scene = Scene(
                actors=(Actor(moves=(Stand(0.5), SKILLS[name], Stand(0.5))),), camera=camera, size=(640, 640), fps=fps
            )
            truth = Stage(scene).truth()
            track = truth.to_track()
            made[key] = Done(track, segments_of(truth.phases.astype(int), track.times, author="model true"), truth)
        return made[key]

    return perform
