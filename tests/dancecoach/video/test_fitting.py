import numpy as np
import pytest

from dancecoach.video.fitting import fitted


def ramp(width, height):
    across, down = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return np.stack([across, down, (across + down) / 2], axis=-1).astype(np.uint8)


@pytest.mark.parametrize("size", [(200, 100), (311, 157), (90, 40), (20, 10), (1, 1)])
def test_another_size_shows_the_same_picture(size):
    out = fitted(ramp(200, 100), size)
    assert out.shape == (size[1], size[0], 4)
    assert out.flags.c_contiguous
    assert (out[..., 3] == 255).all()
    if min(size) > 1:
        wanted = ramp(*size).astype(int)
        assert np.abs(out[..., :3] - wanted).mean() < 6


def test_the_same_size_keeps_every_pixel_and_the_picture_itself():
    image = ramp(64, 48)
    image.flags.writeable = False
    out = fitted(image, (64, 48))
    assert (out[..., :3] == image).all()
    assert (fitted(image, (64, 48), mirrored=True)[:, ::-1, :3] == image).all()
    assert not np.shares_memory(out, image)


def test_fine_patterns_become_grey_when_small_instead_of_shimmering():
    stripes = np.zeros((120, 160, 3), np.uint8)
    stripes[:, ::2] = 255
    small = fitted(stripes, (40, 30))[..., :3]
    assert np.abs(small.astype(int) - 127).max() <= 1


def test_a_part_of_a_larger_buffer_will_do():
    wide = np.zeros((48, 100, 3), np.uint8)
    wide[:, :64] = (10, 200, 90)
    assert (fitted(wide[:, :64], (32, 24))[..., :3] == (10, 200, 90)).all()
