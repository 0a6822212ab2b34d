"""Snapshots: the exact picture, under any name, or a sentence."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from dancecoach.errors import OutputError
from dancecoach.video.frame import Frame
from dancecoach.video.snapshot import save_snapshot


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_picture_is_kept(tmp_path: Path, mirrored: bool) -> None:
    image = np.random.default_rng(0).integers(0, 255, (24, 32, 3), np.uint8)
    path = save_snapshot(Frame(image, 0.0, 0), tmp_path / "neuer Ordner" / "Sprung ü.png", mirrored=mirrored)
    read = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    assert np.array_equal(read, image[:, ::-1] if mirrored else image)


def test_not_a_picture_name(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.png or \.jpg"):
        save_snapshot(Frame(np.zeros((4, 4, 3), np.uint8), 0.0, 0), tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []
