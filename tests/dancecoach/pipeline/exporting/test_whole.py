"""Everything of a library comes out, in forms that others read; whole, once, the same each time, and after a kill."""

import csv
import json
import random
import shutil
import sys
from collections import namedtuple

import numpy as np
import pytest

from dancecoach.errors import Cancelled, OutputError
from dancecoach.library.analyses.analysis_json import from_text
from dancecoach.library.counts.counts_json import counts_from_text
from dancecoach.library.library import Library
from dancecoach.notes.labels import read_labels
from dancecoach.notes.notes_json import from_bytes
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.exporting import room
from dancecoach.pipeline.exporting.clip_folder import Wishes, folder_name
from dancecoach.pipeline.exporting.readme import readme_text
from dancecoach.pipeline.exporting.whole import CLIPS, UNFINISHED, export_library
from dancecoach.pose.formats import load_pose_file
from dancecoach.progress import CancelToken

Disk = namedtuple("Disk", "total used free")


def exported(library, folder, **wishes):
    return export_library(library, folder, Wishes(**wishes))


def rows(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines(keepends=True)))


def test_all_that_is_kept_of_a_clip_is_there_and_read_back(library, tmp_path):
    made = exported(library, tmp_path / "out", poses=("poses-csv", "coco", "npz", "parquet", "trc"))
    first = library.clips.get(1)
    here = tmp_path / "out" / CLIPS / folder_name(first)
    assert {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()} == {
        "First turn.mp4", "clip.json", "picture.jpg", "analysis.json", "frames.csv", "phases.csv", "skills.csv",
        "poses.csv", "coco.json", "poses.npz", "poses.parquet", "poses.trc", "labels.csv", "notes.json", "counts.json",
        "lesson.json", "takes/2026-11-22 18.05.31/take.json", "takes/2026-11-22 18.05.31/take.mp4",
        "takes/2026-11-22 18.05.31/comparison.json",
        *(f"other analyses/{who}/{name}"
          for who in ("blazepose lite", "blazepose full person 0.500,0.500@0.100")
          for name in ("analysis.json", "frames.csv", "phases.csv", "skills.csv", "poses.csv", "coco.json", "poses.npz",
                       "poses.parquet", "poses.trc")),
    }  # fmt: skip
    assert (here / "First turn.mp4").read_bytes() == first.path.read_bytes()
    document = from_text((here / "analysis.json").read_bytes(), here)
    assert (document.sha256, document.clip.path) == (first.facts.sha256, "First turn.mp4")
    kept = library.analyses.get(first.facts.sha256, "blazepose", "full")
    for name in ("poses.csv", "coco.json", "poses.npz"):
        track, warnings = load_pose_file(here / name)
        assert warnings == []
        wanted = kept.track.to_skeleton(track.skeleton)
        np.testing.assert_allclose(track.pixels(), wanted.pixels(), atol=0.006)
    noted = NotedClip(first.facts.sha256, first.facts.frames)
    notes = from_bytes((here / "notes.json").read_bytes(), noted).notes
    assert len(notes.drawings) == 1
    assert read_labels(here / "labels.csv", notes, kept.track.times) == notes.tracks
    assert counts_from_text((here / "counts.json").read_bytes(), here)[0] == library.counts.get(first.facts.sha256)
    assert json.loads((here / "lesson.json").read_text())["steps"][0]["name"] == "basic"
    assert (tmp_path / "out" / "takes of other clips" / "0000000000000000 2026-01-01 10.00.00" / "take.mp4").is_file()
    assert made.clips == made.written == 3


def test_the_tables_say_what_the_library_says(library, tmp_path):
    exported(library, tmp_path / "out")
    table = rows(tmp_path / "out" / "clips.csv")
    assert [row["title"] for row in table] == ["First turn", "poses", "gone"]
    first = table[0]
    assert (first["persons"], first["tags"], first["collections"]) == ("Änne", "camp; slow", "Tuesday")
    assert (first["rating"], first["reference"], first["note"]) == ("4", "1", "arms, late;\nagain")
    assert (first["analysed_with"], table[1]["analysed_with"], table[1]["found_share"]) == ("blazepose full", "", "")
    assert all((tmp_path / "out" / CLIPS / row["folder"]).is_dir() for row in table)
    (skill,) = rows(tmp_path / "out" / "skills.csv")
    assert (skill["folder"], skill["flight_s"], skill["shape"]) == (first["folder"], "0.65", "tuck")
    content = json.loads((tmp_path / "out" / CLIPS / first["folder"] / "clip.json").read_text("utf-8"))
    assert (content["tags"], content["film"], content["skills"][0]["takeoff_s"]) == (
        ["camp", "slow"],
        "First turn.mp4",
        0.07,
    )


def test_a_film_that_is_gone_is_said_and_the_rest_is_there(library, tmp_path):
    made = exported(library, tmp_path / "out")
    assert len(made.lacking) == 1
    assert "gone.mp4: is gone; find it and import it again" in made.lacking[0]
    assert json.loads((next((tmp_path / "out" / CLIPS).glob("gone*")) / "clip.json").read_text())["film"] is None


def test_every_file_is_explained(library, tmp_path):
    exported(library, tmp_path / "out", poses=("poses-csv", "coco", "npz", "parquet", "trc"))
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file() and path.name not in ("README.txt", "First turn.mp4") and path.suffix != ".npz":
            assert path.name in readme_text(), path


def test_the_same_library_gives_the_same_files(library, tmp_path, contents):
    exported(library, tmp_path / "a")
    exported(library, tmp_path / "b")
    first = contents(tmp_path / "a")
    assert first == contents(tmp_path / "b")
    exported(library, tmp_path / "a")
    assert first == contents(tmp_path / "a")


def test_without_films_there_are_poses_all_the_same(library, tmp_path):
    exported(library, tmp_path / "out", films=False)
    names = {path.name for path in (tmp_path / "out").rglob("*")}
    assert not {"First turn.mp4", "take.mp4"} & names
    assert {"poses.npz", "take.json"} <= names


def test_an_export_is_brought_up_to_date_and_a_new_title_moves_the_folder(library, tmp_path, contents):
    exported(library, tmp_path / "out")
    before = {path.name for path in (tmp_path / "out" / CLIPS).iterdir()}
    library.clips.rename(1, "Second turn")
    library.clips.rate(1, 5)
    exported(library, tmp_path / "out")
    after = {path.name for path in (tmp_path / "out" / CLIPS).iterdir()}
    assert len(after) == len(before) == 3
    assert rows(tmp_path / "out" / "clips.csv")[0]["rating"] == "5"
    exported(library, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_folder_with_something_else_is_left_alone(library, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.txt").write_text("my own")
    with pytest.raises(OutputError, match="something lies there already; choose an empty folder"):
        exported(library, tmp_path / "mine")
    with pytest.raises(OutputError, match="is inside the library"):
        exported(library, library.folder / "out")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["README.txt"]


def test_too_little_room_is_said_before_anything_is_written(library, tmp_path, monkeypatch):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Disk(10**9, 0, 40 << 20))
    with pytest.raises(OutputError, match=r"takes about 0\.1 GB, and 0\.0 GB are free; .*leave the films out"):
        exported(library, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_room_asked_for_is_enough_and_not_far_too_much(library, tmp_path):
    for wishes in (
        Wishes(poses=("poses-csv",)),
        Wishes(films=False, poses=("poses-csv", "coco", "npz", "trc", "parquet")),
    ):
        asked = room.bytes_needed(library, [library.clips.get(i) for i in (1, 2)], wishes, CancelToken())
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        export_library(library, tmp_path / "out", wishes)
        taken = sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file())
        assert taken < asked < taken + 300_000


def test_who_stops_keeps_what_is_done_and_goes_on(library, tmp_path, contents):
    token = CancelToken()

    def progress(told):
        if told.done == 1:
            token.cancel()

    with pytest.raises(Cancelled):
        export_library(library, tmp_path / "out", progress=progress, cancel=token)
    assert [path.name for path in (tmp_path / "out" / CLIPS).iterdir()] == [folder_name(library.clips.get(1))]
    made = exported(library, tmp_path / "out")
    assert (made.clips, made.written) == (3, 2)
    exported(library, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_what_changed_after_a_stop_is_written_again(library, tmp_path):
    token = CancelToken()
    with pytest.raises(Cancelled):
        export_library(library, tmp_path / "out", progress=lambda p: p.done == 1 and token.cancel(), cancel=token)
    library.clips.write_note(1, "new")
    assert exported(library, tmp_path / "out").written == 3
    assert rows(tmp_path / "out" / "clips.csv")[0]["note"] == "new"


_CHILD = """
import os, sys, threading, time
from pathlib import Path
from dancecoach.library.library import Library
from dancecoach.pipeline.exporting.whole import export_library
moment = float(sys.argv[3])
with Library(Path(sys.argv[1])) as library:
    sys.addaudithook(lambda event, args, left=[moment]: (
        event in ("open", "os.rename", "os.mkdir", "os.remove", "shutil.rmtree") and sys.argv[2] in str(args)
        and (left.__setitem__(0, left[0] - 1), left[0] < 0 and os.kill(os.getpid(), 9))))
    export_library(library, Path(sys.argv[2]))
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill of this kind")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_export_leaves_whole_clips_and_goes_on(folder, tmp_path, contents, killed_when, seed):
    with Library(folder) as library:
        exported(library, tmp_path / "fresh")
        wanted = contents(tmp_path / "fresh")
    chance, out = random.Random(seed), tmp_path / "out"
    killed = 0
    for _ in range(3):
        said = killed_when(_CHILD, folder, out, chance.randrange(60))
        killed += "done" not in said
        for clip in (out / CLIPS).glob("[!.]*"):  # what stands under its name is all of it
            place = f"{CLIPS}/{clip.name}/"
            mine = {place + name: content for name, content in contents(clip).items()}
            assert mine == {name: content for name, content in wanted.items() if name.startswith(place)}
    assert killed
    with Library(folder) as library:
        exported(library, out)
    assert contents(out) == wanted
    assert not (out / UNFINISHED).exists()
    assert not list((out / CLIPS).glob(".*"))
