"""The pose engines by name: one door for the terminal, the pipeline and the window.

An engine's libraries are imported when it is made, not before: the window comes first.
"""

from typing import Literal, get_args

from dancecoach.errors import EngineError
from dancecoach.i18n import _
from dancecoach.pose.estimator import PoseEstimator

EngineName = Literal["blazepose", "mediapipe"]
ModelName = Literal["lite", "full"]

ENGINES: tuple[EngineName, ...] = get_args(EngineName)
"""Engines by the names the command line knows, the default first."""

MODELS: tuple[ModelName, ...] = get_args(ModelName)
"""Sizes of network, the faster first."""


def make_estimator(
    engine: str = "blazepose", model: str = "full", *, threads: int | None = None, max_people: int = 1
) -> PoseEstimator:
    """A ready pose engine; close it when done (it is a context manager).

    Args:
        engine: "blazepose" (ours, on ONNX Runtime) or "mediapipe" (optional, see `dancecoach.pose.mediapipe`).
        model: "lite" (faster) or "full" (more exact).
        threads: CPU threads for one frame; None lets the engine choose. mediapipe chooses for itself always.
        max_people: how many people to look for, 1 or more.

    Raises:
        EngineError: the name is unknown, or the engine is not installed or cannot start.
        ModelError: a network file is missing or corrupt.
    """
    if engine not in ENGINES:
        raise EngineError(
            _("is not a pose engine"), subject=repr(engine), remedy=_("choose one of: {}").format(", ".join(ENGINES))
        )
    if model not in MODELS:
        raise EngineError(
            _("is not a size of network"), subject=repr(model), remedy=_("choose one of: {}").format(", ".join(MODELS))
        )
    if engine == "mediapipe":
        from dancecoach.pose.mediapipe import MediaPipePose

        return MediaPipePose(model, max_people=max_people)
    from dancecoach.pose.blazepose.engine import BlazePose

    return BlazePose(model, threads=threads, max_people=max_people)
