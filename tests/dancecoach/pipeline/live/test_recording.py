from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import OutputError
from dancecoach.pipeline.live.recording import LiveRecording
from dancecoach.video.frame import Frame


class Writer:
    def __init__(self, room=10):
        self.frames, self.room, self.closed = [], room, 0

    def write(self, frame):
        if len(self.frames) >= self.room:
            raise OutputError("the disk is full", subject="x.mkv", remedy="free some space")
        self.frames.append(frame.index)

    def close(self, cut_s=0.0):
        self.closed += 1


class Clock:
    now = 50.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def frame(index):
    return Frame(np.zeros((2, 2, 3), np.uint8), index / 30, index)


def test_it_knows_how_long_it_has_been_going_on(clock):
    recording = LiveRecording(Path("x.mkv"), Writer(), (2, 2), clock)
    clock.now += 65
    assert recording.facts.seconds == 65
    assert recording.facts.path == Path("x.mkv")
    assert recording.close() == Path("x.mkv")
    clock.now += 5
    assert recording.facts.seconds == 65


def test_a_full_disk_ends_the_recording_and_not_the_camera(clock):
    writer = Writer(room=3)
    recording = LiveRecording(Path("x.mkv"), writer, (2, 2), clock)
    for index in range(6):
        clock.now += 1
        recording.write(frame(index))
    assert writer.frames == [0, 1, 2]
    assert "disk is full" in str(recording.facts.error)
    assert recording.facts.seconds == 4
    with pytest.raises(OutputError, match="disk is full"):
        recording.close()
    assert writer.closed == 1, "what was written until then is finished all the same"


def test_a_picture_after_the_end_is_left_out(clock):
    writer = Writer()
    recording = LiveRecording(Path("x.mkv"), writer, (2, 2), clock)
    recording.write(frame(0))
    recording.close()
    recording.write(frame(1))
    assert writer.frames == [0]


def test_a_camera_that_comes_back_in_another_size_ends_the_recording(clock):
    writer = Writer()
    recording = LiveRecording(Path("x.mkv"), writer, (2, 2), clock)
    recording.write(frame(0))
    recording.write(Frame(np.zeros((4, 4, 3), np.uint8), 1.0, 1))
    assert writer.frames == [0]
    assert "another size" in str(recording.facts.error)
