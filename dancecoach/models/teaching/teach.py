"""One style more for a style pack, and how well it is known."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.models.style import StyleClassifier
from dancecoach.models.teaching.clips import StyleClip, check_enough, sort_out, style_name, why_not
from dancecoach.models.teaching.embedding import StylePack
from dancecoach.models.teaching.held_out import (
    FOLDS,
    Old,
    Witnesses,
    by_person,
    hear,
    hear_others,
    old_styles,
    persons,
)
from dancecoach.models.teaching.learner import Learner, choose
from dancecoach.models.teaching.share import Share
from dancecoach.models.teaching.writing import network_with
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress


@attrs.frozen(eq=False)
class Taught:
    """What came of the teaching of n clips.

    Attributes:
        style: that was taught.
        pack: name of the pack that has learnt it.
        network: that pack with the style, as the bytes of its file.
        clips: (n) those it was taught from.
        heard: (n) what each is called by the app when it was taught all the others; "unknown" where it is not sure.
        heard_by_person: (n) the same, taught nothing of that clip's person; () where fewer than two are known.
        old: what becomes of what the pack knew.
        unlike: (m) clips that are not of the style, which it was told from.
        heard_unlike: (m) what each of them is called by the app when the pack was not told so of it.
        left_out: (name, why) of clips that could not be used.
    """

    style: str
    pack: str
    network: bytes = attrs.field(repr=False)
    clips: tuple[StyleClip, ...]
    heard: tuple[str, ...]
    heard_by_person: tuple[str, ...]
    old: Old
    unlike: tuple[StyleClip, ...] = ()
    heard_unlike: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> Share:
        """How many of the clips are known when they are held out."""
        return Share(self.heard.count(self.style), len(self.heard))

    @property
    def refused(self) -> Share:
        """How many of the other clips are not taken for the style."""
        return Share(len(self.heard_unlike) - self.heard_unlike.count(self.style), len(self.heard_unlike))

    def as_metrics(self) -> dict[str, Any]:
        """What was measured, for the card."""
        told: dict[str, Any] = {
            "split": "each clip held out in turn",
            "clips": len(self.clips),
            "known": _as_json(self.known),
            "kept": _as_json(self.old.kept),
            "refused": _as_json(self.old.refused),
        }
        if self.heard_by_person:
            told["by_person"] = _as_json(Share(self.heard_by_person.count(self.style), len(self.heard_by_person)))
        if self.unlike:
            told["other_clips_refused"] = _as_json(self.refused)
        return told


def _as_json(counted: Share) -> dict[str, Any]:
    return {"hits": counted.hits, "of": counted.of, "interval_95": [round(counted.low, 4), round(counted.high, 4)]}


def teach(
    packs: Mapping[str, Path],
    style: str,
    clips: Sequence[StyleClip],
    *,
    unlike: Sequence[StyleClip] = (),
    left_out: Sequence[tuple[str, str]] = (),
    into: str = "",
    day: date | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Taught:
    """Add a style to a pack, and ask all packs together about clips that were held out.

    Args:
        packs: files by name, all that the app asks.
        style: name of the new one.
        clips: of it; those that cannot be used are left out, and said.
        unlike: clips that are not of it; without them all that is filmed in the same way may be taken for it.
        left_out: (name, why) of clips of it that could not even be read.
        into: name of the pack to teach; "" for the one that learns it best.
        day: on which it is made; None for today.
        progress: told about the clips that are held out.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: the name is taken or empty, or too few clips can be used.
        ModelError: no pack can be taught.
        EngineError: the library ``onnx`` is not installed.
    """
    cancel = cancel or CancelToken()
    classifiers = _classifiers(packs)
    style = style_name(style, {label for one in classifiers.values() for label in one.model.card.labels})
    material = _Material.of(style, clips, unlike, left_out)
    may_learn = {into: packs[into]} if into else {name: packs[name] for name in classifiers}
    learners = _learners(may_learn, style, material)
    best, found = _hold_out(learners, classifiers, material, _Ticks(material.groups, progress, cancel))
    cancel.check()
    column = best.learn(best.rows)
    return attrs.evolve(found, network=network_with(best, column, found.as_metrics(), day or date.today()))


@attrs.frozen(eq=False)
class _Material:
    """What it is taught from.

    Attributes:
        clips: (n) of the style.
        unlike: (m) that are not of it, and none of which is one of those.
        left_out: (name, why) of clips of the style that cannot be used.
    """

    clips: tuple[StyleClip, ...]
    unlike: tuple[StyleClip, ...]
    left_out: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        style: str,
        clips: Sequence[StyleClip],
        unlike: Sequence[StyleClip],
        unread: Sequence[tuple[str, str]],
    ) -> "_Material":
        """What can be used of what was given.

        Raises:
            InputError: it is too little.
        """
        used, unfit = sort_out(clips)
        left_out = (*unread, *unfit)
        check_enough(style, len(used), left_out)
        return cls(tuple(used), tuple(clip for clip in unlike if not why_not(clip, used)), left_out)

    @property
    def groups(self) -> int:
        """How often clips are held out: each one, all of each person, and the others in folds."""
        return len(self.clips) + len(set(by_person(self.clips))) + min(FOLDS, len(set(persons(self.unlike))))


@attrs.define
class _Ticks:
    """Tells after each group of clips that was held out how far it is, unless it is to stop."""

    total: int
    progress: ProgressCallback
    cancel: CancelToken
    done: int = 0

    def __call__(self) -> None:
        self.cancel.check()
        self.done += 1
        self.progress(Progress(_("asking about clips that were held out"), self.done, self.total))


def _hold_out(
    learners: Sequence[Learner], classifiers: Mapping[str, StyleClassifier], material: _Material, tick: _Ticks
) -> tuple[Learner, Taught]:
    """The pack to teach, and what is heard of clips that were held out; the network is not written yet."""
    witnesses = Witnesses.of(classifiers, material.clips)
    heard = hear(learners, witnesses, [str(i) for i in range(len(material.clips))], tick)
    by_whom = by_person(material.clips)
    heard_by_person = hear(learners, witnesses, by_whom, tick) if by_whom else ()
    best = choose(learners, learners[0].rows)
    others = material.unlike
    heard_unlike = hear_others(best, Witnesses.of(classifiers, others), persons(others), tick)
    found = Taught(
        style=best.style,
        pack=best.name,
        network=b"",
        clips=material.clips,
        heard=heard,
        heard_by_person=heard_by_person,
        old=old_styles(best),
        unlike=others,
        heard_unlike=heard_unlike,
        left_out=material.left_out,
    )
    return best, found


def _classifiers(packs: Mapping[str, Path]) -> dict[str, StyleClassifier]:
    """Those that can be used; a broken one says nothing in the app either."""
    found, broken = {}, None
    for name, path in packs.items():
        try:
            found[name] = StyleClassifier(path)
        except ModelError as error:
            broken = error
    if not found and broken is not None:
        raise broken
    return found


def _learners(packs: Mapping[str, Path], style: str, material: _Material) -> list[Learner]:
    """Those that can be taught."""
    found, problem = [], ModelError(_("there is no style pack that could be taught"), remedy=_("restore the packs"))
    for name, path in packs.items():
        try:
            found.append(Learner.of(name, StylePack.open(path), style, material.clips, material.unlike))
        except ModelError as error:
            problem = error
    if not found:
        raise problem
    return found
