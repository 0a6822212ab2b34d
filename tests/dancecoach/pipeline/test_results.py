import json
import os
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.errors import Cancelled, OutputError
from dancecoach.files import sha256_of
from dancecoach.library.analyses.analysis_json import read_analysis_json
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.phases import segments_of
from dancecoach.pipeline.results import choose_folder, folder_name, write_results
from dancecoach.pose.formats import load_npz
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import ClipInfo

FILES = ["analysis.json", "frames.csv", "pose.npz"]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def analysis_of(
    path: str, sha256: str = "ab" * 32, engine: str = "blazepose", info: ClipInfo | None = None
) -> Analysis:
    info = info or ClipInfo(path, 6, 0.2, 30.0, False, 320, 240)
    track = PoseTrack(
        times=np.arange(info.frames) / 30,
        landmarks=np.full((info.frames, 33, 3), 0.5),
        visibility=np.ones((info.frames, 33)),
        found=np.ones(info.frames, bool),
        frame_size=(info.width, info.height),
        skeleton=BLAZEPOSE_33,
        source="test",
    )
    return Analysis(clip=info, sha256=sha256, track=track, engine=engine, model="full", activity="auto")


@pytest.fixture
def video(drawn_clip) -> Analysis:
    path = drawn_clip("stand", duration=0.4).path
    with VideoFile(path) as file:
        analysis = analysis_of(str(path), sha256_of(path), info=file.info)
        return attrs.evolve(analysis, track=attrs.evolve(analysis.track, times=file.times))


def test_a_folder_for_the_clip_with_all_that_was_asked_for(tmp_path):
    folder, _ = write_results(analysis_of("a/Übung 1.final.mp4"), tmp_path / "new" / "out")
    assert folder == tmp_path / "new" / "out" / "Übung 1.final"
    assert names(folder) == FILES
    assert len(load_npz(folder / "pose.npz")) == 6
    assert read_analysis_json(folder / "analysis.json").sha256 == "ab" * 32


def test_clips_of_the_same_name_do_not_overwrite_one_another(tmp_path):
    first, _ = write_results(analysis_of("a/tuck.mp4", "11" * 32), tmp_path)
    second, _ = write_results(analysis_of("b/tuck.mov", "22" * 32), tmp_path)
    third, _ = write_results(analysis_of("c/tuck.mov", "33" * 32), tmp_path)
    assert [f.name for f in (first, second, third)] == ["tuck", "tuck-2", "tuck-3"]
    assert [read_analysis_json(f / "analysis.json").sha256[:2] for f in (first, second, third)] == ["11", "22", "33"]


def test_the_same_clip_again_takes_its_own_folder(tmp_path):
    write_results(analysis_of("a/tuck.mp4", "11" * 32), tmp_path)
    write_results(analysis_of("b/tuck.mp4", "22" * 32), tmp_path)
    again, _ = write_results(analysis_of("b/tuck.mp4", "22" * 32), tmp_path)
    assert again.name == "tuck-2"
    assert len(names(tmp_path)) == 2


def test_two_copies_in_one_run_get_two_folders(tmp_path):
    first, _ = write_results(analysis_of("a/tuck.mp4"), tmp_path)
    second, _ = write_results(analysis_of("b/tuck.mp4"), tmp_path, taken=[first])
    assert (first.name, second.name) == ("tuck", "tuck-2")


def test_what_a_killed_run_left_is_taken_over(tmp_path):
    (tmp_path / "tuck").mkdir()
    (tmp_path / "tuck" / "pose.npz").write_bytes(b"of an earlier run")
    assert choose_folder(analysis_of("tuck.mp4"), tmp_path).name == "tuck"


@pytest.mark.parametrize("content", ["holiday.jpg", "a file", "broken analysis"])
def test_what_belongs_to_the_person_is_left_alone(tmp_path, content):
    if content == "a file":
        (tmp_path / "tuck").write_text("mine")
    else:
        (tmp_path / "tuck").mkdir()
        (tmp_path / "tuck" / (content if "." in content else "analysis.json")).write_text("mine")
    folder, _ = write_results(analysis_of("tuck.mp4"), tmp_path)
    assert folder.name == "tuck-2"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("пируэт №1.mp4", "пируэт №1"),
        ("a:b*c?.mp4", "a_b_c_"),
        ("trailing. .mp4", "trailing"),
        ("...mp4", "clip"),
        ("CON.mp4", "CON_"),
        (".hidden.mp4", ".hidden"),
        ("x" * 400 + ".mp4", "x" * 120),
        ("ü" * 400 + ".mp4", "ü" * 60),
    ],
)
def test_a_name_that_every_disk_takes(name, wanted, tmp_path):
    assert folder_name(Path("somewhere") / name) == wanted
    (tmp_path / wanted).mkdir()


def test_an_overlay_of_every_frame(video, tmp_path):
    heard = []
    folder, _ = write_results(video, tmp_path, overlay=True, progress=heard.append)
    assert names(folder) == sorted([*FILES, "overlay.mp4"])
    with VideoFile(folder / "overlay.mp4") as overlay:
        np.testing.assert_allclose(overlay.times, video.track.times, atol=1e-4)
    assert [p.done for p in heard] == list(range(1, len(video.track) + 1))


def test_landmarks_without_pictures_have_no_overlay_and_say_so(tmp_path):
    folder, said = write_results(analysis_of("pose.npz", engine="file"), tmp_path, overlay=True)
    assert names(folder) == FILES
    assert "no pictures" in said.warnings[-1]
    assert json.loads((folder / "analysis.json").read_text())["warnings"] == list(said.warnings)


def test_stopping_during_the_overlay_keeps_the_rest(video, tmp_path):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        write_results(video, tmp_path, overlay=True, cancel=cancel, progress=lambda p: p.done == 3 and cancel.cancel())
    [folder] = tmp_path.iterdir()
    assert names(folder) == FILES


def test_what_a_killed_run_left_under_temporary_names_is_swept_up(tmp_path):
    folder = tmp_path / "tuck"
    folder.mkdir()
    old, new = folder / ".pose.abc.part.npz", folder / ".frames.abc.part.csv"
    for file in (old, new):
        file.write_bytes(b"")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    write_results(analysis_of("tuck.mp4"), tmp_path)
    assert not old.exists()
    assert new.exists()  # perhaps another program is at it


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file.*choose another folder"):
        write_results(analysis_of("tuck.mp4"), tmp_path / "file" / "out")


def test_a_full_disk_during_the_overlay_names_the_overlay_and_keeps_the_rest(video, tmp_path, monkeypatch):
    from dancecoach.report import overlay as module

    def full(self, *_args):
        raise OutputError("the disk is full", subject="/tmp/.overlay.xyz/silent.mp4", remedy="free some space")

    monkeypatch.setattr(module.VideoWriter, "write_native", full)
    with pytest.raises(OutputError) as caught:
        write_results(video, tmp_path, overlay=True)
    [folder] = tmp_path.iterdir()
    assert str(caught.value) == f"{folder / 'overlay.mp4'}: the disk is full; free some space."
    assert names(folder) == FILES


def test_the_phases_are_in_every_result(video, tmp_path):
    labels = np.repeat([0, 1, 2, 3], [2, 3, 3, len(video.track) - 8])
    analysis = attrs.evolve(video, phases=segments_of(labels, video.track.times), phase_model="known 1")
    folder, _ = write_results(analysis, tmp_path, overlay=True)
    written = json.loads((folder / "analysis.json").read_text())["phases"]
    assert [s["phase"] for s in written["segments"]] == ["idle", "take-off", "skill", "landing"]
    rows = (folder / "frames.csv").read_text().splitlines()
    assert [row.split(",")[3] for row in rows[1:9]] == ["idle"] * 2 + ["take-off"] * 3 + ["skill"] * 3
    with VideoFile(folder / "overlay.mp4") as overlay:
        blue, _green, red = np.median(overlay.frame(3).image[12:15, 12:40].reshape(-1, 3), axis=0)
    assert red > blue + 100, "take-off is amber"


def test_another_person_of_the_same_clip_gets_a_folder_of_their_own(tmp_path):
    whole, chosen = analysis_of("clip.mp4"), attrs.evolve(analysis_of("clip.mp4"), person=Seed(0.3, 0.5, 1.0))
    folders = [write_results(one, tmp_path)[0].name for one in (whole, chosen, chosen, whole)]
    assert folders == ["clip", "clip-2", "clip-2", "clip"]
