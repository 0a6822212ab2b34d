"""Clips that nobody named, and what they would be called with what was just taught: for a person to look at.

Nobody said what they are, so none of this counts as right or wrong.
"""

from collections.abc import Callable, Sequence

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.teaching.outcome import Newly
from dancecoach.pipeline.teaching.poses import Looking, kept_analysis
from dancecoach.pipeline.teaching.request import Example
from dancecoach.progress import CancelToken, Progress, ProgressCallback


def newly_called(
    examples: Sequence[Example],
    looking: Looking,
    certainty: Callable[[Analysis], float],
    tell: ProgressCallback,
    cancel: CancelToken,
) -> tuple[int, tuple[Newly, ...]]:
    """How many clips could be asked about, and those that would be called so, the surest first.

    Args:
        examples: the clips; those whose analysis is gone are left out.
        looking: where analyses are kept, and whose they are.
        certainty: how surely the app would call a clip so, 0 to 1; 0 where it would not.
        tell: told how far it is.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
    """
    asked, found = 0, []
    for number, example in enumerate(examples):
        cancel.check()
        tell(Progress(_("looking at clips without a name"), number, len(examples)))
        try:
            kept = kept_analysis(example, looking)
            if kept is None:
                continue
            sure = certainty(kept)
        except DancecoachError:  # it says nothing; Review tells why where it is opened
            continue
        asked += 1
        if sure > 0:
            found.append(Newly(example.name, sure))
    return asked, tuple(sorted(found, key=lambda one: (-one.certainty, one.clip)))
