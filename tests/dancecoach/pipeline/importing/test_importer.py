"""Files come into the library, whole, once, and one that is broken stops nobody."""

import shutil
import threading

import pytest

from dancecoach.errors import Cancelled, OutputError, VideoError
from dancecoach.files import sha256_of_clip
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, Kind, State, Step, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.whose import note_dancer
from dancecoach.pipeline.analyze import analyze
from dancecoach.pipeline.importing.files import clips_in, facts_of
from dancecoach.pipeline.importing.importer import Importer
from dancecoach.progress import CancelToken, Progress


def test_a_folder_comes_in(library, films, work_off, analyst, titles):
    told, changed = [], []
    library.jobs.add(clips_in([films]), Storage.COPIED)
    assert work_off(tell=told.append, changed=changed.append) == 3
    assert titles() == ["First turn", "poses", "second"]
    assert library.jobs.counts()[State.DONE] == 3
    failed = library.jobs.list(State.FAILED)
    assert [job.path.name for job in failed] == ["broken.mp4"]
    assert "broken.mp4: is not a video" in failed[0].problem
    assert analyst.looked_at == ["First_turn.MP4", "poses.npz", "second.mp4"]
    assert {one.progress.stage for one in told} >= {"reading", "copying"}
    assert len(changed) == 6  # each when it is there, and when it is known


def test_films_of_live_come_with_who_is_in_them(library, films, work_off, titles):
    note_dancer(films / "First_turn.MP4", "Mia")
    library.jobs.add(clips_in([films]), Storage.COPIED)
    work_off()
    assert titles() == ["First turn", "poses", "second"]  # what says who is in a film is no clip
    named = [clip.title for clip in library.clips.get_all(library.groups.members(Group.PERSON, "Mia"))]
    assert named == ["First turn"]


def test_what_was_found_can_be_searched(library, films, work_off, clip):
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    for text in ("tuck", "back", "flight>0.6", "style:waltz", "turns=1", "height>0.5"):
        assert len(find(library.database, Question.read(text))) == 1, text
    assert find(library.database, Question.read("pike")) == []


def test_copies_and_pictures_lie_in_the_library_and_originals_are_left(library, films, work_off):
    before = {path: path.read_bytes() for path in films.rglob("*") if path.is_file()}
    library.jobs.add([films / "First_turn.MP4"], Storage.COPIED)
    work_off()
    clip = library.clips.get(1)
    assert clip.path.is_relative_to(library.folder)
    assert clip.path.name == "First_turn.MP4"
    assert clip.path.read_bytes() == before[films / "First_turn.MP4"]
    assert library.media.picture(clip.facts.sha256).exists()
    assert library.media.strip(clip.facts.sha256).exists()
    assert {path: path.read_bytes() for path in films.rglob("*") if path.is_file()} == before


def test_a_linked_clip_stays_where_it_is(library, clip, work_off):
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    assert library.clips.get(1).path == clip
    assert list(library.media.copies()) == []


def test_the_same_content_again_is_a_no_op_that_says_so(library, films, work_off, analyst):
    library.jobs.add([films / "First_turn.MP4"], Storage.COPIED)
    work_off()
    shutil.copy(films / "First_turn.MP4", films / "copy.mp4")
    library.jobs.add([films / "copy.mp4"], Storage.COPIED)
    assert work_off() == 1
    assert library.clips.count() == 1
    said = {job.path.name: job.problem for job in library.jobs.list()}
    assert said["copy.mp4"] == "is in the library already, as “First turn”"
    assert analyst.looked_at == ["First_turn.MP4"]


def test_the_same_content_twice_in_one_folder_is_said_too(library, films, work_off, analyst):
    shutil.copy(films / "First_turn.MP4", films / "again.mp4")
    library.jobs.add([films / "First_turn.MP4", films / "again.mp4"], Storage.COPIED)
    assert work_off() == 2
    said = {job.path.name: job.problem for job in library.jobs.list()}
    assert said == {"First_turn.MP4": "", "again.mp4": "is in the library already, as “First turn”"}
    assert analyst.looked_at == ["First_turn.MP4"]


@pytest.mark.parametrize("step", list(Step))
def test_a_file_that_breaks_a_reader_stops_nobody(library, films, work_off, analyst, step, monkeypatch, titles, caplog):
    broken = ValueError("no reader expected this")

    def look(path, *_, **__):
        raise PermissionError(13, "Permission denied") if path.name == "poses.npz" else broken

    if step is Step.IMPORT:
        monkeypatch.setattr("dancecoach.pipeline.importing.importer.draw_pictures", look)
    else:
        analyst.fails |= {"First_turn.MP4": broken, "poses.npz": PermissionError(13, "Permission denied")}
    paths = [films / "First_turn.MP4", films / "poses.npz"]
    library.jobs.add(paths, Storage.LINKED)
    assert work_off() == 0
    assert [job.problem for job in library.jobs.list(State.FAILED)] == [
        f"{paths[0]}: cannot be used: the program did not expect what is in it (ValueError: no reader expected this); "
        "leave it out, or report it with the log.",
        f"{paths[1]}: cannot be read (Permission denied); check that it exists and may be read.",
    ]
    assert "Traceback" in caplog.text
    assert bool(titles()) == (step is Step.ANALYSE)


def test_a_linked_file_that_changed_before_it_was_analysed_is_said(library, clip, engine, analyst, tmp_path):
    path = tmp_path / "mine.mp4"
    shutil.copy(clip, path)
    library.jobs.add([path], Storage.LINKED)

    def analyse(path, progress, cancel):
        path.write_bytes(path.read_bytes() + b" ")
        return analyst(path, progress, cancel)

    assert Importer(library, analyse, engine).work_off(CancelToken()) == 0
    (job,) = library.jobs.list(State.FAILED)
    assert job.problem == f"{path}: changed since it came into the library; import it again."
    assert library.clips.get(1).findings is None


def test_whoever_wants_hears_of_a_clip_before_it_is_analysed(library, films, work_off, analyst):
    heard = []
    library.jobs.add([films / "First_turn.MP4"], Storage.COPIED)
    work_off(came=lambda job, clip: heard.append((job.path.name, clip.findings is None, list(analyst.looked_at))))
    library.jobs.add([films / "First_turn.MP4"], Storage.COPIED)
    work_off(came=lambda job, clip: heard.append((job.path.name, clip.findings is None, list(analyst.looked_at))))
    assert heard == [("First_turn.MP4", True, []), ("First_turn.MP4", False, ["First_turn.MP4"])]


def test_a_file_whose_import_was_cut_off_just_before_its_end_is_analysed(library, clip, work_off, analyst):
    """Killed between the clip's coming in and the queue's knowing of it: the content is there, but not finished."""
    library.jobs.add([clip], Storage.LINKED)
    library.jobs.take()
    library.clips.add(facts_of(clip), Storage.LINKED, clip)
    assert work_off() == 1
    assert library.clips.get(1).findings is not None
    assert analyst.looked_at == [clip.name]


def test_a_clip_whose_file_was_lost_is_found_again(library, films, work_off):
    library.jobs.add([films / "First_turn.MP4"], Storage.LINKED)
    work_off()
    library.clips.rate(1, 5)
    (films / "First_turn.MP4").rename(films / "elsewhere.mp4")
    library.jobs.add([films / "elsewhere.mp4"], Storage.LINKED)
    work_off()
    assert library.clips.get(1).path == films / "elsewhere.mp4"
    assert library.clips.get(1).rating == 5
    assert library.clips.count() == 1


def test_an_analysis_that_is_kept_is_not_made_again(library, clip, work_off, analyst):
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    library.jobs.analyse_again([(1, clip)])
    work_off()
    assert analyst.looked_at == [clip.name]


def test_an_analysis_of_poses_that_is_kept_is_not_made_again(library, films, engine):
    looked_at = []

    def analyse(path, progress, cancel):
        looked_at.append(path.name)
        return analyze(path, progress=progress, cancel=cancel)

    library.jobs.add([films / "poses.npz"], Storage.COPIED)
    Importer(library, analyse, engine).work_off(CancelToken())
    library.jobs.analyse_again([(1, library.clips.get(1).path)])
    Importer(library, analyse, engine).work_off(CancelToken())
    assert looked_at == ["poses.npz"]


def test_a_clip_that_cannot_be_analysed_is_there_all_the_same(library, films, work_off, analyst):
    analyst.fails["second.mp4"] = VideoError("nobody was found in it", subject="second.mp4", remedy="film a person")
    library.jobs.add(clips_in([films / "Übung 1", films / "First_turn.MP4"]), Storage.LINKED)
    assert work_off() == 1
    failed = library.jobs.list(State.FAILED)
    assert [(job.step, job.problem) for job in failed] == [
        (Step.ANALYSE, "second.mp4: nobody was found in it; film a person.")
    ]
    assert library.clips.get(failed[0].clip_id).findings is None
    analyst.fails.clear()
    library.jobs.resume([failed[0].id])
    assert work_off() == 1
    assert library.clips.get(failed[0].clip_id).findings is not None


def test_a_full_disk_stops_the_work_and_loses_no_place(library, films, work_off, monkeypatch):
    library.jobs.add(clips_in([films]), Storage.COPIED)

    def full(*_, **__):
        raise OutputError("the disk is full", subject=library.folder, remedy="free some space")

    with monkeypatch.context() as patch:
        patch.setattr(library.media, "take_in", full)
        with pytest.raises(OutputError, match="disk is full"):
            work_off()
    assert library.jobs.counts()[State.WAITING] == 4
    assert library.clips.count() == 0
    assert work_off() == 3


def test_stopping_in_the_middle_goes_on_where_it_was(library, films, engine, analyst, titles):
    library.jobs.add(clips_in([films]), Storage.LINKED)
    cancel = CancelToken()

    def analyse(path, progress, token):
        if path.name == "poses.npz":
            cancel.cancel()
        return analyst(path, progress, token)

    with pytest.raises(Cancelled):
        Importer(library, analyse, engine).work_off(cancel)
    assert titles()[:2] == ["First turn", "poses"]  # the third comes in meanwhile, or later
    assert [bool(clip.findings) for clip in library.clips.get_all([1, 2])] == [True, False]
    assert library.jobs.counts()[State.RUNNING] == 0
    assert Importer(library, analyst, engine).work_off(CancelToken()) == 2
    assert titles() == ["First turn", "poses", "second"]


def test_files_come_in_while_another_is_analysed(library, films, engine, analyst, monkeypatch, titles):
    begun, told = threading.Event(), []

    def analyse(path, progress, token):
        begun.set()
        progress(Progress("finding the body", 1, 2))
        return analyst(path, progress, token)

    def hashed(path):
        assert path.name == "First_turn.MP4" or begun.wait(30), "the second file waits for the first one's analysis"
        return sha256_of_clip(path)

    monkeypatch.setattr("dancecoach.pipeline.importing.importer.sha256_of_clip", hashed)
    library.jobs.add(clips_in([films]), Storage.LINKED)
    assert Importer(library, analyse, engine, tell=told.append).work_off(CancelToken()) == 3
    assert titles() == ["First turn", "poses", "second"]
    assert [one.job.path.name for one in told if one.progress.stage == "finding the body"] == analyst.looked_at


def test_what_is_added_while_the_last_one_is_analysed_is_done_too(library, films, engine, analyst, titles):
    def analyse(path, progress, token):
        library.jobs.add([films / "poses.npz"], Storage.LINKED)
        return analyst(path, progress, token)

    library.jobs.add([films / "First_turn.MP4"], Storage.LINKED)
    assert Importer(library, analyse, engine).work_off(CancelToken()) >= 2
    assert titles() == ["First turn", "poses"]


def test_a_clip_that_was_removed_meanwhile_is_left_alone(library, clip, engine, analyst):
    library.jobs.add([clip], Storage.LINKED)

    def analyse(path, progress, token):
        library.clips.remove([1])
        return analyst(path, progress, token)

    assert Importer(library, analyse, engine).work_off(CancelToken()) == 0
    assert library.clips.count() == 0


def test_a_file_that_changes_while_it_is_copied_is_refused(library, clip, tmp_path, monkeypatch, work_off):
    monkeypatch.setattr("dancecoach.pipeline.importing.importer.sha256_of_clip", lambda _: "0" * 64)
    library.jobs.add([clip], Storage.COPIED)
    work_off()
    assert "changed while it was copied; import it again" in library.jobs.list(State.FAILED)[0].problem
    assert list(library.media.copies()) == []


def test_landmarks_are_references_without_a_picture(library, films, work_off):
    library.jobs.add([films / "poses.npz"], Storage.COPIED)
    work_off()
    assert library.clips.get(1).facts.kind is Kind.POSES
    assert library.media.picture(library.clips.get(1).facts.sha256).exists()
