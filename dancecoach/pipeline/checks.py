"""What a person should know about a clip before trusting its numbers: set-up faults said in one sentence each.

A fault is only said when it lasts: a foot that leaves the picture for a moment is nobody's camera position.
"""

from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _
from dancecoach.pose.size import clip_body_size
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

LOW_FOUND = 0.8
"""Share of frames with the person in them below which the clip is called patchy."""

COMPANY = 0.1
"""Share of the frames looked at from which a second person counts as being there."""

CUT = 0.15
"""Share of the found frames from which feet or a head outside the picture count as cut off."""

LOW_FPS = 24.0
"""A 30 frames-a-second flight of 0.6 s has 18 frames: flight time to 6 %. Below 24 it is worse than 7 %."""

DARK = 50.0
"""Value (0 to 255) of the brightest tenth around the person, in the median frame, below which it is called dark. The
real clips have 126 to 232, a spotlit beam in a dark hall 172. Darkened by hand, one of them loses 0.7 % of body height
(median) at 44 and 2 % of the frames at 20; another finds the wrong person at 45."""

SMALL_PX = 100.0
"""Standing height in pixels below which the engine's errors grow (its own picture of a body is 256 pixels high)."""

FEET = ("left_ankle", "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index")
HEAD = ("nose", "left_eye", "right_eye", "left_ear", "right_ear")
"""Joints of which most lie outside the picture where feet or head are called cut off."""


@attrs.frozen(eq=False)
class Seen:
    """What the checks look at.

    Attributes:
        info: facts of the clip.
        track: the followed person.
        brightness: (T,) value of the brightest tenth around the person, 0 to 255; None without pictures.
        chosen: whether somebody chose the person to follow.
    """

    info: ClipInfo
    track: PoseTrack
    brightness: NDArray[np.float32] | None = None
    chosen: bool = False


def what_to_say(seen: Seen) -> tuple[str, ...]:
    """Sentences for the person, the gravest first; none for a good clip."""
    return tuple(_sentences(seen))


def _sentences(seen: Seen) -> Iterator[str]:
    track = seen.track
    yield from _whether_chosen_found(track) if seen.chosen else _whether_found(track)
    if not seen.chosen:  # else whoever chose knows
        yield from _company(track)
    if track.found.any():
        yield from _cut_off(track)
        yield from _too_small(track)
    yield from _too_dark(seen.brightness)
    yield from _too_few_frames(seen.info)


def _whether_found(track: PoseTrack) -> Iterator[str]:
    if not track.found.any():
        yield _("Nobody was found in the picture; film the whole body from the front or the side, in good light.")
    elif track.found_fraction < LOW_FOUND:
        yield _(
            "The person was found in only {share} of the frames; the frames without them have no measurements. "
            "Film the whole body in good light, with nobody walking in front."
        ).format(share=_percent(track.found_fraction))


def _whether_chosen_found(track: PoseTrack) -> Iterator[str]:
    if track.found_fraction < LOW_FOUND:
        yield _(
            "The person you chose was made out in {share} of the frames; where they are hidden by somebody else, or "
            "it is not certain who it is, there are no measurements."
        ).format(share=_percent(track.found_fraction))


def _company(track: PoseTrack) -> Iterator[str]:
    if track.people is None or not (looked := track.people >= 0).any():
        return
    share = float((track.people[looked] > 1).mean())
    if share < COMPANY:
        return
    most = int(np.percentile(track.people[looked], 95))
    yield _(
        "There are up to {count} people in the picture (more than one in {share} of the frames); "
        "the larger and more central one is followed."
    ).format(count=max(2, most), share=_percent(share))


def _cut_off(track: PoseTrack) -> Iterator[str]:
    feet, head = share_outside(track, FEET), share_outside(track, HEAD)
    if feet >= CUT:
        yield _(
            "The feet are outside the picture in {share} of the frames, so nothing is said about steps and landings "
            "there; move the camera back or tilt it down."
        ).format(share=_percent(feet))
    if head >= CUT:
        yield _("The head is outside the picture in {share} of the frames; move the camera back or tilt it up.").format(
            share=_percent(head)
        )


def share_outside(track: PoseTrack, joints: tuple[str, ...]) -> float:
    """Share of the found frames (0 to 1) in which most of these joints lie outside the picture.

    The engine guesses where joints outside the picture are, hence "most of": one toe across the edge is a guess.
    Joints that the skeleton lacks are left out; 0 when it has none of them.
    """
    present = [j for j in joints if j in track.skeleton.joints]
    if not present or not track.found.any():
        return 0.0
    points = track.landmarks[track.found][:, _indices(track.skeleton, present), :2]
    with np.errstate(invalid="ignore"):
        outside = ((points < 0) | (points > 1)).any(axis=-1)
    return float((outside.mean(axis=1) > 0.5).mean())


def _indices(skeleton: Skeleton, joints: list[str]) -> NDArray[Any]:
    return skeleton.indices(*joints)


def _too_small(track: PoseTrack) -> Iterator[str]:
    height = clip_body_size(track.pixels()[track.found], track.skeleton)
    if np.isfinite(height) and height < SMALL_PX:
        yield _(
            "The person is only about {height} pixels tall, so joints are less exact; move the camera nearer or "
            "film at a higher resolution."
        ).format(height=round(height))


def _too_dark(brightness: NDArray[np.float32] | None) -> Iterator[str]:
    if brightness is None or not np.isfinite(brightness).any():
        return
    if float(np.nanmedian(brightness)) < DARK:
        yield _("The picture is dark, so joints are less exact; turn on more light, in front of the person.")


def _too_few_frames(info: ClipInfo) -> Iterator[str]:
    if info.frames > 1 and 0 < info.mean_fps < LOW_FPS - 0.5:
        yield _(
            "There are only {fps} frames a second, so fast movements and flight times are less exact; "
            "film at 30 or, for gymnastics, 60."
        ).format(fps=f"{info.mean_fps:.3g}")


def _percent(share: float) -> str:
    """A share as a whole percentage, never rounded to an untrue 0 % or 100 %."""
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    return f"{min(99, max(1, round(share * 100)))} %"
