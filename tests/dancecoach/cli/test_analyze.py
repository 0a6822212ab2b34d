import json
import os
import shutil
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.cli import analyze as module
from dancecoach.errors import EngineError, OutputError
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import analyze
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.renewing import catch_up
from dancecoach.pose.formats import save_npz
from dancecoach.pose.skeleton import COCO_17
from training.figure.motions import Stand
from training.figure.motions.jumps import Jump

FILES = ["analysis.json", "frames.csv", "pose.npz"]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture(scope="module")
def clip(drawn_clip) -> Path:
    return drawn_clip("stand", duration=0.5).path


@pytest.fixture
def lite(call, tmp_path):
    """Analyse with the small network into ``tmp_path/out``."""

    def run(*arguments):
        return call("analyze", *arguments, "--out", tmp_path / "out", "--pose-model", "lite", "--workers", 1)

    return run


def test_results_and_a_summary(lite, clip, tmp_path):
    done = lite(clip, "--activity", "gymnastics", "--overlay")
    assert (done.code, done.err) == (0, "")
    folder = tmp_path / "out" / clip.stem
    assert names(folder) == sorted([*FILES, "overlay.mp4"])
    assert json.loads((folder / "analysis.json").read_text())["activity"] == "gymnastics"
    assert json.loads((folder / "analysis.json").read_text())["pose"]["model"] == "lite"
    for words in (clip.name, "15 frames", "320 x 240", "found in 15 of 15 frames", "overlay.mp4"):
        assert words in done.out
    assert "100% 15/15" in done.out


@pytest.mark.parametrize("name", ["Übung №1 пируэт.mp4", "with  spaces.mp4", "[bold]red.mp4", "it's #1;&$(x).mp4"])
def test_names_of_all_kinds(lite, clip, tmp_path, name):
    path = tmp_path / "Ordner mit Leerzeichen ü" / name
    path.parent.mkdir()
    shutil.copy(clip, path)
    done = lite(path)
    assert (done.code, done.err) == (0, "")
    assert names(tmp_path / "out" / path.stem) == FILES
    assert name in done.out
    assert json.loads((tmp_path / "out" / path.stem / "analysis.json").read_text("utf-8"))["clip"]["path"] == str(path)


@pytest.mark.skipif(os.name != "posix", reason="file names are text on this system")
def test_a_name_that_is_no_text(start, clip, tmp_path):
    path = os.fsencode(tmp_path) + b"/clip\xff.mp4"
    shutil.copy(clip, path)
    done = start("analyze", os.fsdecode(path), "--out", tmp_path / "out", "--pose-model", "lite", "--workers", "1")
    assert (done.code, done.err) == (0, "")
    [folder] = (tmp_path / "out").iterdir()
    assert names(folder) == FILES


def test_one_bad_input_does_not_keep_the_others(lite, clip, tmp_path):
    (tmp_path / "text.mp4").write_text("hello")
    done = lite(tmp_path / "gone.mp4", clip, tmp_path / "text.mp4")
    assert done.code == 3
    assert [line.split(": ")[0] for line in done.err.splitlines()] == [
        str(tmp_path / "gone.mp4"),
        str(tmp_path / "text.mp4"),
    ]
    assert names(tmp_path / "out") == [clip.stem]


def test_two_clips_of_one_name_and_one_named_twice(lite, clip, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(clip, tmp_path / folder / "tuck.mp4")
    done = lite(tmp_path / "a/tuck.mp4", tmp_path / "b/tuck.mp4", tmp_path / "a/tuck.mp4")
    assert done.code == 0
    assert names(tmp_path / "out") == ["tuck", "tuck-2"]


def test_a_file_of_landmarks_gives_all_that_needs_no_picture(lite, clip, tmp_path):
    from dancecoach.pipeline.analyze import AnalyzeOptions

    save_npz(analyze(clip, AnalyzeOptions(pose_model="lite", workers=0)).track, tmp_path / "pose.npz")
    done = lite(tmp_path / "pose.npz", "--overlay")
    assert (done.code, done.err) == (0, "")
    assert names(tmp_path / "out" / "pose") == FILES
    assert "landmarks and no pictures" in " ".join(done.out.split())


@pytest.mark.parametrize("kind", ["coco", "alphapose", "mediapipe", "openpose"])
def test_landmarks_of_other_tools(call, figure, tmp_path, kind):
    times = np.arange(40) / 30
    track = figure.track(figure.points(40, knee=40 + 40 * np.sin(times * 4)), times)
    path = tmp_path / "Übung.json"
    pixels = track.to_skeleton(COCO_17).pixels().tolist()
    joints = [[v for x, y in frame for v in (x, y, 0.9)] for frame in pixels]
    if kind == "openpose":
        path = tmp_path / "Übung"
        path.mkdir()
        for f in range(40):
            frame = {"people": [{"pose_keypoints_2d": [400.0, 300.0 + f, 0.5] * 25}]}
            (path / f"a_{f:012}_keypoints.json").write_text(json.dumps(frame))
    elif kind == "mediapipe":
        path.write_text(json.dumps({"fps": 30, "frames": [[[*p, 0.9] for p in f] for f in track.landmarks.tolist()]}))
    else:
        name = int if kind == "coco" else "{}.jpg".format
        path.write_text(json.dumps([{"image_id": name(f), "keypoints": j, "score": 2} for f, j in enumerate(joints)]))
    done = call("analyze", path, "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert names(tmp_path / "out" / "Übung") == FILES
    assert json.loads((tmp_path / "out" / "Übung" / "analysis.json").read_text("utf-8"))["pose"]["engine"] == "file"
    assert "found in 40 of 40 frames" in " ".join(done.out.split())


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_rate_of_landmarks_without_times_can_be_said(call, figure, tmp_path, kind):
    frames = figure.track(figure.points(40), np.arange(40) / 30).landmarks.tolist()
    path = tmp_path / f"walk.{kind}"
    if kind == "json":
        path.write_text(json.dumps({"frames": [[[*p, 0.9] for p in f] for f in frames]}))
    else:
        path.write_text("\n".join(",".join(f"{v:.5f}" for p in f for v in (*p, 0.9)) for f in frames))
    done = call("analyze", path, "--out", tmp_path / "out", "--fps", "50")
    assert (done.code, done.err) == (0, "")
    assert "50 fps" in done.out
    assert "per second are assumed" not in done.out
    assert call("analyze", path, "--out", tmp_path / "out", "--fps", "0").code == 2
    unknown = call("analyze", path, "--out", tmp_path / "out")
    assert "30 frames per second are assumed" in " ".join(unknown.out.split())


def test_json_of_another_kind_is_one_line(call, tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "dark"}')
    done = call("analyze", tmp_path / "settings.json", "--out", tmp_path / "out")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert "holds no poses of a kind that is read" in done.err


def test_an_output_that_is_a_file(lite, clip, tmp_path):
    (tmp_path / "out").write_text("mine")
    done = lite(clip)
    assert done.code == 1
    assert done.err == f"{tmp_path / 'out'}: a file stands where a folder is needed; choose another folder.\n"
    assert (tmp_path / "out").read_text() == "mine"


def test_a_result_that_cannot_be_written_is_said_and_the_next_clip_done(lite, clip, tmp_path, monkeypatch):
    write = module.write_results

    def full_once(analysis, *arguments, **more):
        if Path(analysis.clip.path).stem == "first":
            raise OutputError("the disk is full", subject="pose.npz", remedy="free some space")
        return write(analysis, *arguments, **more)

    monkeypatch.setattr(module, "write_results", full_once)
    shutil.copy(clip, tmp_path / "first.mp4")
    done = lite(tmp_path / "first.mp4", clip)
    assert (done.code, done.err) == (1, "pose.npz: the disk is full; free some space.\n")
    assert names(tmp_path / "out") == [clip.stem]


def test_a_corrupt_network_ends_the_call_with_one_sentence(lite, clip, tmp_path, monkeypatch):
    from dancecoach import resources

    models = tmp_path / "assets" / "models"
    models.mkdir(parents=True)
    for file in (resources.assets_folder() / "models").glob("*.onnx"):
        (models / file.name).write_bytes(file.read_bytes()[:1000])
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setattr(module.AnalyzeCall, "options", property(lambda _self: module.AnalyzeOptions(workers=0)))
    done = lite(clip, clip.with_name("another.mp4"))
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert ".onnx: is corrupt or not a network" in done.err
    assert "install dancecoach again" in done.err


def test_corrupt_networks_for_phases_and_style_cost_only_them(lite, clip, tmp_path, monkeypatch):
    from dancecoach import resources

    models = tmp_path / "assets" / "models"
    models.mkdir(parents=True)
    for file in (resources.assets_folder() / "models").glob("blazepose_*.onnx"):
        shutil.copy(file, models)
    for name in ("phases_review.onnx", "style_trends_vn.onnx"):
        (models / name).write_bytes(b"not a network")
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setattr(
        module.AnalyzeCall, "options", property(lambda _self: module.AnalyzeOptions("blazepose", "lite", workers=0))
    )
    done = lite(clip)
    assert (done.code, done.err) == (0, "")
    said = " ".join(done.out.split())
    assert "The phases cannot be named: " in said
    assert "The style cannot be named: " in said
    content = json.loads((tmp_path / "out" / clip.stem / "analysis.json").read_text())
    assert (content["style"], content["phases"], content["skills"]) == (None, None, [])


def test_a_fault_of_ours_costs_only_its_clip(lite, clip, tmp_path, monkeypatch):
    real = module.analyze

    def faulty(path, *arguments, **more):
        if path.stem == "first":
            raise ZeroDivisionError
        return real(path, *arguments, **more)

    monkeypatch.setattr(module, "analyze", faulty)
    shutil.copy(clip, tmp_path / "first.mp4")
    done = lite(tmp_path / "first.mp4", clip)
    assert done.code == 1
    assert done.err.splitlines()[-1].endswith("dancecoach failed through a fault of its own; please report it.")
    assert names(tmp_path / "out") == [clip.stem]


def test_the_other_engine_is_chosen_knowingly(lite, clip, monkeypatch):
    monkeypatch.setattr(module, "analyze", lambda *_a, **_m: (_ for _ in ()).throw(EngineError("is not there")))
    done = lite(clip, "--engine", "mediapipe")
    assert done.code == 1
    assert "usage metrics" in done.err.splitlines()[0]
    assert done.err.splitlines()[1] == "is not there."


def test_a_style_pack_that_is_not_there_is_named_before_any_work(lite, clip):
    done = lite(clip, "--style-packs", "polka")
    assert done.code == 2
    assert "polka: is no style pack at hand; choose one of: " in done.err
    assert "trends-vn" in done.err


@pytest.mark.parametrize("point", ["left", "1.2,0.5@0", "0.5,0.5@-1", "0.5,0.5"])
def test_a_person_pointed_at_in_no_way_is_a_wrong_call(lite, clip, tmp_path, point):
    done = lite(clip, "--person", point)
    assert done.code == 2
    assert not (tmp_path / "out").exists()


def test_one_person_is_not_chosen_in_two_clips(lite, clip):
    done = lite(clip, clip.with_name("other.mp4"), "--person", "0.5,0.5@0")
    assert done.code == 2
    assert "analyse them one by one" in done.err


def test_nobody_where_the_person_was_pointed_at_is_one_sentence(lite, clip):
    done = lite(clip, "--person", "0.02,0.02@0.2")
    assert done.code == 3
    assert "nobody was found at 0.02,0.02 in the picture at 0.2 s" in " ".join(done.err.split())


def test_the_chosen_person_stands_in_the_results(lite, clip, tmp_path):
    done = lite(clip, "--person", "0.5,0.45@0.2")
    assert done.code == 0
    assert "as chosen: 0.500,0.450@0.200" in done.out
    content = json.loads((tmp_path / "out" / clip.stem / "analysis.json").read_text())
    assert content["pose"]["person"] == {"x": 0.5, "y": 0.45, "time_s": 0.2}


def test_slow_motion_is_measured_in_real_time(call, drawn_clip, tmp_path):
    moves = (Stand(0.5), Jump(flight=0.5), Stand(0.5))
    track = drawn_clip(moves, fps=60.0, azimuth=80.0).truth.to_track()
    save_npz(attrs.evolve(track, times=track.times * 8), tmp_path / "slow.npz")
    done = call("analyze", tmp_path / "slow.npz", "--out", tmp_path / "out", "--capture-fps", 60)
    assert done.code == 0
    assert "Filmed at 60 frames per second, 7.5 in the file" in " ".join(done.out.split())
    [skill] = json.loads((tmp_path / "out" / "slow" / "analysis.json").read_text())["skills"]
    assert skill["flight_time_s"] == pytest.approx(0.5, abs=0.08)
    assert skill["takeoff_s"] > 4.0, "where it is in the file"


def test_a_clip_of_the_library_is_known_by_its_newest_analysis(lite, clip, tmp_path, monkeypatch):
    folder = tmp_path / "library"
    monkeypatch.setattr(module, "usual_folder", lambda: folder)
    with Library(folder) as library:
        library.clips.add(facts_of(clip), Storage.LINKED, clip)
        assert lite(clip).code == 0  # also while the window has it open
        assert catch_up(library) == 1
        assert library.clips.get(1).findings.analysed_with == "blazepose lite"
