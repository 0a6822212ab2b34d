"""Key frames of the clip under review: marked, unmarked, gone to."""

from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.notes.clip_edits import delete_key_frame, put_key_frame
from dancecoach.notes.records import KeyFrame


class KeyFrames:
    """What the person does to key frames.

    Args:
        session: has the notes.
        model: knows where the person is.
    """

    def __init__(self, session: NotesSession, model: ReviewModel) -> None:
        self._session, self._model = session, model

    @property
    def here(self) -> KeyFrame | None:
        """The key frame at the playhead."""
        notes = self._session.notes
        return None if notes is None else notes.key_frames.get(self._model.playhead)

    def toggle(self) -> None:
        """Mark the frame at the playhead, or no longer; its note goes with it, and comes back with Undo."""
        frame = self._model.playhead
        self._session.do(put_key_frame(frame) if self.here is None else delete_key_frame(frame))

    def add(self) -> bool:
        """Mark the frame at the playhead, if it is not; whether it is now."""
        return self.here is not None or self._session.do(put_key_frame(self._model.playhead))

    def write(self, frame: int, note: str) -> None:
        """Note something at a key frame; while it is typed it is one step of Undo."""
        self._session.do(put_key_frame(frame, note), gesture=("note", frame))

    def go(self, direction: int) -> None:
        """To the next (+1) or previous (-1) key frame; nowhere where there is none."""
        notes, frame = self._session.notes, self._model.playhead
        if notes is None:
            return
        found = notes.key_frame_after(frame) if direction > 0 else notes.key_frame_before(frame)
        if found is not None:
            self._model.pause()
            self._model.seek(found.frame)
