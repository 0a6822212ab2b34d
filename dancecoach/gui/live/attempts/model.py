"""The attempts of a day in front of the camera, without a widget."""

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, Qt, Signal

from dancecoach.errors import OutputError
from dancecoach.files import output_error
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.library.whose import note_dancer
from dancecoach.pipeline.live.session import LiveSession

if TYPE_CHECKING:
    from dancecoach.pipeline.live.attempts.catcher import AttemptCatcher, Caught, KeptClip
    from dancecoach.pipeline.live.attempts.finder import Segment
    from dancecoach.pipeline.live.records import Kept

_log = logging.getLogger(__name__)

#: Pictures of so many bytes are kept to be shown again at once; older attempts are opened from their files.
REPLAY_BYTES = 150_000_000
#: Attempts listed at most; the files of the others stay where they are.
MOST = 200
#: The part of the real speed at which an attempt is shown again.
SLOW = 0.25
_CLOSE_WITHIN_S = 3.0


@attrs.frozen(eq=False)
class AttemptRow:
    """An attempt on the list.

    Attributes:
        caught: what was found.
        pictures: its pictures, to be shown again; () where they were let go.
        saved: whether its clip lies at ``caught.path``.
        error: why there is no clip; None where it is there or still being written.
    """

    caught: "Caught"
    pictures: "tuple[Kept, ...]" = ()
    saved: bool = False
    error: Exception | None = None


class AttemptsModel(QObject):
    """Which attempts there are, and whether more are captured.

    Args:
        settings: remembers whether attempts are captured.
        new_path: a file name that nobody has.
        parent: owner.

    Signals:
        changed: the list, or whether attempts are captured.
        noticed: a sentence for the person.
        failed: a `DancecoachError`: a clip that could not be kept.
    """

    changed = Signal()
    noticed = Signal(str)
    failed = Signal(object)
    _caught = Signal(object)
    _kept = Signal(object)

    def __init__(self, settings: SettingsModel, new_path: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._new_path = new_path
        self._session: LiveSession | None = None
        self._catcher: AttemptCatcher | None = None
        self._retired: list[AttemptCatcher] = []
        self._rows: list[AttemptRow] = []
        self._taken_away: set[Path] = set()
        self._caught.connect(self._add, Qt.ConnectionType.QueuedConnection)
        self._kept.connect(self._note_clip, Qt.ConnectionType.QueuedConnection)

    @property
    def rows(self) -> tuple[AttemptRow, ...]:
        """The newest first."""
        return tuple(reversed(self._rows))

    @property
    def on(self) -> bool:
        """Whether attempts are captured."""
        return self._settings.current.capture_attempts

    def toggle(self) -> None:
        """Capture attempts, or no longer; those that are there stay."""
        self._settings.change(capture_attempts=not self.on)
        self.attend(self._session)

    def attend(self, session: LiveSession | None) -> None:
        """Watch another session; None for none. The clips of the one before are finished behind the window's back."""
        if self._catcher is not None:
            self._catcher.close()
            self._retired.append(self._catcher)
            self._catcher = None
        if self._session is not None:
            self._session.listen(None)
        self._session = session
        if session is not None and self.on:
            self._catcher = self._watch(session)
        self.changed.emit()

    def close(self) -> None:
        """Wait for the clips that are being written, and let go of what was taken away."""
        self.attend(None)
        for catcher in self._retired:
            catcher.close(_CLOSE_WITHIN_S)
        self._retired.clear()
        for path in self._taken_away:
            with contextlib.suppress(OSError, OutputError):
                path.unlink(missing_ok=True)
                note_dancer(path.with_name(path.name[1:].removesuffix(".deleted")), "")
        self._taken_away.clear()

    def remove(self, row: AttemptRow) -> Callable[[], None]:
        """Take an attempt and its clip away; gives back what brings both back.

        Raises:
            OutputError: the file cannot be moved.
        """
        place = self._rows.index(row)
        path, away = row.caught.path, row.caught.path.with_name(f".{row.caught.path.name}.deleted")
        if row.saved:
            _move(path, away)
            self._taken_away.add(away)
        del self._rows[place]
        self.changed.emit()

        def bring_back() -> None:
            if row.saved:
                _move(away, path)
                self._taken_away.discard(away)
            self._rows.insert(min(place, len(self._rows)), row)
            self.changed.emit()

        return bring_back

    def let_go_of_missing(self) -> None:
        """Clips were deleted elsewhere: their attempts are on the list no more."""
        there = [row for row in self._rows if not row.saved or row.caught.path.exists()]
        if len(there) < len(self._rows):
            self._rows = there
            self.changed.emit()

    def _watch(self, session: LiveSession) -> "AttemptCatcher":
        from dancecoach.pipeline.live.attempts.catcher import AttemptCatcher

        catcher = AttemptCatcher(
            session.pictures_between,
            self._new_path,
            make_segment=lambda: _review_network(self.noticed.emit),
            on_caught=self._caught.emit,
            on_kept=self._kept.emit,
            notice=self.noticed.emit,
        )
        catcher.start()
        session.listen(catcher.notice)
        return catcher

    def _add(self, caught: "Caught") -> None:
        self._rows.append(AttemptRow(caught, caught.pictures))
        del self._rows[:-MOST]
        self._let_go()
        self.changed.emit()

    def _note_clip(self, clip: "KeptClip") -> None:
        for place, row in enumerate(self._rows):
            if row.caught.path == clip.path:
                pictures = clip.pictures or row.pictures
                self._rows[place] = AttemptRow(row.caught, pictures, clip.error is None, clip.error)
        self._let_go()
        self.changed.emit()
        if clip.error is not None:
            self.failed.emit(clip.error)

    def _let_go(self) -> None:
        """The newest attempts can be shown again from memory, as many as there is room for."""
        room = REPLAY_BYTES
        for place in range(len(self._rows) - 1, -1, -1):
            row = self._rows[place]
            room -= sum(len(picture.jpeg) for picture in row.pictures)
            if room < 0 and row.pictures:
                self._rows[place] = attrs.evolve(row, pictures=())


def _review_network(notice: Callable[[str], object]) -> "Segment":
    """The network that looks both ways; loaded in the thread that uses it."""
    from dancecoach.pipeline.live.attempts.network import ReviewNetwork

    return ReviewNetwork(notice)


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        raise OutputError("is no longer there", subject=path) from None
    except OSError as error:
        raise output_error(path, error) from error
