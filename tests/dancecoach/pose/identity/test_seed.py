"""The person's choice, written and read."""

import pytest

from dancecoach.errors import InputError
from dancecoach.pose.identity.seed import Seed


def test_a_seed_is_read_as_it_is_written():
    seed = Seed.parse(" 0.3, 0.55 @ 2.4 ")
    assert seed == Seed(0.3, 0.55, 2.4)
    assert str(seed) == "0.300,0.550@2.400"
    assert Seed.parse(str(seed)) == seed


@pytest.mark.parametrize("text", ["", "0.3,0.5", "0.3@2", "a,b@c", "0.3,0.5@2@3", "0.3,0.5,1@2"])
def test_what_names_no_place_and_time_is_refused(text):
    with pytest.raises(InputError, match=r"X,Y@SECONDS"):
        Seed.parse(text)


@pytest.mark.parametrize("text", ["1.2,0.5@1", "0.5,-0.1@1", "nan,0.5@1", "0.5,0.5@-1", "0.5,0.5@inf"])
def test_what_lies_outside_picture_or_clip_is_refused(text):
    with pytest.raises(InputError, match="is no "):
        Seed.parse(text)
