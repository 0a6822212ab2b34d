import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.errors import NotesBusyError, NotesError, OutputError
from dancecoach.notes import open_notes as open_notes_module
from dancecoach.notes.clip_edits import put_key_frame, set_calibration, set_capture_fps, set_loop, set_origin
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing, change_drawings, move_drawings
from dancecoach.notes.journal import Journal, journal_files
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_edits import add_annotator, relabel_range, split
from dancecoach.notes.records import KnownLength, NotedClip
from dancecoach.notes.store import NotesStore

WAIT_S = 20


@pytest.fixture
def store(tmp_path):
    return NotesStore(tmp_path / "notes", autosave_s=None)


@pytest.fixture
def path(store, noted_clip):
    return store.root / noted_clip.sha256[:2] / f"{noted_clip.sha256}.json"


def label(history):
    history.do(add_annotator("Ann"))
    history.do(relabel_range("Ann", 0, 39, "idle"))
    history.do(relabel_range("Ann", 10, 30, "skill"))
    history.do(split("Ann", 20))
    history.do(put_key_frame(20, "Hocke\u2028eng \U0001f938"))
    history.do(set_calibration(KnownLength((0.1, 0.8), (0.4, 0.8), 2.0)))
    history.do(set_capture_fps(240.0))
    history.do(set_loop(5, 30))
    for i in range(4):
        history.do(add_drawing(Drawing("line", ((0.1, 0.2), (0.3, 0.1 * i)), 3 * i, 3 * i + 2, text=f"{i}")))
    return history.notes


def left_open(opened):
    """As after a kill: what is on the disk stays as it is, the system gives the lock back."""
    opened._journal.close()
    opened._lock.release()


def test_looking_at_a_clip_writes_nothing(store, noted_clip, path):
    with store.open(noted_clip) as opened:
        assert opened.notes == Notes(noted_clip)
        assert opened.messages == ()
        assert opened.saved
    assert [file for file in store.root.rglob("*") if file.is_file()] == []
    assert store.read(noted_clip).empty


def test_what_was_closed_is_there_again_also_for_a_renamed_copy(store, noted_clip, path):
    with store.open(noted_clip) as opened:
        notes = label(opened.history)
        assert not opened.saved
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    renamed = NotedClip(noted_clip.sha256, 40, "copy.mp4")
    with store.open(renamed) as again:
        assert again.notes == notes
        assert again.notes.clip.name == "copy.mp4"
        assert again.messages == ()
        assert again.history.undo_label is None
    assert store.read(NotedClip("00" * 32, 40)) == Notes(NotedClip("00" * 32, 40))


def test_before_anything_is_saved_the_journal_has_it_all(store, noted_clip, path):
    opened = store.open(noted_clip)
    notes = label(opened.history)
    assert store.read(noted_clip) == notes, "who only looks sees what is not saved yet"
    left_open(opened)
    assert not path.exists()
    with store.open(noted_clip) as again:
        assert again.notes == notes
        assert again.messages == ("12 edits that were not saved when the program ended are there again.",)
        assert not again.saved
    assert journal_files(path.parent, path.stem) == []
    with store.open(noted_clip) as third:
        assert third.notes == notes
        assert third.messages == ()


def test_undo_and_redo_across_a_save_are_recovered_too(store, noted_clip, path):
    opened = store.open(noted_clip)
    notes = label(opened.history)
    opened.save()
    assert path.exists()
    assert opened.saved
    for _ in range(12):
        opened.history.undo()
    assert store.read(noted_clip).empty
    for _ in range(11):
        opened.history.redo()
    opened.history.undo()
    opened.history.redo()
    left_open(opened)
    with store.open(noted_clip) as again:
        assert again.notes == opened.notes
        assert len(again.notes.drawings) == 3
        assert again.notes != notes
        assert again.notes.next_id == 4


def test_a_journal_cut_anywhere_gives_a_document_there_was(store, noted_clip, path):
    """Half a line at the end is the edit that was being written; all before it are there, without a complaint."""
    opened = store.open(noted_clip)
    seen = [opened.notes]
    opened.history.subscribe(lambda change: seen.append(change.after))
    label(opened.history)
    left_open(opened)
    (journal,) = journal_files(path.parent, path.stem)
    whole = journal.read_bytes()
    for size in range(0, len(whole) + 1, 7):
        journal.write_bytes(whole[:size])
        assert store.read(noted_clip) == seen[max(whole[:size].count(b"\n") - 1, 0)]
    journal.write_bytes(whole[:-9])
    with store.open(noted_clip) as again:
        assert again.notes == seen[-2]
        assert again.messages == ("11 edits that were not saved when the program ended are there again.",)
        again.history.do(set_origin(7))
    assert store.read(noted_clip).origin_frame == 7
    assert not (store.root / "damaged").exists()


def test_a_drag_is_in_the_journal_when_it_ends(store, noted_clip, path):
    opened = store.open(noted_clip)
    opened.history.do(add_drawing(Drawing("text", ((0.0, 0.0),), 0, 5)))
    for i in range(200):
        opened.history.do(move_drawings([1], i / 200, 0.0), gesture="drag")
    assert journal_files(path.parent, path.stem)[0].read_bytes().count(b"\n") < 20, "a line for each move"
    opened.history.end_gesture()
    assert store.read(noted_clip).drawings[1].points == ((199 / 200, 0.0),)
    left_open(opened)


@pytest.mark.parametrize("name", ["a second window", "another program"])
def test_who_comes_second_is_told(store, noted_clip, path, name):
    if name == "a second window":
        first = store.open(noted_clip)
        first.history.do(set_origin(3))
    else:
        code = (
            "import sys; from pathlib import Path; from dancecoach.notes.lock import FileLock\n"
            "lock = FileLock(Path(sys.argv[1])); print('locked', flush=True); sys.stdin.read()"
        )
        first = subprocess.Popen(
            [sys.executable, "-c", code, path.with_suffix(".lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert first.stdout.readline() == b"locked\n"
    with pytest.raises(NotesBusyError, match=r"Übung 1\.mp4: has its notes open in another window or program; close"):
        store.open(noted_clip)
    store.open(NotedClip("11" * 32, 40)).close()
    if name == "a second window":
        assert store.read(noted_clip).origin_frame == 3
        first.close()
    else:
        first.kill()
        first.communicate()
    store.open(noted_clip).close()


def damage(text, how):
    lines = text.split("\n")
    if how == "no end":
        return text[: text.rindex('"kind": "line"') + 20].encode()
    if how == "a line of zeros":
        at = next(i for i, line in enumerate(lines) if '"line"' in line)
        return "\n".join([*lines[:at], "\0" * 40, *lines[at + 1 :]]).encode()
    if how == "half a character":
        return text.encode().replace("ü".encode(), b"\xfc", 1).replace(b'"kind": "line"', b'"kind": "li\xff"', 1)
    if how == "an impossible drawing":
        return text.replace('"end_frame": 2,', '"end_frame": 2000,').encode()
    if how == "NaN":
        return text.replace('"capture_fps": 240.0', '"capture_fps": NaN').encode()
    content = json.loads(text)
    if how == "a missing phase":
        del content["phases"][1]
    elif how == "a phase twice":
        content["phases"].append(content["phases"][0])
    elif how == "a drawing twice":
        content["drawings"].append(content["drawings"][0])
    elif how == "no objects":
        content |= {"phases": [1, None, {}], "key_frames": "none", "loop_end": 1, "revision": "x", "next_id": -1}
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("how", "drawings", "labelled"),
    [
        ("no end", 3, True),
        ("a line of zeros", 3, True),
        ("half a character", 3, True),
        ("an impossible drawing", 3, True),
        ("NaN", 4, True),
        ("a missing phase", 4, True),
        ("a phase twice", 4, True),
        ("a drawing twice", 4, True),
        ("no objects", 4, False),
    ],
)
def test_of_a_damaged_file_the_rest_is_opened_and_the_file_kept_aside(store, noted_clip, path, how, drawings, labelled):
    with store.open(noted_clip) as opened:
        notes = label(opened.history)
    damaged = damage(path.read_text("utf-8"), how)
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    with store.open(noted_clip) as again:
        (message,) = again.messages
        assert len(again.notes.drawings) == drawings
        assert set(again.notes.drawings) <= set(notes.drawings)
        assert again.notes.annotators == (("Ann",) if labelled else ())
        if labelled:
            labels, before = again.notes.track("Ann").labels(), notes.track("Ann").labels()
            assert ((labels == before) | (labels == -1)).all()
        assert again.notes.calibration == notes.calibration
        again.history.do(add_drawing(Drawing("text", ((0.0, 0.0),), 0, 5)))
        assert len(again.notes.drawings) == drawings + 1
    (kept,) = (store.root / "damaged").iterdir()
    assert kept.read_bytes() == damaged
    assert message.startswith("Übung 1.mp4: a part of the notes could not be read")
    assert str(kept) in message
    with store.open(noted_clip) as third:
        assert third.messages == ()
        assert third.notes == again.notes


@pytest.mark.parametrize("content", [b"", b"\0" * 300, b"[1, 2]", b"[" * 100_000, b'{"schema": 3}', b"\xff\xfe{"])
def test_a_file_of_something_else_is_kept_aside_and_the_notes_are_empty(store, noted_clip, path, content):
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with store.open(noted_clip) as opened:
        assert opened.notes == Notes(noted_clip)
        assert len(opened.messages) == 1
    (kept,) = (store.root / "damaged").iterdir()
    assert kept.read_bytes() == content


def test_the_notes_of_another_clip_are_not_taken_for_these(store, noted_clip, path):
    with store.open(NotedClip("11" * 32, 40)) as other:
        label(other.history)
    path.parent.mkdir(parents=True, exist_ok=True)
    (store.root / "11" / f"{'11' * 32}.json").replace(path)
    with store.open(noted_clip) as opened:
        assert opened.notes == Notes(noted_clip)
        assert "kept as" in opened.messages[0]


def test_a_damaged_journal_is_kept_aside_and_its_other_lines_count(store, noted_clip, path):
    opened = store.open(noted_clip)
    notes = label(opened.history)
    left_open(opened)
    (journal,) = journal_files(path.parent, path.stem)
    lines = journal.read_bytes().split(b"\n")
    lines[9] = b'{"n": 9, "changes": [{"at": "drawings", "key": 1, "to": {"kind": "circle"}}]}'
    lines[10] = b'{"n": 10, "chan\0\0'
    journal.write_bytes(b"\n".join(lines))
    with store.open(noted_clip) as again:
        assert [d.id for d in again.notes.drawings] == [3, 4]
        assert again.notes.tracks == notes.tracks
        assert len(again.messages) == 2
    (kept,) = (store.root / "damaged").iterdir()
    assert kept.suffix == ".journal"


@pytest.mark.parametrize(
    "changes",
    [
        [{"at": "phases", "of": "Ann", "key": 0, "to": None}],
        [{"at": "phases", "of": "Ann", "key": 40, "to": "skill"}],
        [{"at": "phases", "of": "Ann", "key": -1, "to": "skill"}],
        [{"at": "phases", "of": "Ann", "key": "5", "to": "skill"}],
        [{"at": "phases", "of": "Bo", "key": 5, "to": "skill"}],
        [{"at": "phases", "of": "Ann", "key": 5, "to": "flight"}],
        [{"at": "annotators", "to": [3]}],
        [{"at": "annotators", "to": ["Ann", "Ann"]}],
        [{"at": "key_frames", "key": 5, "to": {"frame": 400}}],
        [{"at": "drawings", "key": True, "to": None}],
        [{"at": "origin_frame", "to": 40}],
        [{"at": "calibration", "to": {"kind": "length", "a": [0, 0], "b": [0, 0], "length_m": 1}}],
        [{"at": "else", "to": 1}],
        [{"to": 1}],
        [1],
        7,
    ],
)
def test_a_line_that_does_not_fit_changes_nothing(store, noted_clip, path, changes):
    opened = store.open(noted_clip)
    notes = label(opened.history)
    opened._journal.append(13, changes)
    left_open(opened)
    with store.open(noted_clip) as again:
        assert again.notes == notes
        assert "kept as" in again.messages[1]


def test_what_a_newer_version_wrote_stays_as_it_is(store, noted_clip, path):
    path.parent.mkdir(parents=True)
    path.write_text('{"schema": "dancecoach.notes/2"}', "utf-8")
    with pytest.raises(NotesError, match=r"newer version of dancecoach \(dancecoach\.notes/2\); update dancecoach"):
        store.open(noted_clip)
    assert path.read_text("utf-8") == '{"schema": "dancecoach.notes/2"}'
    assert list(path.parent.iterdir()) == [path], "the lock must have been given back"


def test_what_this_version_does_not_know_is_kept(store, noted_clip, path):
    with store.open(noted_clip) as opened:
        label(opened.history)
    content = json.loads(path.read_text("utf-8")) | {"rating": {"stars": 4, "by": "\ud83d"}}
    path.write_text(json.dumps(content), "utf-8")
    with store.open(noted_clip) as again:
        assert again.messages == ()
        again.history.do(set_origin(7))
    assert json.loads(path.read_text("utf-8"))["rating"] == {"stars": 4, "by": "\ud83d"}


@pytest.mark.parametrize("frames", [25, 60])
@pytest.mark.parametrize("saved", [True, False])
def test_notes_of_a_clip_that_is_read_with_another_number_of_frames_are_fitted(store, noted_clip, frames, saved):
    opened = store.open(noted_clip)
    label(opened.history)
    opened.history.do(add_drawing(Drawing("ellipse", ((0, 0), (1, 1)), 30, 39)))
    opened.history.do(put_key_frame(39, "stands"))
    opened.history.do(put_key_frame(38, "sways"))
    if saved:
        opened.close()
    else:
        left_open(opened)
    with store.open(NotedClip(noted_clip.sha256, frames)) as again:
        notes = again.notes
        assert "another number of frames" in again.messages[-1]
        assert notes.track("Ann").frames == frames
        assert list(notes.track("Ann").segments())[-1].end_frame == frames - 1
        assert len(notes.drawings) == 5
        assert max(d.end_frame for d in notes.drawings) == min(39, frames - 1)
        assert [key.note for key in notes.key_frames.values()][-1] == ("stands" if frames == 60 else "sways\nstands")
        assert notes.loop_end == min(30, frames - 1)
    with store.open(NotedClip(noted_clip.sha256, frames)) as third:
        assert third.notes == notes
        assert third.messages == ()


@pytest.fixture
def saves(monkeypatch):
    """Counts saves, and lets a test wait for them."""

    class Saves:
        def __init__(self):
            self.texts, self.more, self.fail, self.during = [], threading.Condition(), False, None

        def write(self, path, text):
            with self.more:
                self.texts.append(text)
                self.more.notify_all()
                if self.fail:
                    raise OutputError("the disk is full", subject=path, remedy="free some space")
            during, self.during = self.during, None
            if during is not None:
                during()
            real(path, text)

        def wait_for(self, count):
            with self.more:
                assert self.more.wait_for(lambda: len(self.texts) >= count, WAIT_S)

    real, made = open_notes_module.write_text, Saves()
    monkeypatch.setattr(open_notes_module, "write_text", made.write)
    return made


def test_notes_save_themselves_and_only_what_has_changed(tmp_path, noted_clip, saves):
    store = NotesStore(tmp_path / "notes", autosave_s=0.01)
    before = set(threading.enumerate())
    with store.open(noted_clip) as opened:
        assert set(threading.enumerate()) == before, "nothing to save, no thread"
        opened.history.do(set_origin(3))
        saves.wait_for(1)
        opened.history.do(set_origin(4))
        saves.wait_for(2)
        opened.save()
        opened.save()
    assert set(threading.enumerate()) == before
    assert ['"origin_frame": 3' in saves.texts[0], '"origin_frame": 4' in saves.texts[-1]] == [True, True]
    assert len(saves.texts) == 2


def test_notes_that_cannot_be_saved_are_told_of_once_and_tried_again(tmp_path, noted_clip, saves):
    store, told = NotesStore(tmp_path / "notes", autosave_s=0.001), []
    saves.fail = True
    opened = store.open(noted_clip, told.append)
    opened.history.do(set_origin(3))
    saves.wait_for(3)
    with saves.more:
        saves.fail = False
        count = len(saves.texts)
    saves.wait_for(count + 1)
    opened.close()
    assert [str(error).split(": ")[1] for error in told] == ["the disk is full; free some space."]
    assert store.read(noted_clip).origin_frame == 3


def test_notes_that_cannot_be_saved_at_the_end_are_in_the_journal(store, noted_clip, saves, path):
    opened = store.open(noted_clip)
    opened.history.do(set_origin(3))
    saves.fail = True
    with pytest.raises(OutputError, match="the disk is full"):
        opened.close()
    opened.close()
    saves.fail = False
    with store.open(noted_clip) as again:
        assert again.notes.origin_frame == 3


def test_a_journal_with_a_hole_is_not_continued(store, noted_clip, path, monkeypatch):
    """After a line that could not be written none is, until everything is saved: it would be about other notes."""
    opened = store.open(noted_clip)
    opened.history.do(add_annotator("Ann"))
    write = Journal._write

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "_write", full)
    opened.history.do(relabel_range("Ann", 3, 9, "skill"))
    monkeypatch.setattr(Journal, "_write", write)
    opened.history.do(set_origin(4))
    assert store.read(noted_clip).origin_frame is None
    opened.save()
    opened.history.do(change_drawings([], colour="#000000"))
    opened.history.do(set_origin(5))
    left_open(opened)
    assert store.read(noted_clip) == opened.notes


@pytest.mark.parametrize("full", [False, True])
def test_edits_during_a_save_are_neither_lost_nor_torn_apart(store, noted_clip, saves, monkeypatch, full):
    """With a journal they are in it; on a full disk that has room again they wait for the next save, in order."""
    opened = store.open(noted_clip)
    opened.history.do(set_origin(1))
    write = Journal._write

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    if full:
        monkeypatch.setattr(Journal, "_write", refuse)
    opened.history.do(put_key_frame(2))
    saves.during = lambda: opened.history.do(put_key_frame(3))
    opened.save()
    monkeypatch.setattr(Journal, "_write", write)
    opened.history.do(put_key_frame(4))
    assert [frame for frame, _ in store.read(noted_clip).key_frames.items()] == ([2] if full else [2, 3, 4])
    opened.save()
    opened.history.do(put_key_frame(5))
    left_open(opened)
    assert [frame for frame, _ in store.read(noted_clip).key_frames.items()] == [2, 3, 4, 5]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_done_saved_and_killed_in_any_order_nothing_is_lost(data, any_edit):
    """Against the document that was in memory: after every kill it is the one on the disk."""
    what = st.sampled_from(["edit"] * 8 + ["drag", "undo", "redo", "save", "kill"])
    steps = data.draw(st.lists(st.tuples(what, any_edit), max_size=25))
    clip = NotedClip("9f" * 32, 40)
    with tempfile.TemporaryDirectory() as folder:
        store = NotesStore(Path(folder), autosave_s=None)
        opened = store.open(clip)
        for what, edit in steps:
            if what in {"edit", "drag"}:
                with contextlib.suppress(NotesError):
                    opened.history.do(edit, "drag" if what == "drag" else None)
                opened.history.end_gesture()
            elif what in {"undo", "redo"}:
                getattr(opened.history, what)()
            elif what == "save":
                opened.save()
            else:
                left_open(opened)
                before, opened = opened.notes, store.open(clip)
                assert opened.notes == before
            assert store.read(clip) == opened.notes
        opened.close()
        assert store.read(clip) == opened.notes
        assert len([path for path in Path(folder).rglob("*") if path.is_file()]) <= 1


def test_a_new_analysis_overwrites_nothing(tmp_path, store, noted_clip, path):
    """Notes and analyses know nothing of one another: not a byte of the one is in reach of the other."""
    from dancecoach.library.analyses.store import AnalysisStore

    with store.open(noted_clip) as opened:
        label(opened.history)
    assert store.root not in AnalysisStore(tmp_path / "analyses").root.parents
    assert NotesStore().root != AnalysisStore().root
    assert NotesStore().root.name == "notes"


def test_undo_goes_on_where_notes_were_closed(tmp_path, noted_clip):
    store = NotesStore(tmp_path / "notes", autosave_s=None)
    with store.open(noted_clip) as first:
        first.history.do(put_key_frame(3))
    with store.open(noted_clip, resumed=first.history) as again:
        assert again.history is first.history
        assert again.saved
        again.history.undo()
        assert not again.notes.key_frames
    with store.open(noted_clip) as elsewhere:
        elsewhere.history.do(put_key_frame(5))
    with store.open(noted_clip, resumed=first.history) as changed:
        assert changed.history is not first.history
        assert 5 in changed.notes.key_frames


def test_whether_somebody_has_them_open_is_known(store, noted_clip):
    assert not store.is_open(noted_clip.sha256)
    opened = store.open(noted_clip)
    assert store.is_open(noted_clip.sha256)
    opened.close()
    assert not store.is_open(noted_clip.sha256)
