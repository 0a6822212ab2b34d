"""The whole way from the registries to the five files."""

import tempfile
from pathlib import Path

from dancecoach.files import atomic_path, make_folder
from dancecoach.progress import Progress, ProgressCallback, ignore_progress
from training.blazepose.check import check
from training.blazepose.densify import densify
from training.blazepose.onnx_graph import LANDMARK_OUTPUTS, to_onnx
from training.blazepose.sources import Networks, fetch, read
from training.blazepose.task_bundle import add_picture_input, write_bundle
from training.blazepose.tools import require

_LIBRARIES = ("flatbuffers", "mediapipe", "onnx", "onnxsim", "tf2onnx", "tensorflow", "onnxruntime")


def build(out: Path, *, packages: Path | None = None, progress: ProgressCallback = ignore_progress) -> list[Path]:
    """Make all networks and bundles in ``out``.

    Args:
        out: folder, made where missing.
        packages: folder with the two packages (see `training.blazepose.sources`); None downloads them.
        progress: told before each of the steps.

    Returns:
        The five files.

    Raises:
        ModelError: a library of the ``convert`` extra is missing, or a result is not what it should be.
        InputError: the packages cannot be fetched or are not the known ones.
        OutputError: a file cannot be written.
    """
    for library in _LIBRARIES:
        require(library)
    make_folder(out)
    steps = iter(range(6))

    def step(name: str) -> None:
        progress(Progress(name, next(steps), 6))

    step("fetching the packages" if packages is None else "reading the packages")
    networks = _networks(packages)
    step("converting the detector")
    made = [_network(out / "blazepose_detector.onnx", densify(networks.detector), networks.detector, ())]
    for size, landmarks in networks.landmarks.items():
        step(f"converting the landmarks, {size}")
        made.append(_network(out / f"blazepose_landmarks_{size}.onnx", landmarks, landmarks, LANDMARK_OUTPUTS))
    for size, landmarks in networks.landmarks.items():
        step(f"bundling {size}")
        made.append(_bundle(out / f"pose_landmarker_{size}.task", networks.detector, landmarks))
    return made


def _networks(packages: Path | None) -> Networks:
    if packages is not None:
        return read(packages)
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        return read(Path(folder))


def _network(path: Path, dense: bytes, published: bytes, outputs: tuple[str, ...]) -> Path:
    model = to_onnx(dense, outputs)
    numbers = tuple(int(name.partition("_")[2] or 0) for name in outputs) or (0, 1)
    with atomic_path(path) as temporary:
        require("onnx").save(model, str(temporary))
        check(temporary, published, numbers)
    return path


def _bundle(path: Path, detector: bytes, landmarks: bytes) -> Path:
    files = {
        "pose_detector.tflite": add_picture_input(detector, 127.5, 127.5),  # -1 to 1
        "pose_landmarks_detector.tflite": add_picture_input(landmarks, 0.0, 255.0),  # 0 to 1
    }
    with atomic_path(path) as temporary:
        write_bundle(temporary, files)
    return path
