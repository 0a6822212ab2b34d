"""Recording: exact times, no waiting, and a file that plays after the program was killed."""

import os
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from dancecoach.errors import OutputError
from dancecoach.video import recorder as recorder_module
from dancecoach.video.frame import Frame
from dancecoach.video.recorder import QUEUE_FRAMES, Recorder, recover_recordings

_CHILD = """
import sys, numpy as np
from pathlib import Path
from dancecoach.video.frame import Frame
from dancecoach.video.recorder import Recorder
recorder = Recorder(Path(sys.argv[1]), (160, 120), 30)
rng = np.random.default_rng(1)
number = 0
while True:
    recorder._queue.put(Frame(rng.integers(0, 255, (120, 160, 3), np.uint8), number / 30, number))
    number += 1
    if number == 150:
        recorder._queue.put(Frame(np.zeros((120, 160, 3), np.uint8), number / 30, number))
        print("done", flush=True)
"""


def _frame(number: int, time_s: float, size: tuple[int, int] = (64, 48)) -> Frame:
    return Frame(np.full((size[1], size[0], 3), number * 9 % 256, np.uint8), time_s, number)


def _times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [float(f.pts * stream.time_base) for f in container.decode(stream)]


@pytest.mark.parametrize("name", ["täke one.mp4", "take.mkv"])
def test_times_are_kept(tmp_path: Path, name: str) -> None:
    given = [5.0, 5.033, 5.1, 5.25, 5.283, 5.9]
    recorder = Recorder(tmp_path / name, (65, 49), 30)
    for i, time_s in enumerate(given):
        recorder.write(_frame(i, time_s, (65, 49)))
    path = recorder.close()
    assert recorder.close() == path == tmp_path / name
    assert _times(path) == pytest.approx([t - 5 for t in given], abs=0.0011)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["take.mp4", "take.mkv"])
def test_the_last_seconds_can_be_left_out(tmp_path: Path, name: str) -> None:
    recorder = Recorder(tmp_path / name, (64, 48), 30)
    for i in range(QUEUE_FRAMES):
        recorder.write(_frame(i, 5 + i / 10))
    path = recorder.close(1.05)
    assert _times(path) == pytest.approx([i / 10 for i in range(QUEUE_FRAMES - 10 - 1)], abs=0.0011)
    assert list(tmp_path.iterdir()) == [path]


def test_so_much_is_not_left_out_that_nothing_remains(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "take.mp4", (64, 48), 30)
    for i in range(10):
        recorder.write(_frame(i, i / 10))
    assert len(_times(recorder.close(0.8))) == 10


def test_killed_recording_is_recovered(tmp_path: Path, killed_when: Callable[..., list[str]]) -> None:
    killed_when(_CHILD, tmp_path / "attempt.mp4")
    assert not (tmp_path / "attempt.mp4").exists()
    (tmp_path / "attempt.mp4").write_bytes(b"another take that must not be overwritten")
    (tmp_path / ".attempt.x1y2z3.part.mp4").write_bytes(b"killed a second time, while it was finished")
    saved = recover_recordings(tmp_path)
    assert not list(tmp_path.glob(".*"))
    assert [p.name for p in saved] == ["attempt-2.mp4"]
    times = _times(saved[0])
    # 150 frames were handed over; at most the queue and the last half second of them are lost.
    assert len(times) >= 150 - recorder_module.QUEUE_FRAMES - 20
    assert np.allclose(np.diff(times), 1 / 30, atol=0.002)
    assert recover_recordings(tmp_path) == []


def test_a_recording_in_progress_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f"take.{os.getppid()}.recording.mkv"
    other.write_bytes(b"still being written")
    assert recover_recordings(tmp_path) == []
    assert other.exists()


@pytest.mark.parametrize("share", [0.0, 0.001, 0.05, 0.2, 0.5, 0.99])
def test_one_killed_before_its_first_picture_was_whole_is_removed(tmp_path: Path, share: float) -> None:
    """It cannot be played, and it is never given out as a film."""
    noise = np.random.default_rng(1).integers(0, 255, (64, 96, 3), np.uint8)
    recorder = Recorder(tmp_path / "whole.mkv", (96, 64))
    recorder.write(Frame(noise, 0.0, 0))
    whole = recorder.close().read_bytes()
    (tmp_path / "whole.mkv").unlink()
    part = tmp_path / f"take.{os.getpid()}.recording.mkv"
    part.write_bytes(whole[: int(share * (len(whole) - 100))])
    assert recover_recordings(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
    part.write_bytes(whole)
    assert [len(_times(path)) for path in recover_recordings(tmp_path)] == [1]


def test_what_cannot_be_read_stays(tmp_path: Path) -> None:
    part = tmp_path / f"take.{os.getpid()}.recording.mkv"
    part.write_bytes(b"nothing playable")
    assert recover_recordings(tmp_path) == []
    assert part.exists()
    assert not (tmp_path / "take.mp4").exists()


def test_writing_never_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an encoder that stands still, pictures are dropped and counted."""
    import threading

    gate = threading.Event()
    encode = Recorder._encode

    def slow(self: Recorder, frame: Frame | None) -> None:
        gate.wait(30)
        encode(self, frame)

    monkeypatch.setattr(Recorder, "_encode", slow)
    recorder = Recorder(tmp_path / "a.mp4", (64, 48), 30)
    for i in range(recorder_module.QUEUE_FRAMES + 20):
        recorder.write(_frame(i, i / 30))
    assert recorder.dropped >= 19
    gate.set()
    assert len(_times(recorder.close())) == recorder_module.QUEUE_FRAMES + 20 - recorder.dropped


def test_a_full_disk_keeps_what_was_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = Recorder._encode

    def fails_later(self: Recorder, frame: Frame | None) -> None:
        if frame is not None and frame.index >= 40:
            raise OSError(28, "No space left on device")
        encode(self, frame)

    monkeypatch.setattr(Recorder, "_encode", fails_later)
    recorder = Recorder(tmp_path / "a.mp4", (64, 48), 30)
    for i in range(41):
        recorder._queue.put(_frame(i, i / 30))
    recorder._queue.put(None)
    recorder._thread.join()
    with pytest.raises(OutputError, match="disk is full"):
        recorder.write(_frame(41, 2.0))
    assert len(_times(recorder.close())) == 40


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="choose another folder"):
        Recorder(tmp_path / "file" / "a.mp4", (64, 48))


def test_a_number_that_no_process_can_have_is_no_hindrance(tmp_path: Path) -> None:
    part = tmp_path / f"take.{10**30}.recording.mkv"
    part.touch()
    assert recover_recordings(tmp_path) == []
    assert not part.exists()
