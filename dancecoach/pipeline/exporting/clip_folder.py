"""One clip in a folder: its film, and all that is kept of it, each in an open format."""

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.errors import InputError, NotesError
from dancecoach.files import make_folder, write_text
from dancecoach.i18n import _
from dancecoach.library.analyses.analysis_json import AnalysisDocument, to_text
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.counts.counts_json import counts_text
from dancecoach.library.lesson.manifest import manifest_text
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.media import copy_file, portable_name
from dancecoach.library.whose import TAKES
from dancecoach.notes.labels import write_label_table
from dancecoach.notes.notes_json import to_text as notes_text
from dancecoach.pipeline.exporting.kept import Kept
from dancecoach.pipeline.exporting.tables import clip_content
from dancecoach.pipeline.practice.takes import FILM
from dancecoach.pose.formats.writing import WRITERS, PoseFormat
from dancecoach.report.frames_csv import write_frames_csv
from dancecoach.report.skills_csv import write_phases_csv, write_skills_csv

HASH = 12
"""Digits of a clip's hash in its folder's name."""

Moved = Callable[[int, int], None]


@attrs.frozen
class Wishes:
    """How a library is exported.

    Attributes:
        films: whether films, those of takes too, are copied; poses that came as files always are.
        poses: forms of the landmarks.
    """

    films: bool = True
    poses: tuple[PoseFormat, ...] = ("poses-csv",)


def folder_name(clip: Clip) -> str:
    """What a clip's folder is called: by its title, and by what is in it, since titles are given twice."""
    return f"{portable_name(clip.title)[:80].rstrip(' .')} {clip.facts.sha256[:HASH]}"


def write_clip(kept: Kept, wishes: Wishes, into: Path, before: Path, moved: Moved) -> list[str]:
    """Write all of a clip into an empty folder.

    Args:
        kept: what there is of it.
        wishes: what is wanted.
        into: the folder.
        before: the folder of an earlier export, or one that is not there: films that are in it are not read again.
        moved: told the bytes of a film that are copied, and those there are.

    Returns:
        What of it could not be written, a sentence each.

    Raises:
        Cancelled: ``moved`` raised it.
        OutputError: the disk does not take it.
    """
    job = _Writing(kept, wishes, into, before, moved, [])
    job.run()
    return job.lacking


@attrs.frozen(eq=False)
class _Writing:
    """The writing of one clip."""

    kept: Kept
    wishes: Wishes
    into: Path
    before: Path
    moved: Moved
    lacking: list[str]

    def run(self) -> None:
        kept = self.kept
        film = self._film()
        name = folder_name(kept.clip)
        _write_json(self.into / "clip.json", clip_content(name, kept.clip, film))
        if kept.picture.is_file():
            self._copy(kept.picture, self.into / "picture.jpg")
        self._analyses()
        self._notes()
        if kept.counts is not None:
            write_text(self.into / "counts.json", counts_text(kept.counts, kept.clip.facts.sha256))
        for lesson, called in ((kept.lesson, "lesson.json"), (kept.draft, "lesson draft.json")):
            if lesson is not None:
                write_text(self.into / called, _lesson_text(lesson, film))
        for model in kept.models:
            self._copy(model, make_folder(self.into / "models") / model.name)
        for take in kept.takes:
            self.take(take, make_folder(self.into / TAKES / take.name))

    def _film(self) -> str | None:
        """Copy the clip itself; its name."""
        path = self.kept.clip.path
        if not path.exists():
            self.lacking.append(str(InputError(_("is gone"), subject=path, remedy=_("find it and import it again"))))
            return None
        name = portable_name(path.name)
        if path.is_dir():
            for frame in sorted(path.glob("*.json")):
                self._copy(frame, make_folder(self.into / name) / frame.name)
            return name
        if self.kept.clip.facts.kind == "video" and not self.wishes.films:
            return None
        return name if self._copy(path, self.into / name) else None

    def _analyses(self) -> None:
        for number, analysis in enumerate(self.kept.analyses):
            home = self.into if not number else make_folder(self.into / "other analyses" / _by(analysis))
            bare = attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=self.kept.clip.path.name))
            write_text(home / "analysis.json", to_text(AnalysisDocument.of(bare)))
            write_frames_csv(analysis.track, home / "frames.csv", analysis.phases)
            write_phases_csv(analysis.phases, home / "phases.csv")
            write_skills_csv(analysis.skills, home / "skills.csv")
            for kind in self.wishes.poses:
                # What has no metres has no TRC: that is so for all such clips, and no fault of this one.
                with contextlib.suppress(InputError):
                    WRITERS[kind].save(analysis.track, home / WRITERS[kind].ending)

    def _notes(self) -> None:
        notes = self.kept.notes
        if notes.empty:
            return
        write_text(self.into / "notes.json", notes_text(notes, 0))
        times = next((a.track.times for a in self.kept.analyses if len(a.track) == notes.clip.frames), None)
        if notes.tracks and times is not None:
            try:
                write_label_table(notes, np.asarray(times), self.into / "labels.csv")
            except NotesError as error:
                self.lacking.append(str(error))

    def take(self, take: Path, into: Path) -> None:
        """Copy a take: all of its files are open ones."""
        for file in sorted(take.iterdir()):
            if file.is_file() and not file.name.startswith(".") and (self.wishes.films or file.name != FILM):
                self._copy(file, into / file.name)

    def _copy(self, file: Path, to: Path) -> bool:
        """A file of an earlier export is taken as it is, if it is as large and as old."""
        old = self.before / to.relative_to(self.into)
        try:
            if _alike(file, old):
                os.link(old, to)
                return True
        except OSError:
            to.unlink(missing_ok=True)
        try:
            copy_file(file, to, self.moved)
        except InputError as error:
            to.unlink(missing_ok=True)
            self.lacking.append(str(error))
            return False
        return True


def copy_take(take: Path, wishes: Wishes, into: Path, before: Path, moved: Moved) -> list[str]:
    """Copy a take whose clip is not in the library; what could not be, a sentence each. Raises as `write_clip`."""
    job = _Writing(None, wishes, into, before, moved, [])  # type: ignore[arg-type]
    job.take(take, into)
    return job.lacking


def _alike(file: Path, old: Path) -> bool:
    if not old.is_file():
        return False
    new, was = file.stat(), old.stat()
    return new.st_size == was.st_size and abs(new.st_mtime - was.st_mtime) < 2  # FAT counts in twos


def _by(analysis: Analysis) -> str:
    person = "" if analysis.person is None else f"person {analysis.person}"
    return portable_name(" ".join(filter(None, (analysis.engine, analysis.model, person))))


def _lesson_text(lesson: Lesson, film: str | None) -> str:
    name = film or lesson.media
    return manifest_text(attrs.evolve(lesson, media=name), {name: lesson.sha256} if lesson.sha256 else {})


def _write_json(path: Path, content: dict[str, Any] | Sequence[Any]) -> None:
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
