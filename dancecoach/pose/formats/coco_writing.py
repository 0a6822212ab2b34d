"""Landmarks of one or several people as a COCO keypoints file (cocodataset.org, "Data Format"), which we read back.

``images`` has every frame, also those without a body, with its time; ``categories`` the 17 joints and bones;
``annotations`` a person in a frame: ``keypoints`` (x, y in pixels, 0 not known, 1 hidden, 2 in sight),
``keypoint_scores`` (how sure, 0 to 1), ``track_id`` (1 for the first person), ``bbox``, ``area``, ``score``.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.pose.formats.trc import frame_rate
from dancecoach.pose.skeleton import COCO_17
from dancecoach.pose.track import PoseTrack

_IN_SIGHT = 0.5
_DECIMALS = 2
"""Of a pixel."""


def save_coco_json(people: Sequence[PoseTrack], path: Path) -> None:
    """Write the file, whole or not at all; places to a hundredth of a pixel.

    Args:
        people: one or more, of the same frames and picture.
        path: of the file.

    Raises:
        InputError: there is nobody, or they are of different clips.
        OutputError: it cannot be written.
    """
    first = next(iter(people), None)
    if first is None or any(
        len(p) != len(first) or p.frame_size != first.frame_size or not np.array_equal(p.times, first.times)
        for p in people
    ):
        raise InputError(_("are not of one clip"), subject=_("these poses"), remedy=_("write a file for each"))
    content = {
        "info": {"description": "poses of dancecoach", "source": first.source, "fps": round(frame_rate(first), 6)},
        "images": list(_images(first)),
        "categories": [_category()],
        "annotations": [
            {"id": number, **annotation}
            for number, annotation in enumerate((a for i, p in enumerate(people, 1) for a in _annotations(p, i)), 1)
        ],
    }
    write_text(path, json.dumps(content, allow_nan=False, separators=(",", ":")) + "\n")


def _images(track: PoseTrack) -> Iterator[dict[str, Any]]:
    width, height = track.frame_size
    for frame, time_s in enumerate(track.times.tolist()):
        name = f"frame_{frame:06d}.png"
        size = {"width": width, "height": height}
        yield {"id": frame + 1, "file_name": name, **size, "frame_id": frame, "time_s": round(time_s, 6)}


def _category() -> dict[str, Any]:
    bones = [[COCO_17.index(a) + 1, COCO_17.index(b) + 1] for a, b in COCO_17.bones]
    return {"id": 1, "name": "person", "supercategory": "person", "keypoints": COCO_17.joints, "skeleton": bones}


def _annotations(track: PoseTrack, who: int) -> Iterator[dict[str, Any]]:
    coco = track.to_skeleton(COCO_17)
    pixels = coco.pixels()
    known = np.isfinite(pixels.sum(axis=2))
    anybody = track.found & np.logical_or.reduce(known, axis=1)
    for frame in np.flatnonzero(anybody).tolist():
        seen = known[frame]
        sure = np.where(seen, coco.visibility[frame], 0.0)
        here = pixels[frame][seen].astype(np.float64)
        corner, size = here.min(axis=0), np.ptp(here, axis=0)
        marks = np.where(seen, np.where(sure >= _IN_SIGHT, 2, 1), 0)
        places = np.where(seen[:, None], pixels[frame], 0.0).astype(np.float64)
        yield {
            "image_id": frame + 1,
            "category_id": 1,
            "track_id": who,
            "keypoints": [
                number
                for (x, y), mark in zip(places.tolist(), marks.tolist(), strict=True)
                for number in (round(x, _DECIMALS), round(y, _DECIMALS), mark)
            ],
            "keypoint_scores": [round(value, 4) for value in sure.tolist()],
            "num_keypoints": int(seen.sum()),
            "bbox": [round(value, _DECIMALS) for value in (*corner.tolist(), *size.tolist())],
            "area": round(float(size[0] * size[1]), _DECIMALS),
            "iscrowd": 0,
            "score": round(float(sure[seen].mean()), 4),
        }
