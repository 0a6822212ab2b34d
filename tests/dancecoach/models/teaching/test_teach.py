"""A style is taught to a network that tells two ways of holding the arms."""

from datetime import date

import numpy as np
import pytest

from dancecoach.errors import Cancelled, InputError, ModelError
from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.styles import pack_files
from dancecoach.models.style import StyleClassifier, style_values
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.embedding import StylePack, embeddings
from dancecoach.models.teaching.support import SUPPORT_KEY, Support, carry
from dancecoach.models.teaching.teach import teach
from dancecoach.models.teaching.turned import other_sides
from dancecoach.motion.features import FEATURES
from dancecoach.progress import CancelToken

onnx = pytest.importorskip("onnx")

DAY = date(2026, 5, 1)


@pytest.fixture
def pack(arms_pack, tmp_path):
    return arms_pack(tmp_path / "packs" / "style_arms.onnx")


@pytest.fixture
def clips(posing):
    """``clips(style, seeds, person="")``."""

    def make(style, seeds, person="", frames=90):
        return [
            StyleClip(f"{style} {seed}", style_values(posing(style, seed, frames)), person, f"{style}{seed}{frames}")
            for seed in seeds
        ]

    return make


def saved(taught, tmp_path):
    path = tmp_path / f"{taught.style}.onnx"
    path.write_bytes(taught.network)
    return path


def test_embedding_and_last_layer_give_what_the_app_gives(pack, posing):
    taken = StylePack.open(pack)
    values = style_values(posing("forward", 9, frames=1500))  # three slices
    mean = np.mean([taken.model.whole(part) for part in np.array_split(values, round(len(values) / 30 / 20))], axis=0)
    assert taken.logits(embeddings(taken, [values]))[0] == pytest.approx(mean, abs=1e-4)


def test_a_style_is_taught_from_four_clips_and_the_others_stay(pack, clips, tmp_path):
    told = []
    done = teach({"arms": pack}, "raised", clips("raised", range(20, 24)), day=DAY, progress=told.append)
    assert (done.pack, done.heard, done.heard_by_person) == ("arms", ("raised",) * 4, ())
    assert (done.old.kept.hits >= 10, done.old.kept.of) == (True, 12)
    assert [one.done for one in told] == [1, 2, 3, 4]
    taught = StyleClassifier(saved(done, tmp_path))
    for style in ("hanging", "forward", "raised"):
        assert [taught.judge(one.values).label for one in clips(style, range(40, 45))] == [style] * 5
    values = clips("forward", [50])[0].values
    assert taught.model.whole(values)[:2] == pytest.approx(OnnxModel(pack, kind="style").whole(values), abs=1e-5)
    card = taught.model.card
    assert (card.labels, card.version, card.date) == (("hanging", "forward", "raised"), "1+raised", "2026-05-01")
    assert card.training[-1].clips == 4
    assert card.metrics["taught"]["raised"]["known"] == {"hits": 4, "of": 4, "interval_95": [0.5101, 1.0]}


def test_a_style_that_was_filmed_from_the_front_is_known_from_the_side(pack, figure, tmp_path):
    def clip(arms, facing, number, sides):
        points = figure.points(90, shoulder=arms + number, facing=facing)
        track = figure.track(points + np.random.default_rng(number).normal(0, 0.003, points.shape), np.arange(90) / 30)
        return StyleClip(f"{number}", style_values(track), "", f"{arms} {number}", sides(track))

    def known(sides):
        new, unlike = ([clip(arms, 5 * number, number, sides) for number in range(4)] for arms in (165, 85))
        taught = StyleClassifier(saved(teach({"arms": pack}, "raised", new, unlike=unlike), tmp_path))
        asked = [clip(165, facing, number, sides) for number, facing in ((6, 80), (7, 90), (8, -90), (9, 180))]
        return sum(taught.judge(one.values).label == "raised" for one in asked)

    assert (known(other_sides), known(lambda _: ())) == (4, 0)


def test_what_was_taught_can_be_taught_on(pack, clips, tmp_path):
    one = saved(teach({"arms": pack}, "raised", clips("raised", range(20, 23))), tmp_path)
    upside = [StyleClip(f"{i}", -one.values, "", f"{i}") for i, one in enumerate(clips("raised", range(30, 33)))]
    two = saved(teach({"arms": one}, "upside down", upside), tmp_path)
    taken = StylePack.open(two)
    assert taken.labels == ("hanging", "forward", "raised", "upside down")
    assert Support.read(taken).styles[-6:] == ("raised",) * 3 + ("upside down",) * 3
    assert StyleClassifier(two).judge(clips("raised", [60])[0].values).label == "raised"


def test_persons_are_held_out_whole_where_they_are_known(pack, clips):
    """Ben's arms hang: nothing of Anna's says that this is the style too."""
    two = [*clips("raised", range(4), "Anna"), *clips("hanging", range(10, 13), "Ben")]
    done = teach({"arms": pack}, "raised", two)
    assert done.heard_by_person[4:] == ("hanging",) * 3
    one = [StyleClip(clip.name, clip.values, "Anna") for clip in two]
    assert teach({"arms": pack}, "raised", one).heard_by_person == ()


def test_clips_that_are_not_of_the_style_are_told_from_it_and_asked_about(pack, clips):
    new, unlike = clips("raised", range(4)), clips("forward", range(20, 30))
    done = teach({"arms": pack}, "raised", new, unlike=unlike)
    assert (done.refused.hits, done.refused.of) == (10, 10)
    assert done.heard_unlike == ("forward",) * 10
    same = teach({"arms": pack}, "raised", new, unlike=clips("raised", range(50, 60)))
    assert same.known.value < 1 or same.refused.value < 1  # what cannot be told apart is not called well known
    assert teach({"arms": pack}, "raised", new, unlike=new).unlike == ()


def test_the_pack_that_tells_it_best_is_taught(arms_pack, pack, clips, tiny_model, tmp_path):
    """The other one sees nothing of the arms; and one that carries no examples cannot be asked."""
    blind = arms_pack(tmp_path / "packs" / "style_blind.onnx")
    graph = onnx.load(str(blind))
    for weight in graph.graph.initializer:
        zeros = np.zeros_like(onnx.numpy_helper.to_array(weight))
        weight.CopyFrom(onnx.numpy_helper.from_array(zeros, weight.name))
    zero = onnx.helper.make_node("Sub", ["pooled", "pooled"], ["nothing"])
    graph.graph.node[1].input[0] = "nothing"
    graph.graph.node.insert(1, zero)
    support = next(p for p in graph.metadata_props if p.key == SUPPORT_KEY)
    blind.write_bytes(graph.SerializeToString())
    carry(blind, [one.values for one in clips("hanging", range(3))], ["hanging"] * 3)
    assert support.value
    packs = {"blind": blind, "arms": pack, "bare": tiny_model("style")}
    done = teach(packs, "raised", clips("raised", range(4)), unlike=clips("forward", range(20, 25)))
    assert done.pack == "arms"


def test_clips_that_cannot_be_used_are_left_out_and_said(pack, clips):
    three = clips("raised", range(3))
    nobody = StyleClip("empty", np.zeros((0, len(FEATURES)), np.float32))
    twin = StyleClip("again", three[1].values, "", three[1].sha256)
    done = teach({"arms": pack}, "raised", [*three, *clips("raised", [4], frames=30), nobody, twin])
    assert done.clips == tuple(three)
    assert done.left_out == (
        ("raised 4", "The dancer is seen for 1.0 s; 2 s are needed."),
        ("empty", "Nobody is seen in it."),
        ("again", "It is the same film as “raised 1”."),
    )
    with pytest.raises(
        InputError,
        match=r"“raised”: has 2 clips that can be used, where 3 are needed \(empty: Nobody is seen in it.\); add clips",
    ):
        teach({"arms": pack}, "raised", [*three[:2], nobody])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Forward", "“Forward”: is a style that is known already"),
        ("unknown", "is a style that is known already"),
        ("  ", "the style has no name; give it one"),
        ("x" * 61, "is no name for a style; choose one of 60 letters at most"),
        ("a\0b", "is no name for a style"),
    ],
)
def test_a_name_that_cannot_be_is_refused(pack, name, words):
    with pytest.raises(InputError, match=words):
        teach({"arms": pack}, name, [])


@pytest.mark.parametrize(("value", "said"), [(None, "carries no examples"), ("{}", "damaged"), ("[", "damaged")])
def test_a_network_without_sound_examples_cannot_be_taught(pack, clips, tmp_path, value, said):
    graph = onnx.load(str(pack))
    kept = {p.key: p.value for p in graph.metadata_props if p.key != SUPPORT_KEY}
    del graph.metadata_props[:]
    onnx.helper.set_model_props(graph, kept if value is None else {**kept, SUPPORT_KEY: value})
    path = tmp_path / "bare.onnx"
    path.write_bytes(graph.SerializeToString())
    with pytest.raises(ModelError, match=rf"bare.onnx: .*{said}"):
        teach({"bare": path}, "raised", clips("raised", range(3)))


def test_it_is_stopped_when_asked(pack, clips):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        teach({"arms": pack}, "raised", clips("raised", range(3)), progress=lambda _: cancel.cancel(), cancel=cancel)


def test_what_a_network_carries_changes_nothing_that_it_says(pack, clips, tmp_path):
    path = tmp_path / "arms.onnx"
    path.write_bytes(pack.read_bytes())
    values = [clips("forward", [70])[0].values, np.zeros((0, len(FEATURES)), np.float32)]
    carry(path, [*values, clips("raised", [71])[0].values], ["forward", "hanging", ""])
    taken = StylePack.open(path)
    assert Support.read(taken).styles == ("forward", "")
    assert taken.model.whole(values[0]) == pytest.approx(OnnxModel(pack, kind="style").whole(values[0]))


def test_shipped_packs_can_be_taught(clips):
    """The numbers are of drawn clips: what matters is that the old dances keep their names."""
    shipped = {name: path for name, path in pack_files().items() if path.name.startswith("style_")}
    done = teach(shipped, "semaphore", clips("forward", range(4)))
    assert done.pack in shipped
    assert done.old.kept.value >= 0.9
    assert len(done.network) > 100_000
