"""What may be wrong with two clips that are compared: one plain sentence each."""

import numpy as np

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import Directions
from dancecoach.coaching.dance.overlap import LEAST_S
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.coaching.dance.scoring import LEAST_COVERAGE, Score
from dancecoach.i18n import _
from dancecoach.motion.points import Floats

STRANGE = 0.3
"""Agreement below which it is likely another dance: other dances reach 0.3, the same one filmed from the side 0.5."""

_STRANGE_SHAPE = 20.0
_LEAST_SHARED = 0.8
_TURNED = 30.0
_ABSENT = 0.02


def caveats_of(
    clips: tuple[Directions, Directions], aligned: Aligned, score: Score, part: Phrase | None, *, drifts: bool = False
) -> tuple[str, ...]:
    """What may be wrong, the most important first.

    Args:
        clips: reference and learner, each whole.
        aligned: one beside the other.
        score: the marks of the whole.
        part: the part of the reference that was to be danced; None for as much as there is.
        drifts: whether the learner leaves the music behind them, or it them: then the movements hardly agree either.
    """
    overlap, flat = aligned.overlap, clips[0].flat
    said: list[str] = []
    strange = (overlap.agreement < STRANGE and not drifts) or (score.shape is not None and score.shape < _STRANGE_SHAPE)
    if strange:
        said.append(_("This may be another dance: the movements hardly agree."))
    elif overlap.mirrored:
        said.append(_("You are dancing the mirror image; it is judged as such."))
    if score.total is None:
        said.append(_unseen(aligned, score))
    if not strange and abs(overlap.turn) > _TURNED and not flat:
        said.append(
            _("The cameras stand {degrees:.0f}° apart: film from where the reference was filmed.").format(
                degrees=abs(overlap.turn)
            )
        )
    said += _parts_shared(clips, aligned, part)
    for body, sentence in (
        (aligned.there, _("Nobody is seen in the reference for {percent:.0%} of the time.")),
        (aligned.here, _("The learner is out of the picture for {percent:.0%} of the time.")),
    ):
        absent = 1 - float(body.seen.any(axis=1).mean())
        if absent > _ABSENT:
            said.append(sentence.format(percent=absent))
    if flat:
        said.append(_("One of the clips has no depth, so both are compared in the plane of the picture."))
    return tuple(said)


def caveat_apart(reference: Directions, learner: Directions, least_s: float = LEAST_S) -> str:
    """Why two clips cannot be laid on one another; ``least_s`` is how long they have to be shared."""
    seen = [float(np.any(clip.seen, axis=1).mean()) if len(clip) else 0.0 for clip in (reference, learner)]
    if min(seen) < LEAST_COVERAGE:
        which = _("the reference") if seen[0] < LEAST_COVERAGE else _("the learner")
        return _("In {clip} nobody is seen for most of the time: film the whole body.").format(clip=which)
    return _("The clips share less than {seconds:g} seconds of movement: film at least one phrase.").format(
        seconds=round(least_s, 1)
    )


def _unseen(aligned: Aligned, score: Score) -> str:
    """Why there is no score, and whose film it is due to."""
    theirs, mine = (float(body.weights.sum()) for body in (aligned.there, aligned.here))
    which = _("the reference") if theirs < mine else _("the learner")
    return _(
        "Only {percent:.0%} of the body could be judged, so there is no score: film the whole body of {clip}."
    ).format(percent=score.coverage, clip=which)


def _parts_shared(clips: tuple[Directions, Directions], aligned: Aligned, part: Phrase | None) -> list[str]:
    """Which part of each clip lies on the other, where it is not most of it."""
    reference, learner = clips
    said = []
    if part is None:
        share = _share(aligned.reference_s, reference.times[0], reference.times[-1])
        sentence = _("{percent:.0%} of the reference was danced, from {first:.1f} to {last:.1f} s.")
        if share < _LEAST_SHARED:
            said.append(_filled(sentence, share, aligned.reference_s))
        share = _share(aligned.learner_s, learner.times[0], learner.times[-1])
        sentence = _("{percent:.0%} of the learner's clip is compared, from {first:.1f} to {last:.1f} s.")
        if share < _LEAST_SHARED:
            said.append(_filled(sentence, share, aligned.learner_s))
        return said
    share = _share(aligned.reference_s, part.start_s, part.end_s)
    if share < _LEAST_SHARED:
        sentence = _("{percent:.0%} of the part was danced, from {first:.1f} to {last:.1f} s.")
        said.append(_filled(sentence, share, np.clip(aligned.reference_s, part.start_s, part.end_s)))
    return said


def _share(times: Floats, first_s: float, last_s: float) -> float:
    """0 to 1, how much of a stretch some rising times lie in."""
    common = min(float(times[-1]), last_s) - max(float(times[0]), first_s)
    return max(0.0, common) / max(1e-9, last_s - first_s)


def _filled(sentence: str, share: float, times: Floats) -> str:
    return sentence.format(percent=share, first=float(times[0]), last=float(times[-1]))
