"""``overlay.mp4``: the clip with skeleton and phase drawn into it, at the clip's own times and with its sound."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dancecoach.errors import OutputError
from dancecoach.files import atomic_path
from dancecoach.i18n import _
from dancecoach.motion.phases import PHASES, PhaseSegment, labels_of
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.drawing import draw_phase, draw_skeleton
from dancecoach.report.sound import add_sound
from dancecoach.video.file import VideoFile
from dancecoach.video.writer import VideoWriter


def write_overlay(
    clip: Path,
    track: PoseTrack,
    path: Path,
    *,
    phases: Sequence[PhaseSegment] = (),
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the overlay video, whole or not at all.

    Args:
        clip: the video that the track was made from.
        track: the followed person, one entry for each frame of the clip.
        path: file to write, ``.mp4``.
        phases: segments that cover every frame, for the banner; () draws none.
        progress: told after each frame.
        cancel: asks to stop; heard between two frames.

    Raises:
        Cancelled: the token was set.
        VideoError: the clip cannot be decoded (any more).
        OutputError: the file cannot be written.
    """
    try:
        with atomic_path(path) as whole, tempfile.TemporaryDirectory(dir=path.parent, prefix=".overlay.") as folder:
            silent = Path(folder) / "silent.mp4"
            with VideoFile(clip) as video:
                _write_pictures(video, track, phases, silent, progress=progress, cancel=cancel or CancelToken())
            if not (video.has_audio and add_sound(silent, clip, video.start_s, whole)):
                shutil.move(silent, whole)
    except OutputError as error:
        # The writers know temporary names only; the person is told the one that was wanted.
        raise OutputError(error.problem, subject=path, remedy=error.remedy) from error


def _write_pictures(
    video: VideoFile,
    track: PoseTrack,
    phases: Sequence[PhaseSegment],
    path: Path,
    *,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    stage, points = _("drawing the overlay"), track.pixels()
    labels = labels_of(phases, len(track))
    with VideoWriter(path, track.frame_size, video.info.mean_fps or None) as writer:
        for frame in video.frames(0, len(track)):
            cancel.check()
            image = frame.image.copy()
            if track.found[frame.index]:
                draw_skeleton(image, points[frame.index], track.visibility[frame.index], track.skeleton)
            if phases:
                draw_phase(image, PHASES[labels[frame.index]])
            writer.write(image, frame.time_s)
            progress(Progress(stage, frame.index + 1, len(track)))
