"""What a coach hands over of a clip: video, picture, sequence, tables, report and poses, into a folder.

The window and the terminal ask for it alike. Each file is whole or not there, whatever happens on the way; what a
killed program left under a temporary name is removed by the next one that hands over into the folder.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

import attrs

from dancecoach.errors import InputError, VideoError
from dancecoach.files import make_folder
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.clock import slow_factor
from dancecoach.notes.notes import Notes
from dancecoach.pose.formats.writing import POSE_FORMATS, WRITERS, PoseFormat, Writer
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from dancecoach.report.file_names import FileNames, stem_of, sweep
from dancecoach.report.frames_csv import write_frames_csv
from dancecoach.report.overlay import DualView, write_overlay
from dancecoach.report.page.content import Report
from dancecoach.report.page.gather import gather
from dancecoach.report.page.html import write_html
from dancecoach.report.painter import FramePainter, Parts
from dancecoach.report.plan import Span
from dancecoach.report.sequence import Mode, instants_of, make_sequence
from dancecoach.report.skills_csv import write_phases_csv, write_skills_csv
from dancecoach.report.workbook import write_workbook
from dancecoach.video.file import VideoFile
from dancecoach.video.snapshot import save_image

_Shown = Literal["video", "picture", "sequence", "xlsx", "csv", "html", "pdf"]
Thing = _Shown | PoseFormat
THINGS: tuple[Thing, ...] = (*get_args(_Shown), *POSE_FORMATS)

_PICTURED: tuple[Thing, ...] = ("video", "picture", "sequence")
"""What cannot be made of landmarks without a video."""


@attrs.frozen(kw_only=True)
class Wanted:
    """What is to be handed over.

    Attributes:
        things: which files.
        parts: what is drawn over video and pictures.
        span: part of the clip for the video, and for the sequence where no skill is chosen; None for all of it.
        dual: two pictures in the video; None for one.
        skill: position of the skill that sequence and report are about; None: all of them in the report, the first
            in the sequence.
        frame: of the picture.
        instants: how many the sequence shows, 2 to 24.
        mode: how the sequence is laid out.
        made: when the report was made, as a person reads it; "" leaves it out.
    """

    things: tuple[Thing, ...]
    parts: Parts = attrs.field(factory=Parts)
    span: Span | None = None
    dual: DualView | None = None
    skill: int | None = None
    frame: int = 0
    instants: int = 7
    mode: Mode = "auto"
    made: str = ""


@attrs.frozen
class HandedOver:
    """What was made.

    Attributes:
        files: in the order of making.
        said: sentences for the person.
        lacking: why something that was wanted could not be made, a sentence each.
    """

    files: tuple[Path, ...]
    said: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def hand_over(
    analysis: Analysis,
    clip: Path | None,
    wanted: Wanted,
    folder: Path,
    *,
    notes: Notes | None = None,
    phases: Sequence[PhaseSegment] | None = None,
    replace: bool = False,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> HandedOver:
    """Make the files.

    Args:
        analysis: what was found out about the clip.
        clip: where the video lies; None where there are landmarks only.
        wanted: what to make.
        folder: where; made when missing.
        notes: the coach's; None for none. Where they say that the camera filmed faster than the file plays, the
            analysis is to be told in real time (`dancecoach.pipeline.retold`).
        phases: corrected ones; None takes the analysis's.
        replace: whether files of the same name give way; otherwise the new ones get a number.
        progress: told of each step.
        cancel: asks to stop; what is finished by then stays.

    Raises:
        Cancelled: the token was set.
        InputError: pictures are wanted of a clip that has none, or of a skill that is not there.
        OutputError: something cannot be written.
        VideoError: the clip cannot be decoded (any more).
    """
    if clip is None and any(thing in _PICTURED for thing in wanted.things):
        raise InputError(
            _("holds landmarks and no pictures"), subject=analysis.clip.path, remedy=_("choose tables and report only")
        )
    make_folder(folder)
    stem = stem_of(Path(analysis.clip.path))
    sweep(folder, stem)
    segments = analysis.phases if phases is None else tuple(phases)
    token = cancel or CancelToken()
    job = _Job(analysis, clip, wanted, FileNames(folder, stem, replace), notes, segments, progress, token)
    files, said, lacking = list[Path](), list[str](), list[InputError]()
    for thing in THINGS:
        if thing in wanted.things:
            token.check()
            try:
                for path, sentence in job.make(thing):
                    files.append(path)
                    said += [sentence] if sentence else []
            except InputError as error:
                # What a clip does not have for one thing costs nobody the others; that it is broken does.
                if isinstance(error, VideoError):
                    raise
                lacking.append(error)
    if lacking and not files:
        raise lacking[0]
    return HandedOver(tuple(files), tuple(said), tuple(str(error) for error in lacking))


@attrs.frozen(eq=False)
class _Job:
    """The making of all that is wanted of one clip."""

    analysis: Analysis
    clip: Path | None
    wanted: Wanted
    names: FileNames
    notes: Notes | None
    phases: Sequence[PhaseSegment]
    progress: ProgressCallback
    cancel: CancelToken
    reports: dict[str, Report] = attrs.field(factory=dict)

    def make(self, thing: Thing) -> Iterator[tuple[Path, str]]:
        """Make a thing: each of its files, and what there is to say of it."""
        makers: dict[str, Callable[[], Iterator[tuple[Path, str]]]] = {
            "video": self._video,
            "picture": self._picture,
            "sequence": self._sequence,
            "xlsx": self._workbook,
            "csv": self._tables,
            "html": self._html,
            "pdf": self._pdf,
        }
        writer = WRITERS.get(thing)
        return makers[thing]() if writer is None else self._poses(writer)

    def _video(self) -> Iterator[tuple[Path, str]]:
        assert self.clip is not None
        path = self.names.of("overlay.mp4")
        write_overlay(
            self.clip,
            self.analysis.track,
            path,
            phases=self.phases,
            parts=self.wanted.parts,
            notes=self.notes,
            span=self.wanted.span,
            dual=self.wanted.dual,
            progress=self.progress,
            cancel=self.cancel,
        )
        span = self.wanted.span
        yield path, _("A video with a slower part has no sound.") if span is not None and span.speed != 1.0 else ""

    def _picture(self) -> Iterator[tuple[Path, str]]:
        assert self.clip is not None
        frame = min(max(0, self.wanted.frame), len(self.analysis.track) - 1)
        path = self.names.of(f"frame-{frame}.png")
        with VideoFile(self.clip) as video:
            image = video.frame(frame).image.copy()
        self._painter().paint(image, frame)
        yield save_image(image, path), ""

    def _sequence(self) -> Iterator[tuple[Path, str]]:
        assert self.clip is not None
        path = self.names.of("sequence.png")
        with VideoFile(self.clip) as video:
            made = make_sequence(
                video,
                self._real_track(),
                self._instants(),
                mode=self.wanted.mode,
                painter=self._painter() if self.wanted.parts.skeleton or self.wanted.parts.angles else None,
                progress=self.progress,
                cancel=self.cancel,
            )
        said = _("The sequence is {}.").format(made.said) if made.said and made.mode == "strip" else ""
        yield save_image(made.image, path), said

    def _poses(self, writer: Writer) -> Iterator[tuple[Path, str]]:
        path, track = self.names.of(writer.ending), self._real_track()
        writer.save(track, path)
        told = track is not self.analysis.track
        yield path, _("The times of the poses are those of the real action.") if told else ""

    def _real_track(self) -> PoseTrack:
        """With the times of the real action, which the instants are labelled with."""
        track = self.analysis.track
        slow = slow_factor(track.times, None if self.notes is None else self.notes.capture_fps)
        return track if slow == 1.0 else attrs.evolve(track, times=track.times / slow)

    def _instants(self) -> Sequence[int]:
        """Of the skill, or evenly through the range."""
        skills, track = self.analysis.skills, self.analysis.track
        if self.wanted.skill is not None and not 0 <= self.wanted.skill < len(skills):
            raise InputError(
                _("is the number of no skill in this clip"),
                subject=str(self.wanted.skill + 1),
                remedy=_("there are {}").format(len(skills)),
            )
        if self.wanted.skill is not None:
            return instants_of(skills[self.wanted.skill], track, self.wanted.instants)
        if self.wanted.span is None and skills:
            return instants_of(skills[0], track, self.wanted.instants)
        first, last = (
            (0, len(track) - 1) if self.wanted.span is None else (self.wanted.span.first, self.wanted.span.last)
        )
        count = max(2, self.wanted.instants)
        return [round(first + (last - first) * i / (count - 1)) for i in range(count)]

    def _workbook(self) -> Iterator[tuple[Path, str]]:
        path = self.names.of("measures.xlsx")
        write_workbook(self.analysis, path, self.phases)
        yield path, ""

    def _tables(self) -> Iterator[tuple[Path, str]]:
        frames, skills, phases = (self.names.of(f"{name}.csv") for name in ("frames", "skills", "phases"))
        write_frames_csv(self.analysis.track, frames, self.phases)
        yield frames, ""
        write_skills_csv(self.analysis.skills, skills)
        yield skills, ""
        write_phases_csv(self.phases, phases)
        yield phases, ""

    def _html(self) -> Iterator[tuple[Path, str]]:
        path = self.names.of("report.html")
        write_html(self._report(), path)
        yield path, ""

    def _pdf(self) -> Iterator[tuple[Path, str]]:
        # Imported here: its library takes a quarter of a second, which nobody should wait for who wants no PDF.
        from dancecoach.report.page.pdf import write_pdf

        path = self.names.of("report.pdf")
        write_pdf(self._report(), path)
        yield path, ""

    def _report(self) -> Report:
        """Gathered once for both forms."""
        if "made" not in self.reports:
            self.reports["made"] = self._gathered()
        return self.reports["made"]

    def _gathered(self) -> Report:
        return gather(
            self.analysis,
            clip=self.clip,
            phases=self.phases,
            skills=None if self.wanted.skill is None else [self.wanted.skill],
            notes=self.notes,
            made=self.wanted.made,
            progress=self.progress,
            cancel=self.cancel,
        )

    def _painter(self) -> FramePainter:
        return FramePainter(self.analysis.track, self.wanted.parts, phases=self.phases, notes=self.notes)
