"""Choosing whom Review follows: everybody in the picture is outlined, one of them is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.analyst import Analyst
from dancecoach.gui.review.model import AnalysisState, ReviewModel
from dancecoach.gui.review.person.found import Candidate, FindPeople, candidates_of, company, people_in
from dancecoach.gui.review.person.hand import PersonHand
from dancecoach.gui.review.person.layer import PersonLayer
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.worker import Job
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.identity.seed import Seed
from dancecoach.progress import CancelToken

PERSON_MODE = "person"
"""The mode of the command table in which keys choose a person."""

MOST_KEYS = 6
"""People who have a number key."""

_REST_MS = 200
"""How long a picture must be on show before it is looked at."""


class PersonDesk(QObject):
    """Lets somebody choose the person to follow.

    Args:
        model: of the page.
        analyst: looks at the clip anew.
        context: what the pages share.
        canvas: shows the picture.
        parent: owner.
        find: looks who is in a picture.
        make_way: ends whatever else takes mouse and keys.

    Attributes:
        candidates: people in the picture on show, from left to right; () while they are looked for.
        marked: which of them the keys are at; None for nobody.

    Signals:
        changed: what is to be shown has changed.
    """

    changed = Signal()

    def __init__(
        self,
        model: ReviewModel,
        analyst: Analyst,
        context: AppContext,
        canvas: VideoCanvas,
        parent: QObject,
        *,
        find: FindPeople = people_in,
        make_way: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.model, self._analyst, self._context, self._canvas = model, analyst, context, canvas
        self._find, self._make_way = find, make_way
        self.candidates: tuple[Candidate, ...] = ()
        self.marked: int | None = None
        self._poses: tuple[BodyPose, ...] | None = None
        self._frame = -1
        self._choosing = False
        self._job: Job | None = None
        self._hand = PersonHand(self)
        canvas.add_layer(PersonLayer(self))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._look)
        model.clip_opened.connect(self.leave)
        model.playhead_changed.connect(lambda _frame: self._look_again())
        model.found_changed.connect(self._compare)
        model.state_changed.connect(self.changed)

    # What is shown

    @property
    def choosing(self) -> bool:
        """Whether somebody is being chosen."""
        return self._choosing

    @property
    def looking(self) -> bool:
        """Whether it is being found out who is in the picture."""
        return self._choosing and self._poses is None

    @property
    def frame(self) -> int:
        """The frame whose people `candidates` are."""
        return self._frame

    @property
    def possible(self) -> bool:
        """Whether there is a clip with pictures to choose in; landmarks are one person's."""
        findings = self.model.findings
        return self.model.ready and (findings is None or bool(findings.analysis.model))

    @property
    def people(self) -> int:
        """How many people are in the clip where there are several for long, as counted in the analysis; else 0."""
        findings = self.model.findings
        return 0 if findings is None else company(findings.analysis.track)

    @property
    def chosen(self) -> Seed | None:
        """Who was chosen for the analysis on show."""
        return None if self.model.findings is None else self.model.findings.analysis.person

    # Choosing, or not

    def toggle(self) -> None:
        """Begin to choose, or leave it."""
        if self._choosing:
            self.leave()
        else:
            self.begin()

    def begin(self) -> None:
        """Outline everybody in the picture on show."""
        if self._choosing or not self.possible:
            return
        self._make_way()
        self.model.pause()
        self._choosing = True
        self._context.commands.set_mode(PERSON_MODE)
        self._canvas.tool = self._hand
        self._look()

    def leave(self) -> None:
        """Choose nobody."""
        if not self._choosing:
            return
        self._choosing = False
        self._timer.stop()
        self._forget()
        if self._context.commands.mode == PERSON_MODE:
            self._context.commands.set_mode("")
        if self._canvas.tool is self._hand:
            self._canvas.tool = None
        self._tell()

    def mark(self, index: int | None) -> None:
        """Go to one of the people in the picture."""
        if index != self.marked:
            self.marked = index
            self._tell()

    def mark_next(self, step: int) -> None:
        """Go to the next (1) or previous (-1) person in the picture, around the end."""
        count = len(self.candidates)
        if count:
            at = self.marked if self.marked is not None else (-1 if step > 0 else 0)
            self.mark((at + step) % count)

    def choose(self, index: int | None = None) -> None:
        """Follow one of the people in the picture; the marked one by default."""
        index = self.marked if index is None else index
        if index is None or not 0 <= index < len(self.candidates):
            return
        candidate = self.candidates[index]
        if candidate.followed:
            self._context.notifier.info(self.tr("This person is followed already."))
            return
        self._follow(Seed(*candidate.centre, round(self.model.times[self._frame], 3)))

    def follow_nobody_in_particular(self) -> None:
        """Follow the larger and more central person again."""
        if self.chosen is not None:
            self._follow(None)

    def _follow(self, person: Seed | None) -> None:
        before, path = self.chosen, self.model.path
        self.leave()

        def follow(whom: Seed | None) -> None:
            if self.model.path == path:
                self._analyst.follow(whom)

        follow(person)
        if self.model.corrected is not None:
            self._context.notifier.info(
                self.tr("Phases corrected by hand are the clip's: they stay as they are, whoever is followed.")
            )
        self._context.commands.done_by_hand(self.tr("Follow a person"), lambda: follow(person), lambda: follow(before))

    # Finding out who is there

    def _look_again(self) -> None:
        """Another picture: what was found in the last one is not in this one."""
        if self._choosing and self.model.playhead != self._frame:
            self._forget()
            self._timer.start()
        self._tell()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._poses, self._frame = None, None, -1
        self.candidates, self.marked = (), None

    def _look(self) -> None:
        path = self.model.path
        if not self._choosing or path is None:
            return
        if self.model.playing:
            self._timer.start()
            return
        self._forget()
        self._frame = frame = self.model.playhead
        find, settings = self._find, self._context.settings.current

        def work(_tell: object, cancel: CancelToken) -> tuple[BodyPose, ...]:
            cancel.check()
            return tuple(find(path, frame, settings))

        job = self._context.jobs.start(
            self.tr("Looking who is in the picture"), work, quiet=True, failed=lambda error: self._failed(job, error)
        )
        self._job = job
        job.returned.connect(lambda poses: self._found(job, poses))
        self._tell()

    def _found(self, job: Job, poses: tuple[BodyPose, ...]) -> None:
        if self._job is job:
            self._job, self._poses = None, poses
            self._compare()

    def _failed(self, job: Job, error: BaseException) -> None:
        if self._job is job:
            self.leave()
            self._context.notifier.error(error)

    def _compare(self) -> None:
        """Tell the followed one from the others."""
        if self._poses is not None:
            findings = self.model.findings
            analysis = None if findings is None else findings.analysis
            self.candidates = candidates_of(self._poses, self._frame, analysis)
            if self.marked is None or self.marked >= len(self.candidates):
                self.marked = next((i for i, c in enumerate(self.candidates) if not c.followed), None)
        self._tell()

    def _tell(self) -> None:
        self._canvas.update()
        self._context.commands.refresh()
        self.changed.emit()


def is_working(desk: PersonDesk) -> bool:
    """Whether the clip is being analysed for a person while another analysis is on show."""
    return desk.model.analysis_state is AnalysisState.RUNNING and desk.model.findings is not None
