"""Works the library's queue off: one file after the other, each step whole or not at all.

::

    import    hash ─> known and analysed? done │ facts ─> copy ─> pictures ─> in the library ─> waits for its analysis
    analyse   kept from before? │ analysis ─> kept ─> findings ─> done

A program that is killed between two steps does the step anew and finds most of it done; nothing is in the library
before its file and its pictures are.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import attrs

from dancecoach.errors import Cancelled, DancecoachError, InputError
from dancecoach.files import sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.analysis import Analysis
from dancecoach.library.catalogue.records import Clip, Job, Kind, Step, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.findings import findings_of
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.progress import CancelToken, Progress, ProgressCallback


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
        tell: told how far a job is; called from the working thread.
        changed: called with the clip whenever one is new or known better.
    """

    def __init__(
        self,
        library: Library,
        analyse: Analyse,
        engine: tuple[str, str],
        *,
        tell: Callable[[Told], object] = lambda _: None,
        changed: Callable[[Clip], object] = lambda _: None,
    ) -> None:
        self._library, self._analyse, self._engine = library, analyse, engine
        self._tell, self._changed = tell, changed

    def work_off(self, cancel: CancelToken) -> int:
        """Do what waits until nothing does; how many jobs were finished.

        A file that cannot be used fails with its sentence, and the next one is taken.

        Raises:
            Cancelled: the token was set; what was being done waits again.
            DancecoachError: something that every job would meet, such as a full disk; the job waits again.
        """
        self._library.jobs.recover()
        done = 0
        while True:
            cancel.check()
            job = self._library.jobs.take()
            if job is None:
                return done
            done += self._one(job, cancel)

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

    def _import(self, job: Job, cancel: CancelToken) -> bool:
        library = self._library
        self._say(job, Progress(_("reading"), 0))
        sha256 = sha256_of_clip(job.path)
        cancel.check()
        known = library.clips.of_content(sha256)
        if known is not None and known.path.exists():
            if known.findings is None:  # it came in, and the program was killed, or its analysis failed
                library.jobs.imported(job, known.id)
                return False
            library.jobs.done(job, known.id, _("is in the library already, as “{}”").format(known.title))
            return True
        facts = facts_of(job.path, sha256)
        draw_pictures(job.path, library.media.picture(sha256), library.media.strip(sha256))
        path = job.path
        if job.storage is Storage.COPIED:
            path = library.media.take_in(job.path, sha256, progress=lambda p: self._say(job, p), cancel=cancel)
        clip, new = library.clips.add(facts, job.storage, path)
        if not new:  # its file was gone, and is here again
            clip = library.clips.move(clip.id, job.storage, path)
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
        clip = library.clips.note_findings(clip.id, findings_of(analysis))
        library.jobs.done(job)
        self._changed(clip)
        return True

    def _say(self, job: Job, progress: Progress) -> None:
        self._tell(Told(job, progress))
