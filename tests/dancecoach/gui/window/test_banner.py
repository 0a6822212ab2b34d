"""Notices come one after the other, and it is told how many wait."""

import pytest

from dancecoach.gui.notifier import Notice, Severity
from dancecoach.gui.window.banner import Banner

pytestmark = pytest.mark.gui


def test_it_is_told_how_many_wait(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    for text in ("first", "second", "third", "second"):
        banner.show_notice(Notice(text, Severity.WARNING))
    assert banner.text.text() == "first"
    assert (banner.more.text(), banner.more.isHidden()) == ("2 more", False)
    banner.close_notice()
    assert (banner.text.text(), banner.more.text()) == ("second", "1 more")
    banner.close_notice()
    assert (banner.text.text(), banner.more.isHidden()) == ("third", True)
    banner.close_notice()
    assert banner.isHidden()
