"""All videos of a folder through our pose engine, on this machine or on many."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import attrs

from dancecoach.errors import InputError, VideoError
from dancecoach.files import make_folder, sha256_of
from dancecoach.pose.engines import ModelName
from dancecoach.pose.formats import save_npz
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.file import VideoFile
from training.cluster import spread_on_cluster
from training.data.extract.folder import SUFFIX, footage
from training.data.extract.follow import engine, track_of
from training.data.extract.judge import Watch, doubts, numbers_of
from training.data.extract.note import Identity, Journal, Note
from training.data.extract.report import Report, put_together
from training.data.extract.standard import Standard
from training.workers import spread

HIDDEN = ".extraction"
"""Folder among the poses for what belongs to them; hidden, so that it is not taken for a folder of clips."""

REPORT = "extraction.json"
"""Its name among the poses."""

_VERSION = 1
_STALE_S = 3600.0


@attrs.frozen
class Extraction:
    """A folder of videos to look at.

    Clips are made alike first, since systems that count frames learn each clip's frame rate otherwise. Phases are
    labelled on the frames that were filmed: for these, ``standard`` is None.

    Attributes:
        folder: of the videos.
        out: where ``NAME.pose.npz`` goes, in the same sub-folders.
        model: size of the network.
        standard: what all clips are made to be before they are looked at; None looks at them as filmed.
        table: of labels; None takes the names of the folders.
    """

    folder: Path
    out: Path
    model: ModelName = "full"
    standard: Standard | None = attrs.field(factory=Standard)
    table: Path | None = None

    def target(self, video: Path) -> Path:
        """Where a video's poses go; the video's suffix stays in the name, since two may differ by it alone."""
        return self.out / video.relative_to(self.folder).with_name(video.name + SUFFIX)

    @property
    def settings(self) -> str:
        """How clips are looked at, for people, and to know whether old poses still serve."""
        return f"blazepose {self.model}, {self.standard or 'as filmed'}, version {_VERSION}"

    def one(self, video: Path) -> Note:
        """Look at one video and write its poses, unless it cannot be used.

        Raises:
            OutputError: the poses cannot be written.
            EngineError: the engine cannot start.
        """
        note = self._blank(video)
        try:
            note = attrs.evolve(note, identity=attrs.evolve(note.identity, sha256=sha256_of(video)))
            with VideoFile(video, cache_bytes=0) as clip:
                note, track = self._look(clip, note)
        except InputError as error:
            return attrs.evolve(note, problem=str(error))
        target = self.target(video)
        make_folder(target.parent)
        save_npz(track, target)
        return attrs.evolve(note, poses=target.stat().st_size)

    def _look(self, clip: VideoFile, note: Note) -> tuple[Note, PoseTrack]:
        change = self.standard.change(clip) if self.standard else None
        frames = self.standard.frames(clip) if self.standard else clip.frames()
        size = (change.width, change.height) if change else (clip.info.width, clip.info.height)
        watch = Watch()
        track = track_of(frames, engine(self.model), size, watch)
        numbers = numbers_of(track, clip.times, watch)
        said = (*clip.warnings, *doubts(clip.info, track, watch, numbers))
        info = attrs.evolve(clip.info, path=note.video)
        return attrs.evolve(note, clip=info, change=change, numbers=numbers, doubts=said), track

    def lost(self, video: Path) -> Note:
        """The note of a video with which processes were killed, again and again."""
        problem = "kills each process that looks at it"
        error = VideoError(problem, subject=video, remedy="convert it to H.264 in an .mp4 file")
        return attrs.evolve(self._blank(video), problem=str(error))

    def run(
        self,
        workers: int = 1,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        scheduler: str = "",
    ) -> Report:
        """Look at every video that has no poses yet, or has changed since, or was looked at in another way.

        Args:
            workers: processes on this machine.
            progress: told after each video.
            cancel: asks to stop between two videos.
            scheduler: address of a Dask cluster that does it instead; its machines see the folders at the same place.

        Raises:
            InputError: there are no videos, the labels do not fit them, or nobody answers at the address.
            OutputError: poses cannot be written.
            EngineError: Dask is not installed.
            Cancelled: ``cancel`` was set; poses already written stay.
        """
        began, clips = time.monotonic(), footage(self.folder, self.table)
        journal = Journal(make_folder(self.out / HIDDEN) / "notes.jsonl")
        self._sweep()
        # The largest first: at the end nobody waits for one worker with a long clip.
        todo = sorted((c.video for c in clips if not self.is_done(c.video, journal)), key=_bytes, reverse=True)
        done = len(clips) - len(todo)
        progress(Progress("looking at videos", done, len(clips)))
        for number, note in enumerate(self._answers(todo, workers, cancel, scheduler), 1):
            journal.add(note)
            progress(Progress("looking at videos", done + number, len(clips)))
        looked = put_together((c, journal.notes[self._name(c.video)], self.target(c.video)) for c in clips)
        report = Report(self.settings, looked, len(todo), time.monotonic() - began)
        report.save(self.out / REPORT)
        return report

    def is_done(self, video: Path, journal: Journal) -> bool:
        """Whether there are poses of this very video, looked at in this way.

        Raises:
            InputError: the video was touched and cannot be read.
        """
        note = journal.notes.get(self._name(video))
        if note is None or note.problem or note.settings != self.settings:
            return False
        return Identity.of(self.target(video)).bytes == note.poses and note.identity.fits(video)

    def _answers(
        self, todo: Sequence[Path], workers: int, cancel: CancelToken | None, scheduler: str
    ) -> Iterator[Note]:
        if not scheduler:
            return spread(self.one, todo, workers, cancel, self.lost)
        # Workers stand in folders of their own.
        there = attrs.evolve(self, folder=self.folder.resolve(), out=self.out.resolve(), table=None)
        inside = [there.folder / video.relative_to(self.folder) for video in todo]
        return spread_on_cluster(partial(Extraction.one, there), inside, scheduler, there.lost, cancel)

    def _blank(self, video: Path) -> Note:
        return Note(self._name(video), Identity.of(video), self.settings)

    def _name(self, video: Path) -> str:
        return video.relative_to(self.folder).as_posix()

    def _sweep(self) -> None:
        """Take away what killed runs were writing; younger files may belong to a run that goes on elsewhere."""
        for left in self.out.rglob(f".*.part{Path(SUFFIX).suffix}"):
            if time.time() - left.stat().st_mtime > _STALE_S:
                left.unlink(missing_ok=True)


def _bytes(video: Path) -> int:
    return Identity.of(video).bytes
