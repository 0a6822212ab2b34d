"""The settings survive a crash, a newer version and a broken file."""

import json

import pytest

from dancecoach.errors import OutputError, SettingsError
from dancecoach.settings import MAX_RECENT, Settings, load_settings, save_settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Ünterordner" / "settings.json"


def test_what_was_saved_is_loaded(path):
    settings = Settings(theme="light", shortcuts={"a.b": ("Ctrl+J",)}, mirror=False, recent_files=("/clips/Käfer.mp4",))
    save_settings(settings, path)
    assert load_settings(path) == (settings, [])


def test_without_a_file_there_are_the_defaults_and_no_warning(path):
    assert load_settings(path) == (Settings(), [])


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"x"', "\x00\x01", pytest.param("[" * 100_000, id="far too deep")]
)
def test_a_broken_file_is_set_aside_with_a_warning(path, text):
    path.parent.mkdir()
    path.write_text(text)
    settings, warnings = load_settings(path)
    assert settings == Settings()
    assert len(warnings) == 1
    assert str(path) + ".broken" in warnings[0]
    assert (path.parent / "settings.json.broken").read_text() == text
    assert not path.exists()


def test_a_file_that_is_not_text_is_set_aside(path):
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    settings, warnings = load_settings(path)
    assert settings == Settings()
    assert len(warnings) == 1


def test_a_folder_in_its_place_is_no_crash(path):
    path.mkdir(parents=True)
    settings, warnings = load_settings(path)
    assert settings == Settings()
    assert len(warnings) == 1


def test_unknown_keys_are_kept(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"theme": "light", "from_the_future": {"x": [1, 2]}}))
    settings, warnings = load_settings(path)
    assert warnings == []
    save_settings(settings.with_recent("/a.mp4"), path)
    written = json.loads(path.read_text())
    assert written["from_the_future"] == {"x": [1, 2]}
    assert written["theme"] == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "pink"), ("engine", 7), ("mirror", "yes"), ("shortcuts", [1]), ("recent_files", 3), ("page", None)],
)
def test_one_unusable_value_does_not_cost_the_others(path, name, value):
    path.parent.mkdir()
    path.write_text(json.dumps({"pose_model": "lite", name: value}))
    settings, warnings = load_settings(path)
    assert settings.pose_model == "lite"
    assert getattr(settings, name) == getattr(Settings(), name)
    assert len(warnings) == 1
    assert name in warnings[0]


def test_a_wrong_value_names_the_choices():
    with pytest.raises(SettingsError, match=r"'huge'.*lite, full"):
        Settings(pose_model="huge")


def test_the_newest_clip_comes_first_and_once():
    settings = Settings()
    for i in range(MAX_RECENT + 3):
        settings = settings.with_recent(f"/{i}")
    settings = settings.with_recent("/5")
    assert settings.recent_files[:2] == ("/5", f"/{MAX_RECENT + 2}")
    assert len(settings.recent_files) == MAX_RECENT
    assert settings.recent_files.count("/5") == 1


def test_a_failed_save_leaves_the_old_file(path, monkeypatch):
    save_settings(Settings(theme="light"), path)

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OutputError, match="disk is full"):
        save_settings(Settings(theme="dark"), path)
    assert load_settings(path)[0].theme == "light"
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_the_choices_are_those_of_the_pose_engines():
    from dancecoach.pose import engines
    from dancecoach.settings import ENGINES, MODELS

    assert engines.ENGINES == ENGINES
    assert engines.MODELS == MODELS
