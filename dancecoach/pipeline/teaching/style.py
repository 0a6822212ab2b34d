"""A style is taught from a few clips."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import attrs

from dancecoach.errors import InputError, ModelError
from dancecoach.files import sha256_of
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.keeping import put_pack
from dancecoach.models.packs.origins import Learnt
from dancecoach.models.packs.styles import StylePacks, own_packs, pack_files, shipped_packs
from dancecoach.models.style import style_values
from dancecoach.models.teaching.clips import StyleClip, check_enough, style_name
from dancecoach.models.teaching.teach import Taught, teach
from dancecoach.models.teaching.turned import DEGREES, other_sides
from dancecoach.pipeline.teaching.newly import newly_called
from dancecoach.pipeline.teaching.origin import add_with_origin, hashes_of
from dancecoach.pipeline.teaching.outcome import HeldOut, LeftOut, Outcome, Worth
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example, TeachRequest
from dancecoach.progress import CancelToken, Progress, ProgressCallback
from dancecoach.undo import Undo


@attrs.frozen(eq=False, kw_only=True)
class StyleOutcome(Outcome):
    """A style pack that knows one style more.

    Attributes:
        pack: its name; it will stand for the one it was made from.
        base: SHA-256 of the file it was made from.
    """

    pack: str
    base: str = ""


@attrs.frozen
class StyleRequest(TeachRequest):
    """A style to be taught.

    Attributes:
        style: its name.
        examples: clips of it.
        unlike: clips that are certainly not of it.
        check: clips of which nobody said what they are; the outcome says which of them would be called so.
        looking: how clips are looked at that nobody has looked at yet.
        into: name of the pack that is to learn it; "" for the one that learns it best.
    """

    kind: ClassVar[str] = "style"

    style: str
    examples: tuple[Example, ...]
    unlike: tuple[Example, ...] = ()
    check: tuple[Example, ...] = attrs.field(default=(), kw_only=True)
    looking: Looking = attrs.field(factory=Looking)
    into: str = ""

    def learn(self, tell: ProgressCallback, cancel: CancelToken, scratch: Path) -> Outcome:
        """As `TeachRequest.learn`."""
        packs = pack_files(self.looking.packs)
        digests = {name: sha256_of(path) for name, path in packs.items()}
        style = style_name(self.style, known_styles(packs))
        check_enough(style, len(self.examples))
        left_out: list[tuple[str, str]] = []
        clips = list(self._clips(self.examples, left_out, tell, cancel))
        unlike = list(self._clips(self.unlike, [], tell, cancel))
        tell(Progress(_("learning"), 0))
        taught = teach(
            packs, style, clips, unlike=unlike, left_out=left_out, into=self.into, progress=tell, cancel=cancel
        )
        outcome = _outcome(taught, digests[taught.pack])
        if not self.check:
            return outcome
        certainty = _certainty(packs, taught, scratch)
        looked_at, newly = newly_called(self.check, self.looking, certainty, tell, cancel)
        return attrs.evolve(outcome, newly=newly, looked_at=looked_at)

    def add(self, outcome: Outcome) -> Undo:
        """As `TeachRequest.add`."""
        assert isinstance(outcome, StyleOutcome)
        there = (shipped_packs() | own_packs()).get(outcome.pack)
        if there is None or sha256_of(there) != outcome.base:
            raise InputError(
                _("has changed since “{}” was learnt, and that would be lost").format(outcome.name),
                subject=outcome.pack,
                remedy=_("learn it again"),
            )
        learnt = Learnt(self.kind, outcome.name, outcome.pack, hashes_of(self.examples), hashes_of(self.unlike))
        return add_with_origin(learnt, lambda: put_pack(outcome.pack, outcome.network))

    def _clips(
        self, examples: Sequence[Example], left_out: list[tuple[str, str]], tell: ProgressCallback, cancel: CancelToken
    ) -> Iterator[StyleClip]:
        """What a style network is shown of the clips; those that cannot be used are noted."""
        for number, example in enumerate(examples):
            cancel.check()
            tell(Progress(_("looking at the clips"), number, len(examples)))
            try:
                found = analysis_of(example, self.looking, tell, cancel)
            except InputError as error:
                left_out.append((example.name, str(InputError(error.problem, remedy=error.remedy))))
            else:
                track = found.track
                yield StyleClip(example.name, style_values(track), example.person, found.sha256, other_sides(track))


def _certainty(packs: Mapping[str, Path], taught: Taught, scratch: Path) -> Callable[[Analysis], float]:
    """How surely all packs together call a clip by the new name, the taught one in the place of what it was."""
    network = scratch / "taught.onnx"
    network.write_bytes(taught.network)
    judges = StylePacks({**packs, taught.pack: network})

    def certainty(found: Analysis) -> float:
        said = judges.classify(found.track)
        return said.certainty if said.label == taught.style else 0.0

    return certainty


def known_styles(packs: Mapping[str, Path]) -> frozenset[str]:
    """The styles that packs know; a pack that cannot be read knows none."""
    found: set[str] = set()
    for path in packs.values():
        try:
            found.update(OnnxModel(path, kind="style").card.labels)
        except ModelError:
            continue
    return frozenset(found)


def _outcome(taught: Taught, base: str) -> StyleOutcome:
    style = taught.style

    def asked(clips: Sequence[StyleClip], heard: Sequence[str], truth: str) -> tuple[HeldOut, ...]:
        return tuple(HeldOut(c.name, truth, h, c.person) for c, h in zip(clips, heard, strict=True))

    alone = not taught.unlike
    return StyleOutcome(
        kind="style",
        name=style,
        network=taught.network,
        by_clip=asked(taught.clips, taught.heard, style),
        by_person=asked(taught.clips, taught.heard_by_person, style) if taught.heard_by_person else (),
        others=asked(taught.unlike, taught.heard_unlike, ""),
        kept=taught.old.kept,
        left_out=tuple(LeftOut(name, why) for name, why in taught.left_out),
        warnings=tuple(_warnings(taught)),
        at_most=Worth.DOUBTFUL if alone else Worth.GOOD,
        pack=taught.pack,
        base=base,
    )


def _warnings(taught: Taught) -> Iterator[str]:
    if not taught.unlike:
        yield _(
            "There was no other clip to tell it from: whatever is filmed in the same way may be taken for it. "
            "Give it some clips that are certainly of other dances."
        )
    if all(len(clip.sides) <= len(DEGREES) for clip in taught.clips):
        yield _(
            "These clips are landmarks without depth: filmed from another side, the dance may not be recognised. "
            "Add clips from several sides."
        )
    persons = {clip.person for clip in taught.clips} - {""}
    if len(persons) == 1 and all(clip.person for clip in taught.clips):
        yield _("All clips are of one person ({}): whether others are recognised is not known.").format(*persons)
    elif not taught.heard_by_person:
        yield _(
            "Nobody said who is in the clips: how well somebody new is recognised is not known. "
            "Name the persons in the library to find out."
        )
