"""How a person looks at a clip, so that a clip that comes back looks as it was left.

Loop, origin and the camera's rate are kept in the clip's notes; mirror and turns as long as the program runs. Notes
come a little after the picture, and where others have them open not at all: until then memory must do.
"""

from pathlib import Path

import attrs

from dancecoach.gui.review.model import Loop, ReviewModel
from dancecoach.gui.review.notes.kinds import EVERYTHING, Kinds
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.notes.clip_edits import set_capture_fps, set_loop, set_origin
from dancecoach.notes.edits import Edit, together


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
    """The looks of the clips seen so far.

    Args:
        model: of the page.
        canvas: mirrors and turns.
        session: keeps what is worth it.
    """

    def __init__(self, model: ReviewModel, canvas: VideoCanvas, session: NotesSession) -> None:
        self._model, self._canvas, self._session = model, canvas, session
        self._looks: dict[Path, ClipLook] = {}
        session.changed.connect(self._notes_came)
        model.loop_changed.connect(self._note)
        model.reckoning_changed.connect(self._note)

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

    def _notes_came(self, kinds: Kinds) -> None:
        """What nobody has set since the clip was opened is as the notes say; what somebody has, they are told."""
        notes, model = self._session.notes, self._model
        if kinds != EVERYTHING or notes is None:
            return
        if model.typed_fps is None and notes.capture_fps is not None:
            model.set_capture_fps(notes.capture_fps)
        if model.origin is None:
            model.set_origin(notes.origin_frame)
        if model.loop == Loop():
            model.set_loop(Loop(notes.loop_start, notes.loop_end))
        self._note()

    def _note(self) -> None:
        """Tell the notes how the person looks at the clip."""
        notes = self._session.notes
        if notes is not None and self._model.ready and notes.clip.frames == len(self._model.times):
            self._session.keep(_look_of(self._model))


def _look_of(model: ReviewModel) -> Edit:
    """What the notes are to say of how the person looks at the clip; nobody undoes it by name."""
    loop = model.loop
    return together("", set_loop(loop.a, loop.b), set_origin(model.origin), set_capture_fps(model.typed_fps))
