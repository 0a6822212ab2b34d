"""A scene: who moves how, in front of what, seen by which camera; and the clip that comes of it."""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.files import atomic_path
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.frame import Image
from dancecoach.video.writer import VideoWriter
from training.figure import mechanics, occlusion, render
from training.figure.background import Background
from training.figure.body import Body
from training.figure.camera import Camera, View
from training.figure.clothes import Outfit
from training.figure.feet import Place
from training.figure.motion import Flight, Move, Performance
from training.figure.pose import Posture, posture
from training.figure.rotation import Array
from training.figure.skin import Mesh, dress
from training.figure.truth import Truth

_MOST_MOMENTS = 9
_GHOST = 3.0
"""A picture with motion blur is the mean of up to so many moments, the fastest joint about so many pixels apart."""


@attrs.frozen
class Actor:
    """One figure of a scene.

    Attributes:
        body: build.
        outfit: clothes.
        moves: one after the other.
        start: where it stands at first.
        delay: s that it stands still before its first move; negative begins in the middle of its moves.
        name: who it is.
    """

    body: Body = attrs.field(factory=Body)
    outfit: Outfit = attrs.field(factory=Outfit)
    moves: tuple[Move, ...] = ()
    start: Place = attrs.field(factory=Place)
    delay: float = 0.0
    name: str = ""


@lru_cache(maxsize=4)
def perform(body: Body, moves: tuple[Move, ...], start: Place) -> Performance:
    """The moves worked out; kept, since who casts a scene needs them before the scene does."""
    return Performance.of(body, moves, start)


@attrs.frozen
class Scene:
    """Everything that decides a clip; equal scenes give equal clips.

    Attributes:
        actors: the first is the one the truth is about; none at all is a scene of an empty room.
        camera: how it is filmed.
        light: where light comes from.
        background: what is behind.
        faults: of the camera.
        size: (width, height) pixels.
        fps: frames per second; frames are evenly spaced unless ``times`` is given.
        duration: s; None lasts as long as the first actor moves.
        times: presentation times, s, increasing, for a variable frame rate; None for an even one.
        shown: the moment of the movement that each frame shows, s; None where it is the presentation time. The same
            moment twice is a repeated frame.
        seed: of noise.
        detail: of the figures' surface; None chooses by the size of the picture.
        samples: sub-pixels per pixel and direction; None chooses.
        split: the set of clips it belongs to.
        kind: of clip, such as "idle" (`programme.KINDS`).
    """

    actors: tuple[Actor, ...] = ()
    camera: Camera = attrs.field(factory=Camera)
    light: render.Light = attrs.field(factory=render.Light)
    background: Background = attrs.field(factory=Background)
    faults: render.Faults = attrs.field(factory=render.Faults)
    size: tuple[int, int] = (480, 360)
    fps: float = 30.0
    duration: float | None = None
    times: tuple[float, ...] | None = None
    shown: tuple[float, ...] | None = None
    seed: int = 0
    detail: float | None = None
    samples: int | None = None
    split: str = ""
    kind: str = ""


class Stage:
    """A scene worked out: its performances, meshes, views and truth."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.performances = [perform(a.body, a.moves, a.start) for a in scene.actors]
        self.times = self._frame_times()
        self.shown = self.times if scene.shown is None else np.array(scene.shown, float)
        detail = scene.detail or float(np.clip(scene.size[1] / 420, 0.6, 2.2))
        self.meshes: list[Mesh] = [dress(a.body, a.outfit, detail) for a in scene.actors]
        self.postures = [self._posture(i, self.shown) for i in range(len(scene.actors))]
        self.views = self._views(self.shown)
        self._empty: Image | None = None

    def _frame_times(self) -> Array:
        scene = self.scene
        if scene.times is not None:
            return np.array(scene.times, float)
        length = scene.duration
        if length is None:
            length = self.performances[0].duration + scene.actors[0].delay if scene.actors else 2.0
        return np.arange(max(1, round(length * scene.fps))) / scene.fps

    def _posture(self, actor: int, times: Array) -> Posture:
        performance, delay = self.performances[actor], self.scene.actors[actor].delay
        return posture(performance.body, performance.pose(times - delay))

    def _views(self, times: Array) -> View:
        way = None
        if self.postures and self.scene.camera.follow:
            joints = self._posture(0, times).joints[:, 0]
            way = joints - self.postures[0].joints[0, 0]
        return self.scene.camera.view(times, self.scene.size, way)

    def frames(self) -> Iterator[tuple[Image, float]]:
        """Pictures with their times, one after the other."""
        rng = np.random.default_rng(self.scene.seed)
        image: Image | None = None
        for index, time in enumerate(self.times):
            if image is None or self.shown[index] != self.shown[index - 1]:
                image = self.scene.faults.apply(self.picture(index), rng)
            yield image, float(time)

    def picture(self, index: int) -> Image:
        """(H, W, 3) picture of one frame without the camera's faults."""
        scene, view = self.scene, self.views.at(index)
        image = self._background(view)
        if not scene.actors:
            return image
        if scene.background.has_floor:
            for actor, figure in zip(scene.actors, self.postures, strict=True):
                render.cast_shadow(image, figure.joints[index], occlusion.shadow_bones(actor.body), view, scene.light)
        drawn = render.blend(self._moments(index, view))
        if drawn is not None:
            drawn.onto(image)
        return image

    def _background(self, view: View) -> Image:
        if self.scene.camera.still and self.scene.background.has_floor:
            if self._empty is None:
                # Drawn once, so it may be drawn finely: far boards would flicker otherwise.
                large = View(view.position, view.axes, 2 * view.focal, (2 * view.size[0], 2 * view.size[1]))
                fine = self.scene.background.draw(large)
                self._empty = np.asarray(cv2.resize(fine, view.size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
            return self._empty.copy()
        return self.scene.background.draw(view).copy()

    def _moments(self, index: int, view: View) -> list[render.Drawn | None]:
        """The figures at each moment that the shutter is open."""
        first, postures = self._exposed
        return [self._draw([p.at(k) for p in postures], view) for k in range(first[index], first[index + 1])]

    @cached_property
    def _exposed(self) -> tuple[list[int], list[Posture]]:
        """The moments of all frames in one row: where each frame's begin, and the figures at all of them.

        Worked out together, because a hundred moments cost little more than one.
        """
        exposure = self.scene.faults.exposure
        if exposure <= 0 or not self.postures:
            return list(range(len(self.shown) + 1)), self.postures
        steps = np.diff(self.shown)
        gap = float(np.median(steps[steps > 0])) if steps.any() else 1 / self.scene.fps
        counts = self._moments_needed(exposure * gap)
        shares = np.concatenate([(np.arange(n) + 0.5) / n - 0.5 for n in counts])
        moments = np.repeat(self.shown, counts) + shares * exposure * gap
        first = np.concatenate([[0], np.cumsum(counts)]).tolist()
        return first, [self._posture(i, moments) for i in range(len(self.meshes))]

    def _moments_needed(self, open_s: float) -> NDArray[np.intp]:
        """(T,) moments for each frame whose shutter is open for ``open_s`` seconds."""
        farthest = np.zeros(len(self.shown))
        for actor in range(len(self.meshes)):
            opening, closing = (
                self.views.project(self._posture(actor, self.shown + side * open_s / 2).joints)[0] for side in (-1, 1)
            )
            farthest = np.maximum(farthest, np.nan_to_num(np.abs(closing - opening)).max((1, 2)))
        return np.clip(np.ceil(farthest / _GHOST), 1, _MOST_MOMENTS).astype(np.intp)

    def _draw(self, postures: Sequence[Posture], view: View) -> render.Drawn | None:
        samples = self.scene.samples or (2 if self.scene.size[1] >= 300 else 3)
        return render.draw_figures(self.meshes, postures, view, self.scene.light, samples)

    def truth(self) -> Truth:
        """What is known of the first actor.

        Raises:
            IndexError: the scene has no actor.
        """
        actor, figure, performance = self.scene.actors[0], self.postures[0], self.performances[0]
        landmarks = figure.landmarks(actor.body)
        pixels, depth = self.views.project(landmarks)
        inside = np.asarray(((pixels >= 0) & (pixels < np.array(self.scene.size))).all(-1))
        counts = np.zeros(len(self.times), np.int16)
        for other, posture_of in zip(self.scene.actors, self.postures, strict=True):
            flat, _ = self.views.project(posture_of.landmarks(other.body))
            counts += (((flat >= 0) & (flat < np.array(self.scene.size))).all(-1).mean(1) >= 1 / 3).astype(np.int16)
        own = self.shown - actor.delay
        pose = performance.pose(own)
        return Truth(
            times=self.times,
            frame_size=self.scene.size,
            pixels=pixels,
            depth=depth,
            world=landmarks,
            axes=self.views.axes,
            inside=inside,
            hidden=occlusion.hidden(actor.body, figure.joints, figure.turns, landmarks, self.views.position),
            phases=performance.phases(own),
            contacts=pose.contact,
            centre=mechanics.centre_of_mass(actor.body, figure),
            flights=self._flights(),
            body_height=actor.body.height,
            people=counts,
            hands=pose.hands,
            performer=actor.name,
            split=self.scene.split,
            kind=self.scene.kind,
            moves=self._moves(),
        )

    def _flights(self) -> tuple[Flight, ...]:
        """The first actor's flights that the clip shows at least a part of."""
        flights = (f.shifted(self.scene.actors[0].delay) for f in self.performances[0].flights)
        return tuple(f for f in flights if f.end > self.times[0] and f.start < self.times[-1])

    def _moves(self) -> tuple[str, ...]:
        """Names of the first actor's moves that the clip shows at least a part of."""
        actor = self.scene.actors[0]
        starts = self.performances[0].starts + actor.delay
        seen = (starts[1:] > self.times[0]) & (starts[:-1] < self.times[-1])
        return tuple(_name(move) for move, shown in zip(actor.moves, seen.tolist(), strict=True) if shown)


def _name(move: Move) -> str:
    return str(getattr(move, "name", type(move).__name__.lower()))


def frames(scene: Scene) -> Iterator[tuple[Image, float]]:
    """The scene's pictures, (H, W, 3) uint8 blue, green, red, and their times in seconds."""
    return Stage(scene).frames()


def render_clip(
    scene: Scene,
    path: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Truth | None:
    """Draw a scene into a video file and return what is known of its first figure (None when there is none).

    The file appears under its name when it is whole.

    Raises:
        OutputError: it cannot be written.
        Cancelled: ``cancel`` was set.
    """
    stage = Stage(scene)
    fps = scene.fps if scene.times is None else None
    with atomic_path(path) as temporary, VideoWriter(temporary, scene.size, fps=fps) as writer:
        for done, (image, time) in enumerate(stage.frames(), 1):
            if cancel is not None:
                cancel.check()
            writer.write(image, time)
            progress(Progress("drawing", done, len(stage.times)))
    return stage.truth() if scene.actors else None
