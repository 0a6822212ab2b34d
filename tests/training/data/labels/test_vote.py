import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.data.labels.read import read_file
from training.data.labels.segments import UNLABELLED
from training.data.labels.vote import vote


def _vote(*said):
    voted = vote([np.array(s, np.int8) for s in said])
    return [int(label) if weight else UNLABELLED for label, weight in zip(voted.labels, voted.weights, strict=True)]


def test_the_most_win_and_a_tie_is_no_label():
    #             all  2:1  1:1:1  1:1+open  open:1:1  all open
    assert _vote([0, 1, 0, 2, -1, -1], [0, 1, 1, 2, 3, -1], [0, 2, 3, -1, 3, -1]) == [0, 1, -1, 2, 3, -1]


def test_two_who_disagree_give_no_label():
    assert _vote([0, 1, 2], [0, 2, -1]) == [0, -1, 2]


def test_four_need_no_more_than_any_other_phase_has():
    assert _vote([0, 0], [0, 0], [1, 1], [2, 1]) == [0, -1]


def test_one_alone_is_right():
    assert _vote([0, 1, -1]) == [0, 1, -1]


def test_frames_without_a_label_weigh_nothing_and_are_idle():
    voted = vote([np.array([3, 3, 2], np.int8), np.array([3, 2, 2], np.int8)])
    assert (voted.labels.tolist(), voted.weights.tolist()) == ([3, 0, 2], [1, 0, 1])
    assert voted.labels.dtype == np.uint8
    assert round(voted.unlabelled, 3) == 0.333


@given(st.lists(st.lists(st.integers(-1, 3), min_size=12, max_size=12), min_size=1, max_size=5), st.randoms())
def test_nobody_s_vote_counts_more(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert _vote(*said) == _vote(*shuffled)


@given(st.lists(st.integers(-1, 3), min_size=1, max_size=40))
def test_what_is_written_is_read_again(tmp_path_factory, labels):
    times = np.cumsum(np.where(np.arange(len(labels)) % 3, 0.04, 0.06))
    path = tmp_path_factory.mktemp("voted") / "jump.phases.json"
    path.write_text(json.dumps(vote([np.array(labels, np.int8)]).rows(times - times[0])), "utf-8")
    (said,) = read_file(path)
    assert said.labels(times - times[0]).tolist() == labels
