from multiprocessing.shared_memory import SharedMemory

import numpy as np
import pytest

from dancecoach.pose.apart.pictures import PLACES, OpenedPictures, SharedPictures

SHAPE = (4, 6, 3)
BYTES = 4 * 6 * 3


@pytest.fixture
def both():
    ours = SharedPictures(BYTES)
    with ours.offered() as name:
        theirs = OpenedPictures(name, BYTES)
    yield ours, theirs
    ours.close()


def test_what_is_written_here_is_read_there(both):
    ours, theirs = both
    for place in range(PLACES):
        ours.write(place, np.full(SHAPE, 10 + place, np.uint8))
    small = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    ours.write(1, small[:, ::-1])
    assert [int(theirs.read(place, SHAPE).mean()) for place in (0, 2, 3)] == [10, 12, 13]
    assert (theirs.read(1, (2, 2, 3)) == small[:, ::-1]).all()


def test_a_picture_there_is_no_copy(both):
    ours, theirs = both
    seen = theirs.read(2, SHAPE)
    ours.write(2, np.full(SHAPE, 7, np.uint8))
    assert (seen == 7).all()


def test_nobody_else_can_open_it_and_nothing_is_left(both):
    ours, _ = both
    with pytest.raises(FileNotFoundError):
        SharedMemory(ours._memory.name)


def test_more_than_there_is_is_refused_before_anything_is_written():
    with pytest.raises(OSError):
        SharedPictures(1 << 50)
