"""Every choice of the settings takes effect at once; another engine needs its sentence and a yes."""

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.settings import dialog as dialog_module
from dancecoach.gui.settings.dialog import SettingsDialog
from dancecoach.settings import ACTIVITIES

pytestmark = pytest.mark.gui


@pytest.fixture
def dialog(settings, qtbot):
    made = SettingsDialog(settings, CommandTable())
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_one_style_pack_or_all_can_be_chosen(dialog, settings):
    box = dialog.tabs.widget(0).styles
    assert (box.currentData(), box.itemText(0)) == ("", "all packs")
    assert box.findData("trends-vn") > 0
    choose(box, "trends-vn")
    assert settings.current.style_packs == ("trends-vn",)
    choose(box, "")
    assert settings.current.style_packs == ()


@pytest.mark.parametrize("installed", [False, True])
def test_mediapipe_needs_the_sentence_and_the_consent(dialog, settings, monkeypatch, installed):
    monkeypatch.setattr(dialog_module, "engine_installed", lambda engine: installed or engine == "blazepose")
    body = dialog.tabs.widget(0)
    assert not body.notice.isVisible()
    choose(body.engine, "mediapipe")
    assert "Google" in body.notice.text()
    assert settings.current.engine == "blazepose"
    if installed:
        body.accept.setChecked(True)
        assert settings.current.engine == "mediapipe"
        body.accept.setChecked(False)
        assert settings.current.engine == "blazepose"
    else:
        assert "pip install" in body.notice.text()
        assert not body.accept.isVisible()


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_can_be_chosen(dialog, settings, activity):
    choose(dialog.tabs.widget(0).activity, activity)
    assert settings.current.activity == activity


def test_another_look_is_told_at_once(dialog, settings):
    told = []
    settings.changed.connect(lambda now: told.append(now.theme))
    choose(dialog.tabs.widget(1).theme, "light")
    assert told == ["light"]


def test_each_switch_is_its_setting(dialog, settings):
    before = settings.current
    for switch in dialog.tabs.widget(1).findChildren(QCheckBox):
        switch.toggle()
    after = settings.current
    for name in ("overlay", "mirror", "clap"):
        assert getattr(after, name) is not getattr(before, name)


def test_another_folder_for_recordings_is_shown_unless_it_was_given_up(dialog, settings, monkeypatch, tmp_path):
    program, answers = dialog.tabs.widget(1), [str(tmp_path), ""]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers.pop(0))
    for _ in range(2):
        program._choose_folder()
        assert settings.current.recordings_path == tmp_path
        assert program.folder.text() == str(tmp_path)
