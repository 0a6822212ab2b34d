"""The one form in which sound goes through the program."""

import numpy as np
from numpy.typing import NDArray

#: Samples a second and channels.
RATE, CHANNELS = 48_000, 2
#: Speeds at which sound is still worth hearing, in seconds of the file per second.
SLOWEST, FASTEST = 0.2, 2.0

Samples = NDArray[np.float32]
"""(n, CHANNELS) float32, -1 to 1."""
