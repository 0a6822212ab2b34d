"""What is behind the figure: a plain or mixed surface, or a room with a floor, walls and things along them."""

from functools import lru_cache
from typing import Literal

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image
from training.figure import rotation
from training.figure.camera import View
from training.figure.clothes import Colour
from training.figure.rotation import Array

Kind = Literal["plain", "gradient", "noise", "studio", "gym", "room"]
KINDS: tuple[Kind, ...] = ("plain", "gradient", "noise", "studio", "gym", "room")

_PER_METRE = 96
"""Texture pixels per metre."""


@attrs.frozen
class Background:
    """A background as data.

    Attributes:
        kind: "plain", "gradient" and "noise" are surfaces that do not move with the camera; "studio" (a white curve),
            "gym" (wood, wall bars, a mat) and "room" (a carpet, boxes) are places with a floor.
        floor: colour of the floor, or the lower colour of a gradient.
        wall: colour of the wall, or the upper colour.
        depth: how far the back wall is behind the middle, m.
        yaw: degrees the place is turned about its middle; at 0 its back wall is behind a person who faces +z.
        middle: x and z of the place's middle, m.
        seed: of grain, boards and things.
    """

    kind: Kind = "gym"
    floor: Colour = (196, 152, 104)
    wall: Colour = (216, 224, 232)
    depth: float = 3.0
    yaw: float = 0.0
    seed: int = 0
    middle: tuple[float, float] = (0.0, 0.0)

    @property
    def has_floor(self) -> bool:
        """Whether a figure throws a shadow on it."""
        return self.kind in ("studio", "gym", "room")

    def draw(self, view: View) -> Image:
        """The picture without anybody, for a single view."""
        if not self.has_floor:
            return _surface(self, view.size)
        return _place(self, view)


@lru_cache(maxsize=8)
def _surface(background: Background, size: tuple[int, int]) -> Image:
    width, height = size
    upper, lower = _bgr(background.wall), _bgr(background.floor)
    if background.kind == "plain":
        return np.tile(upper.astype(np.uint8), (height, width, 1))
    share = np.linspace(0, 1, height)[:, None, None]
    image = upper + (lower - upper) * share + np.zeros((height, width, 1))
    if background.kind == "noise":
        image += _cloud(np.random.default_rng(background.seed), height, width)[..., None] * (46, 42, 44)
    return np.clip(image, 0, 255).astype(np.uint8)


def _cloud(rng: np.random.Generator, height: int, width: int) -> Array:
    """(H, W) noise of several grain sizes, about -1 to 1."""
    out = np.zeros((height, width))
    for cells, strength in ((4, 1.0), (12, 0.6), (40, 0.35), (130, 0.2)):
        grain = rng.normal(0, 0.5, (max(2, cells * height // width), cells)).astype(np.float32)
        out += strength * cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    return out


def _place(background: Background, view: View) -> Image:
    """Floor and walls, each a textured plane seen by the camera, the farther ones first."""
    width, height = view.size
    image: Image = np.empty((height, width, 3), np.uint8)
    image[:] = np.clip(_bgr(background.wall) * 0.94, 0, 255)
    turn = rotation.about_y(np.array(np.deg2rad(background.yaw)))
    middle = np.array([background.middle[0], 0.0, background.middle[1]])
    for *vectors, texture in _planes(attrs.evolve(background, yaw=0.0, middle=(0.0, 0.0))):
        tall, wide = texture.shape[:2]
        corner, across, up = (turn @ vector for vector in vectors)
        corner = corner + middle
        corners = np.stack([corner, corner + across, corner + across + up, corner + up])
        matrix = _plane_to_picture(view, corner, across / wide, up / tall)
        local = view.to_camera(corners[None])[0]
        if (local[:, 2] < 0.05).all():
            continue
        mask = _plane_mask(view, corners)
        x, y, across_box, down_box = cv2.boundingRect(mask)
        if not across_box:
            continue
        shift = np.array([[1.0, 0, -x], [0, 1.0, -y], [0, 0, 1.0]])
        drawn = cv2.warpPerspective(
            texture, shift @ matrix, (across_box, down_box), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        part = (slice(y, y + down_box), slice(x, x + across_box))
        cv2.copyTo(drawn, mask[part], image[part])
    return image


def _plane_to_picture(view: View, corner: Array, across: Array, up: Array) -> Array:
    """(3, 3) homography from texture pixels to picture pixels."""
    axes, position = view.axes[0], view.position[0]
    basis = axes @ np.stack([across, up, corner - position], 1)
    lens = np.array([[view.focal, 0, view.size[0] / 2 - 0.5], [0, view.focal, view.size[1] / 2 - 0.5], [0, 0, 1]])
    return np.asarray(lens @ basis)


def _plane_mask(view: View, corners: Array) -> NDArray[np.uint8]:
    """(H, W) 1 or 0: which pixels show the part of a four-sided plane that is in front of the camera."""
    local = view.to_camera(corners[None])[0]
    kept = []
    for a, b in zip(local, np.roll(local, -1, 0), strict=True):
        if a[2] >= 0.05:
            kept.append(a)
        if (a[2] >= 0.05) != (b[2] >= 0.05):
            kept.append(a + (b - a) * (0.05 - a[2]) / (b[2] - a[2]))
    mask = np.zeros((view.size[1], view.size[0]), np.uint8)
    if len(kept) > 2:
        points = np.stack(kept)
        pixels = view.focal * points[:, :2] / points[:, 2:] + np.array(view.size) / 2 - 0.5
        cv2.fillPoly(mask, [np.clip(pixels * 16, -1e7, 1e7).astype(np.int32)], 1, shift=4)
    return mask


@lru_cache(maxsize=4)
def _planes(background: Background) -> tuple[tuple[Array, Array, Array, Image], ...]:
    """(corner, width vector, height vector, texture) of each plane; a texture's first row lies at the corner."""
    rng = np.random.default_rng(background.seed)
    back, near, half, tall = -background.depth, 7.0, 6.0, 4.2
    floor = _floor_texture(background, rng, 2 * half, near - back)
    wall = _wall_texture(background, rng, 2 * half, tall)
    side = _wall_texture(attrs.evolve(background, kind="studio"), rng, near - back, tall)
    side = np.clip(side * 0.93, 0, 255).astype(np.uint8)
    down = np.array([0.0, -tall, 0.0])
    return (
        (np.array([-half, tall, back]), np.array([2 * half, 0, 0]), down, wall),
        (np.array([-half, tall, near]), np.array([0, 0, back - near]), down, side),
        (np.array([half, tall, back]), np.array([0, 0, near - back]), down, side),
        (np.array([-half, 0.0, back]), np.array([2 * half, 0, 0]), np.array([0, 0, near - back]), floor),
    )


def _floor_texture(background: Background, rng: np.random.Generator, wide: float, deep: float) -> Image:
    width, height = int(wide * _PER_METRE), int(deep * _PER_METRE)
    image = np.tile(_bgr(background.floor), (height, width, 1))
    if background.kind == "gym":
        image = _boards(rng, image)
        _mat(image, wide, background.depth)
    elif background.kind == "room":
        image += rng.normal(0, 7, (height, width, 1))
        _mat(image, wide, background.depth, colour=_bgr(background.wall) * 0.6 + 20)
    # Light falls off towards the camera's side and into the corner of the wall.
    share = np.linspace(0, 1, height)[:, None, None]
    image *= 0.86 + 0.20 * np.sin(np.pi * np.clip(share * 1.1, 0, 1)) - 0.10 * np.exp(-share * 40)
    return np.clip(image, 0, 255).astype(np.uint8)


def _boards(rng: np.random.Generator, image: Array) -> Array:
    """Boards of wood along the room."""
    height, width = image.shape[:2]
    board = int(0.14 * _PER_METRE)
    for left in range(0, width, board):
        tone = rng.normal(1.0, 0.035)
        grain = cv2.resize(rng.normal(0, 1, (height // 60 + 2, board)).astype(np.float32), (board, height))
        part = image[:, left : left + board]
        part *= tone + 0.018 * grain[:, : part.shape[1], None]
        part[:, 0] *= 0.80
        for cut in rng.integers(0, height, 5):
            part[cut : cut + 1] *= 0.82
    return image


def _mat(image: Array, wide: float, depth: float, colour: Array | None = None) -> None:
    """A mat in the middle of the floor with a bright border."""
    middle = wide / 2
    box = [(middle - 1.7), (middle + 1.7), depth - 1.5, depth + 1.3]
    left, right, top, bottom = (int(v * _PER_METRE) for v in box)
    mat = np.array([158.0, 104.0, 52.0]) if colour is None else colour
    image[top:bottom, left:right] = mat
    edge = int(0.05 * _PER_METRE)
    for line in (slice(top + edge, top + 2 * edge), slice(bottom - 2 * edge, bottom - edge)):
        image[line, left + edge : right - edge] = mat * 0.5 + 120
    for line in (slice(left + edge, left + 2 * edge), slice(right - 2 * edge, right - edge)):
        image[top + edge : bottom - edge, line] = mat * 0.5 + 120


def _wall_texture(background: Background, rng: np.random.Generator, wide: float, tall: float) -> Image:
    width, height = int(wide * _PER_METRE), int(tall * _PER_METRE)
    share = np.linspace(0, 1, height)[:, None, None]
    image = _bgr(background.wall) * (1.05 - 0.17 * share) * np.ones((1, width, 1))
    if background.kind == "gym":
        _windows(image, wide)
        _wall_bars(image, wide, tall)
    if background.kind == "room":
        _things(image, rng)
    if background.kind != "studio":
        skirting = int(0.10 * _PER_METRE)
        image[-skirting:] *= 0.72
    return np.clip(image, 0, 255).astype(np.uint8)


def _windows(image: Array, wide: float) -> None:
    """A row of tall windows high up."""
    for middle in np.arange(1.0, wide, 2.0):
        left, right = int((middle - 0.62) * _PER_METRE), int((middle + 0.62) * _PER_METRE)
        top, bottom = int(0.35 * _PER_METRE), int(1.75 * _PER_METRE)
        sky = np.linspace(0, 1, bottom - top)[:, None, None]
        image[top - 6 : bottom + 6, left - 6 : right + 6] *= 0.80
        image[top:bottom, left:right] = np.array([250, 240, 226]) * (1 - sky) + np.array([244, 246, 246]) * sky
        image[top:bottom, (left + right) // 2 - 2 : (left + right) // 2 + 2] *= 0.80


def _wall_bars(image: Array, wide: float, tall: float) -> None:
    """Two sets of wall bars."""
    wood = np.array([112.0, 164.0, 204.0])
    for middle in (wide / 2 - 2.5, wide / 2 + 2.5):
        left, right = int((middle - 0.5) * _PER_METRE), int((middle + 0.5) * _PER_METRE)
        top, bottom = int((tall - 2.45) * _PER_METRE), int((tall - 0.06) * _PER_METRE)
        for y in range(top + 8, bottom, int(0.15 * _PER_METRE)):
            image[y + 4 : y + 8, left:right] *= 0.86
            image[y : y + 4, left:right] = wood
        for x in (left, right):
            image[top:bottom, x - 4 : x + 4] = wood * 0.9


def _things(image: Array, rng: np.random.Generator) -> None:
    """Boxes, pictures and shelves along a wall."""
    height, width = image.shape[:2]
    for _ in range(9):
        wide, tall = (rng.uniform(0.4, 1.3, 2) * _PER_METRE).astype(int)
        left = int(rng.integers(0, width - wide))
        standing = rng.random() < 0.6
        top = height - tall if standing else int(rng.uniform(0.3, 0.5) * height) - tall // 2
        shade = np.linspace(1.05, 0.85, tall)[:, None, None]
        image[max(0, top) : top + tall, left : left + wide] = (rng.uniform(40, 220, 3) * shade)[max(0, -top) :]
        image[max(0, top) : max(0, top) + 3, left : left + wide] *= 0.7


def _bgr(colour: Colour) -> Array:
    return np.array(colour[::-1], float)


def random_background(rng: np.random.Generator, yaw: float) -> Background:
    """Any kind, in likely colours; a place is turned by about ``yaw`` degrees."""
    kind = KINDS[rng.choice(len(KINDS), p=[0.08, 0.12, 0.15, 0.15, 0.25, 0.25])]
    wall, floor = rng.uniform(70, 240, 3), rng.uniform(50, 210, 3)
    grey_wall, grey_floor = wall.mean(), floor.mean()
    wall, floor = grey_wall + 0.35 * (wall - grey_wall), grey_floor + 0.4 * (floor - grey_floor)

    def colour(values: Array) -> Colour:
        red, green, blue = values.astype(int)
        return int(red), int(green), int(blue)

    depth, turned = float(rng.uniform(2.2, 4.0)), float(yaw + rng.normal(0, 18))
    return Background(kind, colour(floor), colour(wall), depth, turned, int(rng.integers(1 << 30)))
