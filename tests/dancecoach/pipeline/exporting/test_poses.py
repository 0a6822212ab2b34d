"""Poses of clips of a library are written under their titles."""

from dancecoach.pipeline.exporting.poses import hand_over_poses
from dancecoach.pose.formats import load_pose_file


def test_poses_of_what_is_analysed_are_written_and_the_rest_is_said(library, tmp_path):
    told = []
    made = hand_over_poses(library, [1, 2], ("trc", "coco"), tmp_path / "out", progress=told.append)
    assert [path.name for path in made.files] == ["First turn-poses.trc", "First turn-coco.json"]
    assert made.lacking == ("poses: is not analysed yet; wait for it, then try again.",)
    assert [(p.stage, p.done) for p in told] == [("First turn", 0), ("poses", 1)]
    assert len(load_pose_file(made.files[1])[0]) == library.clips.get(1).facts.frames


def test_files_that_are_there_stay(library, tmp_path):
    for _ in range(2):
        hand_over_poses(library, [1], ("npz",), tmp_path)
    assert {"First turn-poses.npz", "First turn-poses-2.npz"} <= {path.name for path in tmp_path.iterdir()}
