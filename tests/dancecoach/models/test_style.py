"""The style of clips and of the last seconds, with small networks whose verdicts are known."""

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.stream import PersonStream, Samples
from dancecoach.models.style import EVERY_S, LiveStyle, StyleClassifier, StyleResult, style_values
from dancecoach.motion.features import FEATURES, Features
from dancecoach.pose.skeleton import BLAZEPOSE_33

THERE = FEATURES.index("there")


@pytest.fixture
def told(tiny_model):
    """A function that makes a network with two styles whose logits are the means of the first two features."""

    def make(**more):
        weights = np.zeros((len(FEATURES), 2))
        weights[:2] = np.eye(2)
        return tiny_model("style", labels=("waltz", "samba"), linear=weights, **more)

    return make


def samples(waltz, samba, count=90, there=1.0):
    values = np.zeros((count, len(FEATURES)), np.float32)
    values[:, 0], values[:, 1], values[:, THERE] = waltz, samba, there
    return values


def test_the_likeliest_style_is_named(told):
    result = StyleClassifier(told()).judge(samples(2.0, 0.0))
    assert result.label == "waltz"
    assert result.probabilities["waltz"] == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-6)
    assert sum(result.probabilities.values()) == pytest.approx(1.0)
    assert result.certainty == result.probabilities["waltz"]
    assert result.model == "tiny 1"
    assert result.known is None


def test_what_resembles_nothing_is_unknown(told):
    path = told(unknown=0.8)
    classifier = StyleClassifier(path)
    assert classifier.judge(samples(2.0, 0.0)).label == "waltz"
    doubtful = classifier.judge(samples(1.0, 0.0))
    assert doubtful.label == "unknown"
    assert doubtful.certainty == 0.0
    assert doubtful.probabilities["waltz"] == pytest.approx(0.731, abs=1e-3)


def test_temperature_cools_the_verdict(told):
    hot = StyleClassifier(told(temperature=4.0)).judge(samples(4.0, 0.0))
    assert hot.probabilities["waltz"] == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-6)


def test_a_model_may_have_unknown_among_its_labels(tiny_model):
    weights = np.zeros((len(FEATURES), 3))
    weights[:3] = np.eye(3)
    classifier = StyleClassifier(tiny_model("style", labels=("waltz", "unknown", "samba"), linear=weights, unknown=0.4))
    values = samples(0.0, 5.0)
    values[:, 2] = 2.0
    result = classifier.judge(values)
    assert (result.label, result.certainty) == ("unknown", 0.0)
    assert result.probabilities == pytest.approx({"waltz": 1 / (1 + np.exp(2)), "samba": 1 / (1 + np.exp(-2))})
    assert result.known == pytest.approx((1 + np.exp(2)) / (1 + np.exp(2) + np.exp(5)))
    values[:, 1] = 1.0
    result = classifier.judge(values)
    assert result.label == "samba"
    assert result.certainty == pytest.approx(1 / (1 + np.exp(-2)))


def test_a_clip_too_short_is_none_of_the_styles_more_than_another(tiny_model, jump):
    path = tiny_model("style", labels=("waltz", "samba", "unknown"))
    result = StyleClassifier(path).classify(jump(gone=((1.0, 5.0),)))
    assert result.probabilities == {"waltz": 0.5, "samba": 0.5}


def test_a_long_clip_counts_all_its_parts(told):
    """Slices of 20 s: two of three are a waltz."""
    values = np.concatenate([samples(3.0, 0.0, 1200), samples(0.0, 3.0, 600)])
    result = StyleClassifier(told()).judge(values)
    assert result.probabilities["waltz"] == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-5)


def test_a_clip_too_short_is_said(told, jump):
    result = StyleClassifier(told()).classify(jump(gone=((1.0, 5.0),)))
    assert result.label == "unknown"
    assert result.probabilities == {"waltz": 0.5, "samba": 0.5}
    (said,) = result.warnings
    assert said == "The person is seen for 1.0 s; a style is told from 2 s on."


def test_nobody_is_no_style(told, jump):
    assert StyleClassifier(told()).classify(jump(gone=((0.0, 9.0),))).label == "unknown"


def test_frames_without_a_person_are_left_out(tiny_model, jump):
    track = jump(gone=((1.0, 1.5),))
    values = style_values(track)
    assert (values[:, THERE] == 1).all()
    assert len(values) == pytest.approx(105, abs=1)


def test_the_wrong_network_is_refused(tiny_model):
    with pytest.raises(ModelError, match="is a model for phases, where one for style is needed"):
        StyleClassifier(tiny_model())


def test_a_result_without_warnings_can_be_made_by_hand():
    assert StyleResult(model="m", label="waltz", probabilities={"waltz": 0.7}).certainty == 0.7


@pytest.fixture
def live(told):
    return LiveStyle(BLAZEPOSE_33, (640, 480), StyleClassifier(told()))


def feed(live, values, start=0, anew=False):
    out = []
    for i, row in enumerate(values):
        features = Features(np.array([(start + i) / 30]), row[None])
        out.append(live.take(Samples(features, anew and i == 0)))
    return out


def test_live_waits_until_it_has_seen_enough(live):
    said = feed(live, samples(3.0, 0.0, 90), anew=True)
    assert said[58] is None
    assert said[59].label == "waltz"


def test_live_looks_again_now_and_then(live, monkeypatch):
    calls = []
    model = live._judge.model
    whole = model.whole
    monkeypatch.setattr(model, "whole", lambda values: calls.append(len(values)) or whole(values))
    feed(live, samples(3.0, 0.0, 900))
    assert len(calls) <= 30 / EVERY_S
    assert max(calls) <= 8 * 30  # never more than its window, so that no picture waits for long


def test_live_follows_a_change_of_style(live):
    feed(live, samples(3.0, 0.0, 600))
    said = feed(live, samples(0.0, 3.0, 600), 600)
    labels = [result.label for result in said]
    assert labels[0] == "waltz"
    assert labels[-1] == "samba"
    assert labels.index("samba") < 30 * 8


def test_live_forgets_who_left(live):
    feed(live, samples(3.0, 0.0, 120))
    said = feed(live, samples(0.0, 0.0, 90, there=0.0), 120)
    assert said[30].label == "waltz"
    assert said[-1] is None


def test_live_forgets_when_somebody_else_comes(live):
    feed(live, samples(3.0, 0.0, 120))
    assert feed(live, samples(0.0, 3.0, 2), 120, anew=True) == [None, None]


def test_live_sees_what_the_clip_shows(tiny_model, jump, poses):
    """The same features, so the same verdict, with a network of chance weights."""
    path = tiny_model("style", seed=3)
    track = jump()
    live = LiveStyle(track.skeleton, track.frame_size, StyleClassifier(path))
    said = [live.push(t, pose) for t, pose in zip(track.times, poses(track), strict=True)]
    whole = StyleClassifier(path).classify(track)
    assert said[-1].label == whole.label
    assert said[-1].probabilities == pytest.approx(whole.probabilities, abs=1e-4)


def test_one_stream_serves_both(tiny_model, jump, poses):
    path = tiny_model("style", seed=3)
    track = jump()
    alone, fed = (LiveStyle(track.skeleton, track.frame_size, StyleClassifier(path)) for _ in range(2))
    stream = PersonStream(track.skeleton, track.frame_size)
    for t, pose in zip(track.times, poses(track), strict=True):
        assert alone.push(t, pose) == fed.take(stream.push(t, pose))
