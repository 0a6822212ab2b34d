"""What Practice is about, part by part and without a window: a reference by formula, and a run that only says so."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.state import PracticeStatus
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo
from dancecoach.video.sound_passage import Heard


def reference_of(seconds, **more):
    """Somebody who stands, in a file of landmarks: its parts are four seconds each."""
    times = np.arange(0.0, seconds, 0.1)
    landmarks = np.full((len(times), len(BODY_13), 3), 0.5, np.float32)
    ones = np.ones((len(times), len(BODY_13)), np.float32)
    track = PoseTrack(times, landmarks, ones, np.ones(len(times), bool), (64, 48), BODY_13, "formula")
    info = ClipInfo("/clips/tanz.npz", len(times), float(times[-1]), 10.0, False, 64, 48)
    return Reference(Analysis(info, "ab" * 32, track, "file", "", "auto"), **more)


class SaidRun(QObject):
    """Stands in for `Dancing`: remembers what it is asked for."""

    counted, over, lap_judged, judged = Signal(), Signal(), Signal(object), Signal(object)

    def __init__(self):
        super().__init__()
        self.heard, self.drill, self.filmed, self.laps = Heard(0.0), None, True, {}
        self.keeping = SimpleNamespace(open=True, judging=0)
        self.asked = []

    def begin(self, *how):
        self.asked.append(("begin", *how))

    def finish(self, *_clapped_at):
        self.asked.append("finish")

    def change_speed(self, speed):
        self.asked.append(speed)


@pytest.fixture
def status(qapp):
    return PracticeStatus()


@pytest.fixture
def reference():
    """Twelve seconds."""
    return reference_of(12.0)


@pytest.fixture
def having(reference):
    """Stands in for `Opening`: has the reference."""
    return SimpleNamespace(reference=reference)


@pytest.fixture
def dancing(qapp):
    return SaidRun()
