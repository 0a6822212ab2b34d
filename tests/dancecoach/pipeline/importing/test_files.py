"""Which files are clips, and what they say of themselves."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.library.catalogue.records import Kind
from dancecoach.pipeline.importing.files import clips_in, facts_of
from dancecoach.pose.formats import load_npz
from dancecoach.pose.formats.writing import WRITERS


def test_a_folder_gives_its_clips_in_order_and_nothing_hidden(films):
    found = [path.relative_to(films).as_posix() for path in clips_in([films])]
    assert found == ["First_turn.MP4", "broken.mp4", "poses.npz", "Übung 1/second.mp4"]


def test_what_is_named_is_taken_whatever_its_ending(films):
    assert list(clips_in([films / "notes.txt", films / ".hidden.mp4"])) == [films / "notes.txt", films / ".hidden.mp4"]


def test_a_name_that_is_not_there_is_said(films):
    with pytest.raises(InputError, match=r"gone\.mp4: there is no such file or folder; check the name"):
        list(clips_in([films / "gone.mp4"]))


def test_what_cannot_be_taken_keeps_nothing_else_out(films, monkeypatch):
    odd, closed = films / "bad\udcff.mp4", films / "Übung 1"
    names = {films: (["Übung 1"], ["First_turn.MP4", odd.name])}

    def walk(folder, onerror):
        yield str(folder), *names[folder]
        onerror(PermissionError(13, "Permission denied", str(closed)))

    monkeypatch.setattr("dancecoach.pipeline.importing.files.os.walk", walk)
    left_out = []
    assert list(clips_in([films / "gone.mp4", films], left_out.append)) == [films / "First_turn.MP4"]
    assert [str(problem) for problem in left_out] == [
        f"{films / 'gone.mp4'}: there is no such file or folder; check the name.",
        f"{films / 'bad?.mp4'}: its name is no readable text; rename it.",
        f"{closed}: cannot be read (Permission denied); check that it exists and may be read.",
    ]
    with pytest.raises(InputError, match="no readable text"):
        list(clips_in([films]))


def test_a_name_longer_than_any_disk_allows_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        list(clips_in([tmp_path / ("a" * 3000)]))


def test_a_link_to_a_folder_above_does_not_go_round_and_round(films):
    (films / "Übung 1" / "again").symlink_to(films, target_is_directory=True)
    assert len(list(clips_in([films]))) == 4


def test_a_folder_of_openpose_frames_is_one_clip(films):
    folder = films / "openpose"
    folder.mkdir()
    person = {"pose_keypoints_2d": [320.0, 180.0, 0.9] * 25}
    for frame in range(3):
        text = json.dumps({"version": 1.3, "people": [person]})
        (folder / f"clip_{frame:012d}_keypoints.json").write_text(text)
    assert folder in list(clips_in([films]))
    facts = facts_of(folder)
    assert (facts.kind, facts.frames, facts.title) == (Kind.POSES, 3, "openpose")


def test_tables_and_json_of_a_folder_come_only_where_they_begin_as_poses_do(films, tmp_path):
    before = set(clips_in([films]))
    (films / "frames.csv").write_text("frame,time_s\n0,0\n")
    (films / "settings.json").write_text('{"theme": "dark"}')
    (films / "analysis.json").write_text('{"schema": "dancecoach.analysis/1", "landmarks": "pose.npz"}')
    np.savez(films / "numbers.npz", a=np.arange(3))
    np.savez(films / "truth.npz", schema=np.array("dancecoach.figure-truth/1"), a=np.arange(3))
    assert set(clips_in([films])) == before
    track = load_npz(films / "poses.npz")
    for writer in (WRITERS["poses-csv"], WRITERS["coco"]):
        writer.save(track, films / writer.ending)
    np.savez(films / "of a later version.npz", schema=np.array("dancecoach.pose/2"))  # why it is not read is said
    (films / "cut off.json").write_text('[{"image_id": 1, "keypoints": [1, 2')
    (films / "cut off.npz").write_bytes((films / "poses.npz").read_bytes()[:300])
    found = {path.name for path in set(clips_in([films])) - before}
    assert found == {"poses.csv", "coco.json", "cut off.json", "cut off.npz", "of a later version.npz"}
    assert films / "settings.json" in set(clips_in([films / "settings.json"]))


def test_a_large_file_may_name_its_joints_late(films):
    names = ", ".join(f'{{"id": {i}, "file_name": "{i:06d}.jpg"}}' for i in range(4000))
    (films / "late.json").write_text(f'{{"images": [{names}], "annotations": [{{"keypoints": []}}]}}')
    assert films / "late.json" in set(clips_in([films]))


def test_a_video_tells_its_facts(films):
    facts = facts_of(films / "First_turn.MP4")
    assert facts.kind is Kind.VIDEO
    assert (facts.title, facts.width, facts.height) == ("First turn", 96, 64)
    assert facts.frames == pytest.approx(0.34 * 30, abs=1)
    assert facts.fps == pytest.approx(30, abs=0.01)
    assert facts.size_bytes == (films / "First_turn.MP4").stat().st_size


def test_landmarks_tell_theirs(films):
    facts = facts_of(films / "poses.npz")
    assert (facts.kind, facts.frames, facts.width) == (Kind.POSES, 12, 640)
    assert facts.duration_s == pytest.approx(0.4)


def test_the_day_of_filming_is_the_files_own(films, tmp_path):
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not on the path")

    def stamped(text):
        out = tmp_path / "stamped.mp4"
        command = [program, "-loglevel", "error", "-y", "-i", films / "First_turn.MP4", "-c", "copy"]
        subprocess.run([*command, "-metadata", f"creation_time={text}", out], check=True)
        return facts_of(out).filmed_at

    assert stamped("2025-03-04T10:00:00Z") == datetime(2025, 3, 4, 10, tzinfo=UTC)
    assert stamped("1904-01-01T00:00:00Z") is None  # a clock that was never set
    assert facts_of(films / "First_turn.MP4").filmed_at is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_is_said(films):
    odd = films / "\udcff.mp4"
    odd.write_bytes(b"")
    with pytest.raises(InputError, match=r"\?\.mp4: its name is no readable text; rename it"):
        list(clips_in([films]))


@pytest.mark.parametrize("name", ["broken.mp4", "notes.txt"])
def test_what_cannot_be_used_says_why(films, name):
    with pytest.raises(InputError, match=name):
        facts_of(films / name)
