"""What a person is at who corrects the counts, and why a correction changed nothing."""

from enum import StrEnum

#: What the person is at while the beats are tapped, for the commands: its keys go before those of the page.
TAP_MODE = "tapping"


class CountsState(StrEnum):
    """What the person is at."""

    RESTING = "resting"
    TAPPING = "tapping"
    HEARING = "hearing"
    WORKING = "working"


class Trouble(StrEnum):
    """Why a correction changed nothing."""

    FEW = "few"
    UNEVEN = "uneven"
    TOO_FAST = "too fast"
    TOO_SLOW = "too slow"
    SAME = "same"
