"""BlazePose as the house's pose engine: networks, trackers and the outside world's units."""

from typing import Literal

import numpy as np

from dancecoach.errors import EngineError
from dancecoach.i18n import _
from dancecoach.inference.session import Gpu, open_session
from dancecoach.pose.blazepose.crowd import Crowd
from dancecoach.pose.blazepose.detector import Detector
from dancecoach.pose.blazepose.landmarker import Landmarker, Sighting
from dancecoach.pose.blazepose.people import People
from dancecoach.pose.blazepose.repeats import RepeatDetector
from dancecoach.pose.blazepose.view import Find, Look, View
from dancecoach.pose.estimator import BodyPose, PoseEstimator
from dancecoach.pose.skeleton import BLAZEPOSE_33, Skeleton
from dancecoach.resources import model_path
from dancecoach.video.frame import Frame

Size = Literal["lite", "full"]


class BlazePose(PoseEstimator):
    """Follows people through a clip or a camera's pictures; implements `PoseEstimator`.

    The same frames after a `reset` give the same poses. What it remembers fades within a second: a clip may be
    analysed in parts that begin a second early.

    Args:
        model: size of the landmark network.
        threads: CPU threads of a network; None chooses.
        max_people: people to follow. With one, others are only counted; with more, everybody is looked for who is
            hidden behind others or small (see `Crowd`).
        gpu: "auto" uses a CUDA device where there is one.

    Raises:
        ModelError: a network file is missing or corrupt.
    """

    def __init__(
        self, model: Size = "full", *, threads: int | None = None, max_people: int = 1, gpu: Gpu = "auto"
    ) -> None:
        find = open_session(model_path("blazepose_detector.onnx"), threads=threads, gpu=gpu)
        look = open_session(model_path(f"blazepose_landmarks_{model}.onnx"), threads=threads, gpu=gpu)
        self.providers: tuple[str, ...] = look.providers
        self._model = model
        self._max_people = max(1, max_people)
        self._find: Find | None = Detector(find)
        self._look: Look | None = Landmarker(look)
        self._people: People | Crowd = self._nobody()
        self._repeats = RepeatDetector()
        self._time_s: float | None = None
        self._poses: list[BodyPose] = []
        self._redo = False

    @property
    def name(self) -> str:
        """The engine's name, "blazepose"."""
        return "blazepose"

    @property
    def model(self) -> str:
        """Size of the network: "lite" or "full"."""
        return self._model

    @property
    def skeleton(self) -> Skeleton:
        """`BLAZEPOSE_33`."""
        return BLAZEPOSE_33

    @property
    def people_seen(self) -> int:
        """People in the picture as of the last search, at most a second ago; 0 when there is nobody."""
        return self._people.seen

    def estimate(self, frame: Frame) -> list[BodyPose]:
        """People in the frame, the followed one first; empty when there is nobody.

        A frame that is not later than the one before starts anew. A picture that repeats the one before gives the
        same poses without looking.

        Raises:
            EngineError: the engine is closed.
            ModelError: a network failed.
        """
        if self._look is None or self._find is None:
            raise EngineError(_("the pose engine is closed"), remedy=_("make a new one"))
        if self._time_s is not None and frame.time_s <= self._time_s:
            self.reset()
        self._time_s = frame.time_s
        if not self._redo and self._repeats.repeats(frame.image):
            self._people.hold(frame.time_s)
            return list(self._poses)
        self._redo = False
        self._people.update(View(frame.image, frame.time_s, self._look, self._find))
        self._repeats.remember(frame.image, self._people.tracks[0].roi if self._people.tracks else None)
        self._poses = [
            _pose(track.sighting, track.person, frame.size) for track in self._people.tracks if track.sighting
        ]
        return list(self._poses)

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point (shares of the picture's width and height) from the next frame on."""
        self._people.follow_at(x, y)
        self._redo = True

    def _nobody(self) -> People | Crowd:
        return People(1) if self._max_people == 1 else Crowd(self._max_people)

    def reset(self) -> None:
        """Forget everything seen so far."""
        self._people = self._nobody()
        self._repeats = RepeatDetector()
        self._time_s = None
        self._poses = []
        self._redo = False

    def close(self) -> None:
        """Free the networks; calling it twice does no harm."""
        self._find = self._look = None
        self.reset()


def _pose(sighting: Sighting, person: int, size: tuple[int, int]) -> BodyPose:
    """A sighting in the units of the house: shares of the picture, z as a share of its width."""
    width, height = size
    landmarks = (sighting.points / (width, height, width)).astype(np.float32)
    return BodyPose(
        landmarks=landmarks,
        visibility=sighting.visibility.astype(np.float32),
        world=sighting.world.astype(np.float32),
        score=min(1.0, max(0.0, sighting.score)),
        person=person,
    )
