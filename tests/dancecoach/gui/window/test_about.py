"""The box that says what the program is."""

import platform

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from dancecoach import __version__
from dancecoach.gui.theme import apply_theme
from dancecoach.gui.window.about import AboutDialog


@pytest.fixture(params=["dark", "light"])
def themed(request, qapp):
    apply_theme(qapp, request.param)
    yield
    apply_theme(qapp, "dark")


def test_it_says_what_the_program_is_and_which(themed, qtbot):
    box = AboutDialog()
    qtbot.addWidget(box)
    box.show()
    said = [line.text() for line in box.findChildren(QLabel) if line.text()]
    assert said[0] == f"dancecoach {__version__}"
    assert "Everything stays on this computer." in said[1]
    assert "Apache License 2.0" in said[2]
    assert f"Python {platform.python_version()}" in box.versions.text()


def test_its_sentence_takes_two_lines_at_most(qtbot):
    box = AboutDialog()
    qtbot.addWidget(box)
    box.show()
    for line in box.findChildren(QLabel):
        if line.text():
            assert line.height() <= 2.6 * line.fontMetrics().lineSpacing()


def test_the_command_opens_it_and_escape_closes_it(window, context, qtbot):
    context.commands.run("app.about")
    boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, AboutDialog)]
    assert len(boxes) == 1
    assert boxes[0].isVisible()
    with qtbot.waitSignal(boxes[0].destroyed, timeout=30_000):
        boxes[0].reject()
