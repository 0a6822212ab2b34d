"""Between the window of progress and the library: reads in a thread, opens clips, writes files."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.errors import DancecoachError
from dancecoach.files import write_bytes, write_text
from dancecoach.gui.latest import Latest
from dancecoach.gui.libraries import load_plots
from dancecoach.gui.library.model import LibraryModel
from dancecoach.library.catalogue.records import Clip

if TYPE_CHECKING:
    from dancecoach.gui.library.progress.window import ProgressWindow
    from dancecoach.library.library import Library
    from dancecoach.pipeline.progress.attempts import Attempt, AttemptReader
    from dancecoach.pipeline.progress.overview import Overview
    from dancecoach.pipeline.progress.series import Value

#: Before the take-off, seconds: whoever looks at a skill wants to see it begin.
_BEFORE_S = 0.3
_CLOSE_S = 10.0


@attrs.frozen
class _Read:
    """What was read for the window.

    Attributes:
        news: how many there had been when it was asked for.
        persons: whose attempts; None where only what there is was asked.
    """

    news: int
    seen: "Overview"
    persons: tuple[str, ...] | None
    attempts: "tuple[Attempt, ...]" = ()


class ProgressDesk(QObject):
    """Opens the window and keeps it true.

    Args:
        model: has the library.
        page: the window stands over it.

    Attributes:
        window: the window; None before it is first wanted.
    """

    def __init__(self, model: LibraryModel, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._page = model, page
        self.window: ProgressWindow | None = None
        self._reader: tuple[Library, AttemptReader] | None = None
        self._stale: deque[int] = deque()  # filled here, emptied in the thread
        self._news = self._shown = 0  # what changed, and how much of that is on show
        self._chosen: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._reading = Latest("library: progress", self._read, self)
        self._reading.answered.connect(self._came)
        self._reading.failed.connect(model.failed)
        model.clips_changed.connect(self._changed)

    def show(self, clip: Clip | None) -> None:
        """Open the window, with the persons and skills of a clip chosen; None chooses nothing."""
        if self.window is None:
            self._make_window()
        assert self.window is not None
        self._chosen = None if clip is None else _of_clip(clip)
        self._look_again()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Read nothing more."""
        self._reading.close(_CLOSE_S)
        if self.window is not None:
            self.window.close()

    # Reading

    def _make_window(self) -> None:
        load_plots()  # there since the start, most often
        from dancecoach.gui.library.progress.window import ProgressWindow

        self.window = window = ProgressWindow(self._page.window())
        window.asked.connect(self._wish)
        window.opened.connect(self.open)
        window.table_wanted.connect(self.ask_for_table)
        window.picture_wanted.connect(self.ask_for_picture)
        window.named.connect(window.close)

    def _look_again(self) -> None:
        self._news += 1
        self._wish(None)

    def _wish(self, persons: tuple[str, ...] | None) -> None:
        self._reading.ask((persons, self._news))

    def _read(self, asked: tuple[tuple[str, ...] | None, int]) -> _Read | None:
        """In a thread: what there is, and the attempts of some persons."""
        from dancecoach.pipeline.progress.attempts import AttemptReader
        from dancecoach.pipeline.progress.overview import overview_of

        (persons, news), library = asked, self._model.library
        if library is None:
            return None
        if self._reader is None or self._reader[0] is not library:
            self._reader = (library, AttemptReader(library))
        reader = self._reader[1]
        while self._stale:
            reader.forget([self._stale.popleft()])
        seen = overview_of(library)
        return _Read(news, seen, persons, () if persons is None else tuple(reader.of(seen.clips(persons))))

    def _came(self, read: _Read | None) -> None:
        window = self.window
        if read is None or window is None:
            return
        if read.persons is not None:
            window.show_attempts(read.attempts)
        else:
            self._shown = read.news
            window.show_overview(read.seen)
            if self._chosen is not None:
                window.choose(*self._chosen)
                self._chosen = None
        if self._shown < self._news:  # somebody chose persons, which was asked instead
            self._wish(None)

    def _changed(self, ids: Sequence[int]) -> None:
        """Clips are known better, or are gone."""
        self._stale.extend(ids)
        if self.window is not None and self.window.isVisible():
            self._look_again()

    # What a person can do there

    def open(self, value: "Value") -> None:
        """See a value where it was taken."""
        context = self._model.context
        if not value.clip.exists():
            context.notifier.warn(self._page.tr("{} is not there any more.").format(value.clip))
        elif value.at_s is None:
            context.open_clip(value.clip)
        else:
            context.open_moment(value.clip, max(0.0, value.at_s - _BEFORE_S))
        self._page.window().activateWindow()

    def ask_for_table(self) -> None:
        """Let the person choose where the numbers go."""
        self._ask(self._page.tr("Save the numbers"), ".csv", self._page.tr("Tables"), self.write_table)

    def ask_for_picture(self) -> None:
        """Let the person choose where the picture goes."""
        self._ask(self._page.tr("Save the picture"), ".png", self._page.tr("Pictures"), self.write_picture)

    def _ask(self, title: str, suffix: str, kind: str, write: Callable[[Path], None]) -> None:
        from dancecoach.pipeline.progress.words import file_name

        window = self.window
        if window is None or not window.series:
            return
        name = file_name(window.series) + suffix
        chosen, _ = QFileDialog.getSaveFileName(window, title, name, f"{kind} (*{suffix})")
        if not chosen:
            return
        path = Path(chosen if chosen.endswith(suffix) else chosen + suffix)
        notifier = self._model.context.notifier
        try:
            write(path)
        except DancecoachError as error:
            notifier.error(error)
        else:
            notifier.info(self._page.tr("It is in {}.").format(path))

    def write_table(self, path: Path) -> None:
        """Write what is on show as CSV.

        Raises:
            OutputError: it cannot be written.
        """
        from dancecoach.pipeline.progress.series import table
        from dancecoach.pipeline.progress.words import unit_of

        assert self.window is not None
        series = self.window.series
        write_text(path, table(series, {one.measure: unit_of(one.measure) for one in series}))

    def write_picture(self, path: Path) -> None:
        """Write the chart with what is told of it as a picture, as large as it is shown.

        Raises:
            OutputError: it cannot be written.
        """
        assert self.window is not None
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.ReadWrite)
        self.window.chart.grab().save(held, "PNG")
        write_bytes(path, bytes(held.data().data()))


def _of_clip(clip: Clip) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Persons and kinds of skills of a clip."""
    from dancecoach.pipeline.progress.kinds import kind_of

    skills = () if clip.findings is None else clip.findings.skills
    return clip.persons, tuple(dict.fromkeys(map(kind_of, skills)))[:1]
