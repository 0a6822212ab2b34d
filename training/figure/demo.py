"""The clip that a new user sees first: a few seconds of everything the app looks at."""

from pathlib import Path

from dancecoach.errors import OutputError
from dancecoach.files import make_folder
from dancecoach.progress import ProgressCallback, ignore_progress
from training.figure.background import Background
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.clothes import HAIR_COLOURS, SKIN_TONES, Outfit
from training.figure.feet import Place
from training.figure.motions import Dance, Jump, Somersault, Squat, Stand, Turn
from training.figure.render import Faults, Light
from training.figure.scene import Actor, Scene, render_clip
from training.figure.truth import Truth

MOST_BYTES = 2_500_000
"""The clip is inside every installer, so it must stay small."""


def demo_scene(size: tuple[int, int] = (960, 720)) -> Scene:
    """One figure in a bright gym: stand, dance, squat, jump, back somersault, turn."""
    outfit = Outfit(
        top="t-shirt",
        bottom="leggings",
        top_colour=(226, 88, 70),
        bottom_colour=(40, 46, 66),
        accent=(250, 214, 196),
        pattern="plain",
        looseness=0.12,
        shoes=(240, 240, 240),
        skin=SKIN_TONES[1],
        hair="bun",
        hair_colour=HAIR_COLOURS[1],
    )
    moves = (
        Stand(0.3, seed=3),
        Dance(counts=4, tempo=132, width=0.2),
        Squat(depth=0.4, down=0.5, hold=0.05, up=0.45),
        Jump(flight=0.5),
        Somersault(),
        Turn(degrees=360, steps=6, pace=3.6),
        Stand(0.3, seed=4),
    )
    actor = Actor(Body(height=1.66, mass=56, girth=0.95), outfit, moves, Place(0.0, 0.0, 0.0))
    return Scene(
        actors=(actor,),
        camera=Camera(distance=5.4, azimuth=36, height=1.3, target=(0.06, 1.17, -0.05), fov=30),
        light=Light(),
        background=Background("gym", wall=(222, 228, 234), yaw=14.0),
        faults=Faults(noise=1.2, exposure=0.35),
        size=size,
        fps=30.0,
        seed=1,
        detail=3.0,
        samples=3,
    )


def draw_demo(folder: Path, progress: ProgressCallback = ignore_progress) -> Truth:
    """Draw ``demo.mp4`` and ``demo.truth.npz`` into ``folder``.

    Raises:
        OutputError: they cannot be written, or the clip came out larger than `MOST_BYTES`.
    """
    make_folder(folder)
    clip = folder / "demo.mp4"
    truth = render_clip(demo_scene(), clip, progress=progress)
    if truth is None:
        raise OutputError("shows nobody", subject=clip)
    truth.save(folder / "demo.truth.npz")
    if clip.stat().st_size > MOST_BYTES:
        raise OutputError(
            f"is {clip.stat().st_size:,} bytes, more than {MOST_BYTES:,}",
            subject=clip,
            remedy="draw it with less noise",
        )
    return truth
