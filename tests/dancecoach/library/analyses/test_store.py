import os
import tempfile
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import InputError, OutputError
from dancecoach.files import sha256_of
from dancecoach.library.analyses import store as store_module
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.pose.identity.seed import Seed

LONG_AGO = 1_600_000_000


@pytest.fixture
def clip(tmp_path) -> Path:
    path = tmp_path / "Übung 1.mp4"
    path.write_bytes(b"pictures" * 1000)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def store(tmp_path) -> AnalysisStore:
    return AnalysisStore(tmp_path / "analyses")


def entries(store: AnalysisStore) -> list[Path]:
    return sorted(store.root.glob("??/*.zip"))


def test_an_empty_store_finds_nothing_and_makes_nothing(store, clip):
    assert store.get("00" * 32, "blazepose", "full") is None
    assert not store.root.exists()


def test_a_clip_opened_again_shows_its_analysis_without_hashing(store, clip, make_analysis, monkeypatch):
    analysis = make_analysis(str(clip), sha256_of(clip))
    store.put(analysis, clip)
    monkeypatch.setattr(store_module, "sha256_of", lambda _path: pytest.fail("it was hashed again"))
    found = AnalysisStore(store.root).find(clip, "blazepose", "full")
    assert found is not None
    np.testing.assert_array_equal(found.track.landmarks, analysis.track.landmarks)
    np.testing.assert_array_equal(found.track.visibility, analysis.track.visibility)
    assert found.clip.path == str(clip)
    assert found.clip.frames == analysis.clip.frames
    assert found.clip.duration_s == pytest.approx(analysis.clip.duration_s, abs=1e-6)
    assert found.warnings == analysis.warnings
    assert found.activity == "dance"


def test_a_renamed_copy_finds_it_under_its_own_name(store, clip, make_analysis, tmp_path):
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.read_bytes())
    found = store.find(copy, "blazepose", "full")
    assert found is not None
    assert found.clip.path == str(copy)


@pytest.mark.parametrize(("engine", "model"), [("mediapipe", "full"), ("blazepose", "lite")])
def test_another_engine_or_model_is_another_entry(store, clip, make_analysis, engine, model):
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    assert store.find(clip, engine, model) is None
    store.put(make_analysis(str(clip), sha256_of(clip), engine=engine, model=model), clip)
    assert len(entries(store)) == 2


def test_a_changed_clip_is_not_confused_with_the_old_one(store, clip, make_analysis):
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    clip.write_bytes(b"something" * 1000)
    os.utime(clip, (LONG_AGO + 5, LONG_AGO + 5))
    assert store.find(clip, "blazepose", "full") is None


def test_a_clip_of_the_same_size_changed_at_another_time_is_hashed_again(store, clip):
    first = store.sha256(clip)
    clip.write_bytes(b"PICTURES" * 1000)
    os.utime(clip, (LONG_AGO + 5, LONG_AGO + 5))
    assert store.sha256(clip) != first


def test_a_file_that_is_still_being_written_is_not_remembered(store, clip):
    clip.write_bytes(b"half")
    store.sha256(clip)
    clip.write_bytes(b"HALF")  # same size, and on a coarse clock the same time
    assert store.sha256(clip) == sha256_of(clip)


def test_a_missing_clip_is_an_error_of_the_input(store, tmp_path):
    with pytest.raises(InputError, match=r"gone\.mp4: cannot be read"):
        store.find(tmp_path / "gone.mp4", "blazepose", "full")


@pytest.mark.parametrize("damage", ["truncate", "garbage", "flip", "empty", "other json"])
def test_a_damaged_entry_is_set_aside_and_counts_as_absent(store, clip, make_analysis, damage, caplog):
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    [entry] = entries(store)
    data = bytearray(entry.read_bytes())
    if damage == "truncate":
        entry.write_bytes(data[: len(data) // 2])
    elif damage == "garbage":
        entry.write_bytes(b"no archive at all")
    elif damage == "flip":
        data[len(data) // 2] ^= 0xFF
        entry.write_bytes(data)
    elif damage == "empty":
        entry.write_bytes(b"")
    else:
        with zipfile.ZipFile(entry, "w") as archive:
            archive.writestr("analysis.json", "{}")
    assert store.find(clip, "blazepose", "full") is None
    assert "damaged" in caplog.text
    assert entries(store) == []
    assert (store.root / "damaged" / entry.name).exists()
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    assert store.find(clip, "blazepose", "full") is not None


def test_the_least_recently_used_make_room(tmp_path, make_analysis):
    store = AnalysisStore(tmp_path / "analyses")
    for i in range(4):
        store.put(make_analysis(sha256=f"{i}{i}" * 32, seed=i))
        [entry] = store.root.glob(f"{i}{i}/*.zip")
        os.utime(entry, (LONG_AGO + i, LONG_AGO + i))
    one = entries(store)[0].stat().st_size
    assert store.get("00" * 32, "blazepose", "full") is not None  # used now, so no longer the oldest
    small = AnalysisStore(store.root, max_bytes=3 * one + one // 2)
    small.put(make_analysis(sha256="44" * 32, seed=4))
    assert sorted(p.name[:2] for p in entries(small)) == ["00", "33", "44"]


def test_an_entry_larger_than_the_room_is_kept_alone(tmp_path, make_analysis):
    store = AnalysisStore(tmp_path / "analyses", max_bytes=1)
    store.put(make_analysis(sha256="11" * 32))
    store.put(make_analysis(sha256="22" * 32))
    assert [p.name[:2] for p in entries(store)] == ["22"]


def test_many_writers_and_readers_at_once(store, clip, make_analysis):
    sha256 = sha256_of(clip)
    analysis = make_analysis(str(clip), sha256, frames=40)
    store.put(analysis, clip)
    wrong: list[object] = []

    def work() -> None:
        own = AnalysisStore(store.root)
        for _ in range(8):
            own.put(analysis, clip)
            found = own.find(clip, "blazepose", "full")
            if found is None or not np.array_equal(found.track.visibility, analysis.track.visibility):
                wrong.append(found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(entries(store)) == 1


def test_a_store_that_cannot_be_written_says_so(tmp_path, clip, make_analysis):
    (tmp_path / "file").write_bytes(b"")
    store = AnalysisStore(tmp_path / "file" / "analyses")
    assert store.find(clip, "blazepose", "full") is None
    with pytest.raises(OutputError):
        store.put(make_analysis(str(clip)), clip)


def test_style_phases_and_skills_are_kept(store, clip, make_analysis, recognised):
    analysis = make_analysis(str(clip), sha256_of(clip), **recognised)
    store.put(analysis, clip)
    found = AnalysisStore(store.root).find(clip, "blazepose", "full")
    assert found is not None
    assert (found.style, found.skills, found.phase_model) == (analysis.style, analysis.skills, analysis.phase_model)
    assert [s.phase for s in found.phases] == [s.phase for s in analysis.phases]


def test_an_entry_of_an_older_revision_is_not_found(store, clip, make_analysis, monkeypatch):
    monkeypatch.setattr(store_module, "REVISION", store_module.REVISION - 1)
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    monkeypatch.undo()
    assert store.find(clip, "blazepose", "full") is None
    assert len(entries(store)) == 1, "an older program may still want it"


def test_analyses_of_several_people_of_a_clip_are_kept_beside_one_another(store, clip, make_analysis):
    left, right = Seed(0.25, 0.5, 1.5), Seed(0.75, 0.5, 0.0)
    sha256 = sha256_of(clip)
    for number, person in enumerate((None, left, right)):
        store.put(make_analysis(str(clip), sha256, seed=number, person=person), clip)
    assert len(entries(store)) == 3
    found = [store.find(clip, "blazepose", "full", person) for person in (None, left, right)]
    assert [one.person for one in found] == [None, left, right]
    assert len({one.track.landmarks.tobytes() for one in found}) == 3
    assert store.find(clip, "blazepose", "full", Seed(0.5, 0.5, 0.0)) is None


def test_who_was_chosen_last_is_remembered_with_the_content_of_the_clip(store, clip, tmp_path):
    assert store.chosen(clip) is None
    store.choose(clip, Seed(0.25, 0.5, 1.5))
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.read_bytes())
    assert AnalysisStore(store.root).chosen(copy) == Seed(0.25, 0.5, 1.5)
    store.choose(copy, None)
    store.choose(copy, None)
    assert store.chosen(clip) is None


def test_a_damaged_choice_is_none(store, clip, caplog):
    store.choose(clip, Seed(0.25, 0.5, 1.5))
    (file,) = store.root.glob("??/*.person")
    file.write_bytes(b"\xff\x00")
    assert store.chosen(clip) is None
    file.write_text("somewhere")
    assert store.chosen(clip) is None
    assert "cannot be read" in caplog.text


def test_nothing_is_unpacked_that_a_killed_program_would_leave(tmp_path, clip, make_analysis, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there is no such folder"))
    store = AnalysisStore(tmp_path / "own", shipped=None)
    store.put(make_analysis(str(clip), sha256_of(clip)), clip)
    assert store.find(clip, "blazepose", "full") is not None
    assert len(store.all_of(sha256_of(clip))) == 1
    (entry,) = entries(store)
    with_the_program = AnalysisStore(tmp_path / "empty", shipped=entry.parent)
    assert with_the_program.find(clip, "blazepose", "full") is not None
