import attrs
import numpy as np
import pytest

from training.networks.balance import Balance, drawn_evenly, rarity
from training.networks.system import Examples, Fitting, KerasSystem
from training.systems import system

UNEVEN = np.array([0] * 10 + [1] * 4 + [3] * 1)


def test_every_class_comes_as_often_and_nothing_is_left_out():
    drawn = drawn_evenly(UNEVEN, None, 5, 0)
    assert np.bincount(UNEVEN[drawn], minlength=5).tolist() == [10, 10, 0, 10, 0]
    assert set(drawn.tolist()) == set(range(15))
    ones = np.bincount(drawn, minlength=15)[10:14]
    assert sorted(ones.tolist()) == [2, 2, 3, 3]


def test_the_seed_says_which_come_once_more():
    once, again, other = (drawn_evenly(UNEVEN, None, 4, seed).tolist() for seed in (0, 0, 3))
    assert once == again != other


def test_windows_with_rare_frames_are_drawn_more_often():
    truth = np.zeros((200, 10), np.intp)
    truth[:20, 5:] = 1
    truth[20:40, 5:] = 2
    weights = np.ones((200, 10), np.float32)
    weights[20:40, 5:] = 0  # padding: what it is called does not count
    drawn = drawn_evenly(truth, weights, 3, 0)
    assert len(drawn) == 200
    assert 0.4 < (drawn < 20).mean() < 0.7
    assert (np.isin(drawn, range(20, 40))).mean() < 0.15


def test_all_classes_together_count_alike():
    worth = rarity(UNEVEN, np.ones(15, np.float32), 4)
    assert np.bincount(UNEVEN, worth[UNEVEN], 4) == pytest.approx([5, 5, 0, 5])


@attrs.frozen
class Spy(KerasSystem):
    """Keeps what its network was to learn."""

    name = task = published = "spy"
    seen: list = attrs.field(factory=list)

    def examples(self, clips, truth):
        raise NotImplementedError

    def build(self, shape, classes):
        spy = self

        class Network:
            def fit(self, inputs, truth, *args, sample_weight, **kwargs):
                spy.seen.append((truth, sample_weight))
                return type("Seen", (), {"history": {"loss": [0.0]}})

            def count_params(self):
                return 1

        return Network()


@pytest.mark.parametrize(
    ("balanced", "balance", "drawn", "weighted"),
    [
        (False, None, False, False), (True, None, False, True), (True, Balance.NONE, False, False),
        (False, Balance.WEIGHTS, False, True), (True, Balance.SAMPLING, True, False),
    ],
)  # fmt: skip
def test_a_fitting_says_what_is_done_about_uneven_classes(keras, balanced, balance, drawn, weighted):
    spy = Spy(balanced=balanced)
    examples = Examples(np.zeros((15, 2), np.float32), UNEVEN, np.arange(15))
    spy.train(examples, np.arange(14), 4, Fitting(balance=balance))
    ((truth, weights),) = spy.seen
    assert np.bincount(truth).tolist() == ([10, 10] if drawn else [10, 4])
    assert (weights is not None) == weighted
    if weighted:
        assert np.bincount(truth, weights) == pytest.approx([7, 7])


@pytest.mark.slow
def test_a_network_of_phases_learns_from_windows_that_are_drawn(keras, make_clip):
    bilstm = attrs.evolve(system("bilstm"), length=30, units=4, layers=1)
    clips = [attrs.evolve(make_clip(60), labels=np.repeat([0, 1], (50, 10)).astype(np.uint8)) for _ in range(3)]
    examples = bilstm.examples(clips, np.zeros(3, np.intp))
    trained = bilstm.train(examples, np.arange(len(examples)), 2, Fitting(epochs=1, balance=Balance.SAMPLING))
    assert np.isfinite(trained.losses).all()
