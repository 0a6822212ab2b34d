"""How well a style is taught from how many clips: each dance of a set in turn is the new one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.splits import grouped_folds
from training.export.write import export
from training.recipes.style import StyleTraining, Workshop
from training.recipes.style_data import Dances
from training.teaching.embedding import StylePack, embeddings
from training.teaching.head import learn_column
from training.teaching.support import Support


@attrs.frozen
class FewShot:
    """One dance taught to a network that was trained on the others.

    Attributes:
        style: the new dance.
        clips: how many it was taught from.
        known: share of its other clips that are called by its name.
        before: share of unseen clips of the old dances that were named rightly before.
        after: the same afterwards, with one more name to choose from.
    """

    style: str
    clips: int
    known: float
    before: float
    after: float


def few_shot(
    dances: Dances,
    settings: StyleTraining,
    place: Path,
    counts: Sequence[int] = (1, 3, 5),
    draws: int = 5,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Iterator[FewShot]:
    """Each dance in turn as the new one: a network is trained on four fifths of the others' clips and then taught.

    Args:
        dances: clips with their features.
        settings: of the networks' training.
        place: folder for the networks.
        counts: numbers of clips to teach from.
        draws: how often clips are drawn for each number.
        progress: listener.
        cancel: stops it.

    Raises:
        InputError: a dance has too few clips.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    for number, style in enumerate(dances.labels):
        progress(Progress(f"teaching, {style}", number, len(dances.labels)))
        new = np.flatnonzero(dances.truth == number)
        old = np.flatnonzero(dances.truth != number)
        fold = next(grouped_folds([dances.labels[i] for i in dances.truth[old]], None, 5, settings.seed))
        learned, asked = old[fold.train], old[fold.test]
        pack = _trained_without(dances, number, learned, settings, place / f"without-{style}.onnx", cancel)
        rng = np.random.default_rng(settings.seed)
        for count in counts:
            if count < len(new):
                yield _taught(
                    pack, dances, style, (new, learned, asked), count, [rng.permutation(new) for _ in range(draws)]
                )


def _trained_without(
    dances: Dances,
    number: int,
    clips: NDArray[np.intp],
    settings: StyleTraining,
    path: Path,
    cancel: CancelToken | None,
) -> StylePack:
    labels = tuple(label for i, label in enumerate(dances.labels) if i != number)
    truth = np.where(dances.truth > number, dances.truth - 1, np.minimum(dances.truth, len(labels) - 1))
    less = attrs.evolve(dances, labels=labels, truth=truth)
    fitted = Workshop(less, None, settings, cancel=cancel).fit(clips, f"without {dances.labels[number]}")
    card = ModelCard(
        kind="style", name="few-shot", version="1", date="2000-01-01", labels=labels, causal=False, look_ahead=0,
        mean=fitted.mean, scale=fitted.scale,
    )  # fmt: skip
    export(fitted.system, fitted.network, card, path)
    return StylePack.open(path)


def _taught(
    pack: StylePack,
    dances: Dances,
    style: str,
    parts: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]],
    count: int,
    orders: Sequence[NDArray[np.intp]],
) -> FewShot:
    new, learned, asked = parts
    support = Support.of(pack, _seen(dances, learned), [dances.labels[i] for i in dances.truth[learned]])
    points = dict(zip(new.tolist(), embeddings(pack, _seen(dances, new)), strict=True))
    others = embeddings(pack, _seen(dances, asked))
    names = [dances.labels[i] for i in dances.truth[asked]]
    old = pack.logits(others)
    right = np.array([pack.labels[int(row.argmax())] == name for row, name in zip(old, names, strict=True)])
    known, after = [], []
    for order in orders:
        shown = np.stack([points[i] for i in order[:count].tolist()])
        kernel, bias = learn_column(shown, pack.logits(shown), support.points, pack.logits(support.points))
        rest = np.stack([points[i] for i in order[count:].tolist()])
        known.append(float((rest @ kernel + bias > pack.logits(rest).max(1)).mean()))
        after.append(float((right & (others @ kernel + bias < old.max(1))).mean()))
    return FewShot(style, count, float(np.mean(known)), float(right.mean()), float(np.mean(after)))


def _seen(dances: Dances, clips: NDArray[np.intp]) -> list[NDArray[np.float32]]:
    """Features of clips as the app shows them to a style network: without the samples in which nobody is there."""
    from dancecoach.motion.features import FEATURES

    there = FEATURES.index("there")
    return [values[values[:, there] > 0.5] for values in dances.values(clips)]
