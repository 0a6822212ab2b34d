import importlib.util
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from training.blazepose import flat, task_bundle
from training.blazepose.task_bundle import ALIGNMENT, METADATA, add_picture_input, write_bundle

MODELS = Path(__file__).resolve().parents[3] / "assets" / "models"

needs_schemas = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("mediapipe", "flatbuffers")),
    reason="the schemas come with the optional engine mediapipe",
)


@pytest.fixture(autouse=True)
def without_tensorflow(monkeypatch):
    """Importing mediapipe's schemas imports mediapipe; through our door, without TensorFlow and matplotlib."""
    if importlib.util.find_spec("mediapipe") is not None:
        from dancecoach.pose.mediapipe import import_mediapipe

        import_mediapipe()


def starts(path):
    """File offset at which each member's data begin."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            yield info.header_offset + 30 + name + extra, info


FILES = {"a.tflite": b"x" * 1001, "a longer name.tflite": b"y" * 64, "ä.tflite": b"", "last": b"z"}


def test_every_network_begins_at_a_multiple_of_the_alignment(tmp_path):
    path = tmp_path / "bundle.task"
    write_bundle(path, FILES)
    for start, info in starts(path):
        assert start % ALIGNMENT == 0, info.filename
        assert info.compress_type == zipfile.ZIP_STORED
        assert path.read_bytes()[start : start + info.file_size] == FILES[info.filename]


def test_a_bundle_is_a_sound_zip_and_always_the_same(tmp_path):
    for name in ("a", "b"):
        write_bundle(tmp_path / name, FILES)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with zipfile.ZipFile(tmp_path / "a") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(FILES)


@pytest.fixture
def small_model():
    """A model with weights of odd sizes and an empty first buffer, as the format wants it."""
    classes = flat.schema()
    model = classes.ModelT()
    model.version = 3
    model.description = "small"
    model.buffers = []
    for size in (0, 5, 33, 1):
        buffer = classes.BufferT()
        buffer.data = np.arange(size, dtype=np.uint8) if size else None
        model.buffers.append(buffer)
    graph = classes.SubGraphT()
    graph.name, graph.inputs, graph.outputs = "main", np.array([0], np.int32), np.array([0], np.int32)
    graph.tensors, graph.operators = [], []
    model.subgraphs = [graph]
    return flat.write_model(model)


def weights(data):
    """Content of each buffer, and its offset in the file."""
    classes = flat.schema()
    model = classes.Model.GetRootAsModel(data, 0)
    for i in range(model.BuffersLength()):
        buffer = model.Buffers(i)
        if buffer.DataLength():
            array = buffer.DataAsNumpy()
            yield (
                bytes(array),
                array.__array_interface__["data"][0] - np.frombuffer(data, np.uint8).__array_interface__["data"][0],
            )


@needs_schemas
class TestMetadata:
    def test_a_model_comes_back_with_its_weights_aligned(self, small_model):
        again = flat.write_model(flat.read_model(small_model))
        for data in (small_model, again):
            found = list(weights(data))
            assert [len(content) for content, _ in found] == [5, 33, 1]
            assert all(offset % flat.WEIGHT_ALIGNMENT == 0 for _, offset in found)
            assert found[1][0] == bytes(range(33))

    def test_the_picture_input_is_described(self, small_model):
        data = add_picture_input(small_model, 127.5, 127.5)
        model = flat.read_model(data)
        (entry,) = model.metadata
        assert entry.name in {METADATA, METADATA.encode()}
        classes = flat.metadata_schema()
        stored = bytes(model.buffers[entry.buffer].data)
        assert stored[4:8] == b"M001"
        described = classes.ModelMetadataT.InitFromObj(classes.ModelMetadata.GetRootAsModelMetadata(stored, 0))
        (tensor,) = described.subgraphMetadata[0].inputTensorMetadata
        (unit,) = tensor.processUnits
        assert (list(unit.options.mean), list(unit.options.std)) == ([127.5], [127.5])
        assert (list(tensor.stats.min), list(tensor.stats.max)) == ([-1.0], [1.0])
        assert tensor.content.contentProperties.colorSpace == classes.ColorSpaceType.RGB

    def test_the_rest_of_the_model_is_as_it_was(self, small_model):
        data = add_picture_input(small_model, 0.0, 255.0)
        before, after = flat.read_model(small_model), flat.read_model(data)
        assert [c for c, _ in weights(data)][:3] == [c for c, _ in weights(small_model)]
        assert after.version == before.version
        assert len(after.buffers) == len(before.buffers) + 1
        assert all(offset % flat.WEIGHT_ALIGNMENT == 0 for _, offset in weights(data))

    def test_a_model_that_is_described_stays_as_it_is(self, small_model):
        data = add_picture_input(small_model, 0.0, 255.0)
        assert add_picture_input(data, 1.0, 2.0) == data


@pytest.mark.parametrize("size", ["lite", "full"])
def test_the_shipped_bundles_have_this_layout(size):
    members = list(starts(MODELS / f"pose_landmarker_{size}.task"))
    assert [info.filename for _, info in members] == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
    assert all(start % ALIGNMENT == 0 for start, _ in members)
    assert task_bundle.ALIGNMENT == 64
