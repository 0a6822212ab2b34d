"""What the live pipeline tells the outside: a picture with its skeleton, how it goes, how fast it is."""

from enum import StrEnum
from pathlib import Path

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.models.banner import PhaseNow
from dancecoach.models.style import StyleResult
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame
from dancecoach.video.ring import KeptPicture

#: How late the picture can be shown, seconds; less than this late it may not have been compressed yet.
SHORTEST_DELAY_S, LONGEST_DELAY_S = 0.1, 60.0


class LiveState(StrEnum):
    """Where a live session stands, in the order in which a good one goes through them."""

    OPENING = "opening"
    """The camera is being opened; there are no pictures yet."""
    LOADING = "loading"
    """Pictures come, without a skeleton: the pose network is being loaded."""
    RUNNING = "running"
    """Pictures come with their skeleton."""
    LOST = "lost"
    """The camera stopped delivering; it is tried again until it comes back or the session is stopped."""
    FAILED = "failed"
    """It cannot go on by itself; `LiveStatus.error` says why."""
    ENDED = "ended"
    """A clip played as a camera is over."""
    STOPPED = "stopped"
    """Somebody stopped the session."""


@attrs.frozen
class CameraFacts:
    """What is known of the open camera.

    Attributes:
        name: for people.
        size: (width, height) of the pictures in pixels.
        fps: frames per second as the device states them; 0 when it does not.
    """

    name: str
    size: tuple[int, int]
    fps: float


@attrs.frozen
class LiveStatus:
    """How a live session goes.

    Attributes:
        state: in one word.
        camera: the open camera, or the last one that was open; None before.
        error: why the state is `LOST` or `FAILED`; None otherwise.
        pictures: whether pictures are coming: a failed pose engine does not stop the mirror.
        notices: sentences about what broke and is done without, such as the network for the style; each once.
    """

    state: LiveState
    camera: CameraFacts | None = None
    error: DancecoachError | None = None
    pictures: bool = False
    notices: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class CapturedFrame:
    """A picture and when it came out of the camera.

    Attributes:
        frame: the picture.
        captured_at: `time.perf_counter` seconds at which the camera handed it over.
    """

    frame: Frame
    captured_at: float


@attrs.frozen(eq=False)
class FoundPeople:
    """A picture on its way from the pose thread to the recognition thread.

    Attributes:
        captured: the picture.
        poses: people in it as the engine saw them, the followed one first.
        skeleton: joints of the poses; None while there is no engine to look at pictures.
    """

    captured: CapturedFrame
    poses: tuple[BodyPose, ...] = ()
    skeleton: Skeleton | None = None


@attrs.frozen(eq=False)
class Findings:
    """What became known of a picture after it was kept.

    Attributes:
        poses: people in it, steadied for the eye; None where the engine did not look at this picture.
        raw_poses: the same people as the engine saw them.
        skeleton: joints of the poses; None without an engine.
        phase: what the followed person is doing in this very picture: the model's look-ahead has passed by now.
        style: which dance they had been dancing until then.
    """

    poses: tuple[BodyPose, ...] | None = None
    raw_poses: tuple[BodyPose, ...] = ()
    skeleton: Skeleton | None = None
    phase: PhaseNow | None = None
    style: StyleResult | None = None


Kept = KeptPicture[Findings]
"""A picture of the last minute, with what was found in it."""


@attrs.frozen(eq=False)
class Late:
    """Why a picture of the past is shown, and where it lies.

    Attributes:
        delay_s: how late the pictures are shown, seconds; 0 where it stands still.
        standing: whether it stands still because somebody wants to look at it.
        jumped: whether something else than the picture before it was shown last.
        due_at: `time.perf_counter` seconds at which it is this picture's turn: later than now while nothing older is
            kept, and the picture has to wait for its time.
        moved_s: seconds from the picture at which the person stopped to this one; below 0 for an earlier one.
        trail: where it ``jumped``, what has to be known to say what goes on in it: the pictures just before it, and
            of the longer past those at which the phase changed.
    """

    delay_s: float
    standing: bool = False
    jumped: bool = False
    due_at: float = 0.0
    moved_s: float = 0.0
    trail: tuple[Kept, ...] = ()


@attrs.frozen(eq=False)
class LiveResult:
    """A picture and the people in that very picture.

    Attributes:
        frame: the picture.
        poses: people, the followed one first, smoothed for the eye; empty while the network is being loaded and
            when nobody is there.
        raw_poses: the same people as the engine saw them: for everything that measures.
        captured_at: `time.perf_counter` seconds at which the camera handed the picture over.
        ready_at: `time.perf_counter` seconds at which the poses were ready.
        skeleton: joints of the poses; None while the network is being loaded.
        phase: what the followed person is doing, a moment (the model's look-ahead) before this picture; None while
            nobody has been followed long enough, while its network is being loaded, and where it cannot be used.
        style: which dance the followed person has been dancing in the last seconds; None likewise.
        late: for a picture of the past, why and which; None for the newest.
    """

    frame: Frame
    poses: tuple[BodyPose, ...]
    raw_poses: tuple[BodyPose, ...]
    captured_at: float
    ready_at: float
    skeleton: Skeleton | None = None
    phase: PhaseNow | None = None
    style: StyleResult | None = None
    late: Late | None = None

    @property
    def latency_s(self) -> float:
        """Seconds from the camera to the finished poses."""
        return self.ready_at - self.captured_at


@attrs.frozen
class RecordingFacts:
    """What is known of the recording that is going on, or that broke off.

    Attributes:
        path: where it is saved.
        seconds: how long it has been going on.
        error: why nothing more is written, such as a full disk; None while all is well.
    """

    path: Path
    seconds: float
    error: DancecoachError | None = None


@attrs.frozen
class KeptFacts:
    """How much of the last minute is kept.

    Attributes:
        seconds: from the oldest kept picture to the newest.
        bytes: of all kept pictures.
        left_out: pictures of the camera that could not be kept because the ones before them were still being
            compressed.
    """

    seconds: float = 0.0
    bytes: int = 0
    left_out: int = 0


@attrs.frozen
class LiveStats:
    """How fast a session is. Rates and latencies are those of the last second, counts those since its start.

    Attributes:
        fps_in: pictures per second out of the camera.
        fps_out: results per second.
        latency_p50_s: median seconds from camera to result; NaN before the first result.
        latency_p95_s: 95th percentile of the same; NaN before the first result.
        offered: pictures out of the camera.
        processed: results handed over.
        dropped: pictures passed over because a newer one was there.
        recording: the recording that is going on, or None.
        kept: how much of the last minute can be shown again.
    """

    fps_in: float
    fps_out: float
    latency_p50_s: float
    latency_p95_s: float
    offered: int
    processed: int
    dropped: int
    recording: RecordingFacts | None = None
    kept: KeptFacts = attrs.field(factory=KeptFacts)
