"""Lessons leave a library, and come into one."""

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import attrs

from dancecoach.errors import ArchiveError, EngineError, InputError, ModelError, NotesError
from dancecoach.i18n import _
from dancecoach.library.analyses.analysis_json import AnalysisDocument, from_text, to_text
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.findings import findings_of
from dancecoach.library.catalogue.records import Clip, Kind, Storage
from dancecoach.library.counts.counts_json import KeptCounts, counts_from_text, counts_text
from dancecoach.library.lesson.file import ANALYSIS, COUNTS, NOTES, POSES, LessonFile, media_name, write_lesson
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.library.media import portable_name
from dancecoach.models.packs.vetting import vet
from dancecoach.notes.notes_json import to_text as notes_text
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.one_file import as_one_file, save_the_same
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken

_UNPACKED, _FORGOTTEN_S = ".lesson-", 24 * 3600.0


@attrs.frozen
class Received:
    """What came of a lesson.

    Attributes:
        clip: the reference, in the library now.
        lesson: what it says.
        new: whether the clip was not in the library before.
        warnings: sentences about what of it could not be used.
    """

    clip: Clip
    lesson: Lesson
    new: bool
    warnings: tuple[str, ...] = ()


def make_lesson(
    path: Path,
    clip: Clip,
    lesson: Lesson,
    *,
    analysis: Analysis | None = None,
    counts: KeptCounts | None = None,
    notes: bytes | None = None,
    models: Sequence[Path] = (),
    cancel: CancelToken | None = None,
) -> None:
    """Write a lesson file; the same lesson gives the same bytes.

    Args:
        path: written atomically.
        clip: the reference.
        lesson: what it says; ``media`` and ``sha256`` are filled in.
        analysis: what was found in it, so that the student need not wait.
        counts: beats of its music.
        notes: drawings and key frames, as `dancecoach.notes.notes_json` writes them.
        models: networks that name styles, for this clip.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: the clip's file is gone.
        OutputError: it cannot be written.
    """
    if not clip.path.is_file():
        raise InputError(_("is gone"), subject=clip.path, remedy=_("import it again from where it is now"))
    name = media_name(clip.path.name, poses=clip.facts.kind is Kind.POSES)
    contents: dict[str, bytes | Path] = {name: clip.path}
    with tempfile.TemporaryDirectory(prefix="dancecoach-") as folder:
        if analysis is not None:
            # Where the file lies on this computer is nobody else's business.
            bare = attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=clip.path.name))
            contents[ANALYSIS] = to_text(AnalysisDocument.of(bare)).encode()
            save_the_same(analysis.track, Path(folder) / POSES)
            contents[POSES] = Path(folder) / POSES
        if counts is not None:
            contents[COUNTS] = counts_text(counts, clip.facts.sha256).encode()
        if notes is not None:
            contents[NOTES] = notes
        contents |= {f"models/{portable_name(model.name)}": model for model in models}
        whole = attrs.evolve(lesson, media=name, sha256=clip.facts.sha256)
        write_lesson(path, whole, contents, cancel)


def make_lesson_of(path: Path, library: Library, clip: Clip, lesson: Lesson, cancel: CancelToken | None = None) -> None:
    """Write a lesson file of a clip with all that the library keeps of it: analysis, counts, drawings.

    Args:
        path: written atomically.
        library: open.
        clip: the reference, of that library.
        lesson: what it says; ``media`` and ``sha256`` are filled in.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: the clip's file is gone.
        OutputError: it cannot be written.
    """
    sha256, frames = clip.facts.sha256, max(1, clip.facts.frames)
    by = (("blazepose", "full"), ("blazepose", "lite"), (FROM_FILE, ""))
    stored = (library.analyses.get(sha256, engine, model) for engine, model in by)
    analysis = next((analysis for analysis in stored if analysis is not None), None)
    models = LessonShelf(library.folder).models(sha256)
    notes = library.notes.read(NotedClip(sha256, frames, clip.title))
    with tempfile.TemporaryDirectory(prefix="dancecoach-") as folder:
        whole = as_one_file(clip, Path(folder))  # of a folder of poses one file, which has a hash of its own
        content = whole.facts.sha256
        notes = attrs.evolve(notes, clip=attrs.evolve(notes.clip, sha256=content))
        make_lesson(
            path,
            whole,
            lesson,
            analysis=None if analysis is None else attrs.evolve(analysis, sha256=content),
            counts=library.counts.get(sha256),
            notes=notes_text(notes, 0).encode() if len(notes.drawings) or notes.key_frames else None,
            models=models,
            cancel=cancel,
        )


def receive_lesson(path: Path, library: Library, cancel: CancelToken | None = None) -> Received:
    """Take a lesson of anybody into a library.

    The film is looked at before it comes in, as any other; what else is in the lesson is used if it can be, and told
    if not. What the student has made of the same clip before (counts, notes, rating) stays; what an earlier lesson
    said of it, and nobody has changed since, becomes what this one says.

    Args:
        path: a lesson file.
        library: open.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        ArchiveError: it is damaged, no lesson, holds what a lesson never does, or a film that cannot be used; nothing
            of it is in the library then.
        OutputError: the library cannot be written.
    """
    _sweep(library.folder)
    with LessonFile(path) as file:
        file.check(cancel)
        temporary = Path(tempfile.mkdtemp(prefix=_UNPACKED, dir=library.folder))
        try:
            return _Receiving(path, file, library, temporary, cancel).receive()
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a program that was killed had unpacked; another lesson may be coming in just now."""
    for left in folder.glob(f"{_UNPACKED}*"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN_S:
            shutil.rmtree(left, ignore_errors=True)


class _Receiving:
    """One lesson."""

    def __init__(
        self, path: Path, file: LessonFile, library: Library, folder: Path, cancel: CancelToken | None
    ) -> None:
        self._path = path
        self._file, self._library, self._folder, self._cancel = file, library, folder, cancel
        self._warnings: list[str] = []

    def receive(self) -> Received:
        lesson, library = self._file.lesson, self._library
        known = library.clips.of_content(lesson.sha256)
        clip = known if known is not None and known.path.exists() else self._take_film()
        library.clips.mark_reference(clip.id, reference=True)
        self._take_analysis(clip)
        self._take_counts(clip)
        self._take_notes(clip)
        shelf = LessonShelf(library.folder)
        shelf.put_models(lesson.sha256, self._usable_models())
        shelf.put(lesson)
        return Received(library.clips.get(clip.id), lesson, known is None, tuple(self._warnings))

    def _take_film(self) -> Clip:
        lesson, library = self._file.lesson, self._library
        film = self._file.extract(lesson.media, self._folder / "media", self._cancel)
        try:
            facts = attrs.evolve(facts_of(film, lesson.sha256), title=lesson.title)
        except InputError as error:  # that file is gone in a moment: what the person has is the lesson
            raise ArchiveError(
                _("its film {name} cannot be used ({problem})").format(name=film.name, problem=error.problem),
                subject=self._path,
                remedy=_("ask whoever made the lesson for it once more"),
            ) from error
        draw_pictures(film, library.media.picture(lesson.sha256), library.media.strip(lesson.sha256))
        home = library.media.take_in(film, lesson.sha256, cancel=self._cancel)
        clip, new = library.clips.add(facts, Storage.COPIED, home)
        return clip if new else library.clips.move(clip.id, Storage.COPIED, home)

    def _take_analysis(self, clip: Clip) -> None:
        """What was found by the instructor's program, where the student has none of their own."""
        if clip.findings is not None:
            return
        try:
            analysis = self._analysis(clip)
        except InputError as error:
            self._warnings.append(_("the analysis in the lesson cannot be used ({})").format(error.problem))
            analysis = None
        if analysis is None:
            self._library.jobs.analyse_again([(clip.id, clip.path)])
            return
        self._library.analyses.put(analysis, clip.path)
        self._library.clips.note_findings(clip.id, findings_of(analysis))

    def _analysis(self, clip: Clip) -> Analysis | None:
        if not {ANALYSIS, POSES} <= set(self._file.names):
            return None
        text = self._file.extract(ANALYSIS, self._folder, self._cancel)
        document = from_text(text.read_bytes(), text)
        track = load_npz(self._file.extract(POSES, self._folder, self._cancel))
        if document.sha256 != clip.facts.sha256 or len(track) != clip.facts.frames:
            raise InputError(_("it is of another clip"))
        analysis = document.with_track(track)
        return attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=str(clip.path)))

    def _take_counts(self, clip: Clip) -> None:
        if COUNTS not in self._file.names:
            return
        text = self._file.extract(COUNTS, self._folder, self._cancel)
        try:
            counts, sha256 = counts_from_text(text.read_bytes(), text)
            if sha256 != clip.facts.sha256:
                raise InputError(_("they are of another clip"))
        except InputError as error:
            self._warnings.append(_("the counts in the lesson cannot be used ({})").format(error.problem))
            return
        self._library.counts.put_taught(sha256, counts)

    def _take_notes(self, clip: Clip) -> None:
        if NOTES not in self._file.names:
            return
        content = self._file.extract(NOTES, self._folder, self._cancel).read_bytes()
        try:
            self._library.notes.adopt(NotedClip(clip.facts.sha256, max(1, clip.facts.frames), clip.title), content)
        except NotesError as error:
            self._warnings.append(_("the drawings in the lesson cannot be used ({})").format(error.problem))

    def _usable_models(self) -> list[Path]:
        """The networks that are small enough and keep to the contract, as files; of the others it is said why not."""
        usable = []
        for name in self._file.models():
            short = Path(name).name
            if self._file.is_too_large(name):
                self._warnings.append(_("the network {} in the lesson is too large, and was left out").format(short))
                continue
            path = self._file.extract(name, self._folder / "models", self._cancel)
            try:
                vet(path.read_bytes(), Path(short))
            except (ModelError, EngineError) as error:
                said = _("the network {name} in the lesson cannot be used ({problem})")
                self._warnings.append(said.format(name=short, problem=error.problem))
            else:
                usable.append(path)
        return usable
