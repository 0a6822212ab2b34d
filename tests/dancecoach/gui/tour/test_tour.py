"""The tour in the real window: walked to its end by really doing each step, and never in the way."""

import threading
import time

import attrs
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from dancecoach.gui import app
from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.live.page import LivePage
from dancecoach.gui.practice.page import PracticePage
from dancecoach.gui.review.page import ReviewPage
from dancecoach.gui.theme import apply_theme
from dancecoach.gui.tour.steps import tour_steps
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.resources import demo_clip, demo_lesson
from dancecoach.settings import Settings
from dancecoach.video.frame import Frame

pytestmark = pytest.mark.gui

NAMES = tuple(step.name for step in tour_steps())


class Camera:
    """Grey pictures until it is closed."""

    name, size, fps = "demo", (64, 48), 50.0

    def __init__(self):
        self._closed = threading.Event()

    def open(self):
        self._begun, self._count = time.perf_counter(), 0

    def read(self):
        if self._closed.wait(0.02):
            return None
        self._count += 1
        return Frame(np.full((48, 64, 3), 99, np.uint8), time.perf_counter() - self._begun, self._count)

    def close(self):
        self._closed.set()


class Engine:
    """Finds somebody in every picture."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def estimate(self, _frame):
        return [BodyPose(np.full((13, 3), 0.5, np.float32), np.ones(13, np.float32), None, 0.9)]

    def follow_at(self, x, y):
        """Nobody else is there."""

    def reset(self):
        """Nothing to forget."""

    close = reset

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def window(qtbot, context, analyst):
    """The real window on a machine without a camera and a loudspeaker."""
    context.open_camera = lambda _spec: Camera()
    context.make_estimator = Engine
    pages = (
        PageEntry("live", lambda c: LivePage(c, cameras=lambda: ())),
        PageEntry("review", lambda c: ReviewPage(c, analyse=analyst)),
        PageEntry("practice", lambda c: PracticePage(c, open_device=lambda: None, cameras=lambda: ())),
        PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)),
    )
    made = MainWindow(context, pages)
    made.resize(1200, 800)
    made.show()
    made.libraries_loaded()
    yield made
    analyst.go.set()
    made.close()
    made.deleteLater()


@pytest.fixture
def tour(window, qtbot):
    window.context.commands.run("tour.start")
    qtbot.waitUntil(window.tour.card.isVisible, timeout=30_000)
    return window.tour


def at(tour, name, qtbot):
    """Wait until a step is on show, its page too, and the outline is where it belongs."""
    qtbot.waitUntil(lambda: tour.on and tour.step.name == name, timeout=60_000)


def done(tour, qtbot):
    """Wait until the step is seen to be done, then go on with the button."""
    name = tour.step.name
    qtbot.waitUntil(lambda: tour.step.name != name or "Done" in tour.card.state.text(), timeout=60_000)
    if tour.step.name == name and tour.step.stays:
        press(tour.card.go, qtbot)


def press(button, qtbot):
    qtbot.waitUntil(button.isEnabled, timeout=60_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def outlined(tour, widget):
    """Whether the outline stands around a widget."""
    window = widget.window()
    return tour.outline.isVisible() and tour.outline.around.contains(widget.mapTo(window, widget.rect().center()))


def test_it_is_walked_to_its_end_by_doing_every_step(window, tour, qtbot):
    review, practice = window.pages["review"], window.pages["practice"]
    live, library = window.pages["live"], window.pages["library"]
    press(tour.card.go, qtbot)
    at(tour, "review-open", qtbot)
    qtbot.waitUntil(lambda: outlined(tour, review.empty.button), timeout=30_000)
    press(tour.card.go, qtbot)
    done(tour, qtbot)
    assert review.model.path == demo_clip()

    at(tour, "review-play", qtbot)
    assert "Space" in tour.card.text.text()
    qtbot.waitUntil(lambda: outlined(tour, window.findChild(QToolButton, "review.play")), timeout=30_000)
    qtbot.keyClick(review.canvas, Qt.Key.Key_Space)
    done(tour, qtbot)

    at(tour, "review-step", qtbot)
    qtbot.keyClick(review.canvas, Qt.Key.Key_Space)  # stands still
    qtbot.keyClick(review.canvas, Qt.Key.Key_Right)
    done(tour, qtbot)

    at(tour, "review-skill", qtbot)
    skills = review.sidebar.recognised.skills
    qtbot.waitUntil(lambda: bool(review.model.skills) and skills.isVisible(), timeout=60_000)
    first = skills.visualRect(skills.model().index(0, 0)).center()
    qtbot.mouseClick(skills.viewport(), Qt.MouseButton.LeftButton, pos=first)
    done(tour, qtbot)

    at(tour, "practice-open", qtbot)
    qtbot.waitUntil(lambda: outlined(tour, window.rail.button("practice")), timeout=30_000)
    press(window.rail.button("practice"), qtbot)
    qtbot.waitUntil(lambda: outlined(tour, practice.choice.demo), timeout=30_000)
    press(practice.choice.demo, qtbot)
    done(tour, qtbot)
    assert practice.model.path == demo_lesson()

    at(tour, "practice-dance", qtbot)
    qtbot.keyClick(practice.stage.canvas, Qt.Key.Key_Space)
    done(tour, qtbot)

    at(tour, "live", qtbot)
    press(window.rail.button("live"), qtbot)
    qtbot.waitUntil(lambda: outlined(tour, live.view.bar.cameras), timeout=30_000)
    press(tour.card.go, qtbot)
    qtbot.waitUntil(lambda: live.model.running, timeout=60_000)
    done(tour, qtbot)

    at(tour, "library-import", qtbot)
    assert not live.model.running  # what the tour began it ends
    press(window.rail.button("library"), qtbot)
    qtbot.waitUntil(lambda: library.model.ready and not tour._elsewhere, timeout=60_000)
    press(tour.card.go, qtbot)
    done(tour, qtbot)
    assert library.model.found.total == 1

    at(tour, "library-search", qtbot)
    qtbot.keyClick(library.shelf.view, Qt.Key.Key_Slash)
    qtbot.keyClicks(library.bar.search, "flight over 0.3 s")
    done(tour, qtbot)
    assert len(library.model.found.ids) == 1

    at(tour, "end", qtbot)
    assert "F1" in tour.card.text.text()
    press(tour.card.go, qtbot)
    assert not tour.on
    assert window.context.settings.current.tour_seen


def test_it_goes_by_keys_alone_and_back(window, tour, qtbot):
    board = window.pages["review"].empty.button
    for name in NAMES[1:4]:
        qtbot.keyClick(
            board, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        assert tour.step.name == name
    window.context.commands.run("tour.back")
    assert tour.step.name == NAMES[2]
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert not tour.on
    assert window.findChild(QPushButton, "tour") is None


def test_the_main_key_turns_the_page_and_does_the_step(window, tour, qtbot):
    while tour.step.name != "practice-open":
        tour.go_on()
    assert "Practice" in tour.card.go.text()
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.page.name == "practice"
    assert tour.card.go.text() == "Take the demo lesson"
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page.model.ready, timeout=60_000)


def test_tab_reaches_its_buttons_and_enter_presses_them(window, tour, qtbot):
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=30_000)
    for _ in range(200):
        if QApplication.focusWidget() is tour.card.go:
            break
        window.focusNextChild()
    assert QApplication.focusWidget() is tour.card.go
    qtbot.keyClick(tour.card.go, Qt.Key.Key_Return)
    assert tour.step.name == NAMES[1]


def test_every_step_has_words_for_a_screen_reader(tour):
    for step in tour.steps:
        assert tour.step is step
        assert step.title in tour.card.accessibleName()
        assert tour.card.accessibleDescription() == tour.card.text.text()
        assert "{" not in tour.card.text.text()
        assert tour.card.go.accessibleName()
        tour.go_on()


def test_what_cannot_be_done_yet_is_said(window, tour, qtbot, analyst):
    analyst.go.clear()
    window.open_clip(demo_clip())
    while tour.step.name != "review-skill":
        tour.go_on()
    assert "still being analysed" in tour.card.state.text()
    assert not tour.card.go.isEnabled()
    assert tour.card.skip.isVisible()
    tour.act()  # does nothing
    analyst.go.set()
    qtbot.waitUntil(tour.card.go.isEnabled, timeout=60_000)
    press(tour.card.go, qtbot)
    done(tour, qtbot)
    at(tour, "practice-open", qtbot)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_in_a_small_window_every_card_is_whole_and_beside_what_it_speaks_of(window, tour, qtbot, qapp, theme):
    apply_theme(qapp, theme)
    window.resize(900, 600)
    for step in tour.steps:
        if step.page:
            window.show_page(step.page)
        qtbot.waitUntil(lambda: window.rect().contains(tour.card.geometry()), timeout=30_000)
        tour._look()
        covered = tour.card.geometry().intersected(tour.outline.around)
        assert covered.width() * covered.height() < 0.5 * max(
            1, tour.outline.around.width() * tour.outline.around.height()
        )
        assert tour.card.text.height() >= tour.card.text.heightForWidth(tour.card.text.width())
        tour.go_on()
    apply_theme(qapp, "dark")


def test_the_page_keeps_its_keys_and_the_hand_its_focus(window, tour, qtbot):
    page = window.pages["review"]
    window.activateWindow()
    page.empty.button.setFocus()
    press(tour.card.go, qtbot)
    assert not tour.card.isAncestorOf(QApplication.focusWidget() or window)


def test_it_comes_once_by_itself(window, qtbot):
    tour = window.tour
    tour.start_once()
    assert tour.on
    tour.close()
    tour.start_once()
    assert not tour.on


def test_it_goes_with_its_window(window, tour):
    window.close()
    assert not tour.on


@pytest.mark.parametrize(
    ("clip", "camera", "page", "free"),
    [
        (None, None, None, True),
        (demo_clip(), None, "review", True),
        ("other.mp4", None, None, False),
        (None, "0", None, False),
        (None, None, "practice", False),
    ],
)
def test_it_is_not_in_the_way_of_whoever_came_for_something(clip, camera, page, free):
    assert app._is_free(clip, camera, page) is free


def test_that_it_was_seen_is_remembered_in_the_file():
    seen = attrs.evolve(Settings(), tour_seen=True)
    assert Settings.from_json(seen.to_json()) == (seen, [])
    assert not Settings().tour_seen
