"""The document: all that a coach wrote onto one clip."""

from collections.abc import Sequence
from typing import Any

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes import checks
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import Calibration, KeyFrame, NotedClip
from dancecoach.notes.sorted_map import SortedMap

SCHEMA = "dancecoach.notes/1"


def _check_tracks(notes: "Notes", _field: Any, tracks: Sequence[PhaseTrack]) -> None:
    names = [track.annotator for track in tracks]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise NotesError(_("is there already"), subject=double, remedy=_("choose another name"))
    if any(track.frames != notes.clip.frames for track in tracks):
        raise NotesError(_("are the phases of another clip"), remedy=_("take the phases of this clip"))


def _check_frame(notes: "Notes", field: Any, value: Any) -> None:
    checks.optional(checks.whole(0, notes.clip.frames - 1))(notes, field, value)


def _check_loop_end(notes: "Notes", field: Any, value: Any) -> None:
    _check_frame(notes, field, value)
    if value is not None and notes.loop_start is not None and value < notes.loop_start:
        raise checks.wrong(field.name, value, _("end the loop after its start"))


@attrs.frozen
class Notes:
    """All that a coach wrote onto one clip.

    Attributes:
        clip: which one.
        tracks: phases, an entry for each annotator, in the order in which they are shown.
        key_frames: by frame.
        drawings: all of them.
        calibration: what says how long a metre is; None where nothing does.
        origin_frame: where time is 0; None for the clip's start.
        capture_fps: frames a second at which the camera filmed, where the file plays at another rate; None where it
            does not, or nobody has said.
        loop_start: first frame of the A-B loop; None for the clip's.
        loop_end: last frame of it, inclusive; None for the clip's.
        next_id: number of the next drawing.
        extra: top-level keys of the file that this version does not know, kept as they are.
    """

    clip: NotedClip
    tracks: tuple[PhaseTrack, ...] = attrs.field(default=(), validator=_check_tracks)
    key_frames: SortedMap[KeyFrame] = attrs.field(factory=SortedMap)
    drawings: DrawingSet = attrs.field(factory=DrawingSet)
    calibration: Calibration | None = None
    origin_frame: int | None = attrs.field(default=None, converter=checks.as_whole, validator=_check_frame)
    capture_fps: float | None = attrs.field(default=None, validator=checks.optional(checks.number(0.1, 1e6)))
    loop_start: int | None = attrs.field(default=None, converter=checks.as_whole, validator=_check_frame)
    loop_end: int | None = attrs.field(default=None, converter=checks.as_whole, validator=_check_loop_end)
    next_id: int = attrs.field(default=1, validator=checks.whole(1))
    extra: dict[str, Any] = attrs.field(factory=dict)

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whose phases there are."""
        return tuple(track.annotator for track in self.tracks)

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return self == Notes(self.clip)

    def track(self, annotator: str) -> PhaseTrack:
        """The phases of one annotator.

        Raises:
            NotesError: there is no such annotator.
        """
        found = next((track for track in self.tracks if track.annotator == annotator), None)
        if found is None:
            raise NotesError(
                _("is no annotator of this clip"),
                subject=annotator,
                remedy=_("choose one of: {}").format(", ".join(self.annotators)) if self.tracks else _("add one"),
            )
        return found

    def key_frame_after(self, frame: int) -> KeyFrame | None:
        """The next key frame; None where there is none."""
        found = self.key_frames.ceiling(frame + 1)
        return None if found is None else found[1]

    def key_frame_before(self, frame: int) -> KeyFrame | None:
        """The key frame before; None where there is none."""
        found = self.key_frames.floor(frame - 1)
        return None if found is None else found[1]

    def check_frame(self, frame: int) -> int:
        """The frame, if the clip has it.

        Raises:
            NotesError: it has not.
        """
        return checks.frame(frame, self.clip.frames)
