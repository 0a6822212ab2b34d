"""Which column of a MediaPipe table is what."""

import math
import re

import attrs

from dancecoach.pose.skeleton import BLAZEPOSE_33, SKELETONS, Skeleton

PARTS = 4
"""x, y, z and visibility."""

COLUMNS = PARTS * len(BLAZEPOSE_33)
"""132, of 33 landmarks."""

_MOST_DIGITS = 4
"""Of a joint's number; Python reads none of thousands."""

_PARTS = {"x": 0, "y": 1, "z": 2, "v": 3, "vis": 3, "visibility": 3, "score": 3}
_EMPTY = {"", "nan", "na", "n/a", "none", "null", "-"}
_TIMES = re.compile(r"^(t|ts|pts|(time|timestamp|seconds|sec)([_ ]?(s|ms|us|sec|milliseconds|microseconds))?|ms)$")
_SIZES = re.compile(r"^(picture|frame|image|video)[_ ](width|height)$")
_FRAMES = re.compile(r"^(frame|index|idx)([_ ]?(nr|no|id|num|number|index|idx))?$")


@attrs.frozen
class Layout:
    """Where things stand in a row.

    Attributes:
        landmarks: the column positions in the order joint by joint, x, y, z, visibility; 132 for 33 landmarks.
        extras: positions of the other columns.
        names: their lower-case names, "" without a header.
        time_columns: indices into ``extras`` of what may be times, best first.
        frame_columns: indices into ``extras`` of what may be frame numbers.
        skeleton: whose joints they are.
        world: the column positions of the metres, joint by joint, x, y, z; () where there are none.
        size_columns: indices into ``extras`` of the picture's width and height; None where they are not there.
    """

    landmarks: tuple[int, ...]
    extras: tuple[int, ...]
    names: tuple[str, ...]
    time_columns: tuple[int, ...]
    frame_columns: tuple[int, ...]
    skeleton: Skeleton = BLAZEPOSE_33
    world: tuple[int, ...] = ()
    size_columns: tuple[int, int] | None = None


def parse_number(cell: str) -> float | None:
    """The number in a cell, NaN for an empty one, None for a word."""
    text = cell.strip()
    if text.lower() in _EMPTY:
        return math.nan
    try:
        return float(text)
    except ValueError:
        return None


def layout_from_header(header: list[str]) -> Layout | None:
    """Columns by their names ("x1", "v33", "nose_x", "LEFT_KNEE.visibility"); None when they are not landmarks.

    By names they may be those of any skeleton of ours, and "nose_world_x" is metres. Where the names say nothing but
    the count is right, the last 132 columns are taken as they come.
    """
    names = [cell.strip().lower() for cell in header]
    placed: dict[tuple[str, int], int] = {}
    metres: dict[tuple[str, int], int] = {}
    for position, name in enumerate(names):
        parsed = _joint_and_part(name.replace("_world_", "_"))
        if parsed is not None:
            (metres if "_world_" in name else placed).setdefault(parsed, position)
    skeleton, joints = _joint_order({joint for joint, _ in placed})
    if joints is not None and len(placed) == PARTS * len(joints):
        landmarks = tuple(placed[joint, part] for joint in joints for part in range(PARTS))
    elif len(names) >= COLUMNS:
        landmarks = tuple(range(len(names) - COLUMNS, len(names)))
    else:
        return None
    wanted = [(joint, part) for joint in joints or () for part in range(3)]
    world = tuple(metres[place] for place in wanted) if wanted and set(wanted) <= set(metres) else ()
    taken = {*landmarks, *metres.values()}
    extras = tuple(i for i in range(len(names)) if i not in taken)
    extra_names = tuple(names[i] for i in extras)
    return Layout(
        landmarks,
        extras,
        extra_names,
        tuple(i for i, name in enumerate(extra_names) if _TIMES.match(name)),
        tuple(i for i, name in enumerate(extra_names) if _FRAMES.match(name)),
        skeleton,
        world,
        _size_columns(extra_names),
    )


def _size_columns(names: tuple[str, ...]) -> tuple[int, int] | None:
    at = {match[2]: i for i, name in enumerate(names) if (match := _SIZES.match(name))}
    return (at["width"], at["height"]) if len(at) == 2 else None


def layout_without_header(first: list[str]) -> Layout | None:
    """Columns by their count: words at the end are labels, the 132 numbers before them landmarks."""
    end = len(first)
    while end > COLUMNS and parse_number(first[end - 1]) is None:
        end -= 1
    if end < COLUMNS:
        return None
    start = end - COLUMNS
    extras = (*range(start), *range(end, len(first)))
    numeric = tuple(i for i, column in enumerate(extras) if column < start and parse_number(first[column]) is not None)
    # Whether such a column holds times or counts frames, only its values can tell.
    return Layout(tuple(range(start, end)), extras, ("",) * len(extras), numeric, numeric)


def _joint_and_part(name: str) -> tuple[str, int] | None:
    """("nose", 0) from "nose_x", "x_nose" or "nose.x"; ("7", 3) from "v7" or "landmark_7_visibility"."""
    words = [w for w in re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", "_", name)) if w]
    parts = [w for w in words if w in _PARTS]
    rest = [w for w in words if w not in _PARTS and w not in {"landmark", "lm", "pose", "joint", "kp", "point"}]
    if len(parts) != 1 or not rest:
        return None
    return "_".join(rest), _PARTS[parts[0]]


def _joint_order(joints: set[str]) -> tuple[Skeleton, list[str] | None]:
    """The joints in a skeleton's order: 33 by number (from 0 or 1), or any by name; None when they are of none."""
    skeleton = next((s for s in SKELETONS.values() if len(s) == len(joints)), None)
    if skeleton is None:
        return BLAZEPOSE_33, None
    if all(joint.isdecimal() and len(joint) <= _MOST_DIGITS for joint in joints):
        ordered = sorted(joints, key=int)
        counted = skeleton is BLAZEPOSE_33 and int(ordered[-1]) - int(ordered[0]) == len(joints) - 1
        return skeleton, ordered if counted else None
    # MediaPipe says "mouth_left" where everything else has the side first.
    ours = {name: name for name in skeleton.joints} | {"mouth_left": "left_mouth", "mouth_right": "right_mouth"}
    by_name = {ours[joint]: joint for joint in joints if joint in ours}
    found = set(by_name) == set(skeleton.joints)
    return skeleton, [by_name[name] for name in skeleton.joints] if found else None
