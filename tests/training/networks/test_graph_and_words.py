import numpy as np

from dancecoach.pose.skeleton import BODY_13
from training.networks.stgcn import partitions
from training.networks.transformer import places


def test_every_joint_learns_from_its_neighbours_and_no_other():
    itself, nearer, farther = partitions(BODY_13)
    assert np.array_equal(itself, np.eye(13))
    knee, ankle, hip = (BODY_13.index(f"left_{part}") for part in ("knee", "ankle", "hip"))
    assert nearer[knee].nonzero()[0].tolist() == [hip]
    assert farther[knee].nonzero()[0].tolist() == [ankle]
    assert nearer[BODY_13.index("nose")].sum() == 1  # hangs on the shoulders
    assert set(np.round((nearer + farther).sum(1), 5)) <= {1.0, 2.0}


def test_places_are_all_different():
    table = places(40, 16)
    gaps = np.linalg.norm(table[:, None] - table[None], axis=-1) + np.eye(40)
    assert gaps.min() > 0.1
