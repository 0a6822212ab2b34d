"""Every shipped network of the movement, from nothing: draw, look, train, judge, export. Resumable between steps."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from dancecoach.models.phases import REVIEW_FILE
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.others import Unlike, others_store
from training.data.packs import pack_of
from training.data.sets import StyleSet
from training.evaluate import PhaseReport
from training.export.write import Exported, export
from training.figure.casting import Casting
from training.figure.farm import Farm
from training.figure.performers import SPLITS, Split
from training.judging import judge_phases
from training.recipes.phases import PhasesTraining, train_phases
from training.recipes.style import cross_validate, train_style
from training.recipes.style_support import carry_training_clips
from training.recipes.style_workshop import StyleTraining
from training.recipes.teacher import real_lessons
from training.run import Run

_SHARES: dict[Split, float] = {"train": 0.8, "validation": 0.1, "test": 0.1}
_CARRIED = ("clips", "frames", "macro_f1", "f1", "edit", "takeoff", "touchdown", "false_skills_per_10_min_idle")
"""Numbers of a report that go on the card."""


@attrs.frozen
class Build:
    """What is built, and where.

    Attributes:
        work: folder for clips and trained networks.
        out: folder of the shipped files.
        count: drawn clips in all.
        seed: of the clips and of the networks.
        workers: processes that draw.
        threads: TensorFlow's; 0 leaves it to it.
        today: date on the cards; the day of the call when left out.
    """

    work: Path
    out: Path
    count: int = 3000
    seed: int = 0
    workers: int = 1
    threads: int = 0
    today: date | None = None

    @property
    def clips(self) -> Path:
        """Where the drawn clips go, a folder for each split."""
        return self.work / "clips"

    def draw(self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> None:
        """Draw what is missing and look at it.

        Raises:
            InputError: the folder holds clips of other settings.
            OutputError: something cannot be written.
            Cancelled: ``cancel`` was set; what is drawn stays.
        """
        for number, split in enumerate(SPLITS):
            count = max(1, round(self.count * _SHARES[split]))
            farm = Farm(self.clips / split, count, 3 * self.seed + number, Casting(split))
            farm.run(self.workers, progress, cancel)

    def phases(
        self,
        *,
        live: bool,
        poses: Path | None = None,
        labels: Path | None = None,
        dances: Path | None = None,
        others: Path | None = None,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[Exported, dict[str, PhaseReport]]:
        """Train a phase network, judge its file, and write it with what was measured on its card.

        Live is also taught what Review, built before it, says of real dances and captures; where neither is named it
        learns from drawn clips alone, as its card then says.

        Args:
            live: for Live, else for Review.
            poses: of real clips to judge with, or None.
            labels: their phases, or None.
            dances: clips of dances for Live, or None.
            others: captured movement for Live, or None.
            progress: listener.
            cancel: stops it.

        Raises:
            DancecoachError: as `real_lessons`, `train_phases`, `export` and `judge_phases`.
            Cancelled: ``cancel`` was set.
        """
        settings = PhasesTraining.usual(live=live, seed=self.seed, threads=self.threads)
        lessons = None
        if live:
            lessons = real_lessons(
                self.out / REVIEW_FILE, dances, others, seed=self.seed, progress=progress, cancel=cancel
            )
        run, history = train_phases(self.clips, settings, progress, cancel, today=self.today, lessons=lessons)
        folder = self.work / settings.name
        run.save(folder, history)
        draft = export(run.system, run.network, run.card, folder / "draft.onnx")
        reports = judge_phases(
            draft.path, live=live, drawn=self.clips, poses=poses, labels=labels, progress=progress
        )  # fmt: skip
        measured = {name: _carried(report) for name, report in reports.items()}
        card = attrs.evolve(run.card, metrics={**run.card.metrics, **measured})
        Run.save_card(folder, card)
        return export(run.system, run.network, card, self.out / f"{settings.name.replace('-', '_')}.onnx"), reports

    def style(
        self,
        dances: StyleSet,
        others: Path | None = None,
        strangers: Sequence[PoseTrack] = (),
        *,
        more: Sequence[StyleSet] = (),
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Exported:
        """Judge the style network of a set of dances by clip or take, train it on all clips, and write it.

        Args:
            dances: clips of dances.
            others: captured movement; what is none of the dances is to be refused.
            strangers: clips of none of them, only to judge by.
            more: other sets of dances, which with ``others`` set the threshold.
            progress: listener.
            cancel: stops it.

        Raises:
            DancecoachError: as `cross_validate`, `train_style` and `export`.
            Cancelled: ``cancel`` was set.
        """
        settings = StyleTraining.usual(seed=self.seed, threads=self.threads)
        pack = pack_of(dances.name)
        unlike = None
        if others is not None:
            unlike = others_store(Unlike(others, self.clips, dances.labels, pack.captured, more))
        report = cross_validate(dances, settings, unlike, strangers, progress=progress, cancel=cancel)
        run, history = train_style(dances, settings, report, unlike, progress=progress, cancel=cancel, today=self.today)
        run.save(self.work / run.card.name, history)
        done = export(run.system, run.network, run.card, self.out / pack.file)
        carry_training_clips(done.path, dances, unlike)
        return attrs.evolve(done, size=done.path.stat().st_size)


def _carried(report: PhaseReport) -> dict[str, Any]:
    split = (
        {"split": "unseen drawn people, cameras and skills"} if report.clips[0].kind != "real" else {"split": "real"}
    )
    numbers = report.to_dict()
    return split | {name: numbers[name] for name in _CARRIED if name in numbers}
