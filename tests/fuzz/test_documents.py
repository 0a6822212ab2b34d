"""Labels, notes, counts, analyses, takes and lessons of anybody are read or refused with a sentence."""

import contextlib
import hashlib
import json
import shutil
import zipfile
from datetime import UTC, datetime

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.analysis_json import AnalysisDocument, from_text, to_text
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.care.backup import restore
from dancecoach.library.care.check import check
from dancecoach.library.care.repair import repair
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.counts.counts_json import KeptCounts, counts_from_text, counts_text
from dancecoach.library.lesson.file import LessonFile
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.library.library import Library
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.labels import looks_like_labels, read_labels, write_label_table, write_phases_json
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import from_bytes
from dancecoach.notes.notes_json import to_text as notes_text
from dancecoach.notes.phase_edits import add_annotator, relabel_range
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.pipeline.lessons import make_lesson, receive_lesson
from dancecoach.pipeline.practice.take_facts import Outcome, TakeFacts, facts_from, facts_text
from dancecoach.pose.formats import load_npz, save_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo
from training.data.labels.read import read_annotations
from training.data.labels.styles import read_styles

FUZZ, SLOW = settings(settings.get_profile("fuzz")), settings(settings.get_profile("fuzz-slow"))

FRAMES = 12
SHA256 = "5a" * 32
TIMES = np.arange(FRAMES) / 30
CLIP = NotedClip(SHA256, FRAMES, "clip.mp4")
NOTES = Notes(CLIP)
for _edit in (
    add_annotator("Ann"),
    relabel_range("Ann", 0, 5, "idle"),
    relabel_range("Ann", 6, FRAMES - 1, "skill"),
    add_drawing(Drawing("arrow", ((0.2, 0.3), (0.6, 0.7)), 2, 5)),
):
    NOTES = _edit.apply(NOTES)

TRACK = PoseTrack(
    times=TIMES, landmarks=np.full((FRAMES, 33, 3), 0.5), visibility=np.ones((FRAMES, 33)), found=np.ones(FRAMES, bool),
    frame_size=(640, 480), skeleton=BLAZEPOSE_33, source="fuzz",
)  # fmt: skip
TUCK = Skill(takeoff_frame=2, touchdown_frame=8, takeoff_s=0.07, touchdown_s=0.27, flight_time_s=0.6, confidence=0.9)
ANALYSIS = Analysis(
    ClipInfo("clip.mp4", FRAMES, 0.4, 30.0, False, 640, 480), SHA256, TRACK, "file", "", "auto", skills=(TUCK,),
    phases=(PhaseSegment("idle", 0, FRAMES - 1, 0.0, 0.37, 0.9, "model x"),), warnings=("dark",),
)  # fmt: skip
COUNTS = KeptCounts(Counts((0.0, 0.1, 0.2), 0), "person", 600.0)


def as_json(text):
    return json.loads(text)


def any_of(hostile, text):
    """A sound JSON document, spoilt."""
    return hostile.json(as_json(text)) | hostile.bytes(text.encode())


# Labels and notes


@pytest.fixture(scope="module")
def labels(tmp_path_factory):
    """Sound files of labels by name."""
    folder = tmp_path_factory.mktemp("labels")
    write_label_table(NOTES, TIMES, folder / "table.csv")
    made = write_phases_json(NOTES, "Ann", TIMES, folder)
    (folder / "analysis.json").write_text(to_text(AnalysisDocument.of(ANALYSIS)))
    (folder / "notes.json").write_text(notes_text(NOTES, 3))
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.*") if path.is_file()}
    return texts | {made.name: made.read_text("utf-8")}


@FUZZ
@given(data=st.data())
def test_labels(data, labels, hostile, home, guarded):
    name = data.draw(st.sampled_from(sorted(labels)))
    spoilt = hostile.text(labels[name]) if name.endswith(".csv") else any_of(hostile, labels[name])
    folder = home / "labels"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data.draw(spoilt))
    try:
        with guarded(home):
            looks_like_labels(path)
            for track in read_labels(path, NOTES, TIMES):
                assert track.frames == FRAMES
        with guarded(home):
            read_annotations([path])
    finally:
        path.unlink()


@FUZZ
@given(data=st.data())
def test_labels_of_styles(data, hostile, home, guarded):
    path = home / "styles.csv"
    table = "clip,style,performer,take,source\na,waltz,Ann,1,x\nb,tango,Bo,2,y\n"
    path.write_bytes(data.draw(hostile.text(table) | hostile.bytes(table.encode())))
    with guarded(home):
        read_styles(path)


@FUZZ
@given(data=st.data())
def test_notes(data, hostile, home, guarded):
    content = data.draw(any_of(hostile, notes_text(NOTES, 3)))
    with guarded(home):
        read = from_bytes(content, CLIP)
        assert read.notes.clip.sha256 == SHA256
        assert read.notes.clip.frames >= 1  # as many as the file says: who asks may know it by the container alone
        from_bytes(notes_text(read.notes, 4).encode(), CLIP)


@FUZZ
@given(data=st.data())
def test_notes_that_lie_in_the_store(data, hostile, home, guarded):
    """Also a journal beside them: whatever is there, the clip can be written onto."""
    root = home / "notes"
    shutil.rmtree(root, ignore_errors=True)
    (root / SHA256[:2]).mkdir(parents=True)
    (root / SHA256[:2] / f"{SHA256}.json").write_bytes(data.draw(any_of(hostile, notes_text(NOTES, 3))))
    (root / SHA256[:2] / f"{SHA256}.3.journal").write_bytes(data.draw(st.binary(max_size=200)))
    store = NotesStore(root, autosave_s=None)
    with guarded(home):
        store.read(CLIP)
    with guarded(home), store.open(CLIP) as notes:
        notes.history.do(add_annotator("Zoe"))


# What the library keeps


@FUZZ
@given(data=st.data())
def test_counts(data, hostile, home, guarded):
    content = data.draw(any_of(hostile, counts_text(COUNTS, SHA256)))
    with guarded(home):
        kept, _sha256 = counts_from_text(content, home / "counts.json")
        counts_text(kept, SHA256)


@FUZZ
@given(data=st.data())
def test_analyses(data, hostile, home, guarded):
    content = data.draw(any_of(hostile, to_text(AnalysisDocument.of(ANALYSIS))))
    with guarded(home):
        document = from_text(content, home / "analysis.json")
        to_text(AnalysisDocument.of(document.with_track(TRACK)))


@FUZZ
@given(data=st.data())
def test_stored_analyses(data, hostile, home, guarded):
    """An entry that is damaged counts as not there, and is set aside."""
    root = home / "analyses"
    shutil.rmtree(root, ignore_errors=True)
    store = AnalysisStore(root)
    store.put(ANALYSIS)
    (entry,) = root.glob("??/*.zip")
    entry.write_bytes(data.draw(hostile.bytes(entry.read_bytes())))
    with guarded(home):
        store.all_of(SHA256)
        store.document(SHA256, "file", "")
        store.get(SHA256, "file", "")


@FUZZ
@given(data=st.data())
def test_takes(data, hostile, home, guarded):
    outcome = Outcome(80.0, 0.9, 1.0, (("left_elbow", 70.0),), ((0.0, 4.0, 80.0),))
    facts = TakeFacts("clip.mp4", SHA256, _now(), 0.7, None, ((0.0, 80.0),), outcome)
    text = data.draw(any_of(hostile, facts_text(facts))).decode("utf-8", "replace")
    with guarded(home):
        facts_from(text, home / "take.json")


def _now():
    return datetime(2026, 11, 22, tzinfo=UTC)


# Lessons and backups


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The files of a sound lesson of poses."""
    folder = tmp_path_factory.mktemp("lesson")
    media = folder / "turn.npz"
    save_npz(TRACK, media)
    with Library(folder / "library") as library:
        clip, _new = library.clips.add(facts_of(media), Storage.LINKED, media)
        analysis = attrs.evolve(ANALYSIS, sha256=clip.facts.sha256)
        steps, cues = (LessonStep("a", 0.0, 0.2),), (LessonCue("b", 0.1, 0.2),)
        said = Lesson("Turn", "", "", 0.0, 0.3, "Ann", steps=steps, cues=cues)
        notes = attrs.evolve(NOTES, clip=attrs.evolve(CLIP, sha256=clip.facts.sha256))
        path = folder / "turn.dclesson"
        make_lesson(path, clip, said, analysis=analysis, counts=COUNTS, notes=notes_text(notes, 0).encode())
    with zipfile.ZipFile(path) as archive:
        return path.read_bytes(), {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    with Library(tmp_path_factory.mktemp("student") / "library") as library:
        yield library


@FUZZ
@given(data=st.data())
def test_damaged_lessons(data, lesson, hostile, home, guarded):
    path = home / "a.dclesson"
    path.write_bytes(data.draw(hostile.bytes(lesson[0])))
    with guarded(home), LessonFile(path) as file:
        for name in file.names:
            file.extract(name, home / "out")


_NAMES = st.sampled_from(
    [
        "../x.npz", "/tmp/x.npz", "media/../../x.npz", "media/con.npz", "media/a:b.npz", "models/x.onnx",
        "media/\u202e.npz", "media/turn.npz", "MEDIA/TURN.NPZ", "notes.json/x", "media//x.npz", "media/x.npz ",
        "x" * 300, "a\x00.json",
    ]
)  # fmt: skip


@SLOW
@given(data=st.data())
def test_hostile_lessons_into_a_library(data, lesson, hostile, student, guarded, home):
    """Every file in them spoilt and the manifest agreeing, names that lead elsewhere; the library stays whole."""
    files = dict(lesson[1])
    for name in data.draw(st.lists(st.sampled_from(sorted(files)), max_size=3, unique=True)):
        sound = files[name]
        spoilt = hostile.json(as_json(sound)) | hostile.bytes(sound) if name.endswith(".json") else hostile.bytes(sound)
        files[name] = data.draw(spoilt)
    if data.draw(st.booleans()):
        files[data.draw(_NAMES)] = b"x"
    if "manifest.json" in files:
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            manifest = json.loads(files["manifest.json"])
            manifest["files"] = {
                name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"
            }
            files["manifest.json"] = json.dumps(manifest).encode("utf-8", "surrogatepass")
    path = home / "a.dclesson"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    before = student.clips.count()
    with guarded(student.folder):
        received = receive_lesson(path, student)
        assert received.clip.path.is_relative_to(student.folder)
        load_npz(received.clip.path)
    assert student.clips.count() <= before + 1
    assert not list(student.folder.glob(".lesson-*"))


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory):
    """The database of a library with a clip, and the file that it says it has."""
    folder = tmp_path_factory.mktemp("backed-up")
    film = folder / "turn.npz"
    save_npz(TRACK, film)
    with Library(folder / "library") as library:
        facts = facts_of(film)
        copy = library.media.take_in(film, facts.sha256)
        library.clips.add(facts, Storage.COPIED, copy)
        library.database.back_up(folder / "copy.sqlite")
        name = copy.relative_to(library.folder).as_posix()
    return {"library.sqlite": (folder / "copy.sqlite").read_bytes(), name: film.read_bytes()}


@FUZZ
@given(data=st.data())
def test_backups(data, backed_up, hostile, home, guarded):
    """The archive spoilt, its manifest, or what is in it and the manifest agreeing; what comes of it can be opened."""
    path, folder = home / "backup.zip", home / "restored"
    shutil.rmtree(folder, ignore_errors=True)
    files, spoils = dict(backed_up), data.draw(st.sampled_from(["archive", "manifest", "database", "film"]))
    for name, content in backed_up.items():
        if spoils == ("database" if name == "library.sqlite" else "film"):
            files[name] = data.draw(hostile.bytes(content))
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"schema": "dancecoach.backup/1", "made_at": "2026-01-01T00:00:00+00:00", "files": hashes}
    text = data.draw(hostile.json(manifest)) if spoils == "manifest" else json.dumps(manifest).encode()
    write_archive(path, {"manifest.json": text, **files})
    if spoils == "archive":
        path.write_bytes(data.draw(hostile.bytes(path.read_bytes())))
    with guarded(home):
        restore(path, folder)
        with Library(folder) as library:
            repair(library, check(library, thorough=True), draw_pictures)
