import numpy as np
import pytest

from dancecoach.errors import InputError
from training.data.groups import joined, origin, refuse_shared
from training.data.splits import Fold


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("waltz-m13", "waltz-m13"),
        ("waltz-m13_mirrored", "waltz-m13"),
        ("waltz-m13-mirror", "waltz-m13"),
        ("kick (mirror)", "kick"),
        ("kick.Flipped", "kick"),
        ("backflip", "backflip"),
        ("back_flip", "back_flip"),
        ("mirror", "mirror"),
    ],
)
def test_mirror_images_go_by_the_name_of_their_clip(name, of):
    assert origin(name) == of


def test_clips_are_joined_by_whatever_they_share():
    names = ["a", "b", "c", "d", "e", "e_mirrored"]
    takes = ["1", "2", "2", "3", "", ""]
    people = ["ann", "ann", "bob", "eve", "", ""]
    assert joined(names) == ("a", "b", "c", "d", "e", "e")
    assert joined(names, takes) == ("a", "b", "b", "d", "e", "e")
    # Ann danced a and b, and b is of the same take as Bob's c.
    assert joined(names, takes, people) == ("a", "a", "a", "d", "e", "e")
    assert joined(names, alike=[("d", "e_mirrored"), ("d", "not there")]) == ("a", "b", "c", "d", "d", "d")


@pytest.mark.parametrize(
    ("train", "test", "said"),
    [
        ([0], [1], r"one and one_mirrored: are of one clip \(one\), but the first trains and the second judges"),
        ([2], [3], r"two and three: are of one take \(7\), .*; split the set by take"),
        ([3], [4], r"three and four: are of one performer \(ann\)"),
        ([0, 2], [2], r"two and two: are of one clip"),
    ],
)
def test_a_split_that_leaks_names_both_clips(train, test, said):
    names = ["one", "one_mirrored", "two", "three", "four"]
    fold = Fold(np.array(train), np.array(test))
    with pytest.raises(InputError, match=said):
        refuse_shared(fold, names, take=["", "", "7", "7", ""], performer=["", "", "", "ann", "ann"])


def test_a_split_that_keeps_them_apart_is_fine():
    refuse_shared(Fold(np.array([0, 1]), np.array([2])), ["a", "a_flipped", "b"], take=["", "", ""])
