"""The session with a camera and an engine that do exactly what the test tells them."""

import threading
import time
from collections import deque
from itertools import pairwise

import av
import numpy as np
import pytest

from dancecoach.errors import (
    CameraBusyError,
    CameraError,
    CameraLostError,
    CameraNotFoundError,
    EngineError,
    ModelError,
    OutputError,
)
from dancecoach.pipeline.live.recognition import LiveRecogniser
from dancecoach.pipeline.live.session import LiveSession, LiveState
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame

PATIENCE_S = 30


class FakeCamera:
    """Gives what the test puts in; `read` waits for it as a real one waits for light."""

    name = "Fake"
    size = (8, 4)
    fps = 30.0

    def __init__(self, opens: Exception | None = None):
        self.opens = opens
        self.closed = 0
        self._given: deque = deque()
        self._hungry = False
        self._changed = threading.Condition()

    def open(self):
        if self.opens is not None:
            raise self.opens

    def _put(self, thing) -> None:
        with self._changed:
            self._given.append(thing)
            self._changed.notify_all()

    def give(self, index: int) -> None:
        self._put(Frame(np.full((4, 8, 3), index % 256, np.uint8), index / 30, index))

    def lose(self) -> None:
        self._put(CameraLostError("was unplugged", subject="Fake"))

    def end(self) -> None:
        self._put(None)

    def read(self):
        with self._changed:
            self._hungry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._given)
            self._hungry = False
            thing = self._given.popleft()
        if isinstance(thing, Exception):
            raise thing
        return thing

    def wait_until_everything_is_delivered(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._hungry and not self._given, PATIENCE_S)

    def close(self) -> None:
        self.closed += 1
        self.end()


class FakeEngine:
    """Finds one person whose first landmark says which frame they were found in."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def __init__(self):
        self.threads = {threading.current_thread().name}
        self.seen: list[int] = []
        self._changed = threading.Condition()
        self.points: list[tuple[float, float]] = []
        self.closed = False
        self.fails: Exception | None = None
        self.looking = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def estimate(self, frame):
        self.threads.add(threading.current_thread().name)
        with self._changed:
            self.seen.append(frame.index)
            self._changed.notify_all()
        self.looking.set()
        self.may_go_on.wait(PATIENCE_S)
        if self.fails is not None:
            raise self.fails
        landmarks = np.full((13, 3), frame.index, np.float32)
        return [BodyPose(landmarks, np.ones(13, np.float32), None, 1.0)]

    def looked_at(self, index):
        """Wait until the engine has begun with a picture."""
        with self._changed:
            return self._changed.wait_for(lambda: index in self.seen, PATIENCE_S)

    def follow_at(self, x, y):
        self.threads.add(threading.current_thread().name)
        self.points.append((x, y))

    def reset(self):
        pass

    def close(self):
        self.threads.add(threading.current_thread().name)
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Listener:
    """Keeps what it hears and lets the test wait for it."""

    def __init__(self):
        self.results = []
        self.statuses = []
        self._changed = threading.Condition()

    def on_result(self, result):
        with self._changed:
            self.results.append(result)
            self._changed.notify_all()

    def on_status(self, status):
        with self._changed:
            self.statuses.append(status)
            self._changed.notify_all()

    @property
    def states(self):
        return [status.state for status in self.statuses]

    def wait(self, condition):
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE_S), f"heard {self.states}, {len(self.results)} results"

    def wait_for_state(self, state, times=1):
        self.wait(lambda: self.states.count(state) >= times)

    def wait_for_frame(self, index):
        self.wait(lambda: any(result.frame.index == index for result in self.results))


@pytest.fixture
def cameras():
    return [FakeCamera()]


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def heard():
    return Listener()


class Said(str):
    """What a network says, of no time that any picture has."""

    time_s = -1.0


class FakeNetwork:
    """Says how many pictures it has been given; made ready beside the engine, and used in a thread of its own."""

    def __init__(self, *_):
        assert threading.current_thread().name in ("dancecoach-pose", "dancecoach-recognition")
        self.taken = 0

    def take(self, _samples):
        self.taken += 1
        return Said(f"after {self.taken}")


class AnyStream:
    """Takes the engine's impossible bodies."""

    def __init__(self, *_):
        self.pushed = []

    def push(self, time_s, pose):
        self.pushed.append((time_s, pose))
        return self


def fake_recogniser(make_phases=FakeNetwork, make_style=FakeNetwork):
    return LiveRecogniser(make_phases, make_style, AnyStream)


@pytest.fixture
def make_session(cameras, heard):
    """Start sessions whose n-th opened camera is ``cameras[n]``, and stop them when the test is over."""
    sessions = []

    def make(make_estimator, **options):
        left = iter(cameras)
        options.setdefault("recogniser", fake_recogniser())
        session = LiveSession(
            lambda: next(left), make_estimator, on_result=heard.on_result, on_status=heard.on_status, **options
        )
        sessions.append(session)
        session.start()
        return session

    yield make
    for session in sessions:
        session.stop()
    names = [t.name for t in threading.enumerate() if t.name.startswith("dancecoach-")]
    assert not names, f"threads left behind: {names}"


def test_a_good_session_goes_from_opening_over_loading_to_running(make_session, cameras, heard):
    may_load = threading.Event()
    built = []

    def slow_to_load():
        may_load.wait(PATIENCE_S)
        built.append(FakeEngine())
        return built[0]

    session = make_session(slow_to_load)
    cameras[0].give(0)
    heard.wait_for_frame(0)
    assert heard.results[0].poses == ()
    assert heard.results[0].skeleton is None
    heard.wait_for_state(LiveState.LOADING)
    may_load.set()
    heard.wait_for_state(LiveState.RUNNING)
    cameras[0].give(1)
    heard.wait_for_frame(1)
    assert heard.results[-1].skeleton is BODY_13
    assert heard.states == [LiveState.OPENING, LiveState.LOADING, LiveState.RUNNING]
    assert heard.statuses[-1].camera.size == (8, 4)
    session.stop()
    assert heard.states[-1] is LiveState.STOPPED
    assert built[0].closed
    assert built[0].threads == {"dancecoach-pose"}, "an engine belongs to one thread"
    assert cameras[0].closed


def test_the_skeleton_belongs_to_the_frame(make_session, cameras, engine, heard):
    make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    for index in range(1, 200):
        cameras[0].give(index)
    heard.wait_for_frame(199)
    with_pose = [result for result in heard.results if result.poses]
    assert with_pose
    for result in with_pose:
        assert result.raw_poses[0].landmarks[0, 0] == result.frame.index
        assert result.frame.image[0, 0, 0] == result.frame.index
        assert result.ready_at >= result.captured_at


def test_a_slow_engine_sees_the_newest_frame_and_the_camera_does_not_wait(make_session, cameras, engine, heard):
    session = make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    engine.may_go_on.clear()
    engine.looking.clear()
    cameras[0].give(1)
    assert engine.looking.wait(PATIENCE_S)
    for index in range(2, 100):
        cameras[0].give(index)
    cameras[0].wait_until_everything_is_delivered()
    engine.may_go_on.set()
    heard.wait_for_frame(99)
    assert engine.seen[-2:] == [1, 99]
    stats = session.stats()
    assert stats.offered == 100
    assert stats.dropped == 97
    assert stats.processed + stats.dropped == stats.offered
    assert 0 <= stats.latency_p50_s <= stats.latency_p95_s
    assert stats.fps_in > 0


def test_an_unplugged_camera_is_reported_and_picked_up_again(make_session, cameras, engine, heard):
    gone = CameraNotFoundError("is not there", subject="Fake")
    cameras += [FakeCamera(opens=gone), FakeCamera()]
    session = make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    cameras[0].lose()
    heard.wait_for_state(LiveState.LOST)
    lost = next(status for status in heard.statuses if status.state is LiveState.LOST)
    assert isinstance(lost.error, CameraError)
    assert not lost.pictures
    cameras[2].give(0)
    cameras[2].give(7)
    heard.wait_for_frame(7)
    heard.wait_for_state(LiveState.RUNNING, times=2)
    assert cameras[0].closed
    assert cameras[1].closed, "a camera that did not open is let go too"
    assert session.status.error is None
    times = [result.frame.time_s for result in heard.results]
    assert times == sorted(times), "the session has one time line"
    gap = heard.results[-1].captured_at - heard.results[0].captured_at
    assert times[-1] - times[0] >= gap - 1 / 30


def test_a_clip_that_starts_over_does_not_turn_time_back(make_session, cameras, engine, heard):
    make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    for index in [5, 6, 1, 2]:
        cameras[0].give(index)
        heard.wait_for_frame(index)
    times = [result.frame.time_s for result in heard.results]
    assert all(a < b for a, b in pairwise(times))
    assert times[-1] - times[-2] == pytest.approx(1 / 30)


@pytest.mark.parametrize("error", [CameraNotFoundError("is not there"), CameraBusyError("is in use")])
def test_a_camera_that_does_not_open_has_failed_with_its_sentence(make_session, cameras, engine, heard, error):
    cameras[0].opens = error
    make_session(lambda: engine)
    heard.wait_for_state(LiveState.FAILED)
    assert heard.statuses[-1].error is error


def test_whatever_a_driver_throws_becomes_a_sentence(make_session, cameras, engine, heard):
    cameras[0].opens = ZeroDivisionError("driver")
    make_session(lambda: engine)
    heard.wait_for_state(LiveState.FAILED)
    assert isinstance(heard.statuses[-1].error, CameraError)
    assert "ZeroDivisionError" in str(heard.statuses[-1].error)


def test_the_end_of_a_clip_is_told(make_session, cameras, engine, heard):
    make_session(lambda: engine)
    cameras[0].give(0)
    cameras[0].end()
    heard.wait_for_state(LiveState.ENDED)


def test_an_engine_that_cannot_load_leaves_a_mirror_and_may_be_tried_again(make_session, cameras, engine, heard):
    missing = ModelError("the network file is missing", subject="lite.onnx")

    def broken():
        raise missing

    session = make_session(broken)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.FAILED)
    assert heard.statuses[-1].error is missing
    assert heard.statuses[-1].pictures
    cameras[0].give(1)
    heard.wait_for_frame(1)
    session.use_estimator(lambda: engine)
    heard.wait_for_state(LiveState.RUNNING)
    cameras[0].give(2)
    heard.wait_for_frame(2)
    assert heard.results[-1].poses


def test_an_engine_that_fails_in_the_middle_is_told_and_the_pictures_go_on(make_session, cameras, engine, heard):
    make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    engine.fails = RuntimeError("out of memory")
    cameras[0].give(1)
    heard.wait_for_state(LiveState.FAILED)
    assert isinstance(heard.statuses[-1].error, EngineError)
    assert "out of memory" in str(heard.statuses[-1].error)
    assert engine.closed
    cameras[0].give(2)
    heard.wait_for_frame(2)


def test_another_engine_takes_over_while_the_camera_runs_on(make_session, cameras, engine, heard):
    session = make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    second = FakeEngine()
    session.use_estimator(lambda: second)
    heard.wait_for_state(LiveState.RUNNING, times=2)
    cameras[0].give(1)
    heard.wait_for_frame(1)
    assert second.seen[-1] == 1
    assert engine.closed
    assert not cameras[0].closed


def test_whom_to_follow_is_told_to_the_engine_in_its_own_thread(make_session, cameras, engine, heard):
    session = make_session(lambda: engine)
    cameras[0].give(0)
    heard.wait_for_state(LiveState.RUNNING)
    session.follow_at(0.25, 0.5)
    cameras[0].give(1)
    heard.wait_for_frame(1)
    assert engine.points == [(0.25, 0.5)]
    assert engine.threads == {"dancecoach-pose", threading.current_thread().name}


class TestRecognition:
    """Phase and style beside the skeleton."""

    def test_phase_and_style_come_with_the_picture(self, make_session, cameras, engine, heard):
        make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        for index in range(1, 4):
            cameras[0].give(index)
            heard.wait_for_frame(index)
        assert heard.results[-1].phase.startswith("after ")
        assert heard.results[-1].phase == heard.results[-1].style
        assert heard.statuses[-1].notices == ()

    def test_a_broken_network_is_told_once_and_the_rest_goes_on(self, make_session, cameras, engine, heard):
        def broken(*_):
            raise ModelError("is corrupt", subject="style.onnx", remedy="install dancecoach again")

        session = make_session(lambda: engine, recogniser=fake_recogniser(make_style=broken))
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        for index in range(1, 6):
            cameras[0].give(index)
            heard.wait_for_frame(index)
        assert heard.results[-1].poses
        assert heard.results[-1].phase.startswith("after ")
        assert heard.results[-1].style is None
        sentence = "The style cannot be named: style.onnx: is corrupt; install dancecoach again."
        assert session.status.state is LiveState.RUNNING
        assert session.status.notices == (sentence,)
        assert sum(status.notices != () for status in heard.statuses) == 1
        session.use_estimator(FakeEngine)
        heard.wait_for_state(LiveState.RUNNING, times=3)
        cameras[0].give(6)
        heard.wait_for_frame(6)
        assert session.status.notices == (sentence,), "tried again with the new engine, and not told again"

    def test_the_networks_are_made_behind_the_pictures(self, make_session, cameras, engine, heard):
        may_make, making = threading.Event(), threading.Event()

        def slow(*_):
            making.set()
            may_make.wait(PATIENCE_S)
            return FakeNetwork()

        make_session(lambda: engine, recogniser=fake_recogniser(make_phases=slow))
        assert making.wait(PATIENCE_S)
        cameras[0].give(0)
        heard.wait_for_frame(0)
        assert heard.results[0].phase is None
        may_make.set()
        heard.wait_for_state(LiveState.RUNNING)


class TestBehindThePoseThread:
    """The engine begins with the next picture while the last one is being named."""

    @pytest.fixture
    def slow(self):
        """A network that takes its time once it is told to, and what it and the test tell each other."""

        class Slow(FakeNetwork):
            told_to, busy = threading.Event(), threading.Event()
            may_go_on, threads = threading.Event(), set()

            def take(self, samples):
                self.threads.add(threading.current_thread().name)
                if self.told_to.is_set():
                    self.busy.set()
                    self.may_go_on.wait(PATIENCE_S)
                return super().take(samples)

        yield Slow
        Slow.may_go_on.set()

    @pytest.fixture
    def busy_session(self, make_session, cameras, engine, heard, slow):
        """A session that is naming picture 1, for as long as the test wants."""
        session = make_session(lambda: engine, recogniser=fake_recogniser(make_phases=slow))
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        heard.wait_for_frame(0)
        slow.told_to.set()
        cameras[0].give(1)
        assert slow.busy.wait(PATIENCE_S)
        return session

    def test_the_engine_looks_at_the_next_picture_meanwhile(self, busy_session, cameras, engine, heard, slow):
        cameras[0].give(2)
        assert engine.looked_at(2)
        assert [result.frame.index for result in heard.results] == [0]
        slow.may_go_on.set()
        heard.wait_for_frame(2)
        assert [result.frame.index for result in heard.results] == [0, 1, 2]
        assert [r.raw_poses[0].landmarks[0, 0] for r in heard.results[1:]] == [1, 2]
        first, second = (int(result.phase.removeprefix("after ")) for result in heard.results[1:])
        assert second == first + 1
        assert slow.threads == {"dancecoach-recognition"}

    def test_it_never_gets_further_ahead_than_that(self, busy_session, cameras, engine, heard, slow):
        cameras[0].give(2)
        assert engine.looked_at(2)
        for index in range(3, 50):
            cameras[0].give(index)
        cameras[0].wait_until_everything_is_delivered()
        ahead = [index for index in engine.seen if index > 1]
        assert len(ahead) <= 2, "while one is named, one may wait, and one be found"
        slow.may_go_on.set()
        heard.wait_for_frame(49)
        assert [r.frame.index for r in heard.results if r.poses] == engine.seen, "none is lost, all are in order"

    def test_another_engine_waits_for_the_last_people_of_the_one_before(self, busy_session, cameras, heard, slow):
        made = threading.Event()
        busy_session.use_estimator(lambda: made.set() or FakeEngine())
        assert not made.wait(0.2)
        slow.may_go_on.set()
        assert made.wait(PATIENCE_S)
        heard.wait_for_state(LiveState.RUNNING, times=2)
        cameras[0].give(2)
        heard.wait_for_frame(2)
        assert heard.results[-1].phase == "after 1", "it begins anew with the new engine"

    def test_pictures_without_a_skeleton_keep_the_order(self, busy_session, cameras, engine, heard, slow):
        engine.fails = RuntimeError("broke")
        cameras[0].give(2)
        heard.wait_for_state(LiveState.FAILED)
        for index in (3, 4):
            cameras[0].give(index)
        slow.may_go_on.set()
        heard.wait_for_frame(4)
        shown = [result.frame.index for result in heard.results]
        assert shown[:2] == [0, 1]
        assert shown == sorted(shown)
        assert heard.results[-1].skeleton is None

    def test_what_a_listener_throws_is_told_and_the_next_picture_comes(self, make_session, cameras, engine, heard):
        hear = heard.on_result

        def broken(result):
            if result.frame.index == 0:
                raise ZeroDivisionError("in the window")
            hear(result)

        heard.on_result = broken
        session = make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        cameras[0].give(1)
        heard.wait_for_frame(1)
        assert session.status.state is LiveState.RUNNING
        assert session.status.notices == ("A picture could not be shown (ZeroDivisionError: in the window).",)


class TestStopDuring:
    """Whatever goes on, `stop` comes back within a second and nobody is called afterwards."""

    @pytest.fixture
    def stops_soon(self, heard):
        def stop(session):
            begun = time.perf_counter()
            session.stop()
            assert time.perf_counter() - begun < 1.0
            told = len(heard.statuses), len(heard.results)
            session.stop()
            assert (len(heard.statuses), len(heard.results)) == told
            assert heard.states[-1] is LiveState.STOPPED

        return stop

    def test_waiting_for_a_picture(self, make_session, engine, heard, stops_soon):
        session = make_session(lambda: engine)
        heard.wait_for_state(LiveState.OPENING)
        stops_soon(session)

    def test_waiting_for_the_plug(self, make_session, cameras, engine, heard, stops_soon):
        session = make_session(lambda: engine)
        cameras[0].give(0)
        cameras[0].lose()
        heard.wait_for_state(LiveState.LOST)
        stops_soon(session)

    def test_loading_a_network(self, make_session, cameras, heard, stops_soon):
        may_load, loading, made = threading.Event(), threading.Event(), []

        def slow():
            loading.set()
            may_load.wait(PATIENCE_S)
            made.append(FakeEngine())
            return made[0]

        session = make_session(slow)
        assert loading.wait(PATIENCE_S)
        stops_soon(session)
        may_load.set()
        for thread in threading.enumerate():
            if thread.name == "dancecoach-pose":
                thread.join(PATIENCE_S)
        assert made[0].closed, "an engine that comes too late is closed again"
        assert LiveState.RUNNING not in heard.states

    def test_opening_a_camera(self, make_session, cameras, engine, heard, stops_soon):
        may_open, opening = threading.Event(), threading.Event()

        def slow_open():
            opening.set()
            may_open.wait(PATIENCE_S)

        cameras[0].open = slow_open
        session = make_session(lambda: engine)
        assert opening.wait(PATIENCE_S)
        stops_soon(session)
        may_open.set()
        for thread in threading.enumerate():
            if thread.name == "dancecoach-camera":
                thread.join(PATIENCE_S)
        assert cameras[0].closed

    def test_naming(self, make_session, cameras, engine, heard, stops_soon):
        naming, may_go_on = threading.Event(), threading.Event()

        class Slow(FakeNetwork):
            def take(self, samples):
                naming.set()
                may_go_on.wait(PATIENCE_S)
                return super().take(samples)

        session = make_session(lambda: engine, recogniser=fake_recogniser(make_phases=Slow))
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        for index in range(1, 5):
            cameras[0].give(index)
        assert naming.wait(PATIENCE_S)
        stops_soon(session)
        told = len(heard.results)
        may_go_on.set()
        for thread in threading.enumerate():
            if thread.name == "dancecoach-recognition":
                thread.join(PATIENCE_S)
        assert len(heard.results) == told, "what is named too late is not told any more"

    def test_running(self, make_session, cameras, engine, heard, stops_soon):
        session = make_session(lambda: engine)
        for index in range(50):
            cameras[0].give(index)
        heard.wait_for_state(LiveState.RUNNING)
        stops_soon(session)


class TestKeeping:
    """Recording and snapshots, with the real recorder."""

    def test_every_picture_is_recorded_however_slow_the_engine_is(self, make_session, cameras, engine, heard, tmp_path):
        session = make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        cameras[0].wait_until_everything_is_delivered()  # else the first picture may be recorded too
        session.record_to(tmp_path / "take.mkv")
        engine.may_go_on.clear()
        for index in range(1, 21):
            cameras[0].give(index)
        cameras[0].wait_until_everything_is_delivered()
        assert session.stats().recording.path == tmp_path / "take.mkv"
        path = session.stop_recording()
        engine.may_go_on.set()
        with av.open(str(path)) as container:
            times = [frame.time for frame in container.decode(video=0)]
        assert len(times) == 20
        assert np.diff(times) == pytest.approx(1 / 30, abs=0.0011)
        assert session.stats().recording is None

    def test_a_recording_goes_on_when_the_camera_comes_back(self, make_session, cameras, engine, heard, tmp_path):
        cameras.append(FakeCamera())
        session = make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        cameras[0].wait_until_everything_is_delivered()  # else the first picture may be recorded too
        session.record_to(tmp_path / "take.mkv")
        for camera, give in ((cameras[0], (1, 2)), (cameras[1], (0, 1))):
            for index in give:
                camera.give(index)
            camera.wait_until_everything_is_delivered()
            camera.lose()
        path = session.stop_recording()
        with av.open(str(path)) as container:
            times = [frame.time for frame in container.decode(video=0)]
        assert len(times) == 4
        assert all(earlier < later for earlier, later in pairwise(times))

    def test_stopping_finishes_the_recording(self, make_session, cameras, engine, heard, tmp_path):
        session = make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_state(LiveState.RUNNING)
        cameras[0].wait_until_everything_is_delivered()  # else the first picture may be recorded too
        session.record_to(tmp_path / "take.mp4")
        cameras[0].give(1)
        cameras[0].wait_until_everything_is_delivered()
        session.stop()
        with av.open(str(tmp_path / "take.mp4")) as container:
            assert len(list(container.decode(video=0))) == 1

    def test_a_snapshot_is_the_newest_picture(self, make_session, cameras, engine, heard, tmp_path):
        session = make_session(lambda: engine)
        for index in (10, 200):
            cameras[0].give(index)
        heard.wait_for_frame(200)
        path = session.snapshot(tmp_path / "bild.png")
        with av.open(str(path)) as container:
            picture = next(container.decode(video=0)).to_ndarray(format="bgr24")
        assert (picture == 200).all()

    def test_nothing_can_be_kept_before_there_is_a_picture(self, make_session, engine, tmp_path):
        session = make_session(lambda: engine)
        with pytest.raises(CameraError, match="no picture"):
            session.record_to(tmp_path / "take.mkv")
        with pytest.raises(CameraError, match="no picture"):
            session.snapshot(tmp_path / "bild.png")
        with pytest.raises(CameraError, match="nothing is being recorded"):
            session.stop_recording()

    def test_a_folder_that_cannot_be_written_to_is_told(self, make_session, cameras, engine, heard, tmp_path):
        session = make_session(lambda: engine)
        cameras[0].give(0)
        heard.wait_for_frame(0)
        (tmp_path / "file").write_text("")
        with pytest.raises(OutputError):
            session.record_to(tmp_path / "file" / "take.mkv")
        assert session.stats().recording is None
