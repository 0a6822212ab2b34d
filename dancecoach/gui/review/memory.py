"""What a person set for a clip, kept while the program runs, so that a clip that comes back looks as it was left."""

from pathlib import Path

import attrs

from dancecoach.gui.review.model import Loop, ReviewModel
from dancecoach.gui.widgets.canvas import VideoCanvas


@attrs.frozen
class ClipLook:
    """How a person looks at a clip.

    Attributes:
        loop: A and B.
        origin: the frame that counts as 0, or None.
        capture_fps: the camera's frame rate, or None.
        mirrored: left and right swapped.
        turns: quarter turns clockwise.
    """

    loop: Loop = attrs.field(factory=Loop)
    origin: int | None = None
    capture_fps: float | None = None
    mirrored: bool = False
    turns: int = 0


class ClipMemory:
    """The looks of the clips seen so far."""

    def __init__(self, model: ReviewModel, canvas: VideoCanvas) -> None:
        self._model, self._canvas = model, canvas
        self._looks: dict[Path, ClipLook] = {}

    def keep(self) -> None:
        """Remember the clip on show."""
        model, canvas = self._model, self._canvas
        if model.path is not None and model.ready:
            self._looks[model.path] = ClipLook(
                model.loop, model.origin, model.capture_fps, canvas.mirrored, canvas.turns
            )

    def bring_back(self) -> None:
        """Show the clip that has just been opened as it was left; a new one as it is."""
        model, canvas = self._model, self._canvas
        look = self._looks.get(model.path, ClipLook()) if model.path is not None else ClipLook()
        canvas.mirrored, canvas.turns = look.mirrored, look.turns
        canvas.fit()
        model.set_capture_fps(look.capture_fps)
        if max(look.loop.a or 0, look.loop.b or 0, look.origin or 0) <= model.last:
            model.set_loop(look.loop)
            model.set_origin(look.origin)
