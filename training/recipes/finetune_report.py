"""What a copy of the phase network that has gone on learning is worth, in numbers."""

import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.files import write_text
from training.evaluate import PhaseReport
from training.metrics import macro_f1

_BOOTSTRAP = 2000


@attrs.frozen(eq=False)
class Finetuned:
    """What came of it.

    Attributes:
        before: the network as it was, on the person's clips.
        after: copies that did not see them, on the same.
        drawn_before: the network as it was, on drawn figures.
        drawn_after: the copy, on the same.
        by_person: whether all clips of a person were held out together.
    """

    before: PhaseReport
    after: PhaseReport
    drawn_before: PhaseReport
    drawn_after: PhaseReport
    by_person: bool

    @property
    def gain(self) -> tuple[float, float, float]:
        """By how much the macro F1 of the person's clips is better, and its 95 % interval, the clips drawn anew."""
        tables = [np.stack([c.table for c in report.clips]) for report in (self.before, self.after)]
        rng, count = np.random.default_rng(0), len(tables[0])
        drawn = rng.integers(count, size=(_BOOTSTRAP, count))
        found = [macro_f1(tables[1][rows].sum(0)) - macro_f1(tables[0][rows].sum(0)) for rows in drawn]
        low, high = np.percentile(found, [2.5, 97.5]).tolist()
        return self.after.macro_f1 - self.before.macro_f1, low, high

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON and for the card."""
        gain, low, high = self.gain
        rows = [
            {"clip": a.name, "frames": a.frames, "before": _share(a.macro_f1), "after": _share(b.macro_f1)}
            for a, b in zip(self.before.clips, self.after.clips, strict=True)
        ]
        return {
            "split": "by person" if self.by_person else "by clip",
            "clips": rows,
            "before": _share(self.before.macro_f1),
            "after": _share(self.after.macro_f1),
            "gain": [_share(gain), _share(low), _share(high)],
            "drawn_before": _share(self.drawn_before.macro_f1),
            "drawn_after": _share(self.drawn_after.macro_f1),
        }


def save_result(found: Finetuned, path: Path) -> None:
    """Write the numbers for the app.

    Raises:
        OutputError: they cannot be written.
    """
    write_text(path, json.dumps(found.to_dict(), indent=1) + "\n")


def _share(value: float) -> float:
    return round(float(value), 4)
