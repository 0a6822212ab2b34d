import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from dancecoach.gui.widgets.question import Question


@pytest.fixture
def asked(qtbot):
    """A question that is on show, and what was answered."""
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    done: list[str] = []
    question = Question(page)
    answers = {"Left": lambda: done.append("left"), "Right": lambda: done.append("right")}
    question.ask("Way", "Which way?", "Both lead home.", answers, usual="Right")
    qtbot.waitUntil(lambda: question.box is not None and question.box.isVisible(), timeout=30_000)
    return question, done


def button(box: QMessageBox, words: str) -> QPushButton:
    return next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == words)


@pytest.mark.parametrize(("words", "what"), [("Left", ["left"]), ("Right", ["right"]), ("Cancel", [])])
def test_an_answer_does_what_it_stands_for(qtbot, asked, words, what):
    question, done = asked
    assert (question.box.text(), question.box.informativeText()) == ("Which way?", "Both lead home.")
    qtbot.mouseClick(button(question.box, words), Qt.MouseButton.LeftButton)
    assert done == what
    assert question.box is None


@pytest.mark.parametrize(("key", "what"), [(Qt.Key.Key_Return, ["right"]), (Qt.Key.Key_Escape, [])])
def test_keys_answer(qtbot, asked, key, what):
    question, done = asked
    qtbot.keyClick(question.box, key)
    qtbot.waitUntil(lambda: question.box is None, timeout=30_000)
    assert done == what
