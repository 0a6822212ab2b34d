"""The words about counts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.counts.state import CountsState, Trouble
from dancecoach.library.counts.counts_json import KeptCounts

if TYPE_CHECKING:
    from dancecoach.coaching.dance.tapping import Tapped

_SURE, _FAIRLY = 0.75, 0.5


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Counts", text)


def title_text(model: CountsModel) -> str:
    """In a few words, how it stands."""
    if model.state is CountsState.TAPPING:
        return _tapping_text(len(model.taps), model.weighed)
    if model.state is CountsState.HEARING:
        return tr("Do the clicks fall on the beats?")
    if model.state is CountsState.WORKING:
        return tr("Putting the counts where you tapped …") if model.taps else tr("Counting anew …")
    return tr("No counts yet") if model.kept is None else _tempo_text(model.kept)


def below_text(model: CountsModel) -> str:
    """What to do, or where the counts come from and how sure they are."""
    if model.state is CountsState.TAPPING:
        return tr("Tap each beat: Space, or the button. Tap a 1 with the key 1, or with Shift held. Enter when done.")
    if model.state is CountsState.HEARING:
        return tr("The high click is the 1. If it falls elsewhere, move the 1 or tap along.")
    if model.trouble is not None:
        return trouble_text(model.trouble, len(model.taps))
    if model.kept is None:
        return tr("Tap along while it is played, and the dance is counted in eights.")
    if not model.to_dance_by:
        return tr("The music has no clear beat, so the dance is cut into equal parts. Tap along to count it.")
    return _source_text(model.kept)


def trouble_text(trouble: Trouble, taps: int = 0) -> str:
    """Why a correction changed nothing, and what to do."""
    return {
        Trouble.FEW: tr("Too few taps ({}): tap at least 4 beats in a row. Nothing was changed.").format(taps),
        Trouble.UNEVEN: tr("These {} taps are too uneven for a beat: listen a while, then tap each beat. "
                           "Nothing was changed.").format(taps),
        Trouble.TOO_FAST: tr("Nobody counts twice as fast as this. Nothing was changed."),
        Trouble.TOO_SLOW: tr("Nobody counts half as fast as this. Nothing was changed."),
        Trouble.SAME: tr("That is how it is counted already."),
    }[trouble]  # fmt: skip


def changed_text(kept: KeptCounts | None) -> str:
    """What holds after a correction."""
    return tr("Counted no longer") if kept is None else _tempo_text(kept)


def _tempo_text(kept: KeptCounts) -> str:
    eights = len(kept.counts.eights())
    return tr("{tempo:.0f} beats a minute, {eights} eights").format(tempo=kept.tempo, eights=eights)


def _tapping_text(taps: int, said: "Tapped") -> str:
    if not taps:
        return tr("Tap on every beat")
    if said.tempo:
        return tr("{tempo:.0f} ± {off:.0f} beats a minute after {taps} taps").format(
            tempo=said.tempo, off=max(1.0, said.tempo_off), taps=taps
        )
    if said.fault == "uneven":
        return tr("{} taps, not even yet").format(taps)
    return tr("1 tap") if taps == 1 else tr("{} taps").format(taps)


def _source_text(kept: KeptCounts) -> str:
    where = {
        "music": tr("Found in the music"),
        "lesson": tr("From the lesson"),
        "person": tr("Corrected by hand"),
    }
    return tr("{where}: the beat is {beat}, where the 1 is, {one}.").format(
        where=where[kept.by], beat=sure_text(kept.beat_confidence), one=sure_text(kept.one_confidence)
    )


def sure_text(confidence: float) -> str:
    """How sure something is, 0 to 1, in a word."""
    if confidence >= _SURE:
        return tr("sure")
    return tr("fairly sure") if confidence >= _FAIRLY else tr("a guess")
