"""The real engine in a real process."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from itertools import pairwise
from multiprocessing import active_children
from multiprocessing.connection import wait
from pathlib import Path

import numpy as np
import psutil
import pytest

from dancecoach.errors import EngineError, EngineLostError
from dancecoach.pose.apart import here
from dancecoach.pose.apart import keeper as keeper_module
from dancecoach.pose.apart.estimator import ApartPose
from dancecoach.pose.apart.keeper import EngineKeeper
from dancecoach.pose.engines import make_estimator
from dancecoach.pose.estimator import PoseAhead
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame

PATIENCE_S = 30
SHARED = Path("/dev/shm")


@pytest.fixture(scope="module")
def frames(drawn_clip):
    with VideoFile(drawn_clip("squat").path) as video:
        return [frame for frame, _ in zip(video.frames(), range(8), strict=False)]


@pytest.fixture(scope="module")
def warm():
    keeper = EngineKeeper()
    yield keeper
    keeper.close()


@pytest.fixture
def engine(warm):
    with warm.make_estimator("blazepose", "lite") as engine:
        yield engine


def collected(engine, count):
    """The next answers, in the order in which they came."""
    answers = []
    while len(answers) < count:
        assert wait([engine.line], PATIENCE_S)
        answers += engine.collect()
    return answers


def test_it_finds_what_the_engine_finds_in_our_own_thread(engine, frames):
    assert isinstance(engine, ApartPose)
    assert isinstance(engine, PoseAhead)
    with make_estimator("blazepose", "lite") as near:
        for frame in frames:
            ours, theirs = near.estimate(frame), engine.estimate(frame)
            assert [pose.person for pose in ours] == [pose.person for pose in theirs]
            for one, other in zip(ours, theirs, strict=True):
                np.testing.assert_allclose(one.landmarks, other.landmarks, atol=1e-5)
            assert engine.people_seen == near.people_seen
        assert engine.skeleton == near.skeleton
    assert (engine.name, engine.model) == ("blazepose", "lite")


def test_the_next_picture_may_lie_ready_and_the_newest_is_looked_at(engine, frames):
    tickets = [engine.hand_in(frame) for frame in frames[:3]]
    answers = collected(engine, 3)
    assert sorted(answer.ticket for answer in answers) == tickets
    looked_at = [answer.ticket for answer in answers if answer.poses is not None]
    assert all(a < b for a, b in pairwise(looked_at))
    assert looked_at[-1] == tickets[-1]
    assert engine.has_room


def test_a_picture_may_change_once_it_was_handed_in(engine, frames):
    expected = engine.estimate(frames[0])
    engine.reset()
    image = frames[0].image.copy()
    engine.hand_in(Frame(image, frames[0].time_s, 0))
    image[:] = 0
    (answer,) = collected(engine, 1)
    np.testing.assert_allclose(answer.poses[0].landmarks, expected[0].landmarks, atol=1e-5)


def test_bigger_and_smaller_pictures_are_seen(engine, frames, monkeypatch):
    small = frames[0].image
    big = np.zeros((1080, 1920, 3), np.uint8)
    big[: small.shape[0], : small.shape[1]] = small
    found = []
    for index, image in enumerate((small, big, small)):
        (pose,) = engine.estimate(Frame(image, float(index), index))
        found.append(pose.landmarks[:, :2] * (image.shape[1], image.shape[0]))
    assert np.abs(found[1] - found[0]).max() < 12
    assert np.abs(found[2] - found[0]).max() < 12

    def none_left(_slot):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(here, "SharedPictures", none_left)
    with pytest.raises(EngineError, match="4000 x 3000: there is no memory for pictures of this size"):
        engine.hand_in(Frame(np.zeros((3000, 4000, 3), np.uint8), 9.0, 9))


def test_the_same_process_serves_the_next_and_errors_cross_as_themselves(warm):
    with warm.make_estimator("blazepose", "lite") as first:
        pid = first._there.pid
    with pytest.raises(EngineError, match="'crystal ball': is not a pose engine; choose one of"):
        warm.make_estimator("crystal ball", "lite")
    with warm.make_estimator("blazepose", "full") as second:
        assert second._there.pid == pid
    with pytest.raises(EngineError, match="closed"):
        second.follow_at(0.5, 0.5)
    second.close()


def test_a_process_that_was_started_early_is_the_one_that_is_used(frames):
    before = set(active_children())
    keeper = EngineKeeper()
    keeper.start()
    keeper.start()
    (early,) = set(active_children()) - before
    with keeper.make_estimator("blazepose", "lite") as engine:
        assert engine._there.pid == early.pid
        keeper.start()
        assert set(active_children()) - before == {early}
    keeper.close()
    keeper.start()
    assert set(active_children()) <= before


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_killed_process_is_noticed_at_once_and_the_next_engine_has_another(frames):
    before = set(active_children())
    keeper = EngineKeeper()
    with keeper.make_estimator("blazepose", "lite") as engine:
        killed = engine._there.pid
        engine.hand_in(frames[0])
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(EngineLostError, match=r"ended unexpectedly \(SIGKILL\); close other programs"):
            collected(engine, 2)
        with pytest.raises(EngineLostError):
            engine.hand_in(frames[1])
    with keeper.make_estimator("blazepose", "lite") as engine:
        idle = engine._there.pid
        assert idle != killed
        assert engine.estimate(frames[0])
    os.kill(idle, signal.SIGKILL)
    keeper._idle._helper._process.join(PATIENCE_S)
    with keeper.make_estimator("blazepose", "lite") as engine:
        assert engine.estimate(frames[0]), "one that ended while nobody used it costs nothing"
        keeper.close()
        with pytest.raises(EngineLostError):
            collected(engine, 1)
    assert set(active_children()) <= before
    with pytest.raises(EngineError, match="being closed"):
        keeper.make_estimator("blazepose", "lite")


def test_an_engine_that_gives_no_answer_is_given_up(engine, frames, monkeypatch):
    assert engine.estimate(frames[0])
    if sys.platform == "win32":
        pytest.skip("no such signal there")
    os.kill(engine._there.pid, signal.SIGSTOP)
    monkeypatch.setattr(here, "_STUCK_S", 0.0)
    engine.hand_in(frames[1])
    with pytest.raises(EngineLostError, match="no answer"):
        engine.collect()


def test_where_no_process_can_be_started_the_engine_works_in_our_own(monkeypatch, frames, caplog):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(here, "Helper", refuse)
    keeper = EngineKeeper()
    for _ in range(2):
        with keeper.make_estimator("blazepose", "lite") as engine:
            assert not isinstance(engine, PoseAhead)
            assert engine.estimate(frames[0])
    assert caplog.text.count("works in the window's own process") == 1
    keeper.close()


def test_where_no_memory_can_be_shared_too(monkeypatch):
    before = set(active_children())

    def none_there(_slot):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(here, "SharedPictures", none_there)
    monkeypatch.setattr(keeper_module, "make_estimator", lambda engine, model: (engine, model))
    keeper = EngineKeeper()
    assert keeper.make_estimator("blazepose", "lite") == ("blazepose", "lite")
    assert set(active_children()) <= before
    keeper.close()


@pytest.mark.skipif(not SHARED.is_dir(), reason="shared memory shows elsewhere")
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "sys.exit()", "keeper.close()"])
def test_nothing_is_left_of_it_however_the_program_ends(end):
    code = f"""
    import os, sys
    import numpy as np
    from dancecoach.pose.apart.keeper import EngineKeeper
    from dancecoach.video.frame import Frame
    keeper = EngineKeeper()
    engine = keeper.make_estimator("blazepose", "lite")
    engine.estimate(Frame(np.zeros((1080, 1920, 3), np.uint8), 0.0, 0))
    print(engine._there.pid, flush=True)
    engine.hand_in(Frame(np.zeros((1080, 1920, 3), np.uint8), 0.1, 1))
    {end}
    """
    before = set(SHARED.iterdir())
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    there = psutil.Process(int(program.stdout.readline()))
    _, errors = program.communicate(timeout=PATIENCE_S)
    assert psutil.wait_procs([there], timeout=PATIENCE_S)[1] == []
    assert errors == ""
    assert not {path for path in set(SHARED.iterdir()) - before if path.name.startswith("psm_")}
