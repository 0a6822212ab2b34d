"""Scenes by chance: anybody in anything, anywhere, doing one thing or several; the same for the same seed."""

import attrs
import numpy as np

from training.figure.anthropometry import Sex
from training.figure.background import random_background
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.clothes import random_outfit
from training.figure.feet import Place
from training.figure.motion import Move
from training.figure.motions import Dance, Jump, Somersault, Squat, Stand, Turn, Walk
from training.figure.render import Faults, Light
from training.figure.scene import Actor, Scene

Rng = np.random.Generator


@attrs.frozen
class Casting:
    """What scenes by chance may hold.

    Attributes:
        size: (width, height) pixels.
        fps: frames per second; None takes one of 24, 25, 30, 50 and 60.
        bystander: share of scenes with a second figure.
    """

    size: tuple[int, int] = (480, 360)
    fps: float | None = None
    bystander: float = 0.12


def random_scene(seed: int | tuple[int, ...], casting: Casting | None = None) -> Scene:
    """A scene by chance; equal seeds give equal scenes."""
    rng, casting = np.random.default_rng(seed), casting or Casting()
    actors = [_random_actor(rng, _random_moves(rng), Place(heading=float(rng.uniform(-0.25, 0.25))))]
    camera = _random_camera(rng, casting.size, moving=bool(rng.random() < 0.4))
    if rng.random() < casting.bystander:
        actors.append(_bystander(rng, camera.azimuth))
    background = random_background(rng, camera.azimuth)
    fps = casting.fps or float(rng.choice([24.0, 25.0, 30.0, 30.0, 30.0, 50.0, 60.0]))
    return Scene(
        actors=tuple(actors),
        camera=camera,
        light=_random_light(rng),
        background=background,
        faults=_random_faults(rng, casting.size),
        size=casting.size,
        fps=fps,
        seed=int(rng.integers(1 << 30)),
    )


def random_body(rng: Rng) -> Body:
    """A child of school age to a tall adult."""
    sex: Sex = "female" if rng.random() < 0.5 else "male"
    usual = (1.64, 0.07) if sex == "female" else (1.77, 0.08)
    height = float(np.clip(rng.normal(*usual), 1.30, 2.02))
    girth = float(np.clip(rng.lognormal(0.0, 0.10), 0.82, 1.35))
    return Body(
        height=height,
        mass=21.5 * girth**1.6 * height**2,
        sex=sex,
        girth=girth,
        leg_share=float(np.clip(rng.normal(1.0, 0.02), 0.95, 1.05)),
        shoulder_share=float(np.clip(rng.normal(1.0, 0.035), 0.9, 1.1)),
    )


def _random_actor(rng: Rng, moves: tuple[Move, ...], start: Place, delay: float = 0.0) -> Actor:
    body = random_body(rng)
    return Actor(body, random_outfit(rng, female=body.sex == "female"), moves, start, delay)


def _bystander(rng: Rng, azimuth: float) -> Actor:
    """Somebody to the side and behind, as the camera sees it."""
    aside = float(rng.choice([-1, 1]) * rng.uniform(0.9, 2.0))
    seen_from = Place(heading=float(np.deg2rad(azimuth)))
    place = seen_from.moved(aside, float(rng.uniform(-1.8, -0.3)), float(rng.uniform(-1.5, 1.5)))
    moves: tuple[Move, ...] = (
        Stand(3.0, seed=int(rng.integers(1000))),
        Walk(steps=int(rng.integers(2, 6))),
        Stand(3.0),
    )
    return _random_actor(rng, moves, place)


def _random_moves(rng: Rng) -> tuple[Move, ...]:
    """Some quiet, one to three movements, some quiet."""

    def still() -> Stand:
        return Stand(float(rng.uniform(0.4, 1.6)), float(rng.uniform(0.004, 0.02)), seed=int(rng.integers(1 << 20)))

    out: list[Move] = [still()]
    for _ in range(int(rng.integers(1, 4))):
        out.append(_random_move(rng))
        if rng.random() < 0.5:
            out.append(still())
    return (*out, still())


def _random_move(rng: Rng) -> Move:
    kinds = (_random_walk, _random_turn, _random_dance, _random_squat, _random_jump, _random_somersault)
    return kinds[rng.choice(len(kinds), p=[0.1, 0.1, 0.15, 0.15, 0.25, 0.25])](rng)


def _random_walk(rng: Rng) -> Walk:
    return Walk(int(rng.integers(2, 4)), float(rng.uniform(0.28, 0.42)), float(rng.uniform(1.5, 2.2)))


def _random_turn(rng: Rng) -> Turn:
    return Turn(float(rng.choice([-360, -180, 180, 360])), int(rng.choice([6, 8])), float(rng.uniform(2.0, 3.4)))


def _random_dance(rng: Rng) -> Dance:
    return Dance(
        counts=int(rng.choice([4, 8])),
        tempo=float(rng.uniform(90, 136)),
        width=float(rng.uniform(0.12, 0.24)),
        first_arm=int(rng.integers(8)),
    )


def _random_squat(rng: Rng) -> Squat:
    down, up = rng.uniform(0.5, 1.2, 2)
    return Squat(int(rng.integers(1, 3)), float(rng.uniform(0.18, 0.5)), float(down), up=float(up))


def _random_jump(rng: Rng) -> Jump:
    return Jump(
        flight=float(rng.uniform(0.32, 0.64)),
        depth=float(rng.uniform(0.18, 0.34)),
        swing=bool(rng.random() < 0.7),
        travel=float(rng.uniform(-0.1, 0.5)),
    )


def _random_somersault(rng: Rng) -> Somersault:
    double = rng.random() < 0.2
    return Somersault(
        turns=2 if double else 1,
        flight=float(rng.uniform(0.92, 1.1) if double else rng.uniform(0.58, 0.75)),
        travel=float(rng.uniform(0.0, 0.6)),
        depth=float(rng.uniform(0.22, 0.32)),
    )


def _random_camera(rng: Rng, size: tuple[int, int], *, moving: bool) -> Camera:
    """Far enough away that a jump stays in the picture."""
    fov = float(rng.uniform(26, 58))
    needed = rng.uniform(2.9, 4.2) / 2 / np.tan(np.deg2rad(fov) / 2)
    narrow = max(1.0, 1.15 * size[1] / size[0])
    return Camera(
        distance=float(needed * narrow),
        azimuth=float(rng.uniform(-180, 180)),
        height=float(np.clip(rng.normal(1.2, 0.35), 0.3, 2.4)),
        target=(float(rng.normal(0, 0.12)), float(rng.normal(1.15, 0.08)), float(rng.normal(0, 0.1))),
        fov=fov,
        roll=float(rng.normal(0, 1.6)),
        pan=float(rng.uniform(0, 3)) if moving else 0.0,
        pan_period=float(rng.uniform(4, 10)),
        shake=float(rng.uniform(0, 0.5)) if moving else 0.0,
        follow=float(rng.uniform(0, 0.8)) if moving else 0.0,
        seed=int(rng.integers(1 << 20)),
    )


def _random_light(rng: Rng) -> Light:
    around, high = rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 1.4)
    return Light(
        direction=(float(np.sin(around)), float(high), float(np.cos(around))),
        sun=float(rng.uniform(0.3, 0.75)),
        sky=float(rng.uniform(0.35, 0.65)),
        warmth=float(rng.uniform(-1, 1)),
        shadow=float(rng.uniform(0.1, 0.6)),
        softness=float(rng.uniform(0.02, 0.12)),
    )


def _random_faults(rng: Rng, size: tuple[int, int]) -> Faults:
    return Faults(
        noise=float(rng.choice([0.0, rng.uniform(0.5, 7.0)])),
        blur=float(rng.choice([0.0, rng.uniform(0.3, 1.2)])) * size[1] / 480,
        jpeg=int(rng.integers(45, 95)) if rng.random() < 0.5 else 0,
        exposure=float(rng.choice([0.0, rng.uniform(0.1, 0.7)])),
        gamma=float(np.exp(rng.normal(0, 0.15))),
    )
