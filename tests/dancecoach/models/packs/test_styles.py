"""Several packs: which lie there, whom to believe, and what a broken one costs."""

import numpy as np
import pytest

from dancecoach import resources
from dancecoach.errors import InputError, ModelError
from dancecoach.models.packs import styles as style_packs
from dancecoach.models.packs.styles import StylePacks, pack_files, pack_name, packs_digest
from dancecoach.motion.features import FEATURES

THERE = FEATURES.index("there")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folder of shipped networks, empty."""
    folder = tmp_path / "assets" / "models"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setattr(style_packs, "own_packs_folder", lambda: tmp_path / "own")
    return folder


@pytest.fixture
def pack(tiny_model, shipped):
    """A function that ships a pack of two styles that is as sure of the first as is said."""

    def make(file, labels, certainty, unknown=0.6, folder=None):
        weights = np.zeros((len(FEATURES), 2))
        weights[THERE, 0] = np.log(certainty / (1 - certainty))
        path = (folder or shipped) / file
        path.parent.mkdir(exist_ok=True)
        return tiny_model("style", labels=labels, linear=weights, unknown=unknown).rename(path)

    return make


def samples(count=90):
    values = np.zeros((count, len(FEATURES)), np.float32)
    values[:, THERE] = 1.0
    return values


def test_the_pack_that_is_surest_above_its_own_threshold_is_believed(pack):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9, unknown=0.85)
    pack("style_folk.onnx", ("jig", "reel"), 0.85, unknown=0.55)
    result = StylePacks().judge(samples())
    assert (result.label, result.pack, result.model) == ("jig", "folk", "tiny 1")
    assert set(result.probabilities) == {"jig", "reel"}


def test_a_pack_that_knows_it_is_believed_however_sure_another_is_that_it_does_not(pack):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.97, unknown=0.98)
    pack("style_folk.onnx", ("jig", "reel"), 0.62, unknown=0.6)
    assert StylePacks().judge(samples()).label == "jig"


def test_what_no_pack_knows_is_unknown_and_the_nearest_pack_says_so(pack):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.6, unknown=0.9)
    pack("style_folk.onnx", ("jig", "reel"), 0.85, unknown=0.9)
    result = StylePacks().judge(samples())
    assert (result.label, result.pack) == ("unknown", "folk")


def test_a_pack_that_says_none_of_them_leaves_the_word_to_one_that_knows(tiny_model, pack, shipped):
    """Sure of a style among its own, yet surer that it is none of them."""
    weights = np.zeros((len(FEATURES), 3))
    weights[THERE] = (4.0, 0.0, 5.0)
    tiny_model("style", labels=("waltz", "salsa", "unknown"), linear=weights, unknown=0.34).rename(
        shipped / "style_latin.onnx"
    )
    pack("style_folk.onnx", ("jig", "reel"), 0.62, unknown=0.6)
    assert StylePacks().judge(samples()).label == "jig"
    pack("style_folk.onnx", ("jig", "reel"), 0.58, unknown=0.6)
    result = StylePacks().judge(samples())
    assert (result.label, result.pack) == ("unknown", "folk")  # the nearer miss


def test_own_packs_stand_for_shipped_ones_of_the_same_name(pack, tmp_path):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9)
    own = pack("style_latin.onnx", ("waltz", "mine"), 0.9, folder=tmp_path / "own")
    more = pack("line_dance.onnx", ("a", "b"), 0.9, folder=tmp_path / "own")
    assert pack_files() == {"latin": own, "line-dance": more}
    assert pack_files(["latin"]) == {"latin": own}
    assert pack_name(more) == "line-dance"


def test_a_name_that_is_none_is_an_error_that_says_which_there_are(pack):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9)
    with pytest.raises(InputError, match=r"polka: is no style pack at hand; choose one of: latin"):
        pack_files(["latin", "polka"])


def test_a_broken_pack_is_left_out_and_none_at_all_is_an_error(pack, shipped):
    with pytest.raises(ModelError, match="missing"):
        StylePacks()
    (shipped / "style_bad.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="style_bad"):
        StylePacks()
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9)
    packs = StylePacks()
    assert packs.judge(samples()).label == "waltz"
    assert list(packs.left_out) == ["bad"]
    assert packs.digest == packs_digest(pack_files(["latin"])) != packs_digest(pack_files())


def test_another_pack_or_another_network_is_another_digest(pack, shipped):
    assert packs_digest({}) == ""
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9)
    one = packs_digest(pack_files())
    pack("style_latin.onnx", ("waltz", "salsa"), 0.8)
    other = packs_digest(pack_files())
    pack("style_folk.onnx", ("jig", "reel"), 0.8)
    assert len({one, other, packs_digest(pack_files()), ""}) == 4


def test_too_short_a_sight_is_unknown_to_all(pack):
    pack("style_latin.onnx", ("waltz", "salsa"), 0.9)
    pack("style_folk.onnx", ("jig", "reel"), 0.9)
    result = StylePacks().judge(samples(30))
    assert result.label == "unknown"
    assert len(result.warnings) == 1
