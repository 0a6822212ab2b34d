import subprocess
import sys
from collections import namedtuple

import pytest

from dancecoach import resources
from dancecoach.errors import ModelError
from dancecoach.models.packs import styles as style_packs
from dancecoach.pipeline.doctor import examine as doctor
from dancecoach.pipeline.doctor import networks as doctor_models
from dancecoach.pipeline.doctor import window as doctor_window
from dancecoach.pipeline.doctor.examine import examine, usable
from dancecoach.pipeline.doctor.window import examine_window, parse_ldd

LDD = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibEGL.so.1 => not found
"""


def test_this_computer_can_run_the_networks():
    findings = list(examine())
    by_name = {f.what: f for f in findings}
    for name in doctor.NETWORKS:
        assert by_name[name].state == "ok"
        assert "runs on" in by_name[name].text
    assert by_name["Python"].state == "ok"
    assert all(f.text for f in findings)
    assert all(f.remedy for f in findings if f.state == "fault")


def test_a_corrupt_network_is_a_fault_with_a_remedy(tmp_path, monkeypatch):
    (tmp_path / "broken.onnx").write_bytes(b"nothing")
    monkeypatch.setattr(doctor, "model_path", lambda _name: tmp_path / "broken.onnx")
    findings = list(doctor._networks())
    assert {f.state for f in findings} == {"fault"}
    assert all("corrupt" in f.text and "install" in f.remedy for f in findings)
    assert not usable(findings)


@pytest.fixture
def shipped(tmp_path, monkeypatch, tiny_model):
    """The folder of shipped networks with small ones for phases and style in it."""
    folder = tmp_path / "assets" / "models"
    folder.mkdir(parents=True)
    for wanted in doctor_models.SHIPPED:
        tiny_model(wanted.kind, causal=bool(wanted.causal)).rename(folder / wanted.file)
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setattr(style_packs, "own_packs_folder", lambda: tmp_path / "own")
    monkeypatch.setattr(doctor_models, "own_packs_folder", lambda: tmp_path / "own")
    return folder


def test_the_cards_of_phases_and_style_are_told(shipped):
    findings = {f.what: f for f in doctor_models.examine_models()}
    assert set(findings) == {"phases_live.onnx", "phases_review.onnx", *style_packs.SHIPPED_PACKS}
    assert {f.state for f in findings.values()} == {"ok"}
    assert findings["style_trends_vn.onnx"].text == "tiny 1 of 2026-11-21, tells waltz, samba, breaking"


def test_own_style_packs_are_told_too(shipped, tiny_model, tmp_path):
    (tmp_path / "own").mkdir()
    tiny_model("style", labels=("jig", "reel", "unknown")).rename(tmp_path / "own" / "my_folk.onnx")
    (tmp_path / "own" / "spoilt.onnx").write_bytes(b"nothing")
    (shipped / "style_ballroom_latin.onnx").unlink()
    findings = {f.what: f for f in doctor_models.examine_models()}
    assert findings["my_folk.onnx"].text == "tiny 1 of 2026-11-21, tells jig, reel"
    assert findings["spoilt.onnx"].state == findings["style_ballroom_latin.onnx"].state == "notice"


@pytest.mark.parametrize("damage", ["missing", "corrupt", "other kind", "other features", "not causal"])
def test_phases_that_cannot_be_named_are_a_notice_with_a_remedy(shipped, tiny_model, damage):
    path = shipped / "phases_live.onnx"
    if damage == "missing":
        path.unlink()
    elif damage == "corrupt":
        path.write_bytes(b"nothing")
    elif damage == "other kind":
        tiny_model("style").rename(path)
    elif damage == "other features":
        tiny_model("phases", causal=True, change=lambda card: card["features"].update(set="body-v9")).rename(path)
    else:
        tiny_model("phases").rename(path)
    findings = {f.what: f for f in doctor_models.examine_models()}
    assert findings["phases_live.onnx"].state == "notice"
    assert findings["phases_live.onnx"].text
    assert findings["phases_live.onnx"].remedy
    assert [f.state for f in findings.values()].count("ok") == 3
    assert usable(list(findings.values()))


def test_a_missing_network_is_a_fault(monkeypatch):
    def gone(name: str):
        raise ModelError("the network file is missing", subject=f"/opt/{name}", remedy="install dancecoach again")

    monkeypatch.setattr(doctor, "model_path", gone)
    findings = list(doctor._networks())
    assert {f.text for f in findings} == {f"the network file is missing (/opt/{name})" for name in doctor.NETWORKS}
    assert {(f.state, f.remedy) for f in findings} == {("fault", "install dancecoach again")}


def test_a_check_that_breaks_does_not_stop_the_others(monkeypatch):
    def broken():
        raise ZeroDivisionError("oh")
        yield

    monkeypatch.setattr(doctor, "_providers", broken)
    states = {f.what: f.state for f in examine()}
    assert states["broken"] == "notice"
    assert "Python" in states


@pytest.mark.parametrize(("free", "state"), [(10 << 30, "ok"), (500 << 20, "notice"), (1 << 20, "fault")])
def test_room_on_the_disk(monkeypatch, tmp_path, free, state):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _folder: usage(1, 1, free))
    monkeypatch.setattr(doctor.platformdirs, "user_data_path", lambda *_: tmp_path / "not" / "yet")
    [finding] = doctor._disk()
    assert finding.state == state
    assert bool(finding.remedy) == (state != "ok")


def test_two_packages_that_overwrite_one_another_are_named(monkeypatch):
    there = {"onnxruntime": "1.28", "onnxruntime-gpu": "1.28", "opencv-contrib-python": "5.0"}
    monkeypatch.setattr(doctor, "installed_version", there.get)
    findings = {f.what: f for f in doctor._packages()}
    assert findings["onnxruntime + onnxruntime-gpu"].state == "notice"
    assert "overwrite" in findings["onnxruntime + onnxruntime-gpu"].text
    assert not any("opencv" in what for what in findings)


def test_no_camera_is_no_fault(monkeypatch):
    from dancecoach.video import webcam

    monkeypatch.setattr(webcam, "list_webcams", list)
    [finding] = doctor._cameras()
    assert (finding.state, "file:CLIP" in finding.remedy) == ("notice", True)


def test_missing_system_libraries_are_named_with_what_to_install(monkeypatch):
    assert parse_ldd(LDD) == ["libxcb-cursor.so.0", "libEGL.so.1"]
    monkeypatch.setattr(doctor_window, "installed_version", lambda _name: "6.11.3")
    monkeypatch.setattr(doctor_window, "missing_libraries", lambda: parse_ldd(LDD))
    [finding] = examine_window()
    assert finding.state == "fault"
    assert "libxcb-cursor.so.0, libEGL.so.1" in finding.text
    assert finding.remedy == "apt-get install libegl1 libxcb-cursor0"


def test_without_qt_only_the_terminal_works(monkeypatch):
    monkeypatch.setattr(doctor_window, "installed_version", lambda _name: None)
    [finding] = examine_window()
    assert finding.state == "notice"
    assert "pip install" in finding.remedy


def test_a_window_that_cannot_be_opened_says_why(monkeypatch):
    failed = subprocess.CompletedProcess([], 134, "", "first\nqt.qpa.xcb: could not connect to display :7\n")
    monkeypatch.setattr(doctor_window.subprocess, "run", lambda *_a, **_m: failed)
    monkeypatch.setattr(doctor_window, "missing_libraries", list)
    monkeypatch.setattr(doctor_window, "installed_version", lambda _name: "6.11.3")
    finding = next(examine_window())
    assert (finding.state, finding.text) == ("fault", "qt.qpa.xcb: could not connect to display :7")


def test_a_version_of_qt_that_ends_the_program_is_a_fault(monkeypatch):
    monkeypatch.setattr(doctor_window, "installed_version", lambda _name: "6.12.0")
    monkeypatch.setattr(doctor_window, "missing_libraries", list)
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    findings = list(examine_window())
    assert findings[-1].state == "fault"
    assert findings[-1].remedy == 'pip install "PySide6<6.12"'
