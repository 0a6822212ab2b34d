"""Walks through the steps: points, waits for the person, and goes on when it is done or whenever they want to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from dancecoach.gui.commands import shown_key
from dancecoach.gui.tour.card import TourCard
from dancecoach.gui.tour.outline import Outline
from dancecoach.gui.tour.steps import Step, tour_steps

if TYPE_CHECKING:
    from dancecoach.gui.window.main_window import MainWindow

#: So often it is looked whether a step was done, and where its target is now, milliseconds.
_LOOK_MS = 150
#: So many looks a step that was done stays, so that it is seen to be done.
_STAYS = 7


class Tour(QObject):
    """One tour at a time; nothing of it is there before it is begun.

    Args:
        window: around which.

    Attributes:
        card: says the step; None while there is no tour.
        outline: shows what it is about.
        steps: all of them.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.card: TourCard | None = None
        self.outline: Outline | None = None
        self.steps: Sequence[Step] = ()
        self._number, self._before, self._done_for = 0, object(), 0
        self._was_done = False
        self._begun = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    # Coming and going

    @property
    def on(self) -> bool:
        """Whether it goes on."""
        return self.card is not None

    @property
    def step(self) -> Step:
        """The step on show."""
        return self.steps[self._number]

    def start(self) -> None:
        """Begin at the beginning; from now on it does not come by itself."""
        self.close()
        window = self._window
        window.context.settings.change(tour_seen=True)
        self.steps, self._number = tour_steps(), 0
        self.card, self.outline = TourCard(window), Outline(window)
        self.card.went_on.connect(self.go_on)
        self.card.went_back.connect(self.go_back)
        self.card.closed.connect(self.close)
        self.card.go.clicked.connect(self.act)
        window.installEventFilter(self)
        self._timer.start()
        self._show(0)
        window.context.commands.refresh()

    def start_once(self) -> None:
        """Begin, unless this person has seen it."""
        if not self._window.context.settings.current.tour_seen:
            self.start()

    def close(self) -> None:
        """End it."""
        if self.card is None or self.outline is None:
            return
        self._timer.stop()
        self._window.removeEventFilter(self)
        had_focus = self.card.isAncestorOf(self._window.focusWidget() or self._window)
        self.step.leave(self._window)
        for widget in (self.card, self.outline):
            widget.hide()
            widget.deleteLater()
        self.card = self.outline = None
        if had_focus:
            self._window.page.setFocus()
        self._window.context.commands.refresh()

    # What a person can do

    def act(self) -> None:
        """Do what the main button says: turn to the page, do the step, or go on."""
        window = self._window
        if not self.on:
            return
        if self._elsewhere:
            window.show_page(self.step.page)
        elif self._undone:
            if not self.step.waiting(window):
                self.step.do(window)
        else:
            self.go_on()
            return
        self._look()

    def go_on(self) -> None:
        """The next step; after the last the tour is over."""
        if self._number + 1 < len(self.steps):
            self._show(self._number + 1)
        else:
            self.close()

    def go_back(self) -> None:
        """The step before."""
        self._show(max(0, self._number - 1))

    # Following

    @property
    def _elsewhere(self) -> bool:
        """Whether another page is on show than the one the step is about."""
        return bool(self.step.page) and self._window.page.name != self.step.page

    @property
    def _undone(self) -> bool:
        """Whether there is something to do that the tour can do for the person."""
        return bool(self.step.offer) and not self._is_done

    @property
    def _is_done(self) -> bool:
        return self._done_for > 0 or self._was_done

    def _show(self, number: int) -> None:
        if number != self._number:
            self.step.leave(self._window)
        self._number, self._done_for = number, 0
        self._begun = self._was_done = False
        self._look()

    def _begin(self) -> None:
        """The page is there: remember how it was before."""
        self._begun = True
        self._before = self.step.before(self._window)
        self._was_done = self.step.done(self._window, self._before)

    def _look(self) -> None:
        """Say the step as it stands, point at its target, and go on when it is done."""
        card, outline, window, step = self.card, self.outline, self._window, self.step
        if card is None or outline is None:
            return
        elsewhere = self._elsewhere
        if not elsewhere and not self._begun:
            self._begin()
        if not elsewhere and not self._was_done and (self._done_for or step.done(window, self._before)):
            self._done_for += 1
            if self._done_for > _STAYS and not step.stays:
                self.go_on()
                return
        self._say(card, elsewhere=elsewhere)
        outline.put_around(window.rail.button(step.page) if elsewhere else step.target(window))
        place = window.stack.mapTo(window, window.stack.rect().topLeft())
        card.keep_clear_of(outline.around, QRect(place, window.stack.size()))
        if not card.isVisible():
            card.show()
        card.raise_()

    def _say(self, card: TourCard, *, elsewhere: bool) -> None:
        step, window = self.step, self._window
        text = step.text
        if step.command:
            keys = window.context.commands.keys(step.command)
            text = text.replace("{key}", shown_key(keys[0]) if keys else window.context.commands[step.command].title)
        if elsewhere:
            title = window.pages[step.page].title
            text = self.tr("Choose {} at the left, or press the button below.").format(title)
            word = self.tr("Turn to {}").format(title)
        elif self._undone:
            word = step.offer
        else:
            word = self.tr("Finish") if self._number + 1 == len(self.steps) else self.tr("Next")
        place = self.tr("{number} of {all}").format(number=self._number + 1, all=len(self.steps))
        if (place, step.title, text) != (card.place.text(), card.title.text(), card.text.text()):
            card.say(place, step.title, text)
        waiting = step.waiting(window) if self._undone and not elsewhere else ""
        card.offer(word, back=self._number > 0, skip=elsewhere or self._undone)
        card.go.setEnabled(not waiting)
        done = self._done_for > 0 and not elsewhere
        card.say_state("✓ " + self.tr("Done") if done else waiting or (self._hint() if self._number == 0 else ""))

    def _hint(self) -> str:
        """How it is done without a mouse."""
        keys = self._window.context.commands.keys("tour.act")
        return self.tr("{} presses the button.").format(shown_key(keys[0])) if keys else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc that nobody else wanted ends it; it follows the window's size, and ends with the window."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._look)
        elif event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)
