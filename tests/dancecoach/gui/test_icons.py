"""Icons: in the colours of the theme, as sharp as the screens that there are, and no more pictures than are seen."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QToolButton

from dancecoach.gui import icons
from dancecoach.gui.app import follow_theme
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.theme import apply_theme
from dancecoach.settings import Settings

Mode, State = QIcon.Mode, QIcon.State


def ink(picture):
    """The colours of what is fully drawn."""
    image = picture.toImage()
    points = [image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width())]
    return {point.name() for point in points if point.alpha() == 255}


@pytest.fixture
def colours(qapp):
    apply_theme(qapp, "dark")
    yield of_theme()
    apply_theme(qapp, "dark")


def of_theme():
    palette = QApplication.palette()
    text = palette.color(palette.ColorRole.ButtonText).name()
    faint = palette.color(palette.ColorGroup.Disabled, palette.ColorRole.ButtonText).name()
    return text, faint, palette.color(palette.ColorRole.Highlight).name()


@pytest.fixture
def sharper(monkeypatch):
    """From now on there is a screen with twice as many points."""

    def come():
        screens = [SimpleNamespace(devicePixelRatio=lambda ratio=ratio: ratio) for ratio in (1.0, 2.0)]
        monkeypatch.setattr(icons.QGuiApplication, "screens", lambda: screens)

    return come


def test_each_state_has_its_colour(colours):
    text, faint, accent = colours
    made = icons.icon("close")
    for mode, state, colour in (
        (Mode.Normal, State.Off, text),
        (Mode.Active, State.Off, text),
        (Mode.Normal, State.On, accent),
        (Mode.Disabled, State.Off, faint),
        (Mode.Disabled, State.On, faint),
    ):
        assert ink(made.pixmap(QSize(32, 32), mode, state)) == {colour}
    assert len(set(colours)) == 3


@pytest.mark.parametrize("edge", [16, 20, 24, 32])
def test_it_is_drawn_for_the_screens_that_there_are(colours, sharper, edge):
    plain = icons.icon("close")
    sharper()
    for made, ratio, points in ((plain, 1.0, edge), (icons.icon("close"), 2.0, 2 * edge)):
        picture = made.pixmap(QSize(edge, edge), ratio)
        assert picture.size() == QSize(points, points)
    assert max(size.width() for size in plain.availableSizes()) == 32  # no pictures for screens that are not there


def test_after_a_change_of_theme_all_are_drawn_anew(colours, qapp, qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "close")
    apply_theme(qapp, "light")
    assert ink(button.icon().pixmap(QSize(32, 32))) == {of_theme()[0]}
    assert of_theme()[0] != colours[0]


def test_when_a_screen_comes_all_are_drawn_anew(colours, qapp, qtbot, sharper):
    button = QToolButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "close")
    end = follow_theme(qapp, SettingsModel(Settings(theme="dark")))
    sharper()
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert button.icon().pixmap(QSize(20, 20), 2.0).width() == 40
    end()
    before = button.icon().cacheKey()
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert button.icon().cacheKey() == before
