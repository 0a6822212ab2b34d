"""Score and lateness over the dance, as shapes that any page can draw."""

import math
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.coaching.dance.scoring import Scorer
from dancecoach.i18n import _
from dancecoach.motion.points import Floats
from dancecoach.report.page.plot import Ink, Line, Plot, Shape, Word, time_step

SIZE = (528.0, 112.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 36.0, 6.0, 18.0, 16.0
_HALF_S, _STEP_S = 1.5, 0.25
_LATE_MS = 250.0
_SURE = 0.2


@attrs.frozen
class _Area:
    """Where on the plot a moment and a value are."""

    times: tuple[float, float]
    values: tuple[float, float]

    def x(self, time_s: float) -> float:
        first, last = self.times
        return round(_LEFT + (time_s - first) / max(1e-6, last - first) * (SIZE[0] - _LEFT - _RIGHT), 2)

    def y(self, value: float) -> float:
        low, high = self.values
        share = (min(max(value, low), high) - low) / (high - low)
        return round(SIZE[1] - _BOTTOM - share * (SIZE[1] - _BOTTOM - _TOP), 2)


def score_plot(aligned: Aligned, phrases: Sequence[Phrase]) -> Plot:
    """The marks of the three seconds around each moment of the reference."""
    scorer = Scorer(aligned)
    area = _Area(_span(aligned), (0.0, 100.0))
    times = np.arange(area.times[0] + 0.5, area.times[1] - 0.25, _STEP_S)
    marks = [scorer.score(aligned.between(t - _HALF_S, t + _HALF_S)).total for t in times.tolist()]
    values = np.array([math.nan if mark is None else mark for mark in marks])
    shapes = [*_axes(area, phrases, [(v, f"{v:g}") for v in (0.0, 50.0, 100.0)])]
    shapes += _curve(area, times, values, "right")
    title = _("Score over the dance")
    return Plot(title, SIZE, (*shapes, Word(_LEFT, 11, title, "ink", 8.5)))


def late_plot(aligned: Aligned, phrases: Sequence[Phrase]) -> Plot:
    """How late the learner is, where the movement tells it."""
    late = np.where(aligned.sure >= _SURE, aligned.late_s * 1000, math.nan)
    most = max(_LATE_MS, 50 * math.ceil(float(np.nanmax(np.abs(late), initial=0.0)) / 50))
    area = _Area(_span(aligned), (-most, most))
    ticks = [(most, _("{ms:g} ms late").format(ms=most)), (0.0, "0"), (-most, _("{ms:g} ms early").format(ms=most))]
    shapes = [*_axes(area, phrases, [(value, "" if value else text) for value, text in ticks])]
    shapes += [Word(_LEFT + 3, area.y(v) + (9 if v > 0 else -3), text, size=7) for v, text in ticks if v]
    shapes += _curve(area, aligned.reference_s, late, "left")
    title = _("Early and late")
    return Plot(title, SIZE, (*shapes, Word(_LEFT, 11, title, "ink", 8.5)))


def _span(aligned: Aligned) -> tuple[float, float]:
    return float(aligned.reference_s[0]), float(aligned.reference_s[-1])


def _axes(area: _Area, phrases: Sequence[Phrase], ticks: Sequence[tuple[float, str]]) -> Iterator[Shape]:
    left, right = area.x(area.times[0]), area.x(area.times[1])
    for value, text in ticks:
        yield Line(((left, area.y(value)), (right, area.y(value))), "faint", 0.6)
        yield Word(left - 4, area.y(value) + 2.6, text, anchor="end")
    for phrase in phrases:
        if area.times[0] < phrase.start_s < area.times[1]:
            x = area.x(phrase.start_s)
            yield Line(((x, area.y(area.values[0])), (x, area.y(area.values[1]))), "faint", 0.6, dashed=True)
    step = time_step(area.times[1] - area.times[0])
    first, last = math.ceil(area.times[0] / step - 1e-9), math.floor(area.times[1] / step + 1e-9)
    for number in range(first, last + 1):
        x = area.x(number * step)
        yield Word(min(x, right - 8), SIZE[1] - 4.5, f"{number * step:g} s", anchor="middle")


def _curve(area: _Area, times: Floats, values: Floats, ink: Ink) -> Iterator[Shape]:
    """The curve without the stretches where nothing is known, thinned to what can be seen."""
    known = np.flatnonzero(np.isfinite(values))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        chosen = run[:: max(1, len(run) // 500)]
        if len(chosen) > 1:
            yield Line(tuple((area.x(float(times[i])), area.y(float(values[i]))) for i in chosen), ink, 1.6)
