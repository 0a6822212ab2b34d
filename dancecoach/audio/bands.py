"""Sound as short spectra: how strong each of a few bands of pitch is, some 190 times a second."""

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Signal = NDArray[np.floating]
"""(n,) samples of one channel, -1 to 1."""

#: A spectrum every so often, s; each is of twice that time, with a Hann window.
STEP_S = 1 / 187.5
#: Limits of the bands in Hz: a clap fills all of them at once.
EDGES_HZ = (500, 750, 1_100, 1_600, 2_300, 3_300, 4_800, 6_800)
#: Fewer samples a second do not reach the highest band.
LOWEST_RATE = 2 * EDGES_HZ[-1]
#: Thuds, steps and drums are strongest here.
LOW_HZ = (50, 350)
#: Where it is told a noise from a tone.
_NOISE_HZ = (1_000, 6_000)
#: Added to every power, so that silence has a level: about -110 dB.
FAINT = 1e-11


@attrs.frozen(eq=False)
class Spectra:
    """Successive spectra of a sound, N of them.

    Attributes:
        bands: (N, 7) mean square of the sound in each of the bands of `EDGES_HZ`, full scale 1.
        low: (N,) the same of `LOW_HZ`.
        flat: (N,) 0 to 1: the geometric over the arithmetic mean of the spectrum, 0 for a tone, about 0.5 for noise.
    """

    bands: Floats
    low: Floats
    flat: Floats

    def __len__(self) -> int:
        return len(self.low)

    @property
    def power(self) -> Floats:
        """(N,) all bands together, without the low one."""
        total: Floats = self.bands.sum(axis=1)
        return total

    def last(self, count: int) -> "Spectra":
        """The last ``count`` of them."""
        since = max(0, len(self) - count)
        return Spectra(self.bands[since:], self.low[since:], self.flat[since:])

    def then(self, after: "Spectra") -> "Spectra":
        """These, and others behind them."""
        return Spectra(
            np.concatenate([self.bands, after.bands]),
            np.concatenate([self.low, after.low]),
            np.concatenate([self.flat, after.flat]),
        )


class Analyser:
    """Cuts a stream of samples into spectra; what does not fill one waits for the next piece.

    Args:
        rate: samples a second, `LOWEST_RATE` or more.

    Raises:
        ValueError: the rate is too low for the bands.
    """

    def __init__(self, rate: float) -> None:
        if rate < LOWEST_RATE:
            raise ValueError(f"{rate} samples a second do not reach {EDGES_HZ[-1]} Hz")
        self._step = round(rate * STEP_S)
        self._window = np.hanning(2 * self._step + 1)[:-1]
        hertz = np.fft.rfftfreq(2 * self._step, 1 / rate)
        self._edges = np.searchsorted(hertz, EDGES_HZ)
        self._low = slice(*np.searchsorted(hertz, LOW_HZ))
        self._noise = slice(*np.searchsorted(hertz, _NOISE_HZ))
        self._scale = 2 / (len(self._window) * float((self._window**2).sum()))
        self._waiting: Signal = np.zeros(0)
        self.step_s = self._step / rate

    def push(self, samples: Signal) -> Spectra:
        """The spectra that are complete with these samples; the first one's middle is a step after its beginning."""
        waiting = np.concatenate([self._waiting, samples])
        count = max(0, len(waiting) // self._step - 1)
        self._waiting = waiting[count * self._step :]
        at = np.arange(count)[:, None] * self._step + np.arange(2 * self._step)
        power = np.abs(np.fft.rfft(waiting[at] * self._window, axis=1)) ** 2 * self._scale
        noise = power[:, self._noise] + FAINT
        return Spectra(
            np.add.reduceat(power, self._edges, axis=1)[:, :-1] + FAINT,
            power[:, self._low].sum(axis=1) + FAINT,
            np.exp(np.log(noise).mean(axis=1)) / noise.mean(axis=1),
        )
