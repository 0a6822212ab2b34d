"""Lessons are written the same every time, and those of anybody are read right or refused."""

import hashlib
import io
import json
import pickle
import zipfile

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import ArchiveError, Cancelled
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.lesson.file import MOST_MODEL, LessonFile, belongs, media_name, write_lesson
from dancecoach.progress import CancelToken


def files_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(made, change):
    """The lesson with another manifest."""
    files = files_of(made.path)
    manifest = json.loads(files["manifest.json"])
    files["manifest.json"] = json.dumps(change(manifest)).encode()
    write_archive(made.path, files)
    return made.path


def test_it_is_read_as_it_was_written(made, tmp_path):
    with LessonFile(made.path) as file:
        sha256 = hashlib.sha256(made.contents["media/turn.mp4"]).hexdigest()
        assert file.lesson == attrs.evolve(made.lesson, sha256=sha256)
        assert sorted(file.names) == sorted(made.contents)
        for name in file.names:
            assert file.extract(name, tmp_path / "out").read_bytes() == made.contents[name]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["counts.json", "pose.npz", "turn.mp4"]


def test_the_same_lesson_is_the_same_file(made, tmp_path):
    film = tmp_path / "elsewhere.bin"
    film.write_bytes(made.contents["media/turn.mp4"])
    write_lesson(tmp_path / "b.dclesson", made.lesson, {**made.contents, "media/turn.mp4": film})
    assert (tmp_path / "b.dclesson").read_bytes() == made.path.read_bytes()


@pytest.mark.parametrize(
    "name", ["manifest.json", "media/a.mp4", "media/Đ.MOV", "models/style.onnx", "pose.npz", "notes.json"]
)
def test_what_belongs_into_a_lesson(name):
    assert belongs(name)


@pytest.mark.parametrize(
    "name",
    [
        "run.py",
        "media/a.exe",
        "media/a/b.mp4",
        "models/a.pkl",
        "models/x/a.onnx",
        "a.mp4",
        "media/a.mp4.sh",
        "x/manifest.json",
    ],
)
def test_what_does_not(name, made, tmp_path):
    assert not belongs(name)
    write_archive(made.path, {**files_of(made.path), name: b"x"})
    with pytest.raises(ArchiveError, match="which does not belong there"):
        LessonFile(made.path)
    with pytest.raises(ValueError, match="cannot be in a lesson"):
        write_lesson(tmp_path / "b.dclesson", made.lesson, {**made.contents, name: b"x"})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda m: m | {"schema": "dancecoach.lesson/2"}, "'dancecoach.lesson/2' for schema"),
        (lambda m: {k: v for k, v in m.items() if k != "title"}, "lacks title"),
        (lambda m: m | {"title": " "}, "for title"),
        (lambda m: m | {"title": "x" * 201}, "for title"),
        (lambda m: m | {"title": 5}, "has 5 for title"),
        (lambda m: m | {"begin_s": -1}, "has -1 for begin_s"),
        (lambda m: m | {"end_s": 0.1}, "has 0.1 for end_s"),
        (lambda m: m | {"end_s": 1e9}, "for end_s"),
        (lambda m: m | {"end_s": 10**400}, "for end_s"),
        (lambda m: m | {"end_s": float("nan")}, "has nan for end_s"),
        (lambda m: m | {"title": "\x00\x1b"}, "for title"),
        (lambda m: m | {"media": "media/other.mp4"}, "'media/other.mp4' for media"),
        (lambda m: m | {"steps": [m["steps"][1], m["steps"][0]]}, "steps that overlap"),
        (lambda m: m | {"steps": [{"name": "a", "start_s": 3, "end_s": 2}]}, r"has 2 for steps\[0\]\.end_s"),
        (lambda m: m | {"steps": m["steps"][:1] * 501}, "has 501 for steps"),
        (lambda m: m | {"cues": "many"}, "'many' for cues"),
        (lambda m: m | {"cues": [5]}, "something else than objects in cues"),
        (lambda m: m | {"files": []}, "for files"),
        (lambda m: m | {"files": m["files"] | {"media/turn.mp4": "short"}}, "'short' for files"),
        (lambda m: m | {"files": m["files"] | {"notes.json": "0" * 64}}, "does not hold what its manifest says"),
        (lambda m: m | {"mirrored": 1}, "for mirrored"),
        (lambda m: [m], "is no lesson"),
    ],
)
def test_a_wrong_manifest_is_said(made, change, why):
    with pytest.raises(ArchiveError, match=why) as told:
        LessonFile(rewritten(made, change))
    assert str(told.value).startswith(f"{made.path}: ")


def test_one_key_twice_is_no_manifest(made):
    """Of two values another program might show the other one."""
    files = files_of(made.path)
    text = files["manifest.json"].replace(b'"author"', b'"title": "Waltz",\n "author"')
    write_archive(made.path, {**files, "manifest.json": text})
    with pytest.raises(ArchiveError, match="its manifest cannot be read"):
        LessonFile(made.path)


def test_what_is_not_seen_of_a_text_is_left_out(made):
    """Terminals obey such letters, and a half of one cannot be kept."""
    odd = {"title": "Tu\x1b[2Jrn\ud800\u202e\x00", "author": "An\u2028na", "text": "one\r\ntwo\x07\tthree"}
    with LessonFile(rewritten(made, lambda m: m | odd)) as file:
        lesson = file.lesson
    assert (lesson.title, lesson.author, lesson.text) == ("Tu[2Jrn", "Anna", "one\ntwo\tthree")


def test_cues_are_in_the_order_of_time(made):
    cues = [{"text": text, "start_s": start, "end_s": 9.0} for text, start in (("second", 2.0), ("first", 1.0))]
    with LessonFile(rewritten(made, lambda m: m | {"cues": cues})) as file:
        assert [cue.text for cue in file.lesson.cues] == ["first", "second"]


@pytest.mark.parametrize("text", [b"", b"not json", b"\xff\xfe", b'{"a": 1e999}', b"[" * 100_000])
def test_a_manifest_that_is_no_json_is_said(made, text):
    write_archive(made.path, {**files_of(made.path), "manifest.json": text})
    with pytest.raises(ArchiveError, match=r"lesson|lacks"):
        LessonFile(made.path)


def test_a_film_that_is_not_the_manifests_is_refused_and_not_left(made, tmp_path):
    write_archive(made.path, {**files_of(made.path), "media/turn.mp4": b"another film"})
    with LessonFile(made.path) as file, pytest.raises(ArchiveError, match="is not what its manifest says"):
        file.extract("media/turn.mp4", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


class Loud:
    """Whoever unpickles it hears of it."""

    def __reduce__(self):
        return (pytest.fail, ("it was unpickled",))


def with_file(made, name, content):
    """The lesson with another file in it, its manifest knowing of it."""
    files = {**files_of(made.path), name: content}
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    write_archive(made.path, {**files, "manifest.json": json.dumps(manifest).encode()})
    return made.path


def objects():
    file = io.BytesIO()
    np.savez(file, times=np.zeros(3), evil=np.array([Loud()], object))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.json", pickle.dumps(Loud()), r"notes\.json, which is a program or could run one"),
        ("counts.json", b"#!/bin/sh\n", r"counts\.json, which is a program or could run one"),
        ("models/a.onnx", b"\x7fELF\2", r"models/a\.onnx, which is a program or could run one"),
        ("pose.npz", objects(), r"pose\.npz, in which evil\.npy could run a program"),
        ("media/turn.mp4", objects(), r"media/turn\.mp4, in which evil\.npy could run a program"),
    ],
)
def test_programs_and_pickles_are_found_before_anything_is_written(made, name, content, why, tmp_path):
    path = with_file(made, name, content)
    before = sorted(tmp_path.rglob("*"))
    with LessonFile(path) as file, pytest.raises(ArchiveError, match=why):
        file.check()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["counts.json", "media/turn.mp4"])
def test_so_is_a_file_that_is_not_the_manifests_or_damaged(made, name):
    write_archive(made.path, {**files_of(made.path), name: b"another"})
    with LessonFile(made.path) as file, pytest.raises(ArchiveError, match="which is not what its manifest says"):
        file.check()


def test_sound_lessons_pass_and_checking_can_be_stopped(made):
    cancel = CancelToken()
    with LessonFile(made.path) as file:
        file.check(cancel)
        cancel.cancel()
        with pytest.raises(Cancelled):
            file.check(cancel)


def test_a_second_film_is_refused(made):
    path = with_file(made, "media/other.mp4", b"film")
    with pytest.raises(ArchiveError, match="holds more than one film"):
        LessonFile(path)


@pytest.mark.parametrize("name", ["media/a\u202e4pm.exe.mp4", "media/\uff0e\uff0e\uff0fa.mp4", "media/12\uff1a30.mp4"])
def test_names_that_pretend_to_be_others_do_not_belong_there(made, name):
    write_archive(made.path, {**files_of(made.path), name: b"film"})
    with pytest.raises(ArchiveError, match="which does not belong there"):
        LessonFile(made.path)


@pytest.mark.parametrize(
    ("file", "poses", "name"),
    [
        ("Đặng múa.MOV", False, "media/Đặng múa.MOV"),
        ("12\uff1a30.mp4", False, "media/clip.mp4"),
        ("broadcast.ts", False, "media/broadcast.ts.mp4"),
        ("film", False, "media/film.mp4"),
        ("poses.txt", True, "media/poses.txt.csv"),
        ("12\uff1a30.ts", False, "media/clip.mp4"),
        ("COM\u00b9.mov", False, "media/clip.mov"),
    ],
)
def test_whatever_a_film_is_called_it_has_a_name_in_a_lesson(file, poses, name):
    assert media_name(file, poses=poses) == name
    assert belongs(name)


def test_a_large_network_is_told_from_others_and_too_many_are_refused(made, tmp_path):
    contents = {**made.contents, "models/style.onnx": b"\x08" * (MOST_MODEL + 1), "models/small.onnx": b"\x08"}
    write_lesson(tmp_path / "b.dclesson", made.lesson, contents)
    with LessonFile(tmp_path / "b.dclesson") as file:
        assert {name: file.is_too_large(name) for name in file.models()} == {
            "models/small.onnx": False,
            "models/style.onnx": True,
        }
    many = {f"models/{number}.onnx": b"\x08" for number in range(9)}
    write_lesson(tmp_path / "c.dclesson", made.lesson, {**made.contents, **many})
    with pytest.raises(ArchiveError, match="more networks than a lesson may have"):
        LessonFile(tmp_path / "c.dclesson")


def test_a_lesson_without_its_film_cannot_be_written(made, tmp_path):
    with pytest.raises(ValueError, match="cannot be in a lesson, or lacks"):
        write_lesson(tmp_path / "b.dclesson", made.lesson, {"counts.json": b"{}"})


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)


@given(key=st.sampled_from(["title", "author", "media", "begin_s", "end_s", "steps", "cues", "files"]), value=_JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_stands_in_the_manifest_it_is_read_or_refused(made, key, value):
    original = made.path.read_bytes()
    try:
        with LessonFile(rewritten(made, lambda m: m | {key: value})) as file:
            assert 0 <= file.lesson.begin_s <= file.lesson.end_s
    except ArchiveError:
        pass
    finally:
        made.path.write_bytes(original)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_bytes_are_changed_nothing_else_comes_out(made, data, tmp_path):
    original = made.path.read_bytes()
    changed = bytearray(original)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    made.path.write_bytes(changed)
    try:
        with LessonFile(made.path) as file:
            for name in file.names:
                assert file.extract(name, tmp_path / "in" / "out").read_bytes() == made.contents[name]
    except ArchiveError:
        pass
    finally:
        made.path.write_bytes(original)
    assert [entry.name for entry in tmp_path.iterdir()] == ["in"]
