"""Files of Live have names that nobody has, and say who is dancing."""

import re

import pytest

from dancecoach.gui.live.files import NewFiles
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.library.whose import dancer_of

pytestmark = pytest.mark.gui


@pytest.fixture
def settings(qapp, tmp_path):
    made = SettingsModel()
    made.change(recordings_folder=str(tmp_path / "filmed"), dancer="Mia")
    return made


def test_the_name_is_the_time_and_any_system_can_write_it(settings, tmp_path):
    path = NewFiles(settings).new(".mp4").path
    assert path.parent == tmp_path / "filmed"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.mp4", path.name)


def test_what_was_given_or_is_there_is_not_given_again(settings):
    files = NewFiles(settings)
    given = [files.new(".png").path for _ in range(5)]
    assert len(set(given)) == 5
    given[-1].parent.mkdir()
    for path in given:
        path.touch()
    assert NewFiles(settings).new(".png").path not in given


def test_who_dances_stands_beside_it_before_it_is_there(settings):
    files = NewFiles(settings)
    file = files.new(".mp4")
    settings.change(dancer="Ben")  # dances the next one
    assert dancer_of(file.begin()) == "Mia"
    assert not file.path.exists()
    assert dancer_of(files.new(".mp4").named()) == "Ben"


def test_a_folder_that_cannot_be_made_is_no_hindrance_to_who_makes_it_themselves(settings, tmp_path):
    (tmp_path / "filmed").write_text("no folder")
    file = NewFiles(settings).new(".mp4")
    assert file.named() == file.path
