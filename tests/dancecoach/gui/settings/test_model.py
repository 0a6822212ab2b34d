"""A choice is told at once, written once for a burst, and never lost to a full disk."""

import pytest

from dancecoach.errors import OutputError, SettingsError
from dancecoach.gui.settings import model as model_module
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.settings import Settings, load_settings

pytestmark = pytest.mark.gui


@pytest.fixture
def told(settings):
    made = []
    settings.changed.connect(made.append)
    return made


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


@pytest.fixture
def make_stored(qapp, path):
    """Settings that are written; a timer that still runs at the end is stopped."""
    made = []

    def make(**more):
        made.append(SettingsModel(path=path, **more))
        return made[-1]

    yield make
    for model in made:
        model._timer.stop()


def test_a_change_is_told_at_once_and_the_same_choice_is_none(settings, told):
    settings.change(theme="light", mirror=False)
    settings.change(theme="light")
    assert [(now.theme, now.mirror) for now in told] == [("light", False)]
    assert settings.current is told[0]


def test_what_is_no_choice_changes_nothing(settings, told):
    before = settings.current
    with pytest.raises(SettingsError, match="purple"):
        settings.change(theme="purple")
    assert (settings.current, told) == (before, [])


def test_a_burst_of_changes_is_written_once(make_stored, path, qtbot, monkeypatch):
    written, save = [], model_module.save_settings
    monkeypatch.setattr(model_module, "save_settings", lambda now, to: (save(now, to), written.append(now)))
    stored = make_stored()
    for theme in ("light", "system", "light"):
        stored.change(theme=theme)
    assert not path.exists()
    qtbot.waitUntil(lambda: bool(written), timeout=30_000)
    stored.save()
    assert written == [stored.current]
    assert load_settings(path) == (stored.current, [])


def test_the_end_of_the_program_waits_for_no_timer(make_stored, path):
    stored = make_stored()
    stored.save()
    assert not path.exists()  # nothing was changed
    stored.change(activity="dance")
    stored.save()
    assert load_settings(path)[0].activity == "dance"


def test_what_cannot_be_written_is_told_and_stays_chosen(make_stored, path):
    path.parent.write_text("a file where the folder should be")
    errors = []
    stored = make_stored(on_error=errors.append)
    stored.change(theme="light")
    stored.save()
    assert [type(error) for error in errors] == [OutputError]
    assert stored.current.theme == "light"


def test_settings_without_a_file_stay_in_memory(settings):
    settings.change(theme="light")
    settings.save()
    assert settings.current == Settings(theme="light")
