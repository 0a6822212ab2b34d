"""The written form of an analysis: ``analysis.json``, schema `dancecoach.analysis/1`.

::

    {"schema": "dancecoach.analysis/1",
     "clip": {"path", "sha256", "frames", "duration_s", "mean_fps", "variable_frame_rate",
              "width", "height", "rotation"},
     "pose": {"engine", "model", "skeleton", "found_fraction", "person": {"x", "y", "time_s"}},
     "activity": "auto",
     "style": {"model", "pack", "label", "probabilities"},
     "phases": {"model", "segments": [{"phase", "start_frame", "end_frame", "start_s", "end_s", "confidence"}]},
     "skills": [{"takeoff_frame", "touchdown_frame", "flight_time_s", "jump_height_m", "rotation_turns", ...}],
     "recognition": {"method", "phases", "style", "warnings"},
     "warnings": ["..."]}

`pose.person` is there only where somebody chose whom to follow. `dancecoach.library.analyses.recognised_json` tells
style, phases, skills and what found them in full. All these came later under the same schema, and a file without them
is read as one in which nothing was recognised and nobody chosen. The landmarks themselves lie beside it in
``pose.npz``. A reader ignores what it does not know. A change that would mislead an old reader gets another number.
"""

import json
from pathlib import Path
from typing import Any

import attrs

from dancecoach.coaching.skill import Skill
from dancecoach.errors import AnalysisFileError
from dancecoach.files import readable, write_text
from dancecoach.i18n import _
from dancecoach.library.analyses.recognised_json import (
    phases_content,
    read_phases,
    read_recogniser,
    read_skills,
    read_style,
    recogniser_content,
    skills_content,
    style_content,
)
from dancecoach.library.analyses.record import SCHEMA, Analysis, Recogniser
from dancecoach.library.json_section import Section, fault
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

MAX_BYTES = 64 << 20
"""Largest file that is read, 64 MiB: a thousand times what an analysis takes."""

_KNOWN = {"schema", "clip", "pose", "activity", "style", "phases", "skills", "recognition", "warnings"}


@attrs.frozen
class AnalysisDocument:
    """What ``analysis.json`` says: an `Analysis` without the landmarks.

    Attributes:
        clip: facts of the file.
        sha256: hexadecimal hash of the clip's content.
        engine: pose engine, "file" when the landmarks were given.
        model: size of its network.
        skeleton: name of the skeleton.
        found_fraction: share of frames with the person in them, 0 to 1.
        activity: "auto", "dance" or "gymnastics".
        warnings: sentences for the person.
        style: which dance it is, or None.
        phases: segments that cover every frame once, or ().
        phase_model: who named them.
        skills: the skills among them.
        recogniser: what style, phases and skills were found with.
        recognition_warnings: those of the warnings that are about them.
        person: whom somebody chose to follow, or None.
        extra: top-level keys that this version does not know, kept as they are.
    """

    clip: ClipInfo
    sha256: str
    engine: str
    model: str
    skeleton: str
    found_fraction: float
    activity: str = "auto"
    warnings: tuple[str, ...] = ()
    style: StyleResult | None = attrs.field(default=None, hash=False)
    phases: tuple[PhaseSegment, ...] = ()
    phase_model: str = ""
    skills: tuple[Skill, ...] = ()
    recogniser: Recogniser = attrs.field(factory=Recogniser)
    recognition_warnings: tuple[str, ...] = ()
    person: Seed | None = None
    extra: dict[str, Any] = attrs.field(factory=dict, hash=False)

    @classmethod
    def of(cls, analysis: Analysis) -> "AnalysisDocument":
        """The document for an analysis."""
        return cls(
            clip=analysis.clip,
            sha256=analysis.sha256,
            engine=analysis.engine,
            model=analysis.model,
            skeleton=analysis.track.skeleton.name,
            found_fraction=analysis.track.found_fraction,
            activity=analysis.activity,
            warnings=analysis.warnings,
            style=analysis.style,
            phases=analysis.phases,
            phase_model=analysis.phase_model,
            skills=analysis.skills,
            recogniser=analysis.recogniser,
            recognition_warnings=analysis.recognition_warnings,
            person=analysis.person,
        )

    def with_track(self, track: PoseTrack) -> Analysis:
        """The whole analysis, given the landmarks that belong to it.

        Raises:
            AnalysisFileError: these landmarks are of another clip.
        """
        if len(track) != self.clip.frames or track.skeleton.name != self.skeleton:
            raise AnalysisFileError(
                _("describes {frames} frames of {skeleton}, but the landmarks are {other} frames of {another}").format(
                    frames=self.clip.frames, skeleton=self.skeleton, other=len(track), another=track.skeleton.name
                ),
                subject=self.clip.path,
                remedy=_("analyse the clip again"),
            )
        return Analysis(
            clip=self.clip,
            sha256=self.sha256,
            track=track,
            engine=self.engine,
            model=self.model,
            activity=self.activity,
            warnings=self.warnings,
            style=self.style,
            phases=self.phases,
            phase_model=self.phase_model,
            skills=self.skills,
            recogniser=self.recogniser,
            recognition_warnings=self.recognition_warnings,
            person=self.person,
        )


def to_text(document: AnalysisDocument) -> str:
    """The document as JSON text, keys in the order of the schema, ending with a line end."""
    clip = document.clip
    content = {
        "schema": SCHEMA,
        "clip": {
            "path": readable(clip.path),
            "sha256": document.sha256,
            "frames": clip.frames,
            "duration_s": round(clip.duration_s, 6),
            "mean_fps": round(clip.mean_fps, 6),
            "variable_frame_rate": clip.variable_frame_rate,
            "width": clip.width,
            "height": clip.height,
            "rotation": clip.rotation,
        },
        "pose": {
            "engine": document.engine,
            "model": document.model,
            "skeleton": document.skeleton,
            "found_fraction": round(document.found_fraction, 6),
            **_person_content(document.person),
        },
        "activity": document.activity,
        "style": style_content(document.style),
        "phases": phases_content(document.phases, document.phase_model),
        "skills": skills_content(document.skills),
        "recognition": recogniser_content(document.recogniser, document.recognition_warnings),
        "warnings": list(document.warnings),
        **{key: value for key, value in document.extra.items() if key not in _KNOWN},
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write_analysis_json(analysis: Analysis | AnalysisDocument, path: Path) -> None:
    """Write ``analysis.json``, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, to_text(analysis if isinstance(analysis, AnalysisDocument) else AnalysisDocument.of(analysis)))


def read_analysis_json(path: Path) -> AnalysisDocument:
    """Read ``analysis.json``.

    Raises:
        AnalysisFileError: missing, not JSON, of another schema, or with missing or impossible values.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise fault(path, _("is too large to be an analysis"))
        text = path.read_bytes()
    except OSError as error:
        raise AnalysisFileError(
            _("cannot be read ({})").format(error.strerror or error),
            subject=path,
            remedy=_("check that it exists and may be read"),
        ) from error
    return from_text(text, path)


def from_text(text: str | bytes, path: Path) -> AnalysisDocument:
    """The document in a JSON text; ``path`` is named in errors.

    Raises:
        AnalysisFileError: as for `read_analysis_json`.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise fault(path, _("is not JSON ({})").format(error)) from error
    if not isinstance(content, dict):
        raise fault(path, _("holds no analysis"))
    schema = content.get("schema")
    if schema != SCHEMA:
        raise AnalysisFileError(
            _("has the schema {found}, not {wanted}").format(found=repr(schema)[:80], wanted=SCHEMA),
            subject=path,
            remedy=_("update dancecoach, or analyse the clip again"),
        )
    return _document(Section(path, "", content))


def _document(whole: Section) -> AnalysisDocument:
    clip, pose = whole.section("clip"), whole.section("pose")
    info = _clip_info(clip)
    phases, phase_model = read_phases(whole, info.frames)
    recogniser, recognition_warnings = read_recogniser(whole)
    return AnalysisDocument(
        clip=info,
        sha256=clip.text("sha256"),
        engine=pose.text("engine"),
        model=pose.text("model"),
        skeleton=pose.text("skeleton"),
        found_fraction=pose.number("found_fraction", 0.0, 1.0),
        activity=whole.get("activity", str, "auto"),
        warnings=whole.texts("warnings"),
        style=read_style(whole),
        phases=phases,
        phase_model=phase_model,
        skills=read_skills(whole, info.frames),
        recogniser=recogniser,
        recognition_warnings=recognition_warnings,
        person=_person(pose),
        extra={key: value for key, value in whole.content.items() if key not in _KNOWN},
    )


def _person_content(person: Seed | None) -> dict[str, Any]:
    return {} if person is None else {"person": {"x": person.x, "y": person.y, "time_s": person.time_s}}


def _person(pose: Section) -> Seed | None:
    at = pose.optional("person")
    if at is None:
        return None
    return Seed(at.number("x", 0.0, 1.0), at.number("y", 0.0, 1.0), at.number("time_s", 0.0))


def _clip_info(clip: Section) -> ClipInfo:
    return ClipInfo(
        path=clip.text("path"),
        frames=clip.count("frames", 0),
        duration_s=clip.number("duration_s", 0.0),
        mean_fps=clip.number("mean_fps", 0.0),
        variable_frame_rate=clip.get("variable_frame_rate", bool),
        width=clip.count("width", 1),
        height=clip.count("height", 1),
        rotation=clip.count("rotation", 0),
    )
