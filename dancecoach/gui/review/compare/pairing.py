"""The truth of a comparison: which moments of two clips belong together, and what differs there."""

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.coaching.alignment import (
    Alignment,
    Attempt,
    How,
    by_hand,
    by_phases,
    by_takeoff,
    nearest_frame,
)
from dancecoach.coaching.skill import Skill
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.compare.other_clip import OtherClip
from dancecoach.gui.review.model import Findings, ReviewModel
from dancecoach.gui.worker import Job

if TYPE_CHECKING:
    from dancecoach.coaching.side_by_side import AngleLine


@attrs.frozen
class Kept:
    """A comparison between two openings.

    Attributes:
        how: by what the clips are aligned.
        chosen: positions of the skills.
        alignment: what a person put together; None where the clips say it themselves.
        playhead: frame of the clip that becomes the first.
    """

    how: How
    chosen: tuple[int, int]
    alignment: Alignment | None
    playhead: int


class Pairing(QObject):
    """Takes the other clip along with the first.

    Args:
        model: the first clip.
        other: the clip beside it.
        context: what the pages share.
        parent: owner.

    Attributes:
        alignment: which moments belong together; None while one of the clips is not open.
        lines: the table of differences; none while one of the clips is not known.
        held: whether the other clip stays where it is while the first one moves.

    Signals:
        changed: the alignment is another, or hold was taken or let go.
        lines_changed: the table is another.
    """

    changed = Signal()
    lines_changed = Signal()

    def __init__(
        self, model: ReviewModel, other: OtherClip, context: AppContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._other, self._context = model, other, context
        self.alignment: Alignment | None = None
        self.lines: tuple[AngleLine, ...] = ()
        self.held = False
        self._chosen = (0, 0)
        self._how: How = "take-off"
        self._to: int | None = None
        self._job: Job | None = None
        model.playhead_changed.connect(lambda _frame: self.follow())
        model.clip_opened.connect(self._opened)
        model.findings_changed.connect(self._known)
        other.told.connect(self._known)
        other.player.opened.connect(self._opened)

    @property
    def on(self) -> bool:
        """Whether two clips are open."""
        return self._model.ready and self._other.model.ready

    @property
    def how(self) -> How | None:
        """By what they are aligned; None while they are not."""
        return None if self.alignment is None else self.alignment.how

    @property
    def skills(self) -> tuple[Skill, Skill] | None:
        """The skills that are compared; None where one of the clips has none."""
        mine, theirs = self._both()
        if mine is None or theirs is None or not mine.skills or not theirs.skills:
            return None
        a, b = self._chosen
        return mine.skills[min(a, len(mine.skills) - 1)], theirs.skills[min(b, len(theirs.skills) - 1)]

    @property
    def rate(self) -> float:
        """Seconds of the other file for one of the first, both at the speed of life."""
        return self._other.model.slowed / self._model.slowed

    # Coming and going

    def begin(self) -> None:
        """Another clip is coming: take-off with take-off as soon as both are known."""
        self._how, self.held, self._chosen = "take-off", False, (0, 0)
        self._to = None
        self._set(None)
        self._drop_lines()

    def kept(self) -> "Kept":
        """What a swap of the clips must not lose."""
        mine, theirs = self._chosen
        alignment = self.alignment.swapped() if self.alignment is not None and self._how == "hand" else None
        return Kept(self._how, (theirs, mine), alignment, self._other.model.playhead)

    def bring_back(self, kept: "Kept") -> None:
        """Align the clips that are being opened as those before were, the other way round."""
        self._how, self._chosen, self.alignment, self._to = kept.how, kept.chosen, kept.alignment, kept.playhead

    def _opened(self) -> None:
        if self._model.ready and self._to is not None:
            to, self._to = self._to, None
            self._model.seek(to)
        if self.on:
            self._place()

    def _known(self) -> None:
        """More is known of one of the clips."""
        self._drop_lines()
        if self.on:
            self._place()
            self._tabulate()

    # Aligning

    def align(self, how: How) -> None:
        """Align the skills nearest to the playheads in a way; by hand: what is on show belongs together."""
        if not self.on:
            return
        model, other = self._model, self._other.model
        self.held = False
        if how == "hand":
            self.put(by_hand(model.times[model.playhead], other.times[other.playhead], self.rate))
            return
        before = self._chosen
        self._choose(model.times[model.playhead], other.times[other.playhead])
        self._how = how
        self._place()
        if self._chosen != before:
            self._drop_lines()
            self._tabulate()

    def put(self, alignment: Alignment | None) -> None:
        """Align like this from now on; None: as the clips say."""
        self.held = False
        self._how = alignment.how if alignment is not None else "take-off"
        if alignment is None:
            self._place()
        else:
            self._set(alignment)
            self.follow()

    def shift(self, frames: int) -> None:
        """Show a later (negative: earlier) frame of the other; unless it is held, the two then belong together."""
        if not self.on:
            return
        self._other.model.seek(self._other.model.playhead + frames)
        if not self.held:
            self.align("hand")

    def hold(self, held: bool) -> None:
        """Leave the other where it is while the first one moves, or take it along again."""
        if held != self.held:
            self.held = held
            self.changed.emit()
            self.follow()

    def follow(self) -> None:
        """Bring the other to where the first one is."""
        if self.held or self.alignment is None or not self.on:
            return
        moment = self.alignment.other(self._model.times[self._model.playhead])
        self._other.model.seek(nearest_frame(self._other.model.times, moment))

    def _choose(self, mine_s: float, theirs_s: float) -> None:
        mine, theirs = self._both()
        chosen = []
        for attempt, moment in ((mine, mine_s), (theirs, theirs_s)):
            skill = None if attempt is None else attempt.skill_near(moment)
            chosen.append(0 if skill is None or attempt is None else list(attempt.skills).index(skill))
        self._chosen = chosen[0], chosen[1]

    def _place(self) -> None:
        """The alignment as it is wanted; without skills the clips begin together."""
        if self._how == "hand" and self.alignment is not None:
            self.follow()
            return
        mine, theirs = self._both()
        skills = self._of_the_same_clip() or self.skills
        if skills is None or mine is None or theirs is None:
            self._set(by_hand(self._model.times[0], self._other.model.times[0], self.rate))
        else:
            self._set((by_phases if self._how == "phases" else by_takeoff)(mine, theirs, *skills))
        self.follow()

    def _of_the_same_clip(self) -> tuple[Skill, Skill] | None:
        """Beside itself a clip shows its next skill."""
        mine, theirs = self._both()
        same = self._model.path is not None and self._model.path == self._other.model.path
        if same and self._chosen == (0, 0) and mine is not None and theirs is not None and len(theirs.skills) > 1:
            self._chosen = 0, 1
        return self.skills

    def _set(self, alignment: Alignment | None) -> None:
        if alignment != self.alignment:
            self.alignment = alignment
        self.changed.emit()

    def _both(self) -> tuple[Attempt | None, Attempt | None]:
        mine, theirs = self._model.findings, self._other.findings
        if theirs is not None and mine is not None and self._model.path == self._other.model.path:
            theirs = mine  # corrected this very moment, while files are a little behind
        return _attempt(self._model, mine), _attempt(self._other.model, theirs)

    # The table

    def _drop_lines(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.lines:
            self.lines = ()
        self.lines_changed.emit()

    def _tabulate(self) -> None:
        """Take the angles, behind the window."""
        mine, theirs = self._both()
        skills = self.skills
        if mine is None or theirs is None or skills is None:
            return

        def work(_tell: object, _cancel: object) -> "tuple[AngleLine, ...]":
            from dancecoach.coaching.side_by_side import compare_angles

            return compare_angles(mine, theirs, *skills)

        name = self._other.model.path or Path()
        job = self._context.jobs.start(self.tr("Comparing with {}").format(name.name), work, quiet=True)
        job.returned.connect(lambda lines: self._tabulated(job, lines))
        self._job = job

    def _tabulated(self, job: Job, lines: "tuple[AngleLine, ...]") -> None:
        if self._job is job:
            self._job, self.lines = None, lines
            self.lines_changed.emit()


def _attempt(model: ReviewModel, findings: Findings | None) -> Attempt | None:
    if findings is None:
        return None
    analysis = findings.analysis
    return Attempt(analysis.track, analysis.phases, analysis.skills, model.slowed)
