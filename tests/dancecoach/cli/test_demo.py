import pytest

from dancecoach.cli import demo as module
from dancecoach.pipeline.analyze import AnalyzeOptions


def test_with_a_display_the_demo_clip_is_opened_in_review(call, monkeypatch):
    seen = []
    monkeypatch.setattr(module, "has_display", lambda: True)
    monkeypatch.setattr(module, "open_window", lambda *a: seen.append(a) or 0)
    assert call("demo").code == 0
    assert seen == [(module.demo_clip(), None, "review")]


@pytest.fixture
def no_display(monkeypatch, drawn_clip):
    monkeypatch.setattr(module, "has_display", lambda: False)
    clip = drawn_clip("stand", duration=0.5).path
    monkeypatch.setattr(module, "demo_clip", lambda: clip)
    from dancecoach.cli import analyze

    options = AnalyzeOptions(pose_model="lite", workers=1)
    monkeypatch.setattr(analyze.AnalyzeCall, "options", property(lambda _self: options))
    return clip


def test_without_a_display_it_is_analysed_here_and_says_where_the_results_are(call, no_display, tmp_path):
    done = call("demo", "--out", tmp_path / "here")
    assert (done.code, done.err) == (0, "")
    assert "no display" in done.out.splitlines()[0]
    assert "#" in done.out  # how far it is
    assert "found in 15 of 15 frames" in done.out
    assert done.out.splitlines()[-1] == f"The results are in {tmp_path / 'here'}"
    assert (tmp_path / "here" / no_display.stem / "overlay.mp4").is_file()


def test_by_default_the_results_lie_among_the_persons_data(call, no_display, tmp_path, monkeypatch):
    monkeypatch.setattr(module.platformdirs, "user_data_path", lambda *_a, **_k: tmp_path / "data")
    assert call("demo").code == 0
    assert (tmp_path / "data" / "demo" / no_display.stem / "analysis.json").is_file()


def test_a_missing_demo_clip_is_said(call, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "demo_clip", lambda: tmp_path / "demo.mp4")
    done = call("demo")
    assert (done.code, done.err) == (
        1,
        f"{tmp_path / 'demo.mp4'}: the demo clip is missing; install dancecoach again.\n",
    )


def test_the_demo_clip_ships_with_the_app():
    assert module.demo_clip().is_file()
