"""The style network: few clips of dances in, a network that names them, and what it is worth by clip, out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.models.style import LEAST_S
from dancecoach.motion.features import track_features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.mocap import OTHERS
from training.data.packs import pack_of
from training.data.sets import StyleSet
from training.data.splits import grouped_folds, refuse_leak
from training.data.store import ClipStore
from training.recipes.style_report import StyleReport
from training.recipes.style_workshop import THERE, StyleTraining, Workshop
from training.run import Run
from training.train import History


def _long_enough(values: NDArray[np.float32]) -> bool:
    """Whether the app would name a style at all."""
    return bool((values[:, THERE] > 0.5).sum() >= LEAST_S * RATE_HZ)


def cross_validate(
    dances: StyleSet,
    settings: StyleTraining,
    others: ClipStore | None = None,
    strangers: Sequence[PoseTrack] = (),
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> StyleReport:
    """Judge the settings: every clip by a network that saw neither it nor what belongs to its take.

    Args:
        dances: clips of dances.
        settings: how.
        others: movement that is none of the dances, as `others_store` parts it: some is taught, the rest sets the
            thresholds.
        strangers: clips of none of the dances, only to judge by; those too short for a style are left out.
        progress: listener.
        cancel: stops it.

    Raises:
        InputError: there are too few clips or takes of a dance.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = Workshop.open(dances, others, settings, progress=progress, cancel=cancel)
    clips = shop.dances
    unlike = [] if shop.others is None else shop.others.values()
    new = [values for values in (track_features(t, causal=True).values for t in strangers) if _long_enough(values)]
    logits = np.zeros((len(clips.names), len(shop.labels)))
    said = np.zeros((settings.folds, len(unlike) + len(new), len(shop.labels)))
    for number, fold in enumerate(grouped_folds(dances.styles, clips.groups, settings.folds, settings.seed)):
        refuse_leak([clips.groups[i] for i in fold.train], [clips.groups[i] for i in fold.test], "take")
        fitted = shop.fit(fold.train, f"fold {number + 1} of {settings.folds}")
        logits[fold.test] = fitted.logits(clips.values(fold.test))
        if said.size:
            said[number] = fitted.logits([*unlike, *new])
    kept, judged = (part.reshape(-1, len(shop.labels)) for part in np.split(said, [len(unlike)], axis=1))
    near = np.zeros(0, np.bool_) if shop.others is None else np.tile(shop.others.near, settings.folds)
    return StyleReport(clips.labels, clips.names, clips.truth, logits, kept, judged, clips.groups, near)


def train_style(
    dances: StyleSet,
    settings: StyleTraining,
    report: StyleReport,
    others: ClipStore | None = None,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    today: date | None = None,
) -> tuple[Run, History]:
    """Train on all clips, with the thresholds that the judgement gave.

    Args:
        dances: clips of dances.
        settings: how; those of the report.
        report: of `cross_validate`.
        others: as there.
        progress: listener.
        cancel: stops it.
        today: date on the card; the day of the call when left out.

    Raises:
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = Workshop.open(dances, others, settings, progress=progress, cancel=cancel)
    count = len(shop.dances.names)
    fitted = shop.fit(np.arange(count), "all clips")
    if shop.knows_none:
        _raise_none(fitted.network, report.shift)
    pack = pack_of(dances.name)
    made_from = [TrainingData(pack.name, pack.source, pack.licence, count)]
    if shop.others is not None:
        made_from.append(TrainingData(*OTHERS, len(shop.others.taught)))
    card = ModelCard(
        kind="style",
        name=f"style-{dances.name}",
        version="2",
        date=(today or date.today()).isoformat(),
        labels=shop.labels,
        causal=False,
        look_ahead=0,
        mean=fitted.mean,
        scale=fitted.scale,
        temperature=report.temperature,
        unknown=report.unknown,
        training=tuple(made_from),
        metrics={"by_clip": report.to_dict()},
    )
    return Run(fitted.system, fitted.network, card), fitted.history


def _raise_none(network: Any, shift: float) -> None:
    """Have a network say none of the dances as much more readily as its judgement asks for."""
    last = network.get_layer("logits")
    kernel, bias = last.get_weights()
    bias[-1] += shift
    last.set_weights([kernel, bias])
