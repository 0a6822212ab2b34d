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


def test_what_means_nothing_on_another_page_rests_until_its_own_is_seen_again(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_page("live")
    banner.show_notice(Notice("no microphone", Severity.ERROR, page="live"))
    banner.show_notice(Notice("the disk is full", Severity.ERROR))
    assert (banner.text.text(), banner.more.text()) == ("no microphone", "1 more")
    banner.show_page("review")
    assert (banner.text.text(), banner.more.isHidden()) == ("the disk is full", True)
    banner.close_notice()
    assert banner.isHidden()
    banner.show_page("live")
    assert banner.text.text() == "no microphone"
    assert not banner.isHidden()


def test_news_of_a_page_is_not_told_elsewhere(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_page("lesson")
    banner.show_notice(Notice("the reference has no sound", page="practice"))
    assert banner.isHidden()
    banner.show_page("practice")
    assert banner.text.text() == "the reference has no sound"
    banner.show_page("library")
    assert banner.isHidden()
    banner.show_page("practice")
    assert banner.isHidden()
