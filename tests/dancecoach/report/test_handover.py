"""All that is handed over, its names, and that a killed program leaves nothing half."""

import os
import pickle
import signal
import sys

import attrs
import numpy as np
import openpyxl
import pytest

from dancecoach.errors import Cancelled, InputError, OutputError
from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack, Segment
from dancecoach.notes.records import NotedClip
from dancecoach.pose.formats import load_pose_file
from dancecoach.progress import CancelToken
from dancecoach.report.handover import THINGS, Wanted, hand_over
from dancecoach.report.plan import Span
from dancecoach.video.file import VideoFile

SMALL = Span(0, 5)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_everything_is_made_under_the_clips_name(leap, tmp_path):
    seen = []
    made = hand_over(
        leap.analysis, leap.path, Wanted(things=THINGS, span=SMALL, frame=3, instants=3), tmp_path / "für Anna",
        progress=lambda progress: seen.append(progress.stage),
    )  # fmt: skip
    assert sorted(path.name for path in made.files) == names(tmp_path / "für Anna")
    assert {path.name.removeprefix("leap über-") for path in made.files} == {
        *("overlay.mp4", "frame-3.png", "sequence.png", "measures.xlsx", "report.html", "report.pdf"),
        *("frames.csv", "skills.csv", "phases.csv"),
        *("poses.trc", "coco.json", "poses.csv", "poses.npz", "poses.parquet"),
    }
    assert len(set(seen)) >= 3
    with VideoFile(made.files[0]) as video:
        assert len(video) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_clip_whose_name_is_no_text_is_handed_over_all_the_same(leap, tmp_path):
    analysis = attrs.evolve(leap.analysis, clip=attrs.evolve(leap.analysis.clip, path=os.fsdecode(b"caf\xe9.mp4")))
    things = ("html", "pdf", "xlsx", "csv", "trc", "coco")
    made = hand_over(analysis, None, Wanted(things=things), tmp_path)
    assert len(made.files) == 8
    assert "caf\ufffd.mp4" in next(path for path in made.files if path.suffix == ".html").read_text("utf-8")


def test_files_that_are_there_stay_unless_told(leap, tmp_path):
    wanted = Wanted(things=("csv",))
    hand_over(leap.analysis, leap.path, wanted, tmp_path)
    hand_over(leap.analysis, leap.path, wanted, tmp_path)
    assert "leap über-phases-2.csv" in names(tmp_path)
    hand_over(leap.analysis, leap.path, wanted, tmp_path, replace=True)
    assert len(names(tmp_path)) == 6


def test_landmarks_without_pictures_give_tables_and_a_report(leap, tmp_path):
    made = hand_over(leap.analysis, None, Wanted(things=("xlsx", "html")), tmp_path)
    assert len(made.files) == 2
    with pytest.raises(InputError, match="tables and report only"):
        hand_over(leap.analysis, None, Wanted(things=("video",)), tmp_path)


def test_poses_of_slow_motion_have_the_times_of_the_real_action(leap, tmp_path):
    times = leap.analysis.track.times
    fps = 4 * (len(times) - 1) / (times[-1] - times[0])
    notes = Notes(NotedClip(leap.analysis.sha256, len(times), "leap"), capture_fps=fps)
    made = hand_over(leap.analysis, None, Wanted(things=("poses-csv",)), tmp_path, notes=notes)
    assert made.said == ("The times of the poses are those of the real action.",)
    np.testing.assert_allclose(load_pose_file(made.files[0])[0].times, times / 4, atol=2e-6)


def test_poses_without_metres_make_all_but_trc(leap, tmp_path):
    flat = attrs.evolve(leap.analysis, track=attrs.evolve(leap.analysis.track, world=None))
    made = hand_over(flat, None, Wanted(things=("trc", "coco", "npz")), tmp_path)
    assert [path.name for path in made.files] == ["leap über-coco.json", "leap über-poses.npz"]
    assert len(made.lacking) == 1
    assert "TRC is in metres" in made.lacking[0]


def test_a_skill_that_is_not_there_is_said(leap, tmp_path):
    for things in (("sequence",), ("pdf",)):
        with pytest.raises(InputError, match="there are 1"):
            hand_over(leap.analysis, leap.path, Wanted(things=things, skill=4), tmp_path)


def test_what_one_thing_lacks_costs_nobody_the_others(leap, unseen, tmp_path):
    made = hand_over(unseen, leap.path, Wanted(things=("sequence", "csv", "html")), tmp_path)
    assert [path.suffix for path in made.files] == [".csv"] * 3 + [".html"]
    assert made.lacking == ("Nobody is seen at the instants of the sequence; choose another part of the clip.",)
    with pytest.raises(InputError, match="Nobody is seen"):
        hand_over(unseen, leap.path, Wanted(things=("sequence",)), tmp_path)


def test_a_slower_part_says_that_it_has_no_sound(leap, tmp_path):
    made = hand_over(leap.analysis, leap.path, Wanted(things=("video",), span=Span(0, 3, 0.5)), tmp_path)
    assert made.said == ("A video with a slower part has no sound.",)


def test_stopping_keeps_what_is_finished(leap, tmp_path):
    cancel = CancelToken()

    def watch(_progress):
        cancel.cancel()

    with pytest.raises(Cancelled):
        hand_over(leap.analysis, leap.path, Wanted(things=("video", "xlsx")), tmp_path, progress=watch, cancel=cancel)
    assert names(tmp_path) == []


def test_the_word_of_whoever_said_most_counts(leap, notes_with, tmp_path):
    count = len(leap.track)
    little = PhaseTrack.blank("Ann", count).relabelled(0, 3, "idle")
    much = PhaseTrack.of_segments("Bea", count, [Segment("idle", 0, 19), Segment("landing", 20, count - 1)])
    track = corrected_track(notes_with(leap, tracks=(little, much)))
    phases = [attrs.evolve(p, author=track.annotator) for p in track.phase_segments(leap.track.times)]
    assert [(p.phase, p.start_frame, p.author) for p in phases] == [("idle", 0, "Bea"), ("landing", 20, "Bea")]
    made = hand_over(leap.analysis, leap.path, Wanted(things=("xlsx",)), tmp_path, phases=phases)
    book = openpyxl.load_workbook(made.files[0])
    assert [row[7] for row in book["Phases"].iter_rows(min_row=2, values_only=True)] == ["Bea", "Bea"]


def test_a_folder_that_cannot_be_is_said(leap, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="choose another folder"):
        hand_over(leap.analysis, leap.path, Wanted(things=("csv",)), tmp_path / "file" / "folder")


PROGRAM = """
import os, pickle, signal, sys
from pathlib import Path
from dancecoach.report import handover
from dancecoach.video.writer import VideoWriter

analysis, clip, thing, folder = pickle.load(sys.stdin.buffer)

def write(self, *arguments):
    write.calls += 1
    if write.calls == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return write.real(self, *arguments)

write.calls, write.real = 0, VideoWriter._mux
VideoWriter._mux = write
if thing != "video":  # everything is written, but not yet in its place
    os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)
handover.hand_over(analysis, clip, handover.Wanted(things=(thing,)), Path(folder), replace=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="here a program cannot kill itself")
@pytest.mark.parametrize("thing", ["video", "pdf"])
def test_a_kill_leaves_the_old_file_whole_and_the_next_one_clears_up(leap, tmp_path, thing, killed_when):
    old = tmp_path / {"video": "leap über-overlay.mp4", "pdf": "leap über-report.pdf"}[thing]
    old.write_bytes(b"old")
    killed_when(PROGRAM, stdin=pickle.dumps((leap.analysis, leap.path, thing, str(tmp_path))))
    assert old.read_bytes() == b"old"
    left = [path for path in tmp_path.iterdir() if path != old]
    assert left
    assert all(path.name.startswith(".") for path in left)
    hand_over(leap.analysis, leap.path, Wanted(things=("csv",)), tmp_path)
    assert all(path.exists() for path in left), "it may belong to a program at work"
    for path in left:
        os.utime(path, (1, 1))
    hand_over(leap.analysis, leap.path, Wanted(things=("csv",)), tmp_path)
    assert not any(path.exists() for path in left)
