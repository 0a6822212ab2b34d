"""Procedural movements: standing, stepping, squats, jumps, somersaults."""

from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.dance import Dance
from training.figure.motions.fakes import Fake
from training.figure.motions.handstand import Handstand
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.landings import Landing
from training.figure.motions.mirrored import Mirrored
from training.figure.motions.running import Run, RunToRoundOff
from training.figure.motions.series import FolkHops, Series
from training.figure.motions.split_leap import SplitLeap
from training.figure.motions.squat import Squat
from training.figure.motions.stand import Stand
from training.figure.motions.tumbling import BackHandspring, RoundOff
from training.figure.motions.walking import Turn, Walk

__all__ = [
    "BackHandspring",
    "Cartwheel",
    "Dance",
    "Fake",
    "FolkHops",
    "Handstand",
    "Jump",
    "Landing",
    "Mirrored",
    "RoundOff",
    "Run",
    "RunToRoundOff",
    "Series",
    "Somersault",
    "SplitLeap",
    "Squat",
    "Stand",
    "Turn",
    "Walk",
]
