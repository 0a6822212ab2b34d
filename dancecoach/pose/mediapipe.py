"""MediaPipe's pose landmarker as a second engine: optional, and chosen knowingly.

It is the yardstick of the tests and an alternative for those who want Google's own loop. It is not the default
for two reasons: versions after 0.10.21 report usage to Google (`PRIVACY_NOTICE`), and its tracking loses fast
rotation (a somersault), which ours does not.

Importing mediapipe drags in TensorFlow where that is installed (5.4 s and 561 MiB instead of 0.9 s and 100 MiB)
and matplotlib (1 s), neither of which the landmarker uses; both are kept out while it is imported.
"""

import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import EngineError, ModelError
from dancecoach.i18n import _
from dancecoach.pose.estimator import BodyPose, PoseEstimator
from dancecoach.pose.skeleton import BLAZEPOSE_33, Skeleton
from dancecoach.resources import model_path
from dancecoach.video.frame import Frame

PRIVACY_NOTICE = (
    "The mediapipe engine is made by Google and sends usage metrics (never pictures) to Google, without a switch to "
    "turn that off; dancecoach's own engine sends nothing."
)
"""What a person is told before choosing this engine (English; `privacy_notice` gives it in their language)."""

INSTALL_COMMAND = 'pip install "dancecoach[mediapipe]"'

_import_lock = threading.Lock()
_HIPS = BLAZEPOSE_33.indices("left_hip", "right_hip")


def privacy_notice() -> str:
    """`PRIVACY_NOTICE` in the person's language."""
    return _(PRIVACY_NOTICE)


@contextmanager
def _kept_out(*names: str, stand_in: bool) -> Iterator[None]:
    """Keep modules from being imported inside the block, unless they are loaded already.

    Args:
        names: full module names.
        stand_in: put an empty module there (for importers that insist) instead of an ImportError.
    """
    absent = [name for name in names if name not in sys.modules]
    modules: dict[str, Any] = sys.modules  # None, which blocks an import, is not in the declared type
    for name in absent:
        modules[name] = types.ModuleType(name) if stand_in else None
    try:
        yield
    finally:
        for name in absent:
            modules.pop(name, None)


def import_mediapipe() -> ModuleType:
    """The mediapipe package, without TensorFlow and matplotlib behind it.

    Raises:
        EngineError: it is not installed, or too old to have the Tasks API, or broken.
    """
    with (
        _import_lock,
        _kept_out("tensorflow", stand_in=False),
        _kept_out("matplotlib", "matplotlib.pyplot", stand_in=True),
    ):
        try:
            import mediapipe
            import mediapipe.tasks.python.vision
        except ModuleNotFoundError as error:
            if error.name != "mediapipe":
                raise _broken(error) from error
            raise EngineError(
                _("the mediapipe engine is not installed"),
                remedy=_("install it with: {} (or use the blazepose engine)").format(INSTALL_COMMAND),
            ) from error
        except (ImportError, OSError) as error:
            raise _broken(error) from error
    return mediapipe  # type: ignore[no-any-return]


def _broken(error: Exception) -> EngineError:
    text = str(error).strip().splitlines()
    return EngineError(
        _("the mediapipe engine cannot start ({})").format(text[0] if text else type(error).__name__),
        remedy=_("install the missing system library (on Debian: libgles2) or use the blazepose engine"),
    )


class MediaPipePose(PoseEstimator):
    """`PoseEstimator` over MediaPipe's PoseLandmarker (Tasks API).

    Args:
        model: "lite" or "full".
        bundle: a ``.task`` file to use instead of the shipped one of that size.
        mode: "video" follows people from frame to frame and smooths; "image" looks at each frame alone.
        max_people: how many people to look for, 1 or more.

    Raises:
        EngineError: mediapipe is not installed or cannot start.
        ModelError: the bundle is missing or not one.
    """

    def __init__(
        self,
        model: Literal["lite", "full"] = "full",
        *,
        bundle: Path | None = None,
        mode: Literal["video", "image"] = "video",
        max_people: int = 1,
    ) -> None:
        self._model, self._mode, self._max_people = model, mode, max_people
        self._bundle = bundle if bundle is not None else model_path(f"pose_landmarker_{model}.task")
        self._mediapipe: Any = import_mediapipe()
        self._clock = _Clock()
        self._people = _People()
        self._seen = -1
        self._closed = False
        self._task: Any = self._start()

    @property
    def name(self) -> str:
        """Always "mediapipe"."""
        return "mediapipe"

    @property
    def model(self) -> str:
        """Size of the network: "lite" or "full"."""
        return self._model

    @property
    def skeleton(self) -> Skeleton:
        """Always `BLAZEPOSE_33`."""
        return BLAZEPOSE_33

    @property
    def people_seen(self) -> int:
        """People in the last frame, -1 when it looks for one only."""
        return self._seen

    def estimate(self, frame: Frame) -> list[BodyPose]:
        """People in the frame, the followed one first; empty when there is nobody.

        Raises:
            EngineError: the engine was closed, or mediapipe failed on this frame.
        """
        if self._closed:
            raise EngineError(_("the pose engine was closed"), remedy=_("make a new one"))
        if self._clock.is_jump_back(frame.time_s):
            self.reset()
        if self._task is None:
            self._task = self._start()
        picture = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
        )
        stamp = self._clock.stamp(frame.time_s)
        try:
            result = (
                self._task.detect(picture) if self._mode == "image" else self._task.detect_for_video(picture, stamp)
            )
        except (RuntimeError, ValueError) as error:
            raise _broken(error) from error
        poses = [_pose(*both) for both in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)]
        self._seen = -1 if self._max_people == 1 else len(poses)
        return self._people.identify(poses)

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point (shares of the picture's width and height) from the next frame on."""
        self._people.follow_at(x, y)

    def reset(self) -> None:
        """Forget everything seen so far. The tasks have no such call: a new one is made at the next frame."""
        self._stop()
        self._clock, self._people, self._seen = _Clock(), _People(), -1

    def close(self) -> None:
        """Free the networks; calling it twice does no harm."""
        self._stop()
        self._closed = True

    def _start(self) -> Any:
        tasks = self._mediapipe.tasks
        modes = tasks.vision.RunningMode
        try:
            # Read here rather than by name there: a path that is not ASCII is no trouble to Python on any system.
            base = tasks.BaseOptions(model_asset_buffer=self._bundle.read_bytes())
            options = tasks.vision.PoseLandmarkerOptions(
                base_options=base,
                running_mode=modes.IMAGE if self._mode == "image" else modes.VIDEO,
                num_poses=self._max_people,
            )
            return tasks.vision.PoseLandmarker.create_from_options(options)
        except OSError as error:
            if error.filename is None:  # the shared library did not load
                raise _broken(error) from error
            raise ModelError(
                _("the network cannot be read ({})").format(error.strerror),
                subject=self._bundle,
                remedy=_("choose a .task file"),
            ) from error
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                _("is not a pose landmarker bundle"), subject=self._bundle, remedy=_("choose a .task file")
            ) from error

    def _stop(self) -> None:
        if self._task is not None:
            self._task.close()
            self._task = None


class _Clock:
    """Milliseconds as mediapipe wants them: whole and strictly increasing, also above 1000 frames a second."""

    def __init__(self) -> None:
        self._last_s: float | None = None
        self._last_ms = -1

    def is_jump_back(self, time_s: float) -> bool:
        return self._last_s is not None and time_s < self._last_s

    def stamp(self, time_s: float) -> int:
        self._last_s = time_s
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        return self._last_ms


class _People:
    """Numbers that stay with people from frame to frame, and who is followed. Distances in shares of the picture."""

    _NEAR = 0.15
    """A hip centre within this distance of the last one is the same person."""

    def __init__(self) -> None:
        self._centres: dict[int, NDArray[np.float32]] = {}
        self._next = 0
        self._followed: int | None = None
        self._wanted: NDArray[np.float32] | None = None

    def follow_at(self, x: float, y: float) -> None:
        self._wanted = np.array([x, y], np.float32)

    def identify(self, poses: list[BodyPose]) -> list[BodyPose]:
        """The poses with numbers, the followed person first."""
        if not poses:
            return []
        centres = [pose.landmarks[_HIPS, :2].mean(axis=0) for pose in poses]
        numbers = self._numbers(centres)
        self._centres = dict(zip(numbers, centres, strict=True))
        if self._wanted is not None:
            nearest = min(range(len(poses)), key=lambda i: _distance(centres[i], self._wanted))
            self._followed, self._wanted = numbers[nearest], None
        elif self._followed not in numbers:
            self._followed = numbers[max(range(len(poses)), key=lambda i: _prominence(poses[i]))]
        numbered = [
            BodyPose(p.landmarks, p.visibility, p.world, p.score, n) for p, n in zip(poses, numbers, strict=True)
        ]
        return sorted(numbered, key=lambda pose: pose.person != self._followed)

    def _numbers(self, centres: list[NDArray[np.float32]]) -> list[int]:
        """Pair the nearest of last frame's people and this frame's first."""
        pairs = sorted(
            (_distance(old, new), number, i) for number, old in self._centres.items() for i, new in enumerate(centres)
        )
        numbers: dict[int, int] = {}
        for distance, number, i in pairs:
            if distance <= self._NEAR and i not in numbers and number not in numbers.values():
                numbers[i] = number
        for i in range(len(centres)):
            if i not in numbers:
                numbers[i], self._next = self._next, self._next + 1
        return [numbers[i] for i in range(len(centres))]


def _distance(a: NDArray[np.float32], b: NDArray[np.float32] | None) -> float:
    return float("inf") if b is None else float(np.hypot(*(a - b)))


def _prominence(pose: BodyPose) -> float:
    """Larger and more central people come first: height as a share of the picture, less the way to its middle."""
    x, y = pose.landmarks[:, 0], pose.landmarks[:, 1]
    return float(np.ptp(y) - abs(x.mean() - 0.5))


def _pose(landmarks: list[Any], world: list[Any]) -> BodyPose:
    visibility = np.array([p.visibility for p in landmarks], np.float32)
    return BodyPose(
        landmarks=np.array([(p.x, p.y, p.z) for p in landmarks], np.float32),
        visibility=visibility,
        world=np.array([(p.x, p.y, p.z) for p in world], np.float32),
        # The Tasks API keeps the pose score to itself; the mean presence is what it gives out.
        score=float(np.clip(np.mean([p.presence for p in landmarks]), 0.0, 1.0)),
    )
