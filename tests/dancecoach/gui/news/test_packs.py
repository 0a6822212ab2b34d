"""Other packs at hand are told to every page, whoever changed that."""

import pytest

from dancecoach.gui.news.packs import PackNews
from dancecoach.gui.settings.model import SettingsModel

pytestmark = pytest.mark.gui


@pytest.fixture
def settings(qapp):
    return SettingsModel()


@pytest.fixture
def told(settings):
    times = []
    PackNews(settings).changed.connect(lambda: times.append(settings.current.style_packs))
    return times


def test_who_chooses_other_styles_in_the_settings_is_heard(settings, told):
    settings.change(style_pack="trends-vn")
    settings.change(style_pack="trends-vn")
    settings.change(style_pack="")
    assert told == [("trends-vn",), ()]


def test_other_settings_are_no_news_of_packs(settings, told):
    settings.change(activity="gymnastics")
    assert told == []
