import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError, ModelError
from dancecoach.models.card import CARD_KEY, ModelCard
from dancecoach.models.model import OnnxModel
from dancecoach.models.style import FILE, StyleClassifier, style_values
from dancecoach.motion.features import FEATURES
from dancecoach.pose.skeleton import BODY_13
from dancecoach.resources import model_path
from training.data.clips import body_joints, body_track
from training.teaching.embedding import StylePack, embeddings
from training.teaching.head import learn_column
from training.teaching.support import SUPPORT_KEY, Support, carry
from training.teaching.teach import teach

onnx = pytest.importorskip("onnx")

COUNT = len(FEATURES)
POSES = {"hanging": 0.0, "spread": 1.0, "raised": -1.0}


@pytest.fixture(scope="session")
def dance(make_clip):
    """``dance(style, seed, frames=90)``: arms hanging, spread or raised; a body of its own for each seed."""

    def make(style, seed, frames=90):
        clip = make_clip(frames, 0.4, f"{style}-{seed}", style, seed=seed)
        joints = body_joints(clip.track)
        rng = np.random.default_rng(seed)
        for side, sign in (("left", 1), ("right", -1)):
            shoulder, elbow, wrist = BODY_13.indices(*(f"{side}_{part}" for part in ("shoulder", "elbow", "wrist")))
            for joint, far in ((elbow, 0.09), (wrist, 0.18)):
                way = {"hanging": (0, 1), "spread": (sign, 0), "raised": (0, -1)}[style]
                joints[:, joint, :2] = joints[:, shoulder, :2] + far * np.array(way) * rng.uniform(0.8, 1.2)
        return body_track(clip.track.times, joints, (300, 500))

    return make


@pytest.fixture(scope="session")
def pack_path(tmp_path_factory, dance):
    """A style network that tells hanging from spread arms by the mean of the features, with its support."""
    from training.export.graph import Graph

    clips = {style: [style_values(dance(style, seed)) for seed in range(6)] for style in ("hanging", "spread")}
    everything = np.nan_to_num(np.concatenate([v for part in clips.values() for v in part]))
    mean, scale = everything.mean(0), everything.std(0) + 0.1
    middles = [np.mean([(np.nan_to_num(v) - mean).mean(0) / scale for v in part], axis=0) for part in clips.values()]
    kernel = np.stack([middles[0] - middles[1], middles[1] - middles[0]], axis=1) / 4
    graph = Graph()
    (pooled,) = graph.op("ReduceMean", graph.input("features", ("batch", "time", COUNT)), axes=[1], keepdims=0)
    (product,) = graph.op("MatMul", pooled, graph.constant(kernel))
    graph.output(graph.op("Add", product, graph.constant(np.zeros(2)))[0], "logits", ("batch", 2))
    card = ModelCard(
        kind="style", name="arms", version="1", date="2026-01-01", labels=("hanging", "spread"), causal=False,
        look_ahead=0, mean=mean, scale=scale, unknown=0.4,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("pack") / "arms.onnx"
    path.write_bytes(graph.model("arms", {CARD_KEY: card.to_json()}).SerializeToString())
    pack = StylePack.open(path)
    values = [v for part in clips.values() for v in part]
    support = Support.of(pack, values, ["hanging"] * 6 + ["spread"] * 6)
    support.put_into(pack.graph)
    path.write_bytes(pack.graph.SerializeToString())
    return path


def test_embedding_and_last_layer_give_what_the_app_gives(pack_path, dance):
    pack = StylePack.open(pack_path)
    values = style_values(dance("spread", 9, frames=1500))  # three slices
    mean = np.mean([pack.model.whole(part) for part in np.array_split(values, round(len(values) / 30 / 20))], axis=0)
    assert pack.logits(embeddings(pack, [values]))[0] == pytest.approx(mean, abs=1e-4)


def test_a_style_is_taught_from_four_clips_and_the_others_stay(pack_path, dance, tmp_path):
    out = tmp_path / "new.onnx"
    done = teach(pack_path, "raised", [(f"raised-{i}", dance("raised", 20 + i)) for i in range(4)], out)
    assert done.accuracy == 1
    assert done.kept == 1
    classifier = StyleClassifier(out)
    assert classifier.model.card.labels == ("hanging", "spread", "raised")
    for style in POSES:
        heard = [classifier.classify(dance(style, seed)).label for seed in range(40, 45)]
        assert heard == [style] * 5
    before, after = OnnxModel(pack_path, kind="style"), classifier.model
    values = style_values(dance("spread", 50))
    assert after.whole(values)[:2] == pytest.approx(before.whole(values), abs=1e-5)
    assert after.card.training[-1].clips == 4
    assert after.card.version == "1+raised"


def test_what_was_taught_can_be_taught_on(pack_path, dance, tmp_path, make_clip):
    one, two = tmp_path / "one.onnx", tmp_path / "two.onnx"
    teach(pack_path, "raised", [(str(i), dance("raised", 20 + i)) for i in range(3)], one)
    upside = []
    for i in range(3):
        track = dance("spread", 30 + i)
        joints = body_joints(track)
        joints[..., 1] = 1 - joints[..., 1]
        upside.append((str(i), body_track(track.times, joints, (300, 500))))
    teach(one, "upside down", upside, two)
    pack = StylePack.open(two)
    assert pack.labels == ("hanging", "spread", "raised", "upside down")
    assert Support.read(pack).styles[-6:] == ("raised",) * 3 + ("upside down",) * 3
    assert StyleClassifier(two).classify(dance("raised", 60)).label == "raised"
    assert StyleClassifier(two).classify(upside[0][1]).label == "upside down"


def test_short_clips_are_left_out_and_said(pack_path, dance, tmp_path):
    clips = [(f"{i}", dance("raised", i)) for i in range(3)] + [("blink", dance("raised", 4, frames=30))]
    done = teach(pack_path, "raised", clips, tmp_path / "new.onnx")
    assert done.clips == ("0", "1", "2")
    assert done.left_out[0][0] == "blink"
    assert "1.0 s" in done.left_out[0][1]
    with pytest.raises(InputError, match="raised: has 2 clips long enough, where 3 are needed"):
        teach(pack_path, "raised", clips[1:], tmp_path / "none.onnx")
    assert not (tmp_path / "none.onnx").exists()


@pytest.mark.parametrize("name", ["spread", "unknown", "  "])
def test_a_name_that_is_taken_is_refused(pack_path, dance, tmp_path, name):
    with pytest.raises(InputError, match="is taken, or no name"):
        teach(pack_path, name, [], tmp_path / "new.onnx")


@pytest.mark.parametrize(("value", "said"), [(None, "carries no examples"), ("{}", "damaged"), ("[", "damaged")])
def test_a_network_without_sound_support_cannot_be_taught(pack_path, dance, tmp_path, value, said):
    graph = onnx.load(str(pack_path))
    kept = {p.key: p.value for p in graph.metadata_props if p.key != SUPPORT_KEY}
    del graph.metadata_props[:]
    onnx.helper.set_model_props(graph, kept if value is None else {**kept, SUPPORT_KEY: value})
    path = tmp_path / "bare.onnx"
    path.write_bytes(graph.SerializeToString())
    with pytest.raises(ModelError, match=f"bare.onnx: .*{said}"):
        teach(path, "raised", [(str(i), dance("raised", i)) for i in range(3)], tmp_path / "new.onnx")


def test_column_stands_between_new_and_old():
    rng = np.random.default_rng(0)
    old = rng.normal(size=(30, 8))
    new = rng.normal((3, 0, 0, 0, 0, 0, 0, 0), 1.0, (4, 8))
    kernel, bias = learn_column(new, np.zeros((4, 2)), old, np.zeros((30, 2)))
    assert (new @ kernel + bias > np.log(2)).all()
    assert (old @ kernel + bias < np.log(2)).mean() > 0.9
    assert abs(kernel[0]) > 3 * np.abs(kernel[1:]).mean()


def test_a_longer_clip_counts_no_more_than_its_share(pack_path, dance):
    pack = StylePack.open(pack_path)
    short, long = (pack.embed(style_values(dance("spread", 3, frames))) for frames in (90, 900))
    assert short == pytest.approx(long, abs=0.5)
    assert attrs.asdict(pack.model.card)["labels"] == ("hanging", "spread")


def test_what_a_network_carries_changes_nothing_that_it_says(pack_path, dance, tmp_path):
    path = tmp_path / "arms.onnx"
    path.write_bytes(pack_path.read_bytes())
    values = [style_values(dance("spread", 70)), np.zeros((0, COUNT), np.float32), style_values(dance("raised", 71))]
    carry(path, values, ["spread", "hanging", ""])
    pack = StylePack.open(path)
    assert Support.read(pack).styles == ("spread", "")
    assert pack.model.whole(values[0]) == pytest.approx(OnnxModel(pack_path, kind="style").whole(values[0]))


def test_shipped_style_network_can_be_taught(dance, tmp_path):
    done = teach(model_path(FILE), "semaphore", [(str(i), dance("spread", i)) for i in range(4)], tmp_path / "new.onnx")
    assert done.kept >= 0.9
    assert StyleClassifier(done.path).model.card.labels[-1] == "semaphore"
