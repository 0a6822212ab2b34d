"""Procedural movements: standing, stepping, squats, jumps, somersaults."""

from training.figure.motions.dance import Dance
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.squat import Squat
from training.figure.motions.stand import Stand
from training.figure.motions.walking import Turn, Walk

__all__ = ["Dance", "Jump", "Somersault", "Squat", "Stand", "Turn", "Walk"]
