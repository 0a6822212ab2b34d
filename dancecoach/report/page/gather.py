"""Gathers what stands on the page: from the analysis, the coach's notes and the clip's pictures."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import cv2
import numpy as np

from dancecoach import i18n
from dancecoach.coaching.sheet.title import skill_title
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import SkillSheet
from dancecoach.coaching.subject import is_dance_named
from dancecoach.errors import InputError
from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.clock import slow_factor
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import AthleteHeight, KnownLength
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.cutout import box_of
from dancecoach.report.page.content import Picture, Report, Section, Sheet
from dancecoach.report.page.plot import Curves, Plot, plot_of
from dancecoach.report.page.sections import sections_of, summary_of
from dancecoach.report.painter import FramePainter, Parts, scale_of
from dancecoach.report.sequence import highest
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Image

BEFORE_S, AFTER_S = 0.8, 1.2
"""Seconds before take-off and after touch-down that the curves show."""

_SHAPE = 4 / 5
"""Width of a picture over its height, at most: a clip in portrait format may have no more than less."""

_SEEN_ENOUGH = 0.05
"""Share of the frames in which a joint has to be seen for its curve to be worth the room."""

_STEADY = 0.02
"""A camera that is this much off its nominal rate was not filming in slow motion."""

_HEIGHT = 520
_QUALITY = 86


def gather(
    analysis: Analysis,
    *,
    clip: Path | None = None,
    phases: Sequence[PhaseSegment] | None = None,
    skills: Sequence[int] | None = None,
    notes: Notes | None = None,
    parts: Parts | None = None,
    made: str = "",
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Report:
    """The report on a clip: a page for each skill, or one on the clip where there is none.

    Args:
        analysis: what was found out.
        clip: where the clip lies; None where there are no pictures (landmarks of others).
        phases: for the curves; None takes the analysis's.
        skills: positions of the skills to tell of; None for all.
        notes: the coach's, for drawings, calibration and the camera's rate; None for none. Where the camera filmed
            faster than the file plays, measures are taken to be real (`dancecoach.pipeline.retold`), and moments are
            told in real seconds.
        parts: what is drawn over the pictures; None for the skeleton and the angles of knees and hips.
        made: when, as a person reads it.
        progress: told after each page.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: there is no such skill.
        VideoError: the clip cannot be decoded (any more).
    """
    chosen = range(len(analysis.skills)) if skills is None else skills
    for number in chosen:
        if not 0 <= number < len(analysis.skills):
            raise InputError(
                _("is the number of no skill in this clip"),
                subject=str(number + 1),
                remedy=_("there are {}").format(len(analysis.skills)),
            )
    shown = parts if parts is not None else Parts(angles=("knee", "hip"), drawings=False)
    shown = attrs.evolve(shown, phases=False, nearer_only=True)
    segments = analysis.phases if phases is None else phases
    slow = slow_factor(analysis.track.times, None if notes is None else notes.capture_fps)
    if slow != 1.0:
        analysis, segments = _in_real_seconds(analysis, segments, slow)
    maker = _Maker(analysis, segments, notes, shown, cancel or CancelToken(), slow)
    video = VideoFile(clip) if clip is not None else None
    try:
        sheets: list[Sheet] = []
        for number in chosen:
            progress(Progress(_("writing the report"), len(sheets), len(chosen)))
            sheets.append(maker.skill(analysis.skills[number], video))
        if not analysis.skills:
            sheets.append(maker.clip(video))
    finally:
        if video is not None:
            video.close()
    told, title = i18n.language(), readable(Path(analysis.clip.path).name)
    return Report(title, maker.facts(), tuple(sheets), told[0] if told else "en", made)


@attrs.frozen(eq=False)
class _Maker:
    """The making of one report; ``slow`` is seconds of the file for one of those in which all is told."""

    analysis: Analysis
    phases: Sequence[PhaseSegment]
    notes: Notes | None
    parts: Parts
    cancel: CancelToken
    slow: float

    def facts(self) -> tuple[tuple[str, str], ...]:
        """About the clip."""
        clip, track = self.analysis.clip, self.analysis.track
        rate = _("{:.3g} a second, varying") if clip.variable_frame_rate else _("{:.3g} a second")
        frames = f"{clip.frames}" + (", " + rate.format(clip.mean_fps) if clip.mean_fps > 0 else "")
        by = f"{self.analysis.engine} {self.analysis.model}".strip()
        found = _("in {:.0%} of the frames").format(track.found_fraction)
        facts = [
            (_("Length"), f"{clip.duration_s:.2f} s"),
            (_("Frames"), frames),
            (_("Picture"), f"{clip.width} × {clip.height}"),
            (_("Person found"), found),
            (_("Found by"), by),
        ]
        if self.phases:
            facts.append((_("Phases"), self.phases[0].author or self.analysis.phase_model or _("corrected by hand")))
        return tuple(facts)

    def skill(self, skill: Skill, video: VideoFile | None) -> Sheet:
        """The page of one skill."""
        self.cancel.check()
        sheet = self._calibrated(skill.sheet)
        return Sheet(
            title=skill_title(skill, sheet),
            summary=summary_of(skill, sheet),
            pictures=self._pictures(_moments(skill, sheet, self.analysis), video, skill.takeoff_s),
            sections=() if sheet is None else tuple(sections_of(sheet)),
            plots=self._plots(skill.takeoff_s - BEFORE_S, skill.touchdown_s + AFTER_S, skill.takeoff_s),
            sure=tuple(self._trust(skill, sheet)),
        )

    def clip(self, video: VideoFile | None) -> Sheet:
        """The page of a clip without skills."""
        track = self.analysis.track
        somebody = bool(track.found.any())
        # Where nobody was found, the pictures show what the clip is.
        seen = np.flatnonzero(track.found) if somebody else np.arange(len(track))
        at = seen[np.linspace(0, len(seen) - 1, 6).round().astype(int)[1:-1]].tolist() if len(seen) else []
        moments = [("", frame) for frame in dict.fromkeys(at)]
        style = self.analysis.style
        named = style is not None and is_dance_named(
            style, activity=self.analysis.activity, skills=(), phases=self.analysis.phases
        )
        shares = sorted(style.probabilities.items(), key=lambda item: -item[1])[:5] if style is not None else []
        rows = tuple((label, f"{share:.0%}") for label, share in shares)
        first, last = (float(track.times[i]) for i in (0, -1)) if len(track) else (0.0, 0.0)
        nothing = _("No skill was found") if somebody else _("Nobody was found")
        return Sheet(
            title=style.label if named and style is not None else nothing,
            pictures=self._pictures(moments, video, 0.0),
            sections=(Section(_("Style"), rows),) if rows and named else (),
            plots=self._plots(first, last, 0.0),
            sure=tuple(self.analysis.warnings),
        )

    def _calibrated(self, sheet: SkillSheet | None) -> SkillSheet | None:
        known = None if self.notes is None else self.notes.calibration
        if sheet is None or known is None:
            return sheet
        if isinstance(known, AthleteHeight):
            return sheet.with_stature(known.height_m)
        scale = scale_of(self.notes, self.analysis.track) if isinstance(known, KnownLength) else None
        return sheet if scale is None else sheet.with_scale(scale.metres_per_pixel, scale.relative_uncertainty)

    def _pictures(
        self, moments: Sequence[tuple[str, int]], video: VideoFile | None, zero_s: float
    ) -> tuple[Picture, ...]:
        """Pictures of the same scale, cut around the body."""
        track = self.analysis.track
        if video is None or not moments:
            return ()
        boxes = [box_of(track.pixels()[frame], track.frame_size, 0.0) for _title, frame in moments]
        sizes = [(b[2] - b[0], b[3] - b[1]) for b in boxes if b is not None]
        tall = 1.3 * max((max(h, w / _SHAPE) for w, h in sizes), default=track.frame_size[1] / 1.3)
        # Read on paper, where the picture is a few centimetres high.
        letters = attrs.evolve(self.parts, letters=0.05 * min(1.0, tall / track.frame_size[1]))
        painter = FramePainter(track, letters, notes=self.notes)
        made = []
        for (title, frame), box in zip(moments, boxes, strict=True):
            self.cancel.check()
            image = video.frame(frame).image.copy()
            painter.paint(image, frame)
            cut = _cut(image, box, tall)
            done, encoded = cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
            if done:
                when = _when(float(track.times[frame]), zero_s)
                made.append(Picture(title or when, when, encoded.tobytes(), (cut.shape[1], cut.shape[0])))
        return tuple(made)

    def _plots(self, first_s: float, last_s: float, zero_s: float) -> tuple[Plot, ...]:
        track = self.analysis.track
        frames = slice(int(np.searchsorted(track.times, first_s)), int(np.searchsorted(track.times, last_s, "right")))
        if len(track.times[frames]) < 2:
            return ()
        angles, names = joint_angles(track)[frames], angle_names(track.skeleton)
        titles = {"knee": _("Knees"), "hip": _("Hips"), "shoulder": _("Shoulders"), "elbow": _("Elbows")}
        plots = []
        for joint, title in titles.items():
            if f"left_{joint}" not in names:
                continue
            left, right = (angles[:, names.index(f"{side}_{joint}")] for side in ("left", "right"))
            if max(np.isfinite(left).mean(), np.isfinite(right).mean()) > _SEEN_ENOUGH:
                plots.append(plot_of(title, Curves(track.times[frames] - zero_s, left, right), self.phases, zero_s))
        return tuple(plots)

    def _trust(self, skill: Skill, sheet: SkillSheet | None) -> list[str]:
        """How far the page can be believed."""
        said = [_("The program is {:.0%} sure of this skill and its measures.").format(skill.confidence)]
        if sheet is not None and sheet.view_deg is not None:
            said.append(_("Filmed {:.0f}° from the front or back (90° is from the side).").format(sheet.view_deg))
        said.append(
            _(
                "± is one standard deviation: of a hundred measures, 68 are no farther off. It was taken on drawn"
                " clips; in wide clothes and bad light expect more."
            )
        )
        if abs(self.slow - 1.0) > _STEADY:
            said.append(
                _(
                    "The clip plays {:.3g} times slower than it was filmed; times and heights here are those of the "
                    "real action."
                ).format(self.slow)
            )
        return [*said, *self.analysis.warnings]


def _in_real_seconds(
    analysis: Analysis, phases: Sequence[PhaseSegment], slow: float
) -> tuple[Analysis, Sequence[PhaseSegment]]:
    """Moments in seconds of the real action, in place of those of a file that plays slower."""
    track = attrs.evolve(analysis.track, times=analysis.track.times / slow)
    skills = tuple(
        attrs.evolve(skill, takeoff_s=skill.takeoff_s / slow, touchdown_s=skill.touchdown_s / slow)
        for skill in analysis.skills
    )
    placed = [attrs.evolve(one, start_s=one.start_s / slow, end_s=one.end_s / slow) for one in phases]
    return attrs.evolve(analysis, track=track, skills=skills), placed


def _moments(skill: Skill, sheet: SkillSheet | None, analysis: Analysis) -> list[tuple[str, int]]:
    """Titles and frames of the key positions, in order."""
    track, last = analysis.track, len(analysis.track) - 1
    takeoff, touchdown = max(0, skill.takeoff_frame - 1), min(skill.touchdown_frame, last)
    moments = [(_("Take-off"), takeoff)]
    top = highest(track, skill.takeoff_frame, touchdown)
    if top is not None:
        moments.append((_("Highest point"), top))
    moments.append((_("Touch-down"), touchdown))
    still = None if sheet is None else sheet["stillness"].number
    if still is not None:
        frame = int(np.searchsorted(track.times, skill.touchdown_s + still))
        moments.append((_("Still"), min(frame, last)))
    elif touchdown < last:
        frame = int(np.searchsorted(track.times, skill.touchdown_s + 0.5))
        moments.append((_("Half a second later"), frame) if frame <= last else (_("End of the clip"), last))
    return moments


def _when(time_s: float, zero_s: float) -> str:
    """When a picture was taken, from zero on: such as "+0.42 s"."""
    after = round(time_s - zero_s, 2)
    return _("{:+.2f} s").format(after) if zero_s and after else f"{abs(after):.2f} s"


def _cut(image: Image, box: tuple[int, int, int, int] | None, tall: float) -> Image:
    """The part around a body, so many pixels of the clip high, at the report's size."""
    height, width = image.shape[:2]
    tall = min(float(height), tall)
    wide = min(float(width), tall * _SHAPE)
    x, y = (width / 2, height / 2) if box is None else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    left = round(float(np.clip(x - wide / 2, 0, width - wide)))
    top = round(float(np.clip(y - tall / 2, 0, height - tall)))
    part = image[top : top + round(tall), left : left + round(wide)]
    if part.shape[0] <= _HEIGHT:
        return np.ascontiguousarray(part)
    size = (round(_HEIGHT * part.shape[1] / part.shape[0]), _HEIGHT)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
