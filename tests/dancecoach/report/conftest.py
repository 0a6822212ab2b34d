"""A drawn clip with a jump, and an analysis as a perfect engine would make it."""

import attrs
import cv2
import numpy as np
import pytest

from dancecoach.coaching.skills import measure_skills
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.phases import segments_of
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.video.file import VideoFile
from dancecoach.video.writer import VideoWriter
from training.figure.camera import Camera
from training.figure.motions import Jump
from training.figure.scene import Actor, Scene

SHA = "ab" * 32


@attrs.frozen(eq=False)
class Filmed:
    """A clip and what is known of it."""

    path: object
    analysis: Analysis

    @property
    def track(self):
        return self.analysis.track


def analysis_of(path, truth):
    with VideoFile(path) as video:
        info, times = video.info, video.times
    track = attrs.evolve(truth.to_track(), times=times)
    phases = segments_of(truth.phases.astype(int), track.times, np.full(len(track), 0.95), author="model true")
    return Analysis(
        info, SHA, track, "blazepose", "full", "auto", ("The feet are cut off.",),
        phases=phases, phase_model="true", skills=measure_skills(track, phases),
    )  # fmt: skip


@pytest.fixture(scope="session")
def leap(drawn_clip):
    """A jump that goes two metres, to the left of the picture, seen from beside by a camera that stands."""
    scene = Scene(
        actors=(Actor(moves=(Jump(flight=0.5, travel=2.0, hold=0.0),)),),
        camera=Camera(azimuth=90.0, distance=6.5, target=(0.0, 1.1, 0.5)),
        size=(480, 320),
        fps=30.0,
    )
    made = drawn_clip(scene=scene, name="leap über")
    return Filmed(made.path, analysis_of(made.path, made.truth))


@pytest.fixture(scope="session")
def panned(leap, tmp_path_factory):
    """The leap through a camera that pans: a window that moves over the pictures of the one that stands."""
    path = tmp_path_factory.mktemp("panned") / "panned.mp4"
    width, height, most = 340, 300, 90
    with VideoFile(leap.path) as video:
        count = len(video)
        lefts = np.linspace(0, most, count).round().astype(int)
        # Textured ground, as gyms have; the drawn wall is too even to see a camera move.
        dots = np.random.default_rng(1).integers(0, 90, (40, 60), np.uint8)
        ground = cv2.resize(dots, (480, 320), interpolation=cv2.INTER_NEAREST)[..., None]
        with VideoWriter(path, (width, height), 30.0, crf=12) as writer:
            for frame in video.frames():
                image = np.clip(frame.image * 0.7 + ground * _free(leap, frame), 0, 255).astype(np.uint8)
                left = lefts[frame.index]
                writer.write(np.ascontiguousarray(image[:height, left : left + width]), frame.time_s)
    track = leap.track
    pixels = track.pixels().copy()
    pixels[..., 0] -= lefts[:, None]
    landmarks = track.landmarks.copy()
    landmarks[..., :2] = pixels / (width, height)
    moved = attrs.evolve(track, landmarks=landmarks, frame_size=(width, height))
    with VideoFile(path) as video:
        info = video.info
    return Filmed(path, attrs.evolve(leap.analysis, clip=info, track=moved))


def _free(leap, frame):
    """Where nobody is."""
    mask = np.ones((320, 480, 1), np.float32)
    points = leap.track.pixels()[frame.index]
    (x0, y0), (x1, y1) = points.min(0).astype(int) - 25, points.max(0).astype(int) + 25
    mask[max(0, y0) : y1, max(0, x0) : x1] = 0
    return mask


@pytest.fixture
def notes_with():
    """A function: the notes of a clip with these drawings."""

    def make(filmed, *drawings, **more):
        numbered = [attrs.evolve(drawing, id=i) for i, drawing in enumerate(drawings, 1)]
        return Notes(NotedClip(SHA, len(filmed.track)), drawings=DrawingSet.of(numbered), **more)

    return make


@pytest.fixture
def unseen(leap):
    """The leap's analysis by an engine that found nobody."""
    track = leap.track
    nowhere = attrs.evolve(
        track,
        landmarks=np.full_like(track.landmarks, np.nan),
        world=None,
        visibility=np.zeros_like(track.visibility),
        found=np.zeros(len(track), bool),
    )
    return attrs.evolve(leap.analysis, track=nowhere, phases=(), skills=(), warnings=("Nobody was found.",))
