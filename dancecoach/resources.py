"""Where the files that ship with the app lie: networks, demo clip, icons, translations.

In an installed wheel they are inside the package (``dancecoach/assets``); in a checkout they are in the
top-level folder ``assets``.
"""

from pathlib import Path

from dancecoach.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


def assets_folder() -> Path:
    """The folder with everything that ships with the app."""
    inside = _PACKAGE / "assets"
    return inside if inside.is_dir() else _PACKAGE.parent / "assets"


def model_path(name: str) -> Path:
    """Path of a shipped network, such as ``blazepose_detector.onnx``.

    Raises:
        ModelError: the file is not there.
    """
    path = assets_folder() / "models" / name
    if not path.is_file():
        raise ModelError("the network file is missing", subject=path, remedy="install dancecoach again")
    return path


def model_paths(pattern: str) -> list[Path]:
    """Paths of the shipped networks whose names fit, such as ``style_*.onnx``; in order."""
    return sorted((assets_folder() / "models").glob(pattern))


def demo_clip() -> Path:
    """Path of the drawn demo clip, `assets/demo/demo.mp4`."""
    return assets_folder() / "demo" / "demo.mp4"


def demo_lesson() -> Path:
    """Path of the drawn lesson with music, `assets/demo/lesson.mp4`; its counts lie beside it."""
    return assets_folder() / "demo" / "lesson.mp4"
