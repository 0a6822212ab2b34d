"""What stands in the middle of an empty page can be read whole; the strip above a picture leaves it its room."""

import pytest

from dancecoach.gui.camera.texts import Act, Saying
from dancecoach.gui.live.panels import CameraPanel, Strip

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


def test_an_error_that_quotes_a_page_does_not_squeeze_the_picture(qtbot):
    strip = Strip()
    qtbot.addWidget(strip)
    strip.show()
    error = "the network said:\n" + "\n".join(f"line {line} of many" for line in range(80))
    strip.say(Saying("No skeleton", error, Act.RETRY, "Try again"))
    assert strip.text.text().startswith("No skeleton: the network said: line 0 of many line 1")
    assert strip.text.text().endswith("…")
    assert strip.text.heightForWidth(600) < 8 * strip.fontMetrics().lineSpacing()
    assert "line 79" in strip.text.toolTip()
