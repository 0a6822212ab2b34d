"""What can be done with takes once they are danced: hand over, look at progress, judge what was left over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.after.bodies import Bodies
from dancecoach.gui.practice.after.export import TakeExport
from dancecoach.gui.practice.after.left_over import LeftTakes
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.pipeline.practice.takes import Take, takes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dancecoach.gui.practice.after.growth.window import GrowthWindow


class AfterDesk(QObject):
    """The takes of the practice page, after they were danced.

    Args:
        model: what the page is about.
        context: what the pages share.
        stage: what is seen of it.
        chosen: the take that is meant; None for none.
        analyse: looks at a whole clip.

    Attributes:
        export: hands a take over.
        bodies: draws both bodies of a take by how well they match.
        left: finds and judges takes that were cut off.
        growth: the window of progress; None before it was first wanted.

    Signals:
        changed: what can be done has changed.
    """

    changed = Signal()

    def __init__(
        self,
        model: PracticeModel,
        context: AppContext,
        stage: Stage,
        chosen: Callable[[], Take | None],
        analyse: Analyse,
    ) -> None:
        super().__init__(stage)
        self._model, self._context, self._stage, self._chosen = model, context, stage, chosen
        self.growth: GrowthWindow | None = None
        self._all_there = False
        self.export = TakeExport(context, stage)
        self.export.changed.connect(self.changed)
        self.bodies = Bodies(model, stage, context, self)
        self.left = LeftTakes(model, context, self, analyse)
        self.left.recovered.connect(self._recovered)
        self.left.judged.connect(lambda _result: model.kept.look())
        stage.panel.progress.opened.connect(lambda: context.commands.run("practice.progress"))
        model.changed.connect(self._follow)
        model.loaded.connect(self._follow_reference)
        context.settings.changed.connect(lambda _settings: self._follow())

    def begin(self) -> None:
        """All libraries are there: finish what a crash left behind."""
        self._all_there = True
        self.left.begin()

    @property
    def can_export(self) -> bool:
        """Whether there is a judged take that can be handed over now."""
        take = self._chosen()
        return take is not None and take.judged and self._model.reference is not None and not self.export.busy

    def hand_over(self) -> None:
        """Hand the chosen take over."""
        take, reference = self._chosen(), self._model.reference
        if take is not None and reference is not None:
            self.export.ask(take, reference)

    @property
    def can_keep(self) -> bool:
        """Whether there is a take with a film."""
        take = self._chosen()
        return take is not None and take.film.is_file()

    def keep(self) -> None:
        """Copy the film of the chosen take into the library, named by what was danced, and when."""
        take, reference = self._chosen(), self._model.reference
        if take is not None:
            name = Path(take.facts.reference).stem if reference is None else reference.name
            self._context.keep_clip(take.film, f"{name}, {take.facts.begun:%Y-%m-%d %H:%M}", take=True)

    @property
    def can_judge(self) -> bool:
        """Whether a take is chosen that was never judged, and has a film."""
        take = self._stage.panel.takes.chosen
        return take is not None and not take.judged and take.film.is_file()

    def judge(self) -> None:
        """Judge the chosen take."""
        take = self._stage.panel.takes.chosen
        if take is not None:
            self.left.judge(take)

    @property
    def can_show_progress(self) -> bool:
        """Whether the window of progress can be opened now."""
        return self._all_there and self._model.reference is not None

    def show_progress(self) -> None:
        """Open the window of progress at what was danced last, or is on show."""
        if self.growth is None:
            # Not before: it brings what draws curves.
            from dancecoach.gui.practice.after.growth.window import GrowthWindow

            self.growth = GrowthWindow(self._stage.window())
            self.growth.opened.connect(self._model.kept.read_of)
            self._follow_reference()
        newest = next((take for take in self._mine()[0] if take.judged), None)
        meant = self._model.result.take if self._model.result is not None else newest
        if meant is not None:
            self.growth.choose(meant.facts.part, meant.facts.speed)
        self.growth.show()
        self.growth.raise_()
        self.growth.activateWindow()

    def _follow_reference(self) -> None:
        reference = self._model.reference
        if self.growth is not None and reference is not None:
            parts = (*reference.steps, *reference.parts)
            self.growth.show_reference(
                reference.name, parts, eights=reference.counts is not None, whole=reference.whole
            )
            self.growth.show_takes(*self._mine())

    def _follow(self) -> None:
        if self.growth is not None and (self.growth.takes, self.growth.dancer) != self._mine():
            self.growth.show_takes(*self._mine())

    def _mine(self) -> tuple[tuple[Take, ...], str]:
        """The takes of who is dancing, and who that is."""
        dancer = self._context.settings.current.dancer
        return takes_of(self._model.takes, dancer), dancer

    def _recovered(self, takes: "Sequence[Take]") -> None:
        for take in takes:
            self._context.notifier.info(self.tr("A take that was cut off has been kept: {}").format(Path(take.film)))
        self._model.kept.look()
