"""Opening and running networks."""

import os
import subprocess
import sys

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.inference import session as module
from dancecoach.inference.session import default_threads, describe_providers, open_session
from dancecoach.resources import model_path


@pytest.fixture(scope="module")
def detector():
    return open_session(model_path("blazepose_detector.onnx"), threads=1, gpu="never")


def test_inputs_and_outputs_are_told(detector):
    (image,) = detector.inputs
    assert image.shape == (1, 3, 224, 224)
    assert [t.shape for t in detector.outputs] == [(1, 2254, 12), (1, 2254, 1)]
    assert detector.providers == ("CPUExecutionProvider",)
    assert all(isinstance(k, str) and isinstance(v, str) for k, v in detector.metadata.items())


def test_run_gives_the_outputs_in_order(detector):
    boxes, scores = detector.run(np.zeros((1, 3, 224, 224), np.float32))
    assert boxes.shape == (1, 2254, 12)
    assert scores.shape == (1, 2254, 1)
    assert (scores < 0).all(), "nobody is in a grey picture"


@pytest.mark.parametrize("shape", [(1, 3, 5, 5), (3, 224, 224)])
def test_wrong_array_is_one_sentence(detector, shape):
    with pytest.raises(ModelError, match=r"blazepose_detector\.onnx: the network cannot be run \(invalid argument\)"):
        detector.run(np.zeros(shape, np.float32))


def test_wrong_number_of_arrays(detector):
    with pytest.raises(ModelError, match="cannot be run"):
        detector.run()


def test_missing_file(tmp_path):
    with pytest.raises(ModelError, match="the network file is missing; install dancecoach again"):
        open_session(tmp_path / "none.onnx")


@pytest.mark.parametrize("content", [b"", b"not a network" * 100, "half"])
def test_corrupt_file_names_the_file_and_the_remedy(tmp_path, content):
    if content == "half":
        whole = model_path("blazepose_detector.onnx").read_bytes()
        content = whole[: len(whole) // 2]
    path = tmp_path / "Netz für Füße.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        open_session(path)
    text = str(caught.value)
    assert text.startswith(f"{path.name}: is corrupt or not a network for this program (")
    assert text.endswith("; install dancecoach again.")
    assert "onnxruntime_src" not in text
    assert "\n" not in text


def test_path_need_not_be_ascii(tmp_path):
    path = tmp_path / "Netz für Füße 足.onnx"
    path.write_bytes(model_path("blazepose_detector.onnx").read_bytes())
    assert open_session(path, threads=1).path == path


class Runtime:
    """Stands in for ONNX Runtime and remembers what it was asked for."""

    __version__ = "1.28.0"

    class SessionOptions:
        def __init__(self):
            self.entries = {}

        def add_session_config_entry(self, key, value):
            self.entries[key] = value

    def __init__(self, version="1.28.0"):
        self.__version__ = version
        self.severities = []

    def get_available_providers(self):
        return ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"]

    def set_default_logger_severity(self, severity):
        self.severities.append(severity)

    def InferenceSession(self, path, options, providers):
        self.options, self.providers = options, providers
        return "session"


def names(providers):
    return [p if isinstance(p, str) else p[0] for p in providers]


@pytest.mark.parametrize(
    ("devices", "gpu", "wanted"),
    [
        (0, "auto", ["CPUExecutionProvider"]),
        (1, "never", ["CPUExecutionProvider"]),
        (1, "auto", ["CUDAExecutionProvider", "CPUExecutionProvider"]),
    ],
)
def test_cuda_is_asked_for_only_where_a_driver_offers_a_device(monkeypatch, tmp_path, devices, gpu, wanted):
    monkeypatch.setattr(module, "cuda_devices", lambda: devices)
    runtime = Runtime()
    assert module._load(runtime, tmp_path, None, gpu) == "session"
    assert names(runtime.providers) == wanted


def test_a_driver_without_cuda_libraries_is_quiet(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "cuda_devices", lambda: 1)
    runtime = Runtime()
    module._load(runtime, tmp_path, None, "auto")
    assert runtime.severities == [4, 3], "silent while loading, errors again afterwards"


@pytest.mark.parametrize(
    ("version", "entries"),
    [
        ("1.28.0", {"session.intra_op.spin_duration_us": "20"}),
        ("1.20.1", {"session.intra_op.allow_spinning": "0"}),
    ],
)
def test_idle_threads_sleep_almost_at_once(version, entries):
    options = module._options(Runtime(version), 3)
    assert options.entries == entries
    assert options.intra_op_num_threads == 3


def test_importing_the_room_does_not_import_the_runtime_and_reports_are_off():
    code = (
        "import sys, os, dancecoach.inference.session as s\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "s.describe_providers()\n"
        "assert 'onnxruntime' in sys.modules and os.environ['ORT_DISABLE_TELEMETRY'] == '1'\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == done.stderr == ""


def test_providers_are_described():
    described = dict(describe_providers())
    assert set(described) == {"ONNX Runtime", "processor", "CUDA"}
    assert str(default_threads()) in described["processor"]


def test_default_threads_are_few():
    assert 1 <= default_threads() <= 4


def test_a_network_is_loaded_once_and_again_when_its_file_or_threads_change(tmp_path):
    path = tmp_path / "net.onnx"
    path.write_bytes(model_path("blazepose_landmarks_lite.onnx").read_bytes())
    first = open_session(path, threads=1)
    assert open_session(path, threads=1) is first
    assert open_session(path, threads=2) is not first
    path.write_bytes(model_path("blazepose_detector.onnx").read_bytes())
    assert open_session(path, threads=1).inputs != first.inputs


def test_only_the_last_few_networks_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_kept", {})
    content = model_path("blazepose_landmarks_lite.onnx").read_bytes()
    paths = [tmp_path / f"{i}.onnx" for i in range(module._MOST_KEPT + 1)]
    for path in paths:
        path.write_bytes(content)
    sessions = [open_session(path, threads=1) for path in paths]
    assert len(module._kept) == module._MOST_KEPT
    assert open_session(paths[-1], threads=1) is sessions[-1]
    assert open_session(paths[0], threads=1) is not sessions[0]


def test_texts_in_a_file_that_are_none_are_one_sentence(tiny_model):
    path = tiny_model("style")
    path.write_bytes(path.read_bytes().replace(b'"name": "tiny"', b'"name": "t\xff\xfey"'))
    with pytest.raises(ModelError, match="is corrupt or not a network for this program"):
        open_session(path)
