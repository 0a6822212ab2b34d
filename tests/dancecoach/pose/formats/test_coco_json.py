import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import load_pose_file
from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17

SIZE = (1280, 720)

SEEN = (*COCO_17.joints, "left_heel", "right_heel", "left_foot_index", "right_foot_index")


@pytest.fixture
def results(tools, drawn):
    """COCO results of the drawn track, frame by frame."""

    def make(*, name=int, frames=range(20), **more):
        return [
            {"image_id": name(f), "category_id": 1, "keypoints": tools.coco(drawn, f, **more), "score": 0.8}
            for f in frames
        ]

    return make


@pytest.mark.parametrize("bbox", [{}, {"bbox": [1, 2, 3, 4]}])
def test_coco_results(results, write, drawn, same_places, bbox):
    track, said = load_pose_file(write([{**r, **bbox} for r in results()]), fps=30, frame_size=SIZE)
    same_places(track, drawn)
    assert (track.skeleton, track.source, track.frame_size, said) == (COCO_17, "coco json", SIZE, [])
    assert track.found.all()
    np.testing.assert_allclose(track.visibility, 0.9)
    np.testing.assert_allclose(track.times, np.arange(20) / 30)
    assert (track.landmarks[..., 2] == 0).all()


@pytest.mark.parametrize("name", ["{}.jpg", "frame_{:06}.png", "Übung 3/{:012}.JPG", "clip7_{:04}"])
@pytest.mark.parametrize("joints", [17, 26, 133, 136])
def test_alphapose_results(results, write, drawn, same_places, name, joints):
    data = [{**r, "box": [1, 2, 3, 4], "idx": 1} for r in results(name=name.format, joints=joints, score=3.2)]
    track, said = load_pose_file(write(data, "alphapose-results.json"), fps=30, frame_size=SIZE)
    same_places(track, drawn, seen=SEEN)
    wanted = COCO_17 if joints == 17 else BLAZEPOSE_33
    assert (track.skeleton, track.source, said) == (wanted, "alphapose json", [])
    known = [joint for joint in wanted.joints if joint in SEEN]
    assert (track.visibility[:, wanted.indices(*known)] == 1).all()


def test_frames_left_out_are_frames_without_anybody(results, write, drawn):
    frames = [2, 3, 4, 9, 10]
    track, _ = load_pose_file(write(results(name="{}.jpg".format, frames=frames)), fps=25, frame_size=SIZE)
    assert np.flatnonzero(track.found).tolist() == frames
    assert len(track) == 11
    np.testing.assert_allclose(track.pixels()[9], drawn.to_skeleton(COCO_17).pixels()[9], atol=2e-3)
    np.testing.assert_allclose(track.times, np.arange(11) / 25)


def test_every_third_frame_is_not_full_of_gaps(results, write):
    track, _ = load_pose_file(write(results(frames=range(0, 20, 3))), fps=30, frame_size=SIZE)
    assert track.found.all()
    np.testing.assert_allclose(track.times, np.arange(7) / 10)


def test_a_clip_cut_out_of_a_longer_one_begins_with_its_first_frame(results, write):
    track, said = load_pose_file(write(results(name=lambda f: f + 5000)), fps=30, frame_size=SIZE)
    assert len(track) == 20
    assert track.times[0] == 0
    assert len(said) == 1
    assert "5000" in said[0]


def test_joints_without_confidence_or_number_are_missing(results, write):
    data = results()
    data[3]["keypoints"][3 * 5 : 3 * 6] = [0, 0, 0]
    data[4]["keypoints"][3 * 6] = None
    data[5]["keypoints"] = [0] * 51
    track, _ = load_pose_file(write(data), fps=30, frame_size=SIZE)
    assert np.isnan(track.landmarks[3, 5]).all()
    assert np.isnan(track.landmarks[4, 6]).all()
    assert track.visibility[3, 5] == track.visibility[4, 6] == 0
    assert np.flatnonzero(~track.found).tolist() == [5]


def test_rate_and_size_are_guessed_and_said(results, write, drawn, same_places):
    track, said = load_pose_file(write(results()))
    same_places(track, drawn)  # whatever the size, pixels stay pixels
    assert (np.array(track.frame_size) >= track.pixels().max(axis=(0, 1))).all()
    assert "30 frames per second" in said[0]
    assert f"{track.frame_size[0]} x {track.frame_size[1]} is guessed" in said[1]
    assert len(said) == 2


def annotations(results, **image):
    images = [{"id": 900 + f, "file_name": f"v/{f:06}.jpg", "width": 1280, "height": 720, **image} for f in range(22)]
    entries = [{**r, "id": i, "image_id": 900 + r["image_id"]} for i, r in enumerate(results)]
    return {"info": {"fps": 50}, "images": images, "annotations": entries, "categories": [{"id": 1}]}


def test_coco_annotations_bring_size_rate_and_empty_frames(results, write, drawn):
    track, said = load_pose_file(write(annotations(results(score=2))))
    assert (len(track), track.frame_size, said) == (22, SIZE, [])
    assert np.flatnonzero(~track.found).tolist() == [20, 21]
    np.testing.assert_allclose(track.pixels()[:20], drawn.to_skeleton(COCO_17).pixels(), atol=2e-3)
    np.testing.assert_allclose(track.times, np.arange(22) / 50)
    assert (track.visibility[:20] == 1).all()


def test_a_hidden_joint_is_half_visible(results, write):
    data = annotations(results(score=2))
    data["annotations"][0]["keypoints"][2] = 1
    track, _ = load_pose_file(write(data))
    assert track.visibility[0, :2].tolist() == [0.5, 1]


def test_other_categories_have_no_keypoints_and_are_left_out(results, write):
    data = annotations(results())
    data["annotations"].append({"image_id": 900, "category_id": 37, "bbox": [1, 2, 3, 4]})
    assert load_pose_file(write(data))[1] == []


def test_an_annotation_of_no_image_is_refused(results, write):
    data = annotations(results())
    data["annotations"][3]["image_id"] = 77
    with pytest.raises(PoseFileError, match="image 77"):
        load_pose_file(write(data))


def test_images_without_numbers_keep_their_order(results, write):
    data = annotations(results())
    for image, entry in zip(data["images"], data["annotations"], strict=False):
        image["id"] = entry["image_id"] = f"pic {'abcdefghijklmnopqrstuv'[image['id'] - 900]}"
        image["file_name"] = "picture.jpg"
    for image in data["images"][20:]:
        image["id"], image["file_name"] = "x" + str(image["id"])[-1:] + "y", "picture.jpg"
    track, _ = load_pose_file(write(data))
    assert np.flatnonzero(track.found).tolist() == list(range(20))


def test_poseflows_file_by_image(results, write, drawn, same_places):
    data = {
        r["image_id"]: [{"keypoints": r["keypoints"], "scores": 2.6, "idx": 1}] for r in results(name="{}.jpg".format)
    }
    track, said = load_pose_file(write(data), fps=30, frame_size=SIZE)
    same_places(track, drawn)
    assert (track.source, said) == ("alphapose json", [])


@pytest.mark.parametrize(
    ("people", "joints"), [("bodies", "joints"), ("people", "pose_keypoints_2d")], ids=["cmu", "open"]
)
def test_alphapose_writing_as_openpose(tools, write, drawn, same_places, people, joints):
    data = {
        f"{f}.jpg": {"version": "AlphaPose v0.3", people: [{joints: tools.openpose(drawn, f, joints=18)}]}
        for f in range(20)
    }
    track, said = load_pose_file(write(data), fps=30, frame_size=SIZE)
    same_places(track, drawn)
    assert said == []


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"keypoints": [1.0] * 50}, "frame 4 has 50 numbers"),
        ({"keypoints": [1.0] * 48}, "not x, y and confidence of 17 or 26"),
        ({"keypoints": []}, "frame 4 has 0 numbers"),
        ({"keypoints": ["left"] * 51}, "frame 4: what should be numbers"),
        ({"keypoints": {"nose": 1}}, "frame 4: what should be numbers"),
        ({"keypoints": [[1, 2], [1]]}, "frame 4: what should be numbers"),
        ({"keypoints": [True] * 51}, "frame 4: what should be numbers"),
        ({"keypoints": [10**400] * 51}, "frame 4: what should be numbers"),
        ({"image_id": "a.jpg"}, "'a.jpg' has no frame number"),
        ({"image_id": None}, "None has no frame number"),
        ({"image_id": -3}, "-3 has no frame number"),
        ({"image_id": 2.5}, "2.5 has no frame number"),
        ({"image_id": [4]}, "has no frame number"),
        ({"image_id": 1_000_000_000}, "their numbers run from 0 to 1000000000"),
        ({"image_id": 10**18}, "has no frame number"),
        ({"image_id": "b3.jpg"}, "same number"),
    ],
)
def test_what_is_wrong_is_named(results, write, change, match):
    data = results()
    data[4].update(change)
    path = write(data, "kaputt.json")
    with pytest.raises(PoseFileError, match=match) as caught:
        load_pose_file(path)
    assert "kaputt.json" in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_places_in_no_picture_are_refused(results, write):
    data = results()
    for entry in data:
        entry["keypoints"] = [v * 1000 for v in entry["keypoints"]]
    with pytest.raises(PoseFileError, match="pixels from the picture's corner"):
        load_pose_file(write(data))
