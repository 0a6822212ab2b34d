import json
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError, PoseFileError
from dancecoach.pose.formats import save_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo
from training.data.extract.folder import Footage
from training.data.extract.judge import Numbers
from training.data.extract.note import Identity, Note
from training.data.extract.report import Report, put_together
from training.data.labels.styles import StyleLabel
from training.data.tracks import TrackStore, write_tracks


def _track(frames, seed, *, found=True, world=True):
    rng = np.random.default_rng(seed)
    landmarks = rng.random((frames, 33, 3)).astype(np.float32)
    metres = rng.normal(size=(frames, 33, 3)).astype(np.float32)
    seen = np.full(frames, found)
    if found:
        seen[0] = False
    landmarks[~seen] = np.nan
    return PoseTrack(
        np.arange(frames) / 30, landmarks, np.where(seen[:, None], np.full(33, 0.9), 0), seen, (72, 128), BLAZEPOSE_33,
        "test", world=metres if world else None, people=seen.astype(np.int16),
    )  # fmt: skip


@pytest.fixture
def report(tmp_path):
    """A function that writes tracks and says what an extraction says of them: name to track, or None where failed."""

    def make(tracks, labels=None):
        found = []
        for name, track in tracks.items():
            poses, label = tmp_path / f"{name.replace('/', '-')}.pose.npz", StyleLabel(name, name.split("/")[0])
            note = Note(name, Identity(1, 1, name), "s", problem="broken")
            if track is not None:
                save_npz(track, poses)
                seen = Numbers(len(track), 1.0, track.found_fraction, 1, 0, 0, 0, None, None, None, 0)
                note = Note(
                    name, note.identity, "s", "", poses.stat().st_size, ClipInfo(name, 1, 1, 1, False, 1, 1), None, seen
                )
            found.append((Footage(Path(name), name, (labels or {}).get(name, label)), note, poses))
        return Report("s", put_together(found))

    return make


def test_all_joints_come_back_as_they_were(report, tmp_path):
    tracks = {"waltz/a": _track(40, 1), "tango/ü": _track(25, 2, world=False), "tango/broken": None}
    write_tracks(tmp_path / "tracks", report(tracks))
    store = TrackStore(tmp_path / "tracks")
    assert [c.name for c in store] == ["waltz/a", "tango/ü"]
    for name, clip in zip(tracks, store, strict=False):
        for part in ("times", "landmarks", "visibility", "found", "people"):
            np.testing.assert_array_equal(getattr(clip.track, part), getattr(tracks[name], part))
        assert clip.track.skeleton is BLAZEPOSE_33
    np.testing.assert_array_equal(store[0].track.world, tracks["waltz/a"].world)
    assert np.isnan(store[1].track.world).all()
    assert store.where(style="tango").tolist() == [1]
    assert isinstance(store._arrays["landmarks"], np.memmap)


def test_the_dances_of_a_store_are_what_systems_are_compared_on(report, tmp_path):
    tracks = {"waltz/a": _track(9, 1), "waltz/nobody": _track(9, 2, found=False), "tango/b": _track(9, 3)}
    labels = {"tango/b": StyleLabel("b", "tango", "ann", "7", "studio")}
    dances = write_tracks(tmp_path / "tracks", report(tracks, labels)).dances("ours")
    assert (dances.styles, dances.takes) == (("waltz", "tango"), ("waltz/a", "7"))
    assert (dances.sources, dances.performers) == (("", "studio"), ("", "ann"))
    nobody = write_tracks(tmp_path / "none", report({"waltz/nobody": _track(9, 2, found=False)}))
    with pytest.raises(InputError, match="holds no clips with a label and a person"):
        nobody.dances("ours")


def test_a_store_is_written_again_only_when_something_changed(report, tmp_path):
    tracks, times = {"waltz/a": _track(9, 1)}, []
    for label in ("waltz", "waltz", "tango"):
        write_tracks(tmp_path / "tracks", report(tracks, {"waltz/a": StyleLabel("a", label)}))
        times.append((tmp_path / "tracks" / "times.npy").stat().st_mtime_ns)
    assert times[0] == times[1] < times[2]
    assert TrackStore(tmp_path / "tracks")[0].style == "tango"


def test_a_store_says_where_the_videos_lie_and_an_older_one_does_not(report, tmp_path):
    store = write_tracks(tmp_path / "tracks", report({"waltz/a": _track(9, 1)}))
    assert store[0].video == Path("waltz/a").resolve()
    index = tmp_path / "tracks" / TrackStore.index_name
    content = json.loads(index.read_text("utf-8"))
    del content["clips"][0]["video"]
    index.write_text(json.dumps(content), "utf-8")
    assert TrackStore(tmp_path / "tracks")[0].video is None


def test_an_empty_set_is_a_store_too(report, tmp_path):
    assert len(write_tracks(tmp_path / "tracks", report({"waltz/a": None}))) == 0


def test_damaged_poses_are_named_and_the_store_is_none(report, tmp_path):
    made = report({"waltz/a": _track(9, 1), "waltz/b": _track(9, 2)})
    content = bytearray(made.clips[1].poses.read_bytes())
    content[len(content) // 2 :][:40] = b"x" * 40
    made.clips[1].poses.write_bytes(content[: len(content) // 2] + b"x" * (len(content) - len(content) // 2))
    with pytest.raises(PoseFileError, match=r"waltz-b\.pose\.npz: is damaged; delete it and run the same command"):
        write_tracks(tmp_path / "tracks", made)
    with pytest.raises(InputError, match="holds no store of clips"):
        TrackStore(tmp_path / "tracks")
    assert not list((tmp_path / "tracks").iterdir()), "nothing half-written stays"


def test_poses_of_another_clip_are_refused(report, tmp_path):
    made = report({"waltz/a": _track(9, 1)})
    save_npz(_track(8, 1), made.clips[0].poses)
    with pytest.raises(PoseFileError, match="holds other poses than were written"):
        write_tracks(tmp_path / "tracks", made)
    assert attrs.evolve(made).clips == made.clips
