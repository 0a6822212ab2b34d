"""A taught style is forgotten, and the network is what it was."""

from datetime import date

import pytest

from dancecoach.errors import InputError
from dancecoach.models.model import OnnxModel
from dancecoach.models.style import style_values
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.embedding import StylePack
from dancecoach.models.teaching.forgetting import network_without, taught_styles
from dancecoach.models.teaching.support import Support
from dancecoach.models.teaching.teach import teach

pytest.importorskip("onnx")


@pytest.fixture
def taught(arms_pack, posing, tmp_path):
    """A network that was taught two styles, and the one it was made from."""
    base = arms_pack(tmp_path / "arms.onnx")
    raised = [StyleClip(str(i), style_values(posing("raised", i))) for i in range(3)]
    upside = [StyleClip(clip.name, -clip.values) for clip in raised]
    path = base
    for name, clips in (("raised", raised), ("upside down", upside)):
        content = teach({"arms": path}, name, clips, day=date(2026, 5, 1)).network
        path = tmp_path / f"{name}.onnx"
        path.write_bytes(content)
    return path, base, raised[0].values


def test_one_is_forgotten_and_the_other_stays(taught, tmp_path):
    path, base, values = taught
    less = tmp_path / "less.onnx"
    less.write_bytes(network_without(StylePack.open(path), "raised"))
    model, before = OnnxModel(less, kind="style"), OnnxModel(path, kind="style")
    assert model.card.labels == ("hanging", "forward", "upside down")
    assert model.whole(values) == pytest.approx(before.whole(values)[[0, 1, 3]], abs=1e-5)
    assert (model.card.version, taught_styles(model.card)) == ("1+upside down", ("upside down",))
    assert "raised" not in Support.read(StylePack.open(less)).styles
    last = tmp_path / "last.onnx"
    last.write_bytes(network_without(StylePack.open(less), "upside down"))
    first = OnnxModel(base, kind="style").card
    after = OnnxModel(last, kind="style").card
    assert (after.labels, after.version, after.training, after.metrics) == (
        first.labels, first.version, first.training, first.metrics,
    )  # fmt: skip


def test_what_was_not_taught_stays(taught):
    path, _base, _values = taught
    with pytest.raises(InputError, match="was not taught “forward”; choose one of: raised, upside down"):
        network_without(StylePack.open(path), "forward")
