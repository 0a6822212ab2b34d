"""Lessons leave a library and come into another as they were; what is wrong in one is said, and nothing is lost."""

import json
import shutil
import zipfile

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.skill import Skill
from dancecoach.errors import ArchiveError, InputError
from dancecoach.files import sha256_of
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.catalogue.records import State, Step, Storage
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.lesson.file import MOST_MODEL
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.notes_json import to_text
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.lessons import make_lesson, receive_lesson
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.resources import model_path
from dancecoach.video.frame import ClipInfo

LESSON = Lesson(
    "Đôi turn", "", "", 0.0, 0.3, "Anna", steps=(LessonStep("basic", 0.0, 0.2),), cues=(LessonCue("up", 0.1, 0.2),)
)
COUNTS = KeptCounts(Counts((0.0, 0.1, 0.2, 0.3), 0), "person", 600.0)


@attrs.frozen
class Instructor:
    """What an instructor has: a clip in the library, its analysis, and notes on it."""

    clip: object
    analysis: Analysis
    notes: bytes


@pytest.fixture
def instructor(tmp_path, drawn_clip):
    film = shutil.copy(drawn_clip("jump", size=(96, 64), duration=0.34).path, tmp_path / "my turn.mp4")
    with Library(tmp_path / "instructor") as library:
        facts = facts_of(tmp_path / "my turn.mp4")
        clip, _ = library.clips.add(facts, Storage.LINKED, tmp_path / "my turn.mp4")
        n = facts.frames
        track = PoseTrack(
            times=np.arange(n) / 30, landmarks=np.full((n, 33, 3), 0.5, np.float32),
            visibility=np.ones((n, 33), np.float32), found=np.ones(n, bool), frame_size=(96, 64),
            skeleton=BLAZEPOSE_33, source="test",
        )  # fmt: skip
        info = ClipInfo(str(film), n, facts.duration_s, facts.fps, False, 96, 64)
        skill = Skill(
            takeoff_frame=2, touchdown_frame=5, takeoff_s=0.1, touchdown_s=0.2, flight_time_s=0.7, confidence=1
        )
        analysis = Analysis(info, facts.sha256, track, "blazepose", "full", "auto", skills=(skill,))
        noted = NotedClip(facts.sha256, n)
        with library.notes.open(noted) as notes:
            notes.history.do(add_drawing(Drawing("arrow", ((0.2, 0.3), (0.6, 0.7)), 2, 5)))
            text = to_text(notes.notes, 1).encode()
    return Instructor(clip, analysis, text)


@pytest.fixture
def write(instructor, tmp_path):
    """Writes the lesson."""

    def make(name="turn.dclesson", **more):
        path = tmp_path / name
        given = {"analysis": instructor.analysis, "counts": COUNTS, "notes": instructor.notes}
        make_lesson(path, instructor.clip, LESSON, **(given | more))
        return path

    return make


@pytest.fixture
def student(tmp_path):
    with Library(tmp_path / "student") as library:
        yield library


def change(path, name, content):
    """Another content for a file of a lesson, its manifest knowing of it."""
    import hashlib

    with zipfile.ZipFile(path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    write_archive(path, {**files, name: content, "manifest.json": json.dumps(manifest).encode()})


def test_all_of_it_arrives(write, student, instructor):
    received = receive_lesson(write(), student)
    clip = received.clip
    assert received.new
    assert received.warnings == ()
    assert clip.title == "Đôi turn"
    assert clip.reference
    assert clip.path.is_relative_to(student.folder)
    assert sha256_of(clip.path) == clip.facts.sha256 == received.lesson.sha256
    assert received.lesson.steps == LESSON.steps
    assert received.lesson.cues == LESSON.cues
    assert clip.findings.skills[0].flight_s == 0.7
    stored = student.analyses.get(clip.facts.sha256, "blazepose", "full")
    np.testing.assert_allclose(stored.track.landmarks, instructor.analysis.track.landmarks, atol=1e-3)
    assert student.counts.get(clip.facts.sha256).counts == COUNTS.counts
    assert [d.kind for d in student.notes.read(NotedClip(clip.facts.sha256, clip.facts.frames)).drawings] == ["arrow"]
    assert student.media.strip(clip.facts.sha256).exists()
    assert student.jobs.list() == []


def test_no_path_of_the_instructors_computer_is_in_it(write, tmp_path):
    with zipfile.ZipFile(write()) as archive:
        assert not any(str(tmp_path).encode() in archive.read(name) for name in archive.namelist())


def test_the_same_lesson_is_the_same_file(write):
    assert write("a.dclesson").read_bytes() == write("b.dclesson").read_bytes()


def test_a_second_time_changes_nothing_that_the_student_made(write, student):
    path = write()
    clip = receive_lesson(path, student).clip
    student.clips.rate(clip.id, 5)
    student.clips.rename(clip.id, "my favourite")
    own = KeptCounts(Counts((0.05, 0.15, 0.25), 1), "person", 600.0)
    student.counts.put_edited(clip.facts.sha256, own)
    again = receive_lesson(path, student)
    assert not again.new
    assert (again.clip.id, again.clip.rating, again.clip.title) == (clip.id, 5, "my favourite")
    assert student.counts.get(clip.facts.sha256) == own
    assert student.clips.count() == 1


def test_a_later_lesson_says_anew_what_the_student_did_not_change(write, student, instructor, tmp_path):
    clip = receive_lesson(write(), student).clip
    noted = NotedClip(clip.facts.sha256, clip.facts.frames)
    better = attrs.evolve(COUNTS, counts=Counts((0.02, 0.12, 0.22), 0))
    with NotesStore(tmp_path / "corrected").open(noted) as notes:
        notes.history.do(add_drawing(Drawing("ellipse", ((0.2, 0.3), (0.6, 0.7)), 2, 5)))
        drawn = to_text(notes.notes, 9).encode()
    receive_lesson(write("second.dclesson", counts=better, notes=drawn), student)
    assert student.counts.get(clip.facts.sha256).counts == better.counts
    assert [d.kind for d in student.notes.read(noted).drawings] == ["ellipse"]
    receive_lesson(write("third.dclesson"), student)
    assert [d.kind for d in student.notes.read(noted).drawings] == ["arrow"]


def test_and_leaves_what_the_student_did_change(write, student, instructor):
    clip = receive_lesson(write(), student).clip
    noted = NotedClip(clip.facts.sha256, clip.facts.frames)
    with student.notes.open(noted) as notes:
        notes.history.do(add_drawing(Drawing("line", ((0.2, 0.3), (0.6, 0.7)), 2, 5)))
        receive_lesson(write(), student)  # while they are open, too
    receive_lesson(write(notes=instructor.notes), student)
    assert [d.kind for d in student.notes.read(noted).drawings] == ["arrow", "line"]


@pytest.mark.parametrize("name", ["notes.json", "counts.json", "analysis.json", "pose.npz", "models/a.onnx"])
@pytest.mark.parametrize("content", [b"\x80\x04\x95pickle", b"MZ program"])
def test_a_program_in_any_part_leaves_the_library_as_it_was(write, student, name, content):
    path = write()
    change(path, name, content)
    before = sorted(student.folder.rglob("*"))
    with pytest.raises(ArchiveError, match="is a program or could run one"):
        receive_lesson(path, student)
    assert student.clips.count() == 0
    assert sorted(student.folder.rglob("*")) == before


def test_so_does_a_part_that_is_not_what_the_manifest_says(write, student):
    path = write()
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    write_archive(path, {**files, "notes.json": b"{}"})
    with pytest.raises(ArchiveError, match="is not what its manifest says"):
        receive_lesson(path, student)
    assert student.clips.count() == 0
    assert list(student.media.copies()) == []


def test_without_an_analysis_it_is_made_by_the_students_program(write, student):
    clip = receive_lesson(write(analysis=None), student).clip
    assert [(job.step, job.clip_id, job.state) for job in student.jobs.list()] == [
        (Step.ANALYSE, clip.id, State.WAITING)
    ]


@pytest.mark.parametrize(
    ("name", "content", "warning"),
    [
        ("analysis.json", b"{}", "the analysis in the lesson cannot be used"),
        ("pose.npz", b"PK rubbish", "the analysis in the lesson cannot be used"),
        ("counts.json", b"[]", "the counts in the lesson cannot be used"),
        ("notes.json", b'{"schema": "dancecoach.notes/1", "drawings": [5', "the drawings in the lesson cannot be used"),
        ("notes.json", b'{"schema": "dancecoach.notes/99"}', "the drawings in the lesson cannot be used"),
    ],
)
def test_a_part_that_cannot_be_used_is_told_and_the_rest_is_there(write, student, name, content, warning):
    path = write()
    change(path, name, content)
    received = receive_lesson(path, student)
    assert [warning in told for told in received.warnings] == [True]
    assert student.clips.get(received.clip.id).path.exists()


def test_an_analysis_of_another_clip_is_not_believed(write, student, instructor):
    other = attrs.evolve(instructor.analysis, sha256="0" * 64)
    received = receive_lesson(write(analysis=other), student)
    assert "it is of another clip" in received.warnings[0]
    assert received.clip.findings is None


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{}'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>{}</BaseURL></Period></MPD>',
    ],
)
@pytest.mark.parametrize("kind", ["file://", "http://127.0.0.1"])
def test_a_film_that_is_a_list_of_others_opens_none_of_them(write, student, instructor, playlist, kind):
    path, named = write(), f"{kind}{instructor.clip.path}"
    with zipfile.ZipFile(path) as archive:
        media = next(name for name in archive.namelist() if name.startswith("media/"))
    change(path, media, playlist.format(named).encode())
    with pytest.raises(ArchiveError, match=r"its film .* cannot be used"):
        receive_lesson(path, student)
    assert student.clips.count() == 0


def test_a_film_that_is_none_leaves_the_library_as_it_was(write, student):
    path = write()
    with zipfile.ZipFile(path) as archive:
        media = next(name for name in archive.namelist() if name.startswith("media/"))
    change(path, media, b"this is no film" * 100)
    with pytest.raises(ArchiveError, match=r"turn\.dclesson: its film my turn\.mp4 cannot be used \(is not a video"):
        receive_lesson(path, student)
    assert student.clips.count() == 0
    assert list(student.media.copies()) == []
    assert not list(student.folder.glob(".lesson*"))


def test_what_is_no_lesson_leaves_the_library_as_it_was(student, tmp_path):
    (tmp_path / "x.dclesson").write_bytes(b"PK")
    with pytest.raises(ArchiveError, match="is damaged or no archive"):
        receive_lesson(tmp_path / "x.dclesson", student)
    assert student.clips.count() == 0


def test_a_clip_whose_file_is_gone_makes_no_lesson(write, instructor, tmp_path):
    instructor.clip.path.unlink()
    with pytest.raises(InputError, match="is gone; import it again"):
        write()
    assert not (tmp_path / "turn.dclesson").exists()


def test_the_lesson_is_kept_with_its_clip(write, student):
    lesson = receive_lesson(write(), student).lesson
    assert LessonShelf(student.folder).lesson(lesson.sha256) == lesson
    assert LessonShelf(student.folder).draft(lesson.sha256) is None


def test_networks_that_keep_to_the_contract_are_kept_for_this_clip_and_the_others_are_told(write, student, tmp_path):
    good = shutil.copy(model_path("style_trends_vn.onnx"), tmp_path / "own style.onnx")
    (tmp_path / "rubbish.onnx").write_bytes(b"this is no network")
    (tmp_path / "huge.onnx").write_bytes(b"\x08" * (MOST_MODEL + 1))
    phases = model_path("phases_live.onnx")
    received = receive_lesson(write(models=[good, tmp_path / "rubbish.onnx", tmp_path / "huge.onnx", phases]), student)
    kept = LessonShelf(student.folder).models(received.lesson.sha256)
    assert [(path.name, sha256_of(path)) for path in kept] == [("own style.onnx", sha256_of(good))]
    told = "\n".join(received.warnings)
    assert "the network huge.onnx in the lesson is too large" in told
    assert "the network rubbish.onnx in the lesson cannot be used (is no network file" in told
    assert "the network phases_live.onnx in the lesson cannot be used (is a model for phases" in told
    assert len(received.warnings) == 3
    assert received.clip.findings is not None  # the rest of it is there


def test_a_later_lesson_takes_its_networks_in_the_place_of_those_before(write, student):
    first = receive_lesson(write(models=[model_path("style_trends_vn.onnx")]), student)
    assert len(LessonShelf(student.folder).models(first.lesson.sha256)) == 1
    receive_lesson(write(), student)
    assert LessonShelf(student.folder).models(first.lesson.sha256) == []
