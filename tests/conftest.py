"""What tests of every room share: drawn clips with their ground truth, and the data that lie beside the checkout."""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import settings

from training.figure.background import Background
from training.figure.camera import Camera
from training.figure.clothes import Outfit
from training.figure.feet import Place
from training.figure.motion import Move
from training.figure.motions import Dance, Jump, Somersault, Squat, Stand, Turn, Walk
from training.figure.render import Faults
from training.figure.scene import Actor, Scene, render_clip
from training.figure.truth import Truth

MOVES: dict[str, tuple[Move, ...]] = {
    "stand": (Stand(1.0),),
    "walk": (Walk(steps=3),),
    "squat": (Stand(0.2), Squat(), Stand(0.2)),
    "jump": (Stand(0.3), Jump(), Stand(0.3)),
    "somersault": (Stand(0.3), Somersault(), Stand(0.3)),
    "double": (Stand(0.3), Somersault(turns=2, flight=1.0), Stand(0.3)),
    "turn": (Stand(0.2), Turn(), Stand(0.2)),
    "dance": (Dance(counts=4, tempo=120),),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long to fuzz, and the window's settings in pyproject.toml also where pytest-qt is not installed."""
    parser.addoption(
        "--fuzz-minutes", type=float, default=0.0, help="look for new hostile files, N times as many as the suite does"
    )
    if importlib.util.find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "used by pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    """The same examples in each run, so that what fails can be looked at again; with ``--fuzz-minutes`` other ones."""
    settings.register_profile("dancecoach", derandomize=not config.getoption("--fuzz-minutes"))
    settings.load_profile("dancecoach")


@attrs.frozen
class DrawnClip:
    """A clip on disk and what is exactly known of it; ``truth`` is None when nobody is in it."""

    path: Path
    truth: Truth | None
    scene: Scene


DrawnClipFactory = Callable[..., DrawnClip]


@pytest.fixture(scope="session")
def drawn_clip(tmp_path_factory: pytest.TempPathFactory) -> DrawnClipFactory:
    """A function that draws a clip and gives its path and truth; equal calls in a session share one file.

    ``drawn_clip("jump")``, or with any of: ``size``, ``fps``, ``people`` (0, 1 or 2; the second stands to the side,
    farther away), ``duration`` (s), ``times`` (s, for a variable frame rate), ``azimuth`` (degrees the camera stands
    around the figure: 0 front, 90 its left), ``background`` (a kind), ``noise``, ``suffix`` (of the file), ``name``
    (its file name without suffix), or ``scene`` (a whole `Scene`, then nothing else is looked at but the name).
    The file is shared: copy it before changing it.
    """
    folder = tmp_path_factory.mktemp("drawn")
    made: dict[tuple[Scene, str], DrawnClip] = {}

    def draw(
        moves: str | tuple[Move, ...] = "jump",
        *,
        size: tuple[int, int] = (320, 240),
        fps: float = 30.0,
        people: int = 1,
        duration: float | None = None,
        times: tuple[float, ...] | None = None,
        azimuth: float = 55.0,
        background: str = "studio",
        noise: float = 0.0,
        suffix: str = ".mp4",
        name: str = "clip",
        scene: Scene | None = None,
    ) -> DrawnClip:
        if scene is None:
            chosen = MOVES[moves] if isinstance(moves, str) else moves
            first = Actor(moves=chosen)
            second = Actor(
                outfit=Outfit(top_colour=(70, 150, 90), hair="short"), moves=(Stand(8.0),), start=Place(-1.3, -0.7, 0.4)
            )
            scene = Scene(
                actors=(first, second)[:people],
                camera=Camera(azimuth=azimuth, distance=4.6, target=(0.0, 1.15, 0.0)),
                background=Background(background),  # type: ignore[arg-type]
                faults=Faults(noise=noise),
                size=size,
                fps=fps,
                duration=duration,
                times=times,
            )
        key = (scene, name + suffix)
        if key not in made:
            own = folder / hashlib.sha256(repr(key).encode()).hexdigest()[:12]
            own.mkdir()
            path = own / f"{name}{suffix}"
            made[key] = DrawnClip(path, render_clip(scene, path), scene)
        return made[key]

    return draw


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real clips and published landmarks beside the checkout; tests skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the data folder {folder} is not on this machine")
    return folder


@pytest.fixture(scope="session")
def shared_models(shared_data: Path) -> Path:
    """The folder of published networks beside the checkout; tests skip where it is absent."""
    folder = shared_data.parent / "models"
    if not folder.is_dir():
        pytest.skip(f"the model folder {folder} is not on this machine")
    return folder


RunKilled = Callable[..., list[str]]


@pytest.fixture
def killed_when() -> RunKilled:
    """A function that runs a program and kills it, with a kill that cannot be caught, once it has said what will do.

    ``killed_when(code, *arguments, enough=lambda line: line == "done", stdin=b"")`` gives all lines that it said. One
    that kills itself needs no ``enough``.
    """

    def run(
        code: str, *arguments: object, enough: Callable[[str], bool] = lambda line: line == "done", stdin: bytes = b""
    ) -> list[str]:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        said: list[str] = []
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(stdin)
            program.stdin.flush()
            for line in program.stdout:
                said.append(line.decode().strip())
                if enough(said[-1]):
                    program.kill()
                    break
            said += [line.decode().strip() for line in program.stdout]
        assert program.returncode == (-signal.SIGKILL if os.name == "posix" else 1)
        return said

    return run
