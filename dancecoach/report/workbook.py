"""``measures.xlsx``: frames, skills and phases of a clip as a spreadsheet: real numbers, units in the headers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.coaching.sheet.words import group_title, measure_title, value_text, why_unseen
from dancecoach.coaching.skill_sheet import MEASURES, SkillSheet
from dancecoach.errors import OutputError
from dancecoach.files import atomic_path, readable
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.motion.phases import PhaseSegment, phase_names
from dancecoach.report.drawing import phase_word

MOST_ROWS = 1_048_575
"""Frames that fit on a sheet of the format; a clip of ten hours at 30 frames a second has more."""

_FREE_UNITS = {"": "", "deg": "°", "deg/s": "°/s", "count": "", "ms": "ms"}


def write_workbook(analysis: Analysis, path: Path, phases: Sequence[PhaseSegment] | None = None) -> None:
    """Write the spreadsheet, whole or not at all.

    Args:
        analysis: what was found out.
        path: file to write, ``.xlsx``.
        phases: segments; None takes the analysis's.

    Raises:
        OutputError: it cannot be written, or the clip has more frames than a sheet has rows.
    """
    if len(analysis.track) > MOST_ROWS:
        raise OutputError(
            _("has more frames than a spreadsheet has rows"), subject=path, remedy=_("write a table in CSV form")
        )
    import xlsxwriter

    with atomic_path(path) as temporary:
        # Words of the person stay words: a clip called "=1+1" is no formula.
        options = {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(temporary), options)
        book.set_properties({"title": readable(Path(analysis.clip.path).name), "comments": "dancecoach"})
        writer = _Book(book, analysis, analysis.phases if phases is None else phases)
        try:
            writer.skills()
            writer.frames()
            writer.phase_rows()
        finally:
            book.close()


@attrs.frozen(eq=False)
class _Book:
    """The making of one workbook."""

    book: Any
    analysis: Analysis
    phases: Sequence[PhaseSegment]

    def frames(self) -> None:
        """A row for each frame; a cell is empty where the joint was not seen."""
        track = self.analysis.track
        names, angles = angle_names(track.skeleton), joint_angles(track)
        titles = [_("Frame"), _("Time (s)"), _("Found"), _("Phase"), *(f"{_joint(n)} (°)" for n in names)]
        titles += [_("{} visible (0 to 1)").format(_joint(n)) for n in names]
        sheet = self._sheet(_("Frames"), titles, [8, 10, 8, 11, *[16] * (2 * len(names))], fixed=2)
        time, degrees, share = (self.book.add_format({"num_format": form}) for form in ("0.0000", "0.0", "0.00"))
        named = [phase_word(n) if n else "" for n in phase_names(self.phases, len(track))]
        vertices = [track.skeleton.index(track.skeleton.angles[name][1]) for name in names]
        seen = track.visibility[:, vertices]
        for row, time_s in enumerate(track.times.tolist(), 1):
            i = row - 1
            sheet.write_number(row, 0, i)
            sheet.write_number(row, 1, time_s, time)
            sheet.write_boolean(row, 2, bool(track.found[i]))
            sheet.write_string(row, 3, named[i])
            for column, value in enumerate(angles[i].tolist(), 4):
                if np.isfinite(value):
                    sheet.write_number(row, column, value, degrees)
            for column, value in enumerate(seen[i].tolist(), 4 + len(names)):
                sheet.write_number(row, column, value, share)
        sheet.autofilter(0, 0, max(1, len(track)), len(titles) - 1)

    def skills(self) -> None:
        """A row for each measure of each skill: value, uncertainty, unit, or why it cannot be seen."""
        titles = [
            *(_("Skill"), _("Take-off (s)"), _("Group"), _("Measure"), _("Value")),
            *(_("Standard deviation"), _("Unit"), _("Why it cannot be seen"), _("Taught name")),
        ]
        sheet = self._sheet(_("Skills"), titles, [7, 12, 14, 36, 12, 18, 14, 60, 24], fixed=1)
        time = self.book.add_format({"num_format": "0.000"})
        row = 1
        for number, skill in enumerate(self.analysis.skills, 1):
            for name in MEASURES if skill.sheet is not None else ():
                sheet.write_number(row, 0, number)
                sheet.write_number(row, 1, skill.takeoff_s, time)
                assert skill.sheet is not None
                self._measure(sheet, row, skill.sheet, name)
                sheet.write_string(row, 8, skill.name)
                row += 1
        if row > 1:
            sheet.autofilter(0, 0, row - 1, len(titles) - 1)

    def _measure(self, sheet: Any, row: int, of: SkillSheet, name: str) -> None:
        line = of[name]
        digits = self.book.add_format({"num_format": "0" if line.unit in {"deg/s", "ms", "count"} else "0.00"})
        sheet.write_string(row, 2, group_title(line.group))
        sheet.write_string(row, 3, measure_title(name))
        sheet.write_string(row, 6, _unit_word(line.unit))
        if line.unseen is not None:
            sheet.write_string(row, 7, why_unseen(line.unseen))
        elif line.number is not None:
            sheet.write_number(row, 4, line.number, digits)
        else:
            sheet.write_string(row, 4, value_text(line))
        if line.uncertainty is not None:
            sheet.write_number(row, 5, line.uncertainty, digits)

    def phase_rows(self) -> None:
        """A row for each phase."""
        titles = [
            *(_("Phase"), _("First frame"), _("Last frame"), _("Start (s)"), _("End (s)")),
            *(_("Length (s)"), _("Sure (0 to 1)"), _("Who says so")),
        ]
        sheet = self._sheet(_("Phases"), titles, [12, 12, 12, 10, 10, 11, 13, 24], fixed=0)
        time, share = (self.book.add_format({"num_format": form}) for form in ("0.000", "0.00"))
        ends = self._ends()
        for row, (segment, end_s) in enumerate(zip(self.phases, ends, strict=True), 1):
            sheet.write_string(row, 0, phase_word(segment.phase))
            sheet.write_number(row, 1, segment.start_frame)
            sheet.write_number(row, 2, segment.end_frame)
            sheet.write_number(row, 3, segment.start_s, time)
            sheet.write_number(row, 4, end_s, time)
            sheet.write_number(row, 5, end_s - segment.start_s, time)
            sheet.write_number(row, 6, segment.confidence, share)
            sheet.write_string(row, 7, segment.author)

    def _ends(self) -> list[float]:
        """When each phase ends: when the next frame begins, or the clip ends."""
        times = self.analysis.track.times
        return [
            float(times[s.end_frame + 1]) if s.end_frame + 1 < len(times) else self.analysis.clip.duration_s
            for s in self.phases
        ]

    def _sheet(self, name: str, titles: Sequence[str], widths: Sequence[float], *, fixed: int) -> Any:
        """A sheet with its header, which stays in sight with the first ``fixed`` columns."""
        sheet = self.book.add_worksheet(name)
        head = self.book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F4"}
        )
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, fixed)
        return sheet


def _joint(name: str) -> str:
    """Such as "Left knee"."""
    side, joint = name.split("_", 1)
    words = {"knee": _("knee"), "hip": _("hip"), "elbow": _("elbow"), "shoulder": _("shoulder"), "ankle": _("ankle")}
    sides = {"left": _("Left {}"), "right": _("Right {}")}
    return sides.get(side, f"{side} {{}}").format(words.get(joint, joint.replace("_", " ")))


def _unit_word(unit: str) -> str:
    words = {"s": _("s"), "m": _("m"), "bodies": _("body heights"), "turns": _("turns")}
    return words.get(unit) or _FREE_UNITS.get(unit, unit)
