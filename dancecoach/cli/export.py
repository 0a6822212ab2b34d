"""``dancecoach export``: what a coach hands over, from the analysis and the notes that the window keeps."""

from pathlib import Path

import attrs
import numpy as np
from rich.console import Console
from rich.text import Text

from dancecoach.cli import exits
from dancecoach.cli.analyze import usual_workers
from dancecoach.cli.capture import Told, told_in_real_time
from dancecoach.cli.clips import ClipRun
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.errors import InputError, OutputError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.analyze import FROM_FILE, AnalyzeOptions, analyze
from dancecoach.pipeline.recognition import is_stale, renewed
from dancecoach.pipeline.retold import as_corrected
from dancecoach.pose.formats import is_pose_file
from dancecoach.pose.formats.writing import POSE_FORMATS
from dancecoach.progress import CancelToken, ProgressCallback
from dancecoach.report.handover import THINGS, Thing, Wanted, hand_over
from dancecoach.report.overlay import DualView
from dancecoach.report.painter import Parts
from dancecoach.report.plan import Span
from dancecoach.report.sequence import Mode

_SEVERAL: dict[str, tuple[str, ...]] = {"report": ("html", "pdf"), "poses": POSE_FORMATS}
"""Words for several things at once."""


@attrs.frozen(kw_only=True)
class ExportCall:
    """What the person asked for.

    Attributes:
        clips: inputs in their order.
        out: folder for the files.
        what: names of things, see `dancecoach.report.handover.THINGS`; "report" means both forms of it,
            "poses" every form of these.
        parts: what is drawn, see `dancecoach.report.painter.Parts.of_names`.
        skill: number of the skill, 1 for the first; None for all.
        from_s: where the video begins, s; None at the clip's start.
        to_s: where it ends, s; None at the clip's end.
        percent: speed of that part.
        rest: whether the rest of the clip is there too, at full speed.
        beside: whether the clip as it is stands beside.
        at_s: moment of the picture, s.
        instants: of the sequence.
        layout: of the sequence.
        engine: pose engine whose analysis is taken.
        pose_model: size of its network.
        corrected: whether phases that the coach corrected are taken.
        capture_fps: frames per second at which the camera filmed; None takes what was typed in Review, or what the
            file says.
    """

    clips: tuple[Path, ...]
    out: Path
    what: tuple[str, ...] = ("report",)
    parts: tuple[str, ...] = ("skeleton", "phases", "drawings")
    skill: int | None = None
    from_s: float | None = None
    to_s: float | None = None
    percent: float = 100.0
    rest: bool = False
    beside: bool = False
    at_s: float = 0.0
    instants: int = 7
    layout: Mode = "auto"
    engine: str = "blazepose"
    pose_model: str = "full"
    corrected: bool = True
    capture_fps: float | None = None

    @property
    def things(self) -> tuple[Thing, ...]:
        """What is to be made, in the order of making.

        Raises:
            InputError: a name is none of these.
        """
        names = {name for word in self.what for name in _SEVERAL.get(word, (word,))}
        if not names:
            raise InputError(
                _("nothing is wanted"), remedy=_("choose among: {}").format(", ".join((*THINGS, *_SEVERAL)))
            )
        for name in sorted(names - set(THINGS)):
            raise InputError(
                _("is nothing that can be handed over"),
                subject=name,
                remedy=_("choose among: {}").format(", ".join((*THINGS, *_SEVERAL))),
            )
        return tuple(thing for thing in THINGS if thing in names)

    def check(self) -> None:
        """Find out before the first clip's work whether all that is named exists.

        Raises:
            InputError: something does not.
        """
        Parts.of_names(self.parts)
        assert self.things

    def wanted(self, analysis: Analysis) -> Wanted:
        """The same in the frames of a clip.

        Raises:
            InputError: there is no such range or speed.
        """
        times = analysis.track.times
        return Wanted(
            things=self.things,
            parts=Parts.of_names(self.parts),
            span=self._span(analysis),
            dual=DualView() if self.beside else None,
            skill=None if self.skill is None else self.skill - 1,
            frame=max(0, int(np.searchsorted(times, self.at_s + 1e-9, "right")) - 1),
            instants=self.instants,
            mode=self.layout,
        )

    def _span(self, analysis: Analysis) -> Span | None:
        if self.from_s is None and self.to_s is None and self.percent == 100.0:
            return None
        times = analysis.track.times
        first = 0 if self.from_s is None else int(np.searchsorted(times, self.from_s - 1e-9))
        last = len(times) - 1 if self.to_s is None else int(np.searchsorted(times, self.to_s + 1e-9, "right")) - 1
        if not 0 <= first <= last:
            raise InputError(
                _("is no part of the clip, which is {:.2f} s long").format(analysis.clip.duration_s),
                subject=f"{self.from_s or 0:g} - {'' if self.to_s is None else f'{self.to_s:g}'} s",
                remedy=_("give a start before the end"),
            )
        return Span(first, last, self.percent / 100.0, only=not self.rest)


def export_clips(call: ExportCall, store: AnalysisStore | None = None) -> int:
    """Hand over what is wanted of every clip that can be used; the exit code."""
    return _Job(call, store or AnalysisStore(), *consoles()).run()


class _Job:
    """One call."""

    def __init__(self, call: ExportCall, store: AnalysisStore, out: Console, err: Console) -> None:
        self._call, self._store, self._out, self._err = call, store, out, err
        self._notes = NotesStore(store.root.parent / "notes", autosave_s=None)
        self._clips = ClipRun(call.out, err)
        self._taken: set[str] = set()

    def run(self) -> int:
        try:
            self._call.check()
        except InputError as error:
            self._clips.complain(str(error))
            return exits.WRONG_CALL
        return self._clips.run(self._call.clips, self._export)

    def _export(self, clip: Path, cancel: CancelToken) -> None:
        with progress_on(self._out, self._err, shown(clip.name)) as progress:
            analysis = self._analysis(clip, progress, cancel)
            notes = self._notes.read(NotedClip(analysis.sha256, max(1, len(analysis.track)), clip.name))
            told = told_in_real_time(analysis, clip, self._call.capture_fps, noted=notes.capture_fps)
            analysis = self._corrected(told, notes)
            notes = attrs.evolve(notes, capture_fps=told.capture_fps)
            made = hand_over(
                analysis,
                None if analysis.engine == FROM_FILE else clip,
                self._call.wanted(analysis),
                self._call.out,
                notes=notes,
                # A second clip of that name, from another folder, does not replace the first one's files.
                replace=clip.stem not in self._taken,
                progress=progress,
                cancel=cancel,
            )
        self._taken.add(clip.stem)
        self._out.print(Text(shown(clip.name), style="bold"), soft_wrap=True)
        for file in made.files:
            self._out.print(f"  {shown(file)}", markup=False, highlight=False, soft_wrap=True)
        for sentence in (*((told.said,) if told.said else ()), *made.said):
            self._out.print(Text(f"  {sentence}", style="yellow"), soft_wrap=True)
        for sentence in made.lacking:
            self._clips.lacks(sentence)

    def _analysis(self, clip: Path, progress: ProgressCallback, cancel: CancelToken) -> Analysis:
        """The one that is kept, brought up to date; a clip that has none is analysed, and the result kept."""
        call = self._call
        engine, model = (FROM_FILE, "") if is_pose_file(clip) else (call.engine, call.pose_model)
        person = self._store.chosen(clip) if engine != FROM_FILE else None
        stored = self._store.find(clip, engine, model, person)
        if stored is not None:
            return renewed(stored) if is_stale(stored) else stored
        options = AnalyzeOptions(call.engine, call.pose_model, "auto", usual_workers(), person=person)
        made = analyze(clip, options, progress=progress, cancel=cancel)
        try:
            self._store.put(made, clip)
        except OutputError as error:
            self._clips.complain(str(error))  # what was asked for is made all the same
        return made

    def _corrected(self, told: Told, notes: Notes) -> Analysis:
        """With the phases that the coach corrected, and the skills that follow from them."""
        track = corrected_track(notes) if self._call.corrected else None
        if track is None or track.frames != len(told.analysis.track):
            return told.analysis
        return as_corrected(told.analysis, track, told.slowed)
