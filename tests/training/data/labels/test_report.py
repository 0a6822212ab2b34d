import json
import shutil

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.formats import save_npz
from training.data.labels.clip_times import clip_times, without_suffix
from training.data.labels.report import read_labels, write_voted

pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")


@pytest.fixture
def three(write_phases):
    """Three annotators of a jump of 30 frames, two of a hop of 10; the folder of their folders."""
    write_phases("ann", "jump", ("idle", 0, 9), ("take-off", 10, 19), ("skill", 20, 29))
    write_phases("bob", "jump", ("idle", 0, 11), ("take-off", 12, 19), ("skill", 20, 29))
    path = write_phases("eve", "jump", ("idle", 0, 9), ("take-off", 10, 18), ("landing", 19, 19), ("skill", 20, 29))
    write_phases("ann", "hop", ("idle", 0, 9))
    write_phases("bob", "hop", ("idle", 0, 7), ("skill", 8, 9))
    return path.parent.parent


def test_labels_of_all_are_voted_clip_by_clip(three):
    report = read_labels([three])
    assert [clip.name for clip in report.clips] == ["hop", "jump"]
    assert report.annotators == ("ann", "bob", "eve")
    hop, jump = (clip.voted() for clip in report.clips)
    assert jump.labels.tolist() == [0] * 10 + [1] * 10 + [2] * 10
    assert jump.weights.all()
    assert hop.weights.tolist() == [1] * 8 + [0] * 2


def test_agreement_is_over_the_clips_that_two_share(three):
    pairs = {(p.first, p.second): p for p in read_labels([three]).pairs()}
    assert {names: p.frames for names, p in pairs.items()} == {
        ("ann", "bob"): 40, ("ann", "eve"): 30, ("bob", "eve"): 30,
    }  # fmt: skip
    # Ann and Bob differ in frames 10 and 11 of the jump and in two of the hop.
    assert pairs["ann", "bob"].agree == pytest.approx(36 / 40)
    ann, bob = np.array([20, 10, 10]) / 40, np.array([20, 8, 12]) / 40
    chance = float(ann @ bob)
    assert pairs["ann", "bob"].kappa == pytest.approx((0.9 - chance) / (1 - chance))


def test_numbers_are_fit_for_json(three):
    written = json.loads(json.dumps(read_labels([three], names=["jump"]).to_dict(), allow_nan=False))
    assert list(written["clips"]) == ["jump"]
    assert 0.8 < written["fleiss_kappa"] < 1
    assert written["fleiss_kappa_by_phase"]["skill"] == 1.0
    assert [p["first"] + p["second"] for p in written["cohen_kappa"]] == ["annbob", "anneve", "bobeve"]
    alone = read_labels([three / "ann"]).to_dict()
    assert alone["fleiss_kappa"] is None
    assert alone["cohen_kappa"] == []


def test_the_vote_is_written_to_be_read_again(three, tmp_path):
    report = read_labels([three])
    written = write_voted(report, tmp_path / "voted", [three])
    assert [path.name for path in written] == ["hop.phases.json", "jump.phases.json"]
    again = read_labels([tmp_path / "voted"])
    for clip, other in zip(report.clips, again.clips, strict=True):
        np.testing.assert_array_equal(clip.voted().labels, other.voted().labels)
        np.testing.assert_array_equal(clip.voted().weights, other.voted().weights)


def test_times_and_frames_are_not_made_up(three, write_table, tmp_path, make_clip):
    assert set(read_labels([three]).clips[0].rows()[0]) == {"phase", "start", "end"}
    table = write_table("other/jump.csv", "phase,start_s,end_s", "idle,0,1")
    assert set(read_labels([table]).clips[0].rows()[0]) == {"phase", "start_s", "end_s"}
    with pytest.raises(
        InputError, match=r"jump.csv, line 2: labels jump in other units than .*phases.json, segment 1; name the folder"
    ):
        read_labels([three])
    save_npz(make_clip(30, fps=25.0).track, tmp_path / "jump.pose.npz")
    (clip,) = read_labels([three / "ann"], tmp_path, ["jump"]).clips
    assert clip.rows()[1] == {"phase": "take-off", "start": 10, "end": 19, "start_s": 0.4, "end_s": 0.8}


@pytest.mark.parametrize("place", [".", "vote"])
def test_the_vote_does_not_lie_among_the_voters(three, place):
    with pytest.raises(InputError, match="lies among the annotators' labels"):
        write_voted(read_labels([three]), three / place, [three])


def test_labels_are_checked_against_the_clip(three, tmp_path, make_clip):
    save_npz(make_clip(30).track, tmp_path / "jump.mp4.pose.npz")
    assert len(read_labels([three], tmp_path, ["jump"]).clips[0].times) == 30
    with pytest.raises(InputError, match="segment 1: labels hop, which has neither video nor poses in"):
        read_labels([three], tmp_path)
    save_npz(make_clip(60).track, tmp_path / "hop.pose.npz")
    with pytest.raises(InputError, match=r"hop\.phases\.json, segment 1: covers 10 of 60 frames of hop"):
        read_labels([three], tmp_path)
    with pytest.raises(InputError, match="leap: has no labels"):
        read_labels([three], names=["leap"])


def test_annotators_of_different_clips_are_found_without_the_clip(write_phases):
    write_phases("ann", "jump", ("idle", 0, 29))
    folder = write_phases("bob", "jump", ("idle", 0, 44)).parent.parent
    with pytest.raises(InputError, match=r"ann.jump\.phases\.json, segment 1: covers 30 of 45 frames of jump"):
        read_labels([folder])


@pytest.mark.parametrize(
    ("name", "bare"),
    [("a.b.mp4.pose.npz", "a.b"), ("a.b.MOV", "a.b"), ("a.pose.npz", "a"), ("take 1.5", "take 1.5"), ("a", "a")],
)
def test_names_of_clips_keep_their_own_dots(name, bare):
    assert without_suffix(name) == bare


def test_the_video_s_times_come_before_those_of_its_poses(shared_data, tmp_path, make_clip):
    video = shared_data / "videos" / "dev" / "squatjump_4.mp4"
    (tmp_path / "in [it]").mkdir()
    shutil.copy(video, tmp_path / "in [it]" / "squat[4].mp4")
    save_npz(make_clip(50).track, tmp_path / "squat[4].mp4.pose.npz")
    times = clip_times("squat[4]", tmp_path)
    assert len(times) == 36
    assert times[1] == pytest.approx(1001 / 30000, abs=1e-4)


def test_labels_at_hand_fit_their_clips(shared_data):
    folder = shared_data / "videos" / "dev"
    report = read_labels([folder / "labels"], folder)
    assert [len(clip.times) for clip in report.clips] == [36, 24, 71, 57, 45, 46, 36, 66]
