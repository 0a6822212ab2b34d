import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import OutputError, PoseFileError
from dancecoach.pose.formats import load_npz, save_npz
from dancecoach.pose.formats import npz as module
from dancecoach.pose.skeleton import BODY_13, COCO_17


def assert_same(a, b):
    for name in ("times", "landmarks", "visibility", "found", "world", "people"):
        left, right = getattr(a, name), getattr(b, name)
        assert (left is None) == (right is None), name
        if left is not None:
            assert left.dtype == right.dtype
            np.testing.assert_array_equal(left, right, err_msg=name)
    assert (a.frame_size, a.skeleton, a.source) == (b.frame_size, b.skeleton, b.source)


@pytest.mark.parametrize("world", [True, False])
@pytest.mark.parametrize("people", [True, False])
def test_a_track_comes_back_as_it_was(make_track, tmp_path, world, people):
    track = make_track(world=world, people=people)
    path = tmp_path / "Größe – ümläut.npz"
    save_npz(track, path)
    assert_same(load_npz(path), track)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("skeleton", [BODY_13, COCO_17])
@pytest.mark.parametrize("frames", [0, 1])
def test_other_skeletons_and_tiny_tracks(make_track, tmp_path, skeleton, frames):
    track = make_track(frames, skeleton=skeleton, missing=(0,))
    save_npz(track, tmp_path / "a.npz")
    assert_same(load_npz(tmp_path / "a.npz"), track)


def test_numpy_alone_can_read_it(make_track, tmp_path):
    track = make_track()
    save_npz(track, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as file:
        assert str(file["schema"]) == "dancecoach.pose/1"
        np.testing.assert_array_equal(file["landmarks"], track.landmarks)


def test_a_missing_folder_is_one_sentence(make_track, tmp_path):
    with pytest.raises(OutputError, match="nowhere"):
        save_npz(make_track(), tmp_path / "nowhere" / "a.npz")


@pytest.fixture
def written(make_track, tmp_path):
    path = tmp_path / "track.npz"
    save_npz(make_track(), path)
    return path


def rewrite(path, **changes):
    """The file with members replaced, added, or (None) left out."""
    with np.load(path) as file:
        arrays = {k: file[k] for k in file.files} | changes
    np.savez(path, **{k: v for k, v in arrays.items() if v is not None})


def fails(path, match):
    with pytest.raises(PoseFileError, match=match) as caught:
        load_npz(path)
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["times", "landmarks", "visibility", "found", "frame_size", "skeleton", "source"])
def test_a_missing_member_is_named(written, name):
    rewrite(written, **{name: None})
    fails(written, name)


def test_another_schema_is_refused(written):
    rewrite(written, schema=np.array("dancecoach.pose/99"))
    fails(written, "pose/99")


def test_an_npz_of_someone_else_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    fails(tmp_path / "other.npz", "no schema")


def test_an_unknown_skeleton_is_refused(written):
    rewrite(written, skeleton=np.array("octopus-8"))
    fails(written, "octopus-8")


@pytest.mark.parametrize(
    "changes",
    [
        {"times": np.zeros(20)},
        {"landmarks": np.zeros((20, 32, 3), np.float32)},
        {"visibility": np.zeros((19, 33), np.float32)},
        {"found": np.ones(20)},
        {"frame_size": np.array([0, 360])},
        {"frame_size": np.array([640, 360, 3])},
        {"times": np.array(["a"] * 20)},
        {"source": np.zeros(3)},
    ],
)
def test_arrays_that_disagree_are_refused(written, changes):
    rewrite(written, **changes)
    fails(written, "track.npz")


class Bomb:
    def __reduce__(self):
        return (exec, ("raise SystemExit('unpickled')",))


def test_nothing_is_unpickled(written):
    rewrite(written, source=np.array([Bomb()], dtype=object))
    fails(written, "wrong kind")


def test_a_header_that_claims_too_much_allocates_nothing(written):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (10**12, 33, 3)})
    replace_member(written, "landmarks.npy", header.getvalue())
    tracemalloc.start()
    fails(written, "landmarks")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(written, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
    np.savez_compressed(written, schema=np.array(module.SCHEMA), landmarks=np.zeros((1 << 20, 3), np.float32))
    fails(written, "1 MiB")


def replace_member(path, name, data):
    with zipfile.ZipFile(path) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for n, content in (members | {name: data}).items():
            archive.writestr(n, content)


def test_a_missing_file_is_one_sentence(tmp_path):
    fails(tmp_path / "none.npz", "cannot be read")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_damage_of_any_kind_is_a_pose_file_error_or_harmless(written, tmp_path, data):
    """A cut file and flipped bytes: one sentence, or (where only a name or date was hit) the same track."""
    whole = written.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    damaged = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    for _ in range(data.draw(st.integers(0, 4))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "damaged.npz"
    path.write_bytes(damaged)
    try:
        track = load_npz(path)
    except PoseFileError:
        return
    np.testing.assert_array_equal(track.landmarks, load_npz(written).landmarks)
