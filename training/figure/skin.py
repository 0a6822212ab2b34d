"""The surface of a figure: a mesh of four-sided faces that bends with the joints.

Every part is a tube of rings around the straight, standing body; each vertex follows one or two joints (linear blend
skinning). Parts overlap where limbs meet the trunk, as sleeves do.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.sparse import coo_array, csr_array

from training.figure.body import JOINT, JOINTS, SIDES, Body
from training.figure.clothes import Colour, Outfit
from training.figure.pose import Posture
from training.figure.rotation import Array

Blend = Callable[[Array], tuple[str, str, Array]]
"""(R,) ring positions -> the two joints that carry the rings, and the share (R,) of the second."""


@attrs.frozen(eq=False)
class Mesh:
    """V vertices and F faces of one clothed body.

    Attributes:
        first: (V, 3) vertex from the first joint that carries it, in its axes, m.
        second: (V, 3) the same from the second joint.
        normal: (V, 3) outward direction in the straight body; zeros where the face's own is to be used.
        joints: (V, 2) the two joints.
        share: (V,) share of the second joint.
        faces: (F, 4) vertices, counter-clockwise seen from outside.
        colour: (F, 3) blue, green, red, 0 to 1.
        gloss: (F,) share of light that comes back as a highlight.
        bias: (F,) m; a face is drawn as if it were nearer by this (eyes on a face).
        thin: (F,) bool; cloth that is seen from both sides.
    """

    first: Array
    second: Array
    normal: Array
    joints: NDArray[np.intp]
    share: Array
    faces: NDArray[np.intp]
    colour: Array
    gloss: Array
    bias: Array
    thin: NDArray[np.bool_]

    def vertices(self, posture: Posture) -> Array:
        """(T, V, 3) in the world, m."""
        frames = np.swapaxes(posture.turns, -1, -2)
        frames = np.concatenate([frames, posture.joints[:, :, None]], 2)
        return np.stack([self._carried @ frame.reshape(-1, 3) for frame in frames])

    def normals(self, posture: Posture) -> Array:
        """(T, V, 3) outward directions in the world, about length 1."""
        frames = np.swapaxes(posture.turns, -1, -2)
        return np.stack([self._turned @ frame.reshape(-1, 3) for frame in frames])

    @cached_property
    def _carried(self) -> csr_array:
        """(V, 4 J) what each vertex takes from each joint's axes and place: one product instead of V small ones."""
        places = (np.column_stack([place, np.ones(len(place))]) for place in (self.first, self.second))
        return self._mixed(*places)

    @cached_property
    def _turned(self) -> csr_array:
        """(V, 3 J) the same for directions."""
        return self._mixed(self.normal, self.normal)

    def _mixed(self, first: Array, second: Array) -> csr_array:
        """(V, C J) from (V, C) coordinates in the first joint's axes and in the second one's."""
        count, width = first.shape
        values = np.concatenate([first * (1 - self.share[:, None]), second * self.share[:, None]], 1)
        columns = np.concatenate([width * joint[:, None] + np.arange(width) for joint in self.joints.T], 1)
        rows = np.repeat(np.arange(count), 2 * width)
        size = (count, width * len(JOINTS))
        return coo_array((values.ravel(), (rows, columns.ravel())), size).tocsr()


def dress(body: Body, outfit: Outfit, detail: float = 1.0) -> Mesh:
    """The mesh of ``body`` in ``outfit``; ``detail`` 1 has about 1,000 faces, 2 about four times as many."""
    from training.figure.parts import head, limbs, trunk

    sewing = Sewing(body, outfit, detail)
    trunk.torso(sewing)
    head.head(sewing)
    for side in SIDES:
        limbs.arm(sewing, side)
        limbs.leg(sewing, side)
        limbs.foot(sewing, side)
    return sewing.mesh()


class Sewing:
    """Collects the parts of a mesh. Lengths given to it are shares of the body's height."""

    def __init__(self, body: Body, outfit: Outfit, detail: float) -> None:
        self.body, self.outfit, self.detail = body, outfit, detail
        self._vertices: list[Array] = []
        self._normal: list[Array] = []
        self._joints: list[NDArray[np.intp]] = []
        self._share: list[Array] = []
        self._faces: list[NDArray[np.intp]] = []
        self._colour: list[Array] = []
        self._extra: list[Array] = []
        self._count = 0

    def rest(self, joint: str) -> Array:
        """(3,) the joint in the straight, standing body, shares of the height."""
        return np.asarray(self.body.rest[JOINT[joint]] / self.body.height)

    def profile(self, rows: Sequence[Sequence[float]], rings: int) -> Array:
        """(R, C) a table of key rings made smooth and finer; the first column is the position."""
        table = np.array(rows, float)
        order = np.argsort(table[:, 0])
        at = np.linspace(0, 1, max(len(rows), round(rings * self.detail)))
        # Rings are spread by the keys' own spacing: the close ones stand where the form bends.
        where = np.interp(at, np.linspace(0, 1, len(rows)), table[order, 0])
        out = np.column_stack([where, PchipInterpolator(table[order, 0], table[order, 1:])(where)])
        return out if table[0, 0] <= table[-1, 0] else out[::-1]

    def ellipses(self, y: Array, half: Array, sides: int, *, x: Array | float = 0.0, z: Array | float = 0.0) -> Array:
        """(R, S, 3) horizontal rings at heights ``y`` (R,) with half axes (R, 2) along x and z around (x, z)."""
        angle = np.linspace(0, 2 * np.pi, max(6, round(sides * self.detail)), endpoint=False)
        out = np.empty((len(y), len(angle), 3))
        out[..., 0] = np.reshape(x, (-1, 1)) + half[:, :1] * np.cos(angle)
        out[..., 1] = y[:, None]
        out[..., 2] = np.reshape(z, (-1, 1)) + half[:, 1:] * np.sin(angle)
        return out

    def tube(
        self,
        rings: Array,
        blend: Blend,
        position: Array,
        colour: Callable[[Array], Array] | Colour,
        *,
        gloss: float = 0.05,
        bias: float = 0.0,
        thin: bool = False,
        keep: Callable[[Array], NDArray[np.bool_]] | None = None,
        caps: bool = True,
    ) -> None:
        """Add a tube.

        Args:
            rings: (R, S, 3) in the straight body.
            blend: which joints carry a ring.
            position: (R,) what ``blend`` is asked with.
            colour: one colour, or a function of the faces' centres (F, 3) giving (F, 3) red, green, blue.
            gloss: highlight.
            bias: drawn nearer by this, m.
            thin: cloth seen from both sides.
            keep: function of the faces' centres that says which faces stay.
            caps: close both ends.
        """
        if caps:
            ends = [np.broadcast_to(rings[i].mean(0), rings[i].shape)[None] for i in (0, -1)]
            rings = np.concatenate([ends[0], rings, ends[1]])
            position = np.concatenate([position[:1], position, position[-1:]])
        count, sides = rings.shape[:2]
        index = np.arange(count * sides).reshape(count, sides)
        turned = np.roll(index, -1, 1)
        faces = np.stack([index[:-1], turned[:-1], turned[1:], index[1:]], -1).reshape(-1, 4)
        lids = sides if caps else 0
        vertices = rings.reshape(-1, 3)
        faces = _outward(vertices, faces, rings)
        normal = _vertex_normals(vertices, faces[lids : len(faces) - lids])
        if keep is not None:
            faces = faces[keep(vertices[faces].mean(1))]
        carried = blend(np.repeat(position, sides))
        self._add(_Piece(vertices, normal, faces, gloss=gloss, bias=bias, thin=thin), carried, colour)

    def patch(self, points: Array, faces: Sequence[Sequence[int]], joint: str, colour: Colour, *, bias: float) -> None:
        """Add loose faces that follow one joint; ``points`` (N, 3) from that joint."""
        quads = np.array([[*f, f[-1]] if len(f) == 3 else f for f in faces], dtype=np.intp)
        piece = _Piece(points + self.rest(joint), np.zeros_like(points), quads, gloss=0.0, bias=bias, thin=True)
        self._add(piece, one_joint(joint)(np.zeros(len(points))), colour)

    def _add(self, piece: "_Piece", carried: tuple[str, str, Array], colour: Callable[[Array], Array] | Colour) -> None:
        centres = piece.vertices[piece.faces].mean(1)
        first, second, share = carried
        self._vertices.append(piece.vertices * self.body.height)
        self._normal.append(piece.normal)
        self._joints.append(np.tile([JOINT[first], JOINT[second]], (len(share), 1)).astype(np.intp))
        self._share.append(share)
        self._faces.append(piece.faces + self._count)
        self._count += len(share)
        rgb = colour(centres) if callable(colour) else np.tile(np.array(colour, float), (len(centres), 1))
        self._colour.append(rgb[:, ::-1] / 255.0)
        self._extra.append(np.tile([piece.gloss, piece.bias, float(piece.thin)], (len(centres), 1)))

    def mesh(self) -> Mesh:
        """What was added so far."""
        vertices, joints = np.concatenate(self._vertices), np.concatenate(self._joints)
        extra = np.concatenate(self._extra)
        return Mesh(
            first=vertices - self.body.rest[joints[:, 0]],
            second=vertices - self.body.rest[joints[:, 1]],
            normal=np.concatenate(self._normal),
            joints=joints,
            share=np.concatenate(self._share),
            faces=np.concatenate(self._faces),
            colour=np.concatenate(self._colour),
            gloss=extra[:, 0],
            bias=extra[:, 1],
            thin=extra[:, 2] > 0,
        )


def one_joint(joint: str) -> Blend:
    """Everything follows one joint."""
    return lambda position: (joint, joint, np.zeros(len(position)))


def between(first: str, second: str, start: float, end: float) -> Blend:
    """From the first joint to the second while the position goes from ``start`` to ``end``."""

    def blend(position: Array) -> tuple[str, str, Array]:
        share = np.clip((position - start) / (end - start), 0, 1)
        return first, second, share * share * (3 - 2 * share)

    return blend


@attrs.frozen(eq=False)
class _Piece:
    """Vertices (shares of the height, straight body), their normals, and faces of one part."""

    vertices: Array
    normal: Array
    faces: NDArray[np.intp]
    gloss: float
    bias: float
    thin: bool


def _outward(vertices: Array, faces: NDArray[np.intp], rings: Array) -> NDArray[np.intp]:
    """Faces wound so that their normals point away from the tube's middle line."""
    normal = np.cross(vertices[faces[:, 2]] - vertices[faces[:, 0]], vertices[faces[:, 3]] - vertices[faces[:, 1]])
    middle = rings.mean(1)
    lower = np.repeat((middle[:-1] + middle[1:]) / 2, rings.shape[1], axis=0)
    side = np.sum(normal * (vertices[faces].mean(1) - lower), 1)
    return faces if np.sum(np.sign(side)) >= 0 else faces[:, ::-1]


def _vertex_normals(vertices: Array, faces: NDArray[np.intp]) -> Array:
    """(V, 3) mean direction of the faces around each vertex, the larger ones counting more.

    Leave a tube's lids out, or its rims would be shaded like them.
    """
    normal = np.cross(vertices[faces[:, 2]] - vertices[faces[:, 0]], vertices[faces[:, 3]] - vertices[faces[:, 1]])
    out = np.zeros_like(vertices)
    for corner in faces.T:
        np.add.at(out, corner, normal)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-15))
