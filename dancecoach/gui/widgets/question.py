"""A question over a page: what is asked, what the answers lead to, and a button for each answer."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from dancecoach.gui.widgets.parts import tip


class Question:
    """Asks one thing at a time; the page goes on meanwhile, and Escape answers nothing.

    Args:
        page: the question stands over it.

    Attributes:
        box: what is being asked; None for nothing.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.box: QMessageBox | None = None

    def ask(
        self, title: str, asked: str, text: str, answers: Mapping[str, Callable[[], object]], usual: str = ""
    ) -> None:
        """Ask, and do what the answer stands for; with Cancel nothing is done.

        Args:
            title: of the window.
            asked: the question itself, in one sentence.
            text: what the answers lead to.
            answers: what is done, by the words of its button.
            usual: the answer that Enter gives; "" for the first.
        """
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, asked)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setParent(self._page, box.windowFlags())
        box.setInformativeText(tip(text))
        buttons = {words: box.addButton(words, QMessageBox.ButtonRole.AcceptRole) for words in answers}
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(buttons[usual or next(iter(answers))])

        def answered() -> None:
            self.box = None
            pressed = box.clickedButton()
            for words, button in buttons.items():
                if pressed is button:
                    answers[words]()
            box.deleteLater()

        box.finished.connect(answered)
        self.box = box
        box.open()
