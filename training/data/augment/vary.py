"""Clips varied by chance before their features are worked out, in ways that leave the labels true."""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.track import PoseTrack
from training.data.augment.body import mirrored_joints, of_another_body, trunk_length
from training.data.augment.camera import followed, moved, seen_by_another_camera
from training.data.augment.settings import Augmentation
from training.data.augment.sight import hide, noise
from training.data.augment.timing import at_intervals, trimmed
from training.data.clips import Clip

Rng = np.random.Generator
Floats = NDArray[np.float64]


def augmented(clip: Clip, settings: Augmentation, rng: Rng) -> Clip:
    """A clip varied by chance, of any skeleton that has the joints of `BODY_13`.

    Depth follows the mirror and the zoom alone; metres, which no network is given, are left out.
    """
    # What was added later draws nothing while it is off: recipes vary clips as they did before.
    if rng.random() < settings.trim:
        clip = trimmed(clip, rng)
    if settings.interval > 1:
        clip = at_intervals(clip, settings.interval, rng)
    track = clip.track
    joints = _joints(track)
    if rng.random() < settings.mirror:
        joints = mirrored_joints(joints, track.skeleton)
    _place(joints, track, settings, rng)
    _jitter(joints, track, settings, rng)
    hide(joints, track.skeleton, track.times, settings, rng)
    times = track.times
    if settings.stretch > 1:
        times = times * settings.stretch ** rng.uniform(-1, 1)
    # The film shows the body as it was: pictures of it would say nothing of what was varied.
    return attrs.evolve(clip, track=_track(times, joints, track), video=None)


def _place(joints: Floats, track: PoseTrack, settings: Augmentation, rng: Rng) -> None:
    """Another body before another camera; in place."""
    size = track.frame_size
    if settings.limbs:
        joints[..., :2] = of_another_body(joints[..., :2], track.skeleton, size, settings.limbs, rng)
    joints[..., :2] = seen_by_another_camera(joints[..., :2], size, settings, rng)
    joints[..., :3] = moved(joints[..., :3], settings, rng)
    if settings.drift:
        reach = settings.drift * rng.random() * _trunk(joints, track)
        joints[..., :2] = followed(joints[..., :2], track.times, size, rng, reach=reach, spread=settings.drift)


def _jitter(joints: Floats, track: PoseTrack, settings: Augmentation, rng: Rng) -> None:
    """Noise of a strength drawn for the clip; in place. Depth, where there is one, is as uncertain as the rest."""
    spread = rng.uniform(0, settings.noise) * _trunk(joints, track) if settings.noise else 0.0
    joints[..., :2] += noise(joints.shape[:2], track.frame_size, spread, rng)
    if spread and np.nan_to_num(joints[..., 2]).any():
        joints[..., 2] += noise(joints.shape[:2], (track.frame_size[0],) * 2, spread, rng)[..., 0]


def _trunk(joints: Floats, track: PoseTrack) -> float:
    return trunk_length(joints[..., :2] * np.array(track.frame_size), track.skeleton)


def _joints(track: PoseTrack) -> Floats:
    """(T, J, 4) x, y, depth and visibility; NaN where nobody was found."""
    joints = np.concatenate([track.landmarks, track.visibility[..., None]], axis=-1).astype(np.float64)
    joints[~track.found] = np.nan
    return np.asarray(joints)


def _track(times: Floats, joints: Floats, before: PoseTrack) -> PoseTrack:
    found = np.asarray(np.isfinite(joints[..., :2]).any(axis=(1, 2)))
    landmarks = joints[..., :3].copy()
    landmarks[~found] = np.nan
    visibility = np.where(found[:, None], np.nan_to_num(joints[..., 3]), 0.0)
    return attrs.evolve(before, times=times, landmarks=landmarks, visibility=visibility, found=found, world=None)
