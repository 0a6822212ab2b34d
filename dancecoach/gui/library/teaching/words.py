"""What the dialog says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from dancecoach.models.teaching.share import Share
    from dancecoach.pipeline.teaching.outcome import HeldOut, Outcome


def tr(text: str) -> str:
    """Translate a text of the dialog."""
    return QCoreApplication.translate("TeachDialog", text)


def worth_words(worth: str, *, strangers: bool) -> tuple[str, str]:
    """What a network is good for, and the look of that sentence.

    Args:
        worth: as `pipeline.teaching.outcome.Worth`.
        strangers: whether it was asked about persons of whom nothing was taught.
    """
    good = tr("It can be used.") if strangers else tr("It can be used for those it was taught from.")
    return {
        "good": (good, "good"),
        "doubtful": (tr("It may be of use; these clips are too few to be sure."), "warning"),
        "useless": (tr("It is too bad to be of use. More clips, of more persons and places, may help."), "error"),
    }[worth]


def share_words(share: "Share") -> str:
    """Such as "4 of 5 · 80 % (38 %–96 %)"."""
    return tr("{hits} of {of} · {share}").format(hits=share.hits, of=share.of, share=share)


def measures(outcome: "Outcome") -> list[tuple[str, str]]:
    """What was counted: in words, and how much."""
    rows = [(tr("Clips known when held out"), share_words(outcome.accuracy))]
    if outcome.by_person:
        rows.append((tr("Clips known when their person was held out"), share_words(outcome.accuracy_by_person)))
    if outcome.others:
        rows.append((tr("Other clips not taken for it"), share_words(outcome.refused)))
    if outcome.kept.of:
        rows.append((tr("What was known before and is called as before"), share_words(outcome.kept)))
    if outcome.looked_at:
        of = tr("{hits} of {of} · nobody said what they are: the list is for you to check")
        said = of.format(hits=len(outcome.newly), of=outcome.looked_at)
        rows.append((tr("Clips it was not told of and would now be called so"), said))
    return rows


def called(heard: str) -> str:
    """What a clip was called."""
    from dancecoach.models.card import UNKNOWN  # brings arrays along, which the window does not begin with

    return tr("unknown") if heard == UNKNOWN else heard


def confusions(outcome: "Outcome") -> list[tuple[str, str, int]]:
    """What was held out, what it was called, and how often; the truth first."""
    found: dict[tuple[str, str], int] = {}
    for one in (*outcome.by_clip, *outcome.others):
        key = (_truth(one), called(one.heard))
        found[key] = found.get(key, 0) + 1
    rows = [(truth, heard, count) for (truth, heard), count in found.items()]
    return sorted(rows, key=lambda row: (row[0] != outcome.name, row[1] != row[0], -row[2], row[1]))


def _truth(one: "HeldOut") -> str:
    return one.truth or tr("something else")
