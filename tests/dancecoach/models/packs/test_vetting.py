"""Packs of somebody else: only what our own are made of runs."""

import json
import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import InputError, ModelError
from dancecoach.models.card import CARD_KEY
from dancecoach.models.packs import vetting
from dancecoach.models.packs.styles import shipped_packs
from dancecoach.models.packs.vetting import read_pack, vet, vet_here
from dancecoach.motion.phases import PHASES

onnx = pytest.importorskip("onnx")

PICKLE = pickle.dumps({"weights": [1.0]})


@pytest.fixture
def spoil(arms_pack, tmp_path):
    """``spoil(change)``: the bytes of a sound pack after ``change(model)``."""

    def make(change):
        model = onnx.load(str(arms_pack(tmp_path / "arms.onnx")))
        change(model)
        return model.SerializeToString()

    return make


def outside(model):
    weight = model.graph.initializer[0]
    weight.ClearField("raw_data")
    weight.data_location = onnx.TensorProto.EXTERNAL
    weight.external_data.add(key="location", value="/etc/passwd")


def loop(model):
    body = onnx.helper.make_graph([], "body", [], [])
    model.graph.node.insert(0, onnx.helper.make_node("Loop", ["", ""], ["x"], body=body))


def doubling(model):
    """Thirty times twice as long as the last: more than any machine holds."""
    nodes = [
        onnx.helper.make_node("Concat", [f"c{i}" if i else "features"] * 2, [f"c{i + 1}"], axis=1) for i in range(30)
    ]
    model.graph.node[0].input[0] = "c30"
    for node in reversed(nodes):
        model.graph.node.insert(0, node)


def stranger(model):
    model.graph.node.insert(0, onnx.helper.make_node("Anything", ["features"], ["x"], domain="evil"))


def outer(model):
    """Every moment against every other, again and again."""
    nodes = [
        onnx.helper.make_node("Reshape", ["features", "long"], ["flat"]),
        onnx.helper.make_node("Transpose", ["flat"], ["turned"], perm=[0, 2, 1]),
        onnx.helper.make_node("MatMul", ["flat", "turned"], ["square"]),
    ]
    model.graph.initializer.append(onnx.numpy_helper.from_array(np.array([1, -1, 1], np.int64), "long"))
    for node in reversed(nodes):
        model.graph.node.insert(0, node)


def bare(model):
    del model.metadata_props[:]


def vast(model):
    """A weight of four terabytes, of which nothing is in the file."""
    model.graph.initializer.append(onnx.TensorProto(name="vast", data_type=1, dims=[1 << 20, 1 << 20]))


def sparse(model):
    """A constant with few numbers, which lie in another file."""
    values = onnx.TensorProto(name="few", data_type=1, dims=[1], data_location=onnx.TensorProto.EXTERNAL)
    values.external_data.add(key="location", value="secret.bin")
    node = onnx.helper.make_node("Constant", [], ["few"])
    part = node.attribute.add(name="sparse_value", type=onnx.AttributeProto.SPARSE_TENSOR)
    part.sparse_tensor.CopyFrom(
        onnx.SparseTensorProto(values=values, indices=onnx.helper.make_tensor("at", 7, [1], [0]), dims=[10])
    )
    model.graph.node.insert(0, node)


def hoarding(model):
    model.metadata_props.add(key="anything", value="x" * (1 << 25))


def saying(**changes):
    """A card that says something else."""

    def change(model):
        card = next(part for part in model.metadata_props if part.key == CARD_KEY)
        card.value = json.dumps(json.loads(card.value) | changes)

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (outside, "has weights in another file"),
        (loop, "does something that no style pack does (Loop)"),
        (stranger, "does something that no style pack does (Anything)"),
        (doubling, "would need more memory than a style pack may"),
        (outer, "would need more memory than a style pack may"),
        (bare, "is a network without a dancecoach card"),
        (vast, "is built like no style pack"),
        (sparse, "is built like no style pack"),
        (hoarding, "carries more text than a style pack does"),
        (saying(licence="x" * (1 << 21)), "carries more text than a style pack does"),
        (saying(licence="x" * 3000), "has a card that nobody can read"),
        (saying(name="\x1b[2J"), "has a card that nobody can read"),
        (
            saying(training=[{"name": "a", "source": "b\n" * 99, "licence": "c", "clips": 1}]),
            "has a card that nobody can read",
        ),
        (saying(labels=["waltz", "wal\ntz"]), "calls a style 'wal\\ntz', which is no name"),
        (saying(labels=["waltz", "\u202eognat"]), "calls a style '\\u202eognat', which is no name"),
        (saying(labels=["waltz", "x" * 61]), f"calls a style '{'x' * 60}', which is no name"),
        (saying(labels=["waltz", "Waltz"]), "calls two styles the same"),
        (saying(labels=["a", "b", "c"]), "logits of the network has the shape ? x 2, where its card means ? x 3"),
        (
            saying(features={"set": "body-v9", "names": []}),
            "its card has body-v9 for features.set, where body-v1 is needed",
        ),
        (
            saying(schema="dancecoach.model/9"),
            "its card has dancecoach.model/9 for schema, where dancecoach.model/1 is needed",
        ),
        (saying(kind="phases", labels=list(PHASES)), "is a model for phases, where one for style is needed"),
    ],
)
def test_what_could_do_harm_is_refused(spoil, change, words, tmp_path):
    with pytest.raises(ModelError) as caught:
        vet_here(spoil(change), Path("theirs.onnx"), tmp_path)
    assert str(caught.value) == f"theirs.onnx: {words}; take only style packs that this program has made."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no network", b"\x08", bytes(1000), b"\xff" * 1000, PICKLE])
def test_what_is_no_network_is_refused(content, tmp_path):
    with pytest.raises(ModelError, match=r"theirs.onnx: is no network file"):
        vet_here(content, Path("theirs.onnx"), tmp_path)


def test_every_beginning_of_a_pack_is_refused_with_a_sentence(spoil, tmp_path):
    whole = spoil(lambda _: None)
    for size in range(0, len(whole), len(whole) // 23):
        with pytest.raises(ModelError):
            vet_here(whole[:size], Path("theirs.onnx"), tmp_path)


def test_the_packs_that_ship_pass():
    for path in shipped_packs().values():
        assert "unknown" in vet(read_pack(path), path).labels


def test_files_that_are_too_large_or_none_are_not_read(monkeypatch, tmp_path):
    monkeypatch.setattr(vetting, "MOST_BYTES", 1 << 20)
    large = tmp_path / "large.onnx"
    large.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(InputError, match="is larger than 1 MB, which no style pack is"):
        read_pack(large)
    with pytest.raises(InputError, match="cannot be read"):
        read_pack(tmp_path)


def aborts(line):
    line.recv()
    os.abort()


def sleeps(line):
    line.recv()
    line.recv()


def test_it_is_looked_at_in_a_process_of_its_own(spoil):
    path = Path("theirs.onnx")
    assert vet(spoil(lambda _: None), path).labels == ("hanging", "forward")
    with pytest.raises(ModelError, match="has weights in another file"):
        vet(spoil(outside), path)


@pytest.mark.parametrize(
    ("life", "patience_s", "words"),
    [(aborts, 60.0, "breaks the program that runs it"), (sleeps, 0.5, "takes too long to say anything")],
)
def test_what_brings_the_reader_down_does_not_bring_us_down(life, patience_s, words, monkeypatch):
    monkeypatch.setattr(vetting, "_PATIENCE_S", patience_s)
    monkeypatch.setattr(vetting, "_work", life)
    with pytest.raises(ModelError, match=words):
        vet(b"", Path("theirs.onnx"))
