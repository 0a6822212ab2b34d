"""What is on in a training beside the usual: varied copies of the clips, and how uneven classes are made up for.

A copy stands where its original stands: it is learned from in the folds in which that is, and never asked about.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.augment import FIELD_AUGMENTATION, Augmentation, augmented, described, parsed
from training.data.clips import Clip
from training.data.splits import Fold
from training.errors import CallError
from training.networks.balance import Balance
from training.networks.system import Examples, KerasSystem, System

COPIES = 1
"""Varied copies of each clip, unless told otherwise."""


class Learner(Protocol):
    """Whatever learns, a `System` or a recipe of ours."""

    @property
    def name(self) -> str:
        """In tables."""

    @property
    def augmentation(self) -> Augmentation | None:
        """How far it varies clips by itself; None where it takes them as they are given."""


@attrs.frozen
class Learning:
    """What is on.

    Attributes:
        augment: what is varied, and how far, as `training.data.augment.parsed` reads it; empty for what is usual.
        copies: varied copies that stand beside each clip, for systems that do not vary clips by themselves.
        balance: what is done about uneven classes; None for what is usual.
    """

    augment: str = ""
    copies: int = COPIES
    balance: Balance | None = None

    def augmentation(self, system: Learner) -> Augmentation | None:
        """How far clips are varied for a system; None for what is usual.

        Raises:
            CallError: the text cannot be read.
        """
        return parsed(self.augment, usual_augmentation(system)) if self.augment else None

    def named(self, system: Learner, seen: str = "") -> str:
        """The system's name in tables and files: behind a plus what is on, and what it sees (`System.looks_at`)."""
        settings = self.augmentation(system)
        words = [system.name]
        if settings is not None:
            words.append(described(settings, usual_augmentation(system)))
            if self.copies != COPIES and system.augmentation is None:
                words.append(f"x{self.copies}")
        return "+".join([*words, *([str(self.balance)] if self.balance else []), *([seen] if seen else [])])

    def facts(self, system: Learner) -> dict[str, Any]:
        """All of it, fit for JSON; nothing where all is usual."""
        settings = self.augmentation(system)
        facts: dict[str, Any] = {"balance": str(self.balance)} if self.balance else {}
        if settings is not None:
            facts["augmentation"] = attrs.asdict(settings)
            if system.augmentation is None:
                facts["copies"] = self.copies
        return facts

    def check(self, system: Learner) -> None:
        """See that it can be done.

        Raises:
            CallError: the text cannot be read, or the system takes no such choice.
        """
        self.augmentation(system)
        if self.balance is not None and not isinstance(system, KerasSystem):
            raise CallError(
                "makes up for uneven classes in its own way", subject=system.name, remedy="leave the balance out"
            )


def usual_augmentation(system: Learner) -> Augmentation:
    """How far clips are varied for a system when nothing is said: its own settings, else those of the field."""
    own = system.augmentation
    return FIELD_AUGMENTATION if own is None else own


@attrs.frozen(eq=False)
class Lessons:
    """Examples of clips, and of varied copies of them.

    Attributes:
        examples: all; a copy's stand at the position of the clip that it is a copy of.
        copied: (N,) whether an example is of a copy.
    """

    examples: Examples
    copied: NDArray[np.bool_]

    @classmethod
    def of(
        cls, system: System, clips: Sequence[Clip], truth: NDArray[np.intp], learning: Learning, seed: int = 0
    ) -> "Lessons":
        """The examples of clips.

        Args:
            system: that learns.
            clips: all of one skeleton.
            truth: (C,) class of each.
            learning: what is on.
            seed: of the variation.

        Raises:
            InputError: as `System.examples`, and as `Learning.augmentation`.
        """
        settings = learning.augmentation(system)
        if settings is None or system.augmentation is not None:
            examples = (system if settings is None else system.varying(settings)).examples(clips, truth)
            return cls(examples, np.zeros(len(examples), np.bool_))
        count = len(clips)
        copies = varied(clips, settings, learning.copies, seed)
        examples = system.examples([*clips, *copies], np.tile(truth, learning.copies + 1))
        return cls(attrs.evolve(examples, clip=examples.clip % count), examples.clip >= count)

    def fold(self, fold: Fold) -> Fold:
        """The fold without copies among what is asked.

        Raises:
            InputError: copies are learned of what is asked.
        """
        asked = fold.test[~self.copied[fold.test]]
        learned = np.unique(self.examples.clip[fold.train[self.copied[fold.train]]])
        if np.isin(learned, self.examples.clip[asked]).any():
            raise InputError(
                "learns varied copies of clips that it is asked about", subject="the protocol", remedy="ask by clip"
            )
        return Fold(fold.train, asked)


def varied(clips: Sequence[Clip], settings: Augmentation, copies: int, seed: int) -> list[Clip]:
    """Varied copies of clips, all of them once, then all again; each by a chance of its own."""

    def copy(clip: Clip, number: int, at: int) -> Clip:
        found = augmented(clip, settings, np.random.default_rng((seed, number, at)))
        return attrs.evolve(found, name=f"{clip.name}, copy {number + 1}")

    return [copy(clip, number, at) for number in range(copies) for at, clip in enumerate(clips)]
