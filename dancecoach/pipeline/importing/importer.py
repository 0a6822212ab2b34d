"""Works the library's queue off: one file after the other, each step whole or not at all.

::

    import    hash ─> known and analysed? done │ facts ─> pictures ─> copy ─> in the library ─> waits for its analysis
    analyse   kept from before? │ analysis ─> kept ─> findings ─> done

Files come in, in a thread, ahead of the one that is analysed: nothing but the analysis is waited for.

A program that is killed between two steps does the step anew and finds most of it done; nothing is in the library
before its file and its pictures are.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import attrs

from dancecoach.errors import Cancelled, DancecoachError, InputError, in_short
from dancecoach.files import input_error, is_there, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Clip, FileFacts, Job, Kind, Step, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.pipeline.importing.renewing import note_analysis, note_best_mark, note_dancer_of
from dancecoach.pose.formats import is_pose_file
from dancecoach.progress import CancelToken, Progress, ProgressCallback
from dancecoach.video.file import VideoFile

_log = logging.getLogger(__name__)
_HEAR_S = 0.1
_CACHE_BYTES = 1 << 26


class Analyse(Protocol):
    """Looks at a whole clip."""

    def __call__(self, path: Path, progress: ProgressCallback, cancel: CancelToken, /) -> Analysis:
        """Everything found out about it.

        Raises:
            Cancelled: the token was set.
            DancecoachError: it cannot be.
        """
        ...


@attrs.frozen
class Told:
    """One report of a job that is being worked at.

    Attributes:
        job: which.
        progress: how far it is.
    """

    job: Job
    progress: Progress


class Importer:
    """Works the queue of a library off; one of them at a time.

    Args:
        library: open.
        analyse: looks at a clip.
        engine: pose engine that it uses, and the size of its network: an analysis by the same is not made again.
        tell: told how far a job is, the analysis where there are two; called from the working threads.
        changed: called with the clip whenever one is new or known better; called from the working threads.
        came: called with a job and its clip once that is in the library, before it is analysed, and where it was there
            already; called from the importing thread, and called again where the program was killed meanwhile.
    """

    def __init__(
        self,
        library: Library,
        analyse: Analyse,
        engine: tuple[str, str],
        *,
        tell: Callable[[Told], object] = lambda _: None,
        changed: Callable[[Clip], object] = lambda _: None,
        came: Callable[[Job, Clip], object] = lambda *_: None,
    ) -> None:
        self._library, self._analyse, self._engine = library, analyse, engine
        self._tell, self._changed, self._came = tell, changed, came
        self._analysing = False
        self._news = threading.Event()

    def work_off(self, cancel: CancelToken) -> int:
        """Do what waits until nothing does; how many jobs were finished.

        A file that cannot be used fails with its sentence, and the next one is taken.

        Raises:
            Cancelled: the token was set; what was being done waits again.
            DancecoachError: something that every job would meet, such as a full disk; the job waits again.
        """
        self._library.jobs.recover()
        stop = CancelToken()
        with ThreadPoolExecutor(1, thread_name_prefix="import") as pool:
            try:
                return self._both(lambda: pool.submit(self._import_all, stop), cancel)
            finally:
                stop.cancel()

    def _both(self, ahead: Callable[[], "Future[tuple[int, int]]"], cancel: CancelToken) -> int:
        """Analyse, while files come in ahead; how many jobs were finished."""
        done, coming = 0, ahead()
        while True:
            cancel.check()
            over = coming.done()
            job = self._library.jobs.take(Step.ANALYSE)
            if job is not None:
                self._analysing = True
                done += self._one(job, cancel)
                self._analysing = False
            elif not over:
                self._news.wait(_HEAR_S)
                self._news.clear()
            if over:
                taken, finished = coming.result()
                done += finished
                if not taken and job is None:
                    return done
                coming = ahead()  # more may have been wanted meanwhile

    def _import_all(self, cancel: CancelToken) -> tuple[int, int]:
        """Take in all files that wait: how many jobs were taken, and how many of them need nothing more."""
        taken = finished = 0
        while not cancel.cancelled:
            job = self._library.jobs.take(Step.IMPORT)
            if job is None:
                break
            taken += 1
            finished += self._one(job, cancel)
            self._news.set()
        self._news.set()
        return taken, finished

    def _one(self, job: Job, cancel: CancelToken) -> bool:
        """Do one step; whether it was the last."""
        try:
            return self._import(job, cancel) if job.step is Step.IMPORT else self._look(job, cancel)
        except InputError as error:
            self._library.jobs.failed(job, str(error))
            return False
        except (Cancelled, DancecoachError):
            self._library.jobs.put_back(job)
            raise
        except MemoryError:
            self._library.jobs.put_back(job)
            raise
        except Exception as error:  # whatever one file does to a reader must not keep all others waiting, for ever
            _log.exception("%s", job.path)
            self._library.jobs.failed(job, str(_unexpected(job.path, error)))
            return False

    def _import(self, job: Job, cancel: CancelToken) -> bool:
        library = self._library
        self._say(job, Progress(_("reading"), 0))
        sha256 = sha256_of_clip(job.path)
        cancel.check()
        known = library.clips.of_content(sha256)
        if known is not None and is_there(known.path):
            self._came(job, known)
            if known.findings is None and not library.jobs.waits(known.id):  # killed just then, or its analysis failed
                note_dancer_of(library, known, job.path)
                library.jobs.imported(job, known.id)
                return False
            library.jobs.done(job, known.id, _("is in the library already, as “{}”").format(known.title))
            return True
        facts, path = look_at_file(library, job.path, sha256), job.path
        cancel.check()
        if job.storage is Storage.COPIED:
            path = library.media.take_in(job.path, sha256, progress=lambda p: self._say(job, p), cancel=cancel)
        clip, new = library.clips.add(facts, job.storage, path)
        if not new:  # its file was gone, and is here again
            clip = library.clips.move(clip.id, job.storage, path)
        clip = note_dancer_of(library, clip, job.path)
        self._came(job, clip)
        library.jobs.imported(job, clip.id)
        self._changed(clip)
        return False

    def _look(self, job: Job, cancel: CancelToken) -> bool:
        assert job.clip_id is not None
        library = self._library
        clip = library.clips.get(job.clip_id)
        engine, model = (FROM_FILE, "") if clip.facts.kind is Kind.POSES else self._engine
        analysis = library.analyses.get(clip.facts.sha256, engine, model)
        if analysis is None:
            analysis = self._analyse(clip.path, lambda progress: self._say(job, progress), cancel)
            library.analyses.put(analysis, clip.path)
            if analysis.sha256 != clip.facts.sha256:  # one that was left where it lay
                raise InputError(
                    _("changed since it came into the library"), subject=clip.path, remedy=_("import it again")
                )
        clip = note_best_mark(library, note_analysis(library, clip, analysis))
        library.jobs.done(job)
        self._changed(clip)
        return True

    def _say(self, job: Job, progress: Progress) -> None:
        if job.step is Step.ANALYSE or not self._analysing:
            self._tell(Told(job, progress))


def _unexpected(path: Path, error: Exception) -> InputError:
    """In words: it vanished or cannot be read, or no reader expected what it holds."""
    if isinstance(error, OSError):
        return input_error(path, error)
    problem = _("cannot be used: the program did not expect what is in it ({})")
    remedy = _("leave it out, or report it with the log")
    return InputError(problem.format(in_short(error)), subject=path, remedy=remedy)


def look_at_file(library: Library, path: Path, sha256: str) -> FileFacts:
    """What is known of a file without analysing it, and its pictures drawn; a video is opened once for both.

    Raises:
        InputError: it cannot be used.
        OutputError: the pictures cannot be written.
    """
    picture, strip = library.media.picture(sha256), library.media.strip(sha256)
    if is_pose_file(path):
        draw_pictures(path, picture, strip)
        return facts_of(path, sha256)
    with VideoFile(path, cache_bytes=_CACHE_BYTES) as video:
        draw_pictures(path, picture, strip, video=video)
        return facts_of(path, sha256, video=video)
