import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from dancecoach.errors import ModelError
from training.blazepose.build import build
from training.blazepose.tools import require

ROOT = Path(__file__).resolve().parents[3]


def test_a_missing_library_is_one_sentence_with_the_command():
    with pytest.raises(ModelError, match=r"without no_such_library.*pip install \"dancecoach\[convert\]\""):
        require("no_such_library.part")


def test_nothing_is_begun_without_the_libraries(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    monkeypatch.setattr("training.blazepose.build._LIBRARIES", ("tensorflow",))
    with pytest.raises(ModelError, match="tensorflow"):
        build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(importlib.util.find_spec("tf2onnx") is not None, reason="the convert extra is installed")
def test_the_command_says_what_is_missing_and_exits_with_3(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "training.blazepose", str(tmp_path / "out")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    # TensorFlow, where it is there, greets before we may speak.
    assert "dancecoach[convert]" in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("tf2onnx") is None, reason="needs the convert extra (TensorFlow)")
def test_the_shipped_networks_are_made_again(tmp_path):
    """Downloads 76 MB. Same inputs, same outputs as the files under assets/models."""
    import numpy as np
    import onnxruntime

    for path in build(tmp_path):
        if path.suffix != ".onnx":
            continue
        new, shipped = (
            onnxruntime.InferenceSession(str(p), providers=["CPUExecutionProvider"])
            for p in (path, ROOT / "assets" / "models" / path.name)
        )
        picture = new.get_inputs()[0]
        values = np.random.default_rng(0).random(picture.shape, np.float32)
        for a, b in zip(new.run(None, {picture.name: values}), shipped.run(None, {picture.name: values}), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-4)
