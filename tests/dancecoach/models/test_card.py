"""A card is taken whole or refused, and the sentence says why."""

import json

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.card import ModelCard, TrainingData, parse_card
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import PHASES


def card(**changes):
    facts = {
        "kind": "phases",
        "name": "phases-live",
        "version": "3",
        "date": "2026-11-21",
        "labels": PHASES,
        "causal": True,
        "look_ahead": 2,
        "mean": np.linspace(-1, 1, len(FEATURES)),
        "scale": np.linspace(0.5, 2, len(FEATURES)),
        "temperature": 1.5,
        "training": (TrainingData("drawn", "made here", "Apache-2.0", 3000),),
        "metrics": {"split": "unseen bodies", "macro_f1": 0.9},
    }
    return ModelCard(**{**facts, **changes})


def style_card():
    return card(kind="style", labels=("waltz", "samba"), causal=False, look_ahead=0, unknown=0.4)


def put(content, where, value):
    """Change the value under a dotted name; None takes it away."""
    *outer, last = where.split(".")
    for key in outer:
        content = content[key]
    if value is None:
        del content[last]
    else:
        content[last] = value


@pytest.mark.parametrize("before", [card(), style_card()])
def test_a_card_is_read_as_it_was_written(before, tmp_path):
    after = parse_card(before.to_json(), tmp_path / "a.onnx")
    np.testing.assert_array_equal(after.mean, before.mean)
    np.testing.assert_array_equal(after.scale, before.scale)
    for name in ("kind", "labels", "causal", "look_ahead", "temperature", "unknown", "training", "metrics", "title"):
        assert getattr(after, name) == getattr(before, name)


def test_a_card_cannot_be_written_through(tmp_path):
    with pytest.raises(ValueError, match="read-only"):
        parse_card(card().to_json(), tmp_path).mean[0] = 1


FAULTS = [
    ("schema", "dancecoach.model/2", "dancecoach.model/2 for schema, where dancecoach.model/1"),
    ("schema", None, "lacks schema"),
    ("kind", "cues", "cues for kind, where phases or style"),
    ("name", "", "for name, where a text"),
    ("name", 7, "7 for name"),
    ("labels", ["idle", "skill"], "where idle, take-off, skill, landing"),
    ("labels", ["take-off", "idle", "skill", "landing"], "where idle, take-off, skill, landing"),
    ("labels", ["idle", "idle", "skill", "landing"], "different texts"),
    ("labels", "idle", "idle for labels"),
    ("features", None, "lacks features"),
    ("features", ["body-v1"], "features, where an object"),
    ("features.set", "body-v2", "body-v2 for features.set, where body-v1"),
    ("features.names", list(FEATURES[:-1]), f"{len(FEATURES) - 1} names for features.names"),
    ("features.names", [FEATURES[1], FEATURES[0], *FEATURES[2:]], f"{FEATURES[1]} for features.names[0]"),
    ("features.names", [1] * len(FEATURES), "different texts"),
    ("rate_hz", 60.0, "60.0 for rate_hz, where 30"),
    ("rate_hz", "30", "30 for rate_hz, where a number"),
    ("causal", 1, "1 for causal, where true or false"),
    ("look_ahead", -1, "-1 for look_ahead"),
    ("look_ahead", 31, "31 for look_ahead, where a whole number from 0 to 30"),
    ("look_ahead", 1.5, "1.5 for look_ahead"),
    ("look_ahead", True, "true for look_ahead"),
    ("normalisation.mean", [0.0], f"1 numbers for normalisation.mean, where {len(FEATURES)} numbers"),
    ("normalisation.scale", [0.0] * len(FEATURES), "0.0 for normalisation.scale[0], where a number above 0"),
    ("normalisation.mean", [float("nan")] * len(FEATURES), "NaN for normalisation.mean[0]"),
    ("normalisation.mean", [10**400] * len(FEATURES), "for normalisation.mean[0]"),
    ("normalisation.mean", ["0"] * len(FEATURES), "0 for normalisation.mean[0]"),
    ("normalisation.scale", None, "lacks normalisation.scale"),
    ("thresholds.temperature", 0, "0 for thresholds.temperature"),
    ("thresholds.temperature", float("inf"), "Infinity for thresholds.temperature"),
    ("training", [{"name": "drawn"}], "lacks training[0].source"),
    ("training", ["drawn"], "a list of objects"),
    ("metrics", None, "lacks metrics"),
    ("licence", None, "lacks licence"),
]


@pytest.mark.parametrize(("where", "value", "sentence"), FAULTS, ids=[f"{f[0]}-{i}" for i, f in enumerate(FAULTS)])
def test_a_wrong_field_is_named(where, value, sentence, tmp_path):
    content = json.loads(card().to_json())
    put(content, where, value)
    _refused(json.dumps(content), tmp_path / "phases.onnx", sentence)


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        ("thresholds.unknown", None, "lacks thresholds.unknown"),
        ("thresholds.unknown", 1.5, "1.5 for thresholds.unknown, where a number from 0.0 to 1.0"),
        ("labels", ["waltz"], "where at least two"),
        ("look_ahead", 1, "1 for look_ahead, where a whole number from 0 to 0"),
    ],
)
def test_a_wrong_field_of_a_style_is_named(where, value, sentence, tmp_path):
    content = json.loads(style_card().to_json())
    put(content, where, value)
    _refused(json.dumps(content), tmp_path / "style.onnx", sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "is a network without a dancecoach card"),
        ("", "its card is not JSON"),
        ("{", "its card is not JSON"),
        ("[" * 100_000, "its card is not JSON"),
        ("[1, 2]", "its card is [1, 2], not an object"),
        ("null", "its card is null, not an object"),
    ],
)
def test_what_is_no_card_is_said(text, sentence, tmp_path):
    _refused(text, tmp_path / "other.onnx", sentence)


def test_a_long_value_is_cut_short(tmp_path):
    content = json.loads(card().to_json())
    content["kind"] = "x" * 5000
    with pytest.raises(ModelError) as caught:
        parse_card(json.dumps(content), tmp_path)
    assert len(caught.value.problem) < 200


def _refused(text, path, sentence):
    with pytest.raises(ModelError) as caught:
        parse_card(text, path)
    said = str(caught.value)
    assert said.startswith(f"{path.name}: ")
    assert caught.value.subject == str(path)
    assert sentence in said
    assert said.endswith("; choose a model made for this version, or install dancecoach again.")
    assert "\n" not in said
