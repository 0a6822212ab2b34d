"""Markers that follow something: what, is decided by where the click was; the work is done behind the window."""

from pathlib import Path

from PySide6.QtCore import QObject

from dancecoach.gui.context import AppContext
from dancecoach.gui.libraries import load_video
from dancecoach.gui.review.drawing.follow import MOST_FRAMES, Followed, follow_spot, joint_near, joint_path
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.worker import Job
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing_edits import change_drawings
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken


class MarkerTracking(QObject):
    """Lets markers follow a joint, or a spot of the picture where no joint is near.

    Args:
        model: has the clip.
        session: has the markers.
        context: what the pages share.
        parent: owner.
    """

    def __init__(self, model: ReviewModel, session: NotesSession, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._session, self._context = model, session, context
        self._jobs: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether something is being followed."""
        return bool(self._jobs)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        for job in self._jobs:
            job.cancel()

    def follow(self, number: int, first: int, last: int, point: Point, track: PoseTrack | None) -> None:
        """Let a marker follow what is at a point of a frame, up to another frame."""
        joint = None if track is None else joint_near(track, first, point)
        if joint is not None and track is not None:
            self._took(number, first, joint_path(track, joint, first, last))
        elif self._model.path is not None:
            self._follow_spot(self._model.path, number, first, min(last, first + MOST_FRAMES), point)

    def _follow_spot(self, path: Path, number: int, first: int, last: int, point: Point) -> None:
        def work(_tell: object, cancel: CancelToken) -> Followed:
            load_video()
            from dancecoach.pose.formats import is_pose_file
            from dancecoach.video.file import VideoFile

            if is_pose_file(path):  # landmarks without pictures
                return Followed(((first, *point),))
            with VideoFile(path) as video:
                return follow_spot(video.frames(first, last + 1), point, cancel)

        job = self._context.jobs.start(self.tr("Following the marker"), work)
        self._jobs.append(job)
        job.returned.connect(lambda followed: self._returned(path, number, first, followed))
        job.finished.connect(lambda: self._jobs.remove(job))

    def _returned(self, path: Path, number: int, first: int, followed: Followed) -> None:
        notes = self._session.notes
        if self._model.path == path and notes is not None and number in notes.drawings:
            self._took(number, first, followed)

    def _took(self, number: int, first: int, followed: Followed) -> None:
        """The marker has its path; it is seen as long as it is known where it is."""
        end = followed.path[-1][0] if followed.path else first
        self._session.do(change_drawings([number], path=followed.path, end_frame=max(first, end), start_frame=first))
        if followed.lost is not None:
            where = self._model.reckoning.frame_text(followed.lost)
            text = self.tr("The marker was lost at frame {}. Select it there and drag it on, frame by frame.")
            self._context.notifier.info(text.format(where))
