import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17, SKELETONS, skeleton_named

ALL = pytest.mark.parametrize("skeleton", SKELETONS.values(), ids=SKELETONS)


@ALL
def test_names_are_unique_and_everything_refers_to_them(skeleton):
    joints = set(skeleton.joints)
    assert len(joints) == len(skeleton) == len(skeleton.joints)
    assert {j for bone in skeleton.bones for j in bone} <= joints
    assert {j for triple in skeleton.angles.values() for j in triple} <= joints
    assert all(a != b for a, b in skeleton.bones)
    assert len({frozenset(bone) for bone in skeleton.bones}) == len(skeleton.bones)


@ALL
def test_the_two_sides_mirror_one_another(skeleton):
    def other(name):
        swap = {"left": "right", "right": "left"}
        side, _, rest = name.partition("_")
        return f"{swap[side]}_{rest}" if side in swap else name

    assert {other(j) for j in skeleton.joints} == set(skeleton.joints)
    bones = {frozenset(b) for b in skeleton.bones}
    assert {frozenset(map(other, b)) for b in bones} == bones
    assert {other(a): tuple(map(other, t)) for a, t in skeleton.angles.items()} == skeleton.angles


@ALL
def test_mirroring_twice_changes_nothing(skeleton):
    np.testing.assert_array_equal(skeleton.mirrored[skeleton.mirrored], np.arange(len(skeleton)))
    for left, right in skeleton.pairs:
        assert skeleton.joints[left].removeprefix("left_") == skeleton.joints[right].removeprefix("right_")
        assert skeleton.mirrored[left] == right
    assert 2 * len(skeleton.pairs) == sum(skeleton.side(j) != "middle" for j in skeleton.joints)


@ALL
@pytest.mark.parametrize("other", SKELETONS.values(), ids=SKELETONS)
def test_a_mapping_keeps_names(skeleton, other):
    mapping = skeleton.mapping_to(other)
    for name, source in zip(other.joints, mapping, strict=True):
        assert (source == -1) == (name not in skeleton.joints)
        assert source == -1 or skeleton.joints[source] == name


@pytest.mark.parametrize("skeleton", [BLAZEPOSE_33, COCO_17])
def test_every_source_has_the_13_joints(skeleton):
    assert (skeleton.mapping_to(BODY_13) >= 0).all()


def test_blazepose_has_mediapipes_numbers():
    numbers = {
        "nose": 0,
        "left_shoulder": 11,
        "right_wrist": 16,
        "left_hip": 23,
        "right_knee": 26,
        "right_foot_index": 32,
    }
    for name, number in numbers.items():
        assert BLAZEPOSE_33.index(name) == number
    np.testing.assert_array_equal(BLAZEPOSE_33.indices(*numbers), list(numbers.values()))


def test_sides():
    assert [BLAZEPOSE_33.side(j) for j in ("nose", "left_eye", "right_heel")] == ["middle", "left", "right"]


def test_unknown_names_are_one_sentence():
    assert skeleton_named("coco-17") is COCO_17
    with pytest.raises(InputError, match="octopus"):
        skeleton_named("octopus")
    with pytest.raises(InputError, match="tail"):
        COCO_17.index("tail")
