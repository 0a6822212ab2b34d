"""Drawing: meshes to pixels, with light, shadow, motion blur and the faults of a real camera."""

from collections.abc import Sequence

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image
from training.figure.camera import View
from training.figure.pose import Posture
from training.figure.rotation import Array, unit
from training.figure.skin import Mesh

_SHIFT = 4
"""Fractional bits of OpenCV's polygon corners."""


@attrs.frozen
class Light:
    """Where light comes from.

    Attributes:
        direction: towards the light, world axes; need not have length 1.
        sun: strength of the directed light, 0 to 1.
        sky: strength of the light from above and all around, 0 to 1.
        warmth: -1 blue to 1 yellow.
        shadow: how dark the shadow on the floor is, 0 to 1.
        softness: blur of the shadow's edge, m.
    """

    direction: tuple[float, float, float] = (0.45, 1.0, 0.65)
    sun: float = 0.60
    sky: float = 0.66
    warmth: float = 0.15
    shadow: float = 0.38
    softness: float = 0.05

    def shade(self, normal: Array, colour: Array, gloss: Array, towards: Array) -> Array:
        """(F, 3) blue, green, red, 0 to 255, of faces with these normals, colours and directions to the camera."""
        sun = unit(np.array(self.direction))
        facing = normal @ sun
        # Half-Lambert: light wraps a little around a body, which hides that its faces are flat.
        direct = np.clip((facing + 0.28) / 1.28, 0, 1) ** 1.25
        around = 0.5 + 0.5 * normal[:, 1]
        rim = np.clip(1 - np.abs(_dot(normal, towards)), 0, 1) ** 3
        tint = 1 + self.warmth * np.array([-0.10, 0.0, 0.07])
        level = (self.sun * direct)[:, None] * tint + (self.sky * (0.55 + 0.45 * around) + 0.06 * rim)[:, None]
        half = unit(sun + towards)
        shine = gloss * np.clip(_dot(normal, half), 0, 1) ** 22
        return np.asarray(np.clip(255 * (colour * level + shine[:, None]), 0, 255))


@attrs.frozen
class Faults:
    """What a real camera does to a picture.

    Attributes:
        noise: standard deviation of the sensor's noise, grey levels.
        blur: standard deviation of the lens's blur, pixels.
        jpeg: JPEG quality the picture passes through, 0 for none.
        exposure: share of the time between two frames that the shutter is open; 0 for no motion blur.
        gamma: above 1 darkens the middle tones.
    """

    noise: float = 0.0
    blur: float = 0.0
    jpeg: int = 0
    exposure: float = 0.0
    gamma: float = 1.0

    def apply(self, image: Image, rng: np.random.Generator) -> Image:
        """The picture with these faults."""
        if self.blur > 0:
            image = cv2.GaussianBlur(image, (0, 0), self.blur)
        if self.gamma != 1.0:
            image = cv2.LUT(image, (255 * (np.arange(256) / 255) ** self.gamma).astype(np.uint8))
        if self.noise > 0:
            image = _noisy(image, self.noise, rng)
        if self.jpeg:
            _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, self.jpeg])
            image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
        return image


def _noisy(image: Image, strength: float, rng: np.random.Generator) -> Image:
    """Gaussian noise, cut from one larger piece at a random place: new numbers for every pixel cost ten times more."""
    height, width = image.shape[:2]
    piece = _noise_piece(height + 64, width + 64)
    top, left = rng.integers(0, 64, 2)
    part = piece[top : top + height, left : left + width]
    return np.asarray(cv2.addWeighted(image, 1.0, part, strength / 40.0, -128.0 * strength / 40.0), dtype=np.uint8)


_pieces: dict[tuple[int, int], Image] = {}


def _noise_piece(height: int, width: int) -> Image:
    """Noise around 128 with a standard deviation of 40; the same in every process."""
    if (height, width) not in _pieces:
        _pieces.clear()
        values = np.random.default_rng(7).normal(128, 40, (height, width, 3))
        _pieces[height, width] = np.clip(values, 0, 255).astype(np.uint8)
    return _pieces[height, width]


@attrs.frozen(eq=False)
class Drawn:
    """Figures on a transparent layer.

    Attributes:
        layer: (h, w, 4) float32, colours already multiplied by the cover, 0 to 255.
        corner: (x, y) of the layer in the picture, pixels.
    """

    layer: NDArray[np.float32]
    corner: tuple[int, int]

    def onto(self, image: Image) -> None:
        """Lay it over ``image`` in place."""
        height, width = self.layer.shape[:2]
        x, y = self.corner
        part = image[y : y + height, x : x + width]
        cover = 1.0 - self.layer[..., 3:] * (1 / 255.0)
        np.copyto(part, np.clip(part * cover + self.layer[..., :3] + 0.5, 0, 255), casting="unsafe")


def draw_figures(
    meshes: Sequence[Mesh], postures: Sequence[Posture], view: View, light: Light, samples: int = 2
) -> Drawn | None:
    """Draw figures at one moment; None when nothing of them is in the picture.

    Args:
        meshes: one per figure.
        postures: the single posture of each.
        view: single view.
        light: their light.
        samples: sub-pixels per pixel and direction (edges get samples^2 + 1 levels).
    """
    pixels, colours, depth = _visible_faces(meshes, postures, view, light)
    if not len(pixels):
        return None
    box = _box(pixels, view.size)
    if box is None:
        return None
    left, top, right, bottom = box
    canvas = np.zeros(((bottom - top) * samples, (right - left) * samples, 4), np.uint8)
    # OpenCV's integer coordinates are pixel centres; ours have the centre of the first pixel at 0.5.
    corners = (((pixels - (left, top)) * samples - 0.5) * (1 << _SHIFT)).round().astype(np.int32)
    order = np.argsort(-depth)
    fill = cv2.fillConvexPoly
    for points, colour in zip(corners[order], colours[order].tolist(), strict=True):
        fill(canvas, points, colour, cv2.LINE_8, _SHIFT)
    layer = canvas if samples == 1 else cv2.resize(canvas, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return Drawn(layer.astype(np.float32), (left, top))


def _visible_faces(
    meshes: Sequence[Mesh], postures: Sequence[Posture], view: View, light: Light
) -> tuple[Array, Array, Array]:
    """Pixels (F, 4, 2), colours (F, 4) and depth (F,) of the faces that look at the camera."""
    parts = []
    for mesh, posture in zip(meshes, postures, strict=True):
        points = mesh.vertices(posture)
        one, two, three, four = (points[0][column] for column in mesh.faces.T)
        flat = _cross(three - one, four - two)
        towards = view.position[0] - (one + two + three + four) / 4
        facing = _dot(flat, towards)
        pixels, depth = view.project(points)
        seen = np.flatnonzero(((facing > 0) | mesh.thin) & (depth[0] > 0.2)[mesh.faces].all(1))
        # Shading takes the vertices' normals, so that a round limb looks round; which side shows is the face's own.
        normals = mesh.normals(posture)[0]
        normal = sum(normals[column] for column in mesh.faces[seen].T)
        plain = ~normal.any(1)
        normal[plain] = flat[seen[plain]]
        normal *= np.where(facing[seen] < 0, -1.0, 1.0)[:, None] / np.sqrt(_dot(normal, normal))[:, None]
        towards = towards[seen]
        distance = np.sqrt(_dot(towards, towards))
        rgb = light.shade(normal, mesh.colour[seen], mesh.gloss[seen], towards / distance[:, None])
        colour = np.column_stack([rgb, np.full(len(rgb), 255.0)])
        parts.append((pixels[0][mesh.faces[seen]], colour, distance - mesh.bias[seen]))
    pixels, colours, depths = (np.concatenate(p) for p in zip(*parts, strict=True))
    return pixels, colours, depths


def _cross(a: Array, b: Array) -> Array:
    """Cross products of (F, 3) rows; several times faster than `numpy.cross` for a thousand of them."""
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], 1)


def _dot(a: Array, b: Array) -> Array:
    """(F,) dot products of (F, 3) rows."""
    return np.asarray(np.einsum("ij,ij->i", a, b))


def _box(pixels: Array, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of the drawn part inside the picture; None when it is empty."""
    low = np.floor(pixels.min((0, 1))).astype(int) - 2
    high = np.ceil(pixels.max((0, 1))).astype(int) + 2
    left, top = np.maximum(low, 0)
    right, bottom = np.minimum(high, size)
    return (int(left), int(top), int(right), int(bottom)) if right > left and bottom > top else None


def blend(layers: Sequence[Drawn | None]) -> Drawn | None:
    """The mean of several moments: motion blur."""
    there = [layer for layer in layers if layer is not None]
    if len(there) <= 1 and len(layers) == 1:
        return layers[0]
    if not there:
        return None
    left = min(d.corner[0] for d in there)
    top = min(d.corner[1] for d in there)
    right = max(d.corner[0] + d.layer.shape[1] for d in there)
    bottom = max(d.corner[1] + d.layer.shape[0] for d in there)
    out = np.zeros((bottom - top, right - left, 4), np.float32)
    for d in there:
        x, y = d.corner[0] - left, d.corner[1] - top
        out[y : y + d.layer.shape[0], x : x + d.layer.shape[1]] += d.layer
    return Drawn(out * np.float32(1 / len(layers)), (left, top))


def cast_shadow(image: Image, figure: Array, bones: Sequence[tuple[int, int, float]], view: View, light: Light) -> None:
    """Darken ``image`` in place where a figure keeps the light from the floor.

    Args:
        image: the picture so far.
        figure: (J, 3) its joints in the world, m.
        bones: (joint, joint, radius in m) of the capsules that throw the shadow.
        view: single view.
        light: the light.
    """
    sun = unit(np.array(light.direction))
    if light.shadow <= 0 or sun[1] < 0.15:
        return
    mask = _shadow_mask(figure, bones, view, sun)
    box = cv2.boundingRect(mask)
    if box[2]:
        _darken(image, mask, box, light.shadow, max(1.0, light.softness * view.focal / 4.0 * _SHADOW_SCALE))


_SHADOW_SCALE = 0.5
"""Shadows are soft: half the picture's size is enough."""


def _shadow_mask(figure: Array, bones: Sequence[tuple[int, int, float]], view: View, sun: Array) -> NDArray[np.uint8]:
    """The shadow's cover, 0 to 255, at `_SHADOW_SCALE`."""
    mask = np.zeros([int(side * _SHADOW_SCALE) + 1 for side in view.size[::-1]], np.uint8)
    pixels, depth = view.project((figure - sun * (figure[:, 1:2] / sun[1]))[None])
    if (depth < 0.3).any():
        return mask
    ends = np.clip(pixels[0] * _SHADOW_SCALE * 16, -1e6, 1e6).astype(int).tolist()
    for a, b, radius in bones:
        # A shadow fades as the body leaves the floor.
        fade = np.exp(-0.45 * max(0.0, figure[[a, b], 1].mean()))
        thick = max(1, int(2 * radius * view.focal / depth[0, a] * _SHADOW_SCALE))
        cv2.line(mask, ends[a], ends[b], int(255 * fade), thick, cv2.LINE_8, 4)
    return mask


def _darken(image: Image, mask: NDArray[np.uint8], box: Sequence[int], strength: float, spread: float) -> None:
    """Multiply the picture by the blurred shadow around ``box`` (x, y, width, height in the mask)."""
    margin = int(3 * spread) + 2
    x0, y0 = max(0, box[0] - margin), max(0, box[1] - margin)
    x1, y1 = min(mask.shape[1], box[0] + box[2] + margin), min(mask.shape[0], box[1] + box[3] + margin)
    soft = cv2.GaussianBlur(mask[y0:y1, x0:x1], (0, 0), spread)
    left, top = int(x0 / _SHADOW_SCALE), int(y0 / _SHADOW_SCALE)
    right, bottom = min(image.shape[1], int(x1 / _SHADOW_SCALE)), min(image.shape[0], int(y1 / _SHADOW_SCALE))
    large = cv2.resize(soft, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR)
    part = image[top:bottom, left:right]
    keep = 1.0 - strength / 255.0 * large.astype(np.float32)[..., None]
    np.copyto(part, part * keep, casting="unsafe")
