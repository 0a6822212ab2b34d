"""The camera: a pinhole that may pan and shake.

Camera axes as in OpenCV: x right, y down, z ahead. Pixels: the middle of the top left pixel is (0.5, 0.5), so a
landmark's share of the picture is its pixel position over the size.
"""

import attrs
import numpy as np

from training.figure import rotation
from training.figure.rotation import Array


@attrs.frozen
class Camera:
    """Where a camera stands, what it looks at and how steady it is held.

    Attributes:
        distance: from the point it looks at, m.
        azimuth: degrees around that point; 0 sees a person who faces +z from the front, 90 their left side.
        height: of the camera over the floor, m.
        target: the point it looks at, m.
        fov: vertical field of view, degrees.
        roll: degrees, positive turns the camera clockwise (the picture anticlockwise).
        pan: degrees the view swings to either side.
        pan_period: s for a whole swing.
        shake: degrees of unrest of the hand.
        follow: share of the followed person's way that the view goes along with, 0 to 1.
        seed: of the unrest.
    """

    distance: float = 4.2
    azimuth: float = 0.0
    height: float = 1.25
    target: tuple[float, float, float] = (0.0, 0.95, 0.0)
    fov: float = 40.0
    roll: float = 0.0
    pan: float = 0.0
    pan_period: float = 6.0
    shake: float = 0.0
    follow: float = 0.0
    seed: int = 0

    @property
    def still(self) -> bool:
        """Whether the picture's frame does not move."""
        return not (self.pan or self.shake or self.follow)

    def view(self, times: Array, size: tuple[int, int], way: Array | None = None) -> "View":
        """The view at each of T times.

        Args:
            times: (T,) s.
            size: (width, height) of the picture, pixels.
            way: (T, 3) how far the followed person is from where they began, m.
        """
        count = len(times)
        target = np.tile(np.array(self.target, float), (count, 1))
        around = np.deg2rad(self.azimuth)
        position = target + self.distance * np.array([np.sin(around), 0.0, np.cos(around)])
        position[:, 1] = self.height
        if way is not None and self.follow:
            target = target + self.follow * way * (1.0, 0.0, 1.0)
        ahead = rotation.unit(target - position)
        right = rotation.unit(np.cross(ahead, (0.0, 1.0, 0.0)))
        axes = np.stack([right, np.cross(ahead, right), ahead], 1)
        unrest = self._unrest(times)
        held = rotation.about_z(-np.deg2rad(self.roll) + unrest[:, 2]) @ rotation.about_x(unrest[:, 0])
        axes = held @ rotation.about_y(unrest[:, 1]) @ axes
        focal = size[1] / 2 / np.tan(np.deg2rad(self.fov) / 2)
        return View(position, axes, float(focal), size)

    def _unrest(self, times: Array) -> Array:
        """(T, 3) radians about the camera's x, y and z."""
        rng = np.random.default_rng(self.seed)
        hertz, phase = rng.uniform(0.3, 3.2, (3, 4)), rng.uniform(0, 2 * np.pi, (3, 4))
        waves = np.sin(2 * np.pi * hertz * times[:, None, None] + phase) / np.sqrt(hertz)
        out = np.deg2rad(self.shake) * waves.sum(-1) / 2
        out[:, 1] += np.deg2rad(self.pan) * np.sin(2 * np.pi * times / self.pan_period)
        return np.asarray(out)


@attrs.frozen(eq=False)
class View:
    """T camera positions and directions.

    Attributes:
        position: (T, 3) m.
        axes: (T, 3, 3) rows are the camera's right, down and ahead in the world.
        focal: pixels.
        size: (width, height) of the picture, pixels.
    """

    position: Array
    axes: Array
    focal: float
    size: tuple[int, int]

    def to_camera(self, points: Array) -> Array:
        """(T, N, 3) world points in camera axes, m."""
        return np.asarray((points - self.position[:, None]) @ np.swapaxes(self.axes, -1, -2))

    def project(self, points: Array) -> tuple[Array, Array]:
        """(T, N, 2) pixels and (T, N) depth in metres of (T, N, 3) world points; NaN pixels behind the camera."""
        local = self.to_camera(points)
        depth = local[..., 2]
        safe = np.where(depth > 0.05, depth, np.nan)
        return self.focal * local[..., :2] / safe[..., None] + np.array(self.size) / 2, depth

    def at(self, index: int) -> "View":
        """The single view of one frame."""
        return View(self.position[index : index + 1], self.axes[index : index + 1], self.focal, self.size)
