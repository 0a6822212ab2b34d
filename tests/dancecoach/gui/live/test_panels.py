"""What stands in the middle of an empty page can be read whole."""

import pytest

from dancecoach.gui.live.panels import CameraPanel
from dancecoach.gui.live.texts import Act, Saying

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("words", [0, 1, 8, 20, 60])
def test_all_of_a_text_is_seen(qtbot, words):
    panel = CameraPanel()
    qtbot.addWidget(panel)
    panel.resize(820, 500)
    panel.show()
    panel.say(Saying("title", " ".join(["camera"] * words), Act.NONE, "Try again"))
    qtbot.waitUntil(lambda: panel.isVisible() and panel.text.width() > 0)
    panel.layout().activate()
    assert panel.text.width() <= 520
    assert panel.text.height() >= panel.text.heightForWidth(panel.text.width())
