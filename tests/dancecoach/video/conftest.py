"""Small films of many kinds, made by ffmpeg from its test picture."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = ("-f", "lavfi", "-i", "testsrc2=size=192x144:rate=30:duration=4")
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "2")

#: name -> (file name, ffmpeg arguments between the source and the output)
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "h264 with b-frames": ("b.mp4", (*X264, "-bf", "3", "-g", "40")),
    "h264 open groups": ("open.mkv", (*X264, "-bf", "3", "-x264-params", "open-gop=1:keyint=24:scenecut=0")),
    "hevc": ("hevc.mp4", ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=0:keyint=30")),
    "variable frame rate": ("vfr.mp4", ("-vf", "select='not(mod(n\\,7))+not(mod(n\\,3))'", "-vsync", "vfr", *X264)),
    "vp9 in webm": ("v.webm", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "30")),
    "mpeg-4 in avi": ("m.avi", ("-c:v", "mpeg4", "-bf", "2", "-q:v", "4")),
    "transport stream": ("t.ts", (*X264, "-bf", "2", "-g", "30")),
    "10 bit": ("ten.mkv", ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p10le", "-g", "25")),
    "odd size": ("odd.mkv", ("-vf", "scale=191:143", "-c:v", "ffv1")),
    "gif": ("g.gif", ("-t", "1")),
}


@pytest.fixture(scope="session")
def ffmpeg(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Run ffmpeg: `ffmpeg("out.mp4", *arguments)` gives the path of the file made."""
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not on the path")
    folder = tmp_path_factory.mktemp("films")

    def run(name: str, *arguments: str) -> Path:
        path = folder / name
        if not path.exists():
            command = [program, "-loglevel", "error", "-nostdin", "-y", *arguments, str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return path

    return run


@pytest.fixture(scope="session")
def film(ffmpeg: Callable[..., Path]) -> Callable[[str], Path]:
    """The path of a film of one of the `KINDS`, or "rotated" or "edit list"."""

    def get(kind: str) -> Path:
        if kind == "rotated":
            upright = get("h264 with b-frames")
            return ffmpeg("rot.mp4", "-i", str(upright), "-c", "copy", "-metadata:s:v:0", "rotate=90")
        if kind == "edit list":
            whole = get("h264 with b-frames")
            return ffmpeg("cut.mp4", "-ss", "1.13", "-i", str(whole), "-c", "copy")
        name, arguments = KINDS[kind]
        return ffmpeg(name, *SOURCE, *arguments)

    return get


ALL_KINDS = (*KINDS, "rotated", "edit list")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `kind` runs once for each kind of file."""
    if {"kind", "film"} <= set(metafunc.fixturenames):
        metafunc.parametrize("kind", ALL_KINDS)
