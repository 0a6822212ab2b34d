"""Numbers of a clip that was looked at, and what makes it doubtful as an example to learn from.

Most is judged as the app judges a clip (`dancecoach.pipeline.checks`), by the same thresholds.
"""

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.pipeline.checks import FEET, HEAD, Seen, share_outside, what_to_say
from dancecoach.pipeline.chunks import brightness_around
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.size import clip_body_size
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo, Frame, Image

BLUR = 0.06
"""Sharpness (see `sharpness_around`) below which a clip is called blurred. The real clips have 0.12 (from 320 x 240
pixels) to 0.67. Four of them, blurred by hand to 0.05 to 0.07, lose 0.6 to 2.9 % of body height (median of 13 joints);
at 0.04 and less 1.4 to 34 %, and the person is lost in some frames."""

GAP_S = 0.5
"""Time without a new picture, s, from which a clip is said to stand still: a whole step of a dance."""

FEW_FRAMES = 10
"""The shortest window of a published system."""

_BODY_PX = 256
_SHARPNESS_STEP = 5


@attrs.frozen
class Numbers:
    """What is known of a clip that was looked at.

    Attributes:
        frames: looked at.
        seconds: from the first of them to the last.
        found: share of them with the person, 0 to 1.
        people: most people seen in a frame; 0 where none were looked for.
        company: share of the frames looked at for others that held more than one, 0 to 1.
        feet_outside: share of the found frames with the feet outside the picture, 0 to 1.
        head_outside: the same of the head.
        height_px: standing height in the pictures looked at, pixels; None where nobody was found.
        brightness: of the brightest tenth around the person, median, 0 to 255; None without frames.
        sharpness: around the person, median; None where nobody was found.
        gap_s: longest time without a new picture, s.
    """

    frames: int
    seconds: float
    found: float
    people: int
    company: float
    feet_outside: float
    head_outside: float
    height_px: float | None
    brightness: float | None
    sharpness: float | None
    gap_s: float


class Watch:
    """Measures the pictures of a clip while they go by."""

    def __init__(self) -> None:
        self._brightness: list[float] = []
        self._sharpness: list[float] = []

    def __call__(self, frame: Frame, pose: BodyPose | None) -> None:
        """See a frame with the followed person."""
        nowhere = np.full((1, 3), np.nan, np.float32)
        self._brightness.append(brightness_around(frame.image, nowhere if pose is None else pose.landmarks))
        if pose is not None and frame.index % _SHARPNESS_STEP == 0:
            self._sharpness.append(sharpness_around(frame.image, pose.landmarks))

    @property
    def brightness(self) -> NDArray[np.float32]:
        """(T,) of each frame, 0 to 255."""
        return np.array(self._brightness, np.float32)

    @property
    def sharpness(self) -> float:
        """Median of some frames, NaN where nobody was found."""
        known = [value for value in self._sharpness if np.isfinite(value)]
        return float(np.median(known)) if known else float("nan")


def sharpness_around(image: Image, landmarks: NDArray[np.float32]) -> float:
    """How fine the detail around a person is: the Laplacian's spread over the grey levels' own.

    The box around the landmarks is first made as large as the engine sees it, so that the picture's size does not
    matter, nor does its contrast. NaN where the box is too small or of one colour.
    """
    height, width = image.shape[:2]
    corners = np.clip([landmarks[:, :2].min(axis=0), landmarks[:, :2].max(axis=0)], 0, 1)
    (left, top), (right, bottom) = np.round(corners * (width, height)).astype(int)
    if right - left < 8 or bottom - top < 8:
        return float("nan")
    grey = cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    scale = _BODY_PX / max(grey.shape)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    same = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how).astype(np.float32)
    spread = float(same.std())
    return float(cv2.Laplacian(same, cv2.CV_32F).std()) / spread if spread > 1 else float("nan")


def numbers_of(track: PoseTrack, times: NDArray[np.float64], watch: Watch) -> Numbers:
    """The numbers of a clip.

    Args:
        track: as the engine gave it.
        times: (T,) of the clip's own frames, s.
        watch: has seen all frames of the track.
    """
    looked = np.zeros(0, np.int16) if track.people is None else track.people[track.people >= 0]
    height = clip_body_size(track.pixels()[track.found], track.skeleton) if track.found.any() else float("nan")
    return Numbers(
        frames=len(track),
        seconds=round(float(track.times[-1] - track.times[0]), 3) if len(track) else 0.0,
        found=round(track.found_fraction, 4),
        people=int(looked.max(initial=0)),
        company=round(float((looked > 1).mean()), 4) if len(looked) else 0.0,
        feet_outside=round(share_outside(track, FEET), 4),
        head_outside=round(share_outside(track, HEAD), 4),
        height_px=_known(height, 1),
        brightness=_known(float(np.median(watch.brightness)) if len(track) else float("nan"), 1),
        sharpness=_known(watch.sharpness, 3),
        gap_s=round(float(np.diff(times).max(initial=0.0)), 3),
    )


def doubts(info: ClipInfo, track: PoseTrack, watch: Watch, numbers: Numbers) -> tuple[str, ...]:
    """Sentences about what makes a clip a poor example, the gravest first; none for a good one."""
    said = list(what_to_say(Seen(info, track, watch.brightness)))
    if numbers.sharpness is not None and numbers.sharpness < BLUR:
        said.append(
            "The person is blurred, so joints are less exact; film with a steady, focused camera in more light."
        )
    if numbers.gap_s >= GAP_S:
        said.append(f"The picture stands still for {numbers.gap_s:.1f} s; cut the clip there.")
    if numbers.frames < FEW_FRAMES:
        said.append(f"There are only {numbers.frames} frames; give whole movements.")
    return tuple(said)


def _known(value: float, digits: int) -> float | None:
    return round(value, digits) if np.isfinite(value) else None
