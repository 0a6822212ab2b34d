"""What came of a take, read from its ``comparison.json``: the same whether it has just been danced or last month."""

import json
import math
from bisect import bisect_right

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError
from dancecoach.i18n import _
from dancecoach.library.json_section import Section
from dancecoach.pipeline.practice.takes import COMPARISON, Course, Take

MARKS = ("shape", "timing", "size", "flow")
WORST = 3

_GOOD, _FULL = 85.0, 98.0
"""Marks: how little a part may have and be as good as perfect, by how sure it is; and whatever the doubt."""

_NUMBER = (int, float, type(None))


@attrs.frozen
class PhraseMark:
    """A phrase that was danced.

    Attributes:
        phrase: which.
        score: 0 to 100; None where too little was seen.
        praise: a sentence where it is right; "" otherwise.
    """

    phrase: Phrase
    score: float | None
    praise: str = ""


@attrs.frozen
class Cue:
    """A difference.

    Attributes:
        reference_s: where in the reference it begins.
        text: the sentence.
        difference: mean degrees; 0 for one of timing.
        seconds: how long it lasts.
        reference_end_s: where in the reference it ends; told of timing only.
    """

    reference_s: float
    text: str
    difference: float
    seconds: float
    reference_end_s: float = 0.0


@attrs.frozen
class Laid:
    """How a film lies on the reference.

    Attributes:
        offset_s: the reference's time at the film's 0.
        tempo: seconds of the reference for one of the film.
        by_sound: whether the music told it.
    """

    offset_s: float
    tempo: float
    by_sound: bool


@attrs.frozen(eq=False)
class TakeResult:
    """What came of a take.

    Attributes:
        take: which.
        score: 0 to 100; None where it could not be judged.
        marks: of `MARKS`, likewise.
        phrases: in order.
        cues: the differences that cost most, in the order of the dance.
        course: the score over the dance.
        alignment: (reference_s, film_s), both rising.
        warnings: sentences about what may be wrong.
        laid: how the film lies on the reference; None where it does not.
        late: what is to be said of timing, where that costs most.
    """

    take: Take
    score: float | None
    marks: dict[str, float | None]
    phrases: tuple[PhraseMark, ...]
    cues: tuple[Cue, ...]
    course: Course
    alignment: tuple[tuple[float, float], ...]
    warnings: tuple[str, ...]
    laid: Laid | None = None
    late: tuple[Cue, ...] = ()

    @property
    def worst(self) -> tuple[PhraseMark, ...]:
        """The phrases with the lowest scores, the lowest first."""
        judged = [line for line in self.phrases if line.score is not None]
        return tuple(sorted(judged, key=lambda line: line.score or 0.0)[:WORST])

    @property
    def to_practise(self) -> tuple[PhraseMark, ...]:
        """Those of the worst that are worth it: not within their uncertainty of full marks, or with a cue."""
        outcome = self.take.facts.outcome
        doubt = 0.0 if outcome is None else outcome.doubt * math.sqrt(len(self.phrases))
        good = min(_FULL, max(_GOOD, 100 - doubt))
        return tuple(line for line in self.worst if (line.score or 0.0) < good or self._cues_in(line.phrase))

    @property
    def all_good(self) -> bool:
        """Whether all parts could be judged, and none needs to be practised again."""
        return bool(self.phrases) and all(line.score is not None for line in self.phrases) and not self.to_practise

    def _cues_in(self, phrase: Phrase) -> list[Cue]:
        """Of timing, else the differences that begin there."""
        late = [c for c in self.late if c.reference_s < phrase.end_s and c.reference_end_s >= phrase.start_s]
        return late or [c for c in self.cues if phrase.start_s <= c.reference_s < phrase.end_s]

    @property
    def work_on(self) -> Cue | None:
        """The one thing to work on, of the worst phrase that has any: timing where it costs most, else a difference."""
        for line in self.worst:
            inside = self._cues_in(line.phrase)
            if inside:
                return max(inside, key=lambda c: (c.difference * c.seconds, c.seconds))
        return None

    @property
    def advice(self) -> str:
        """What to work on in a sentence; where there is nothing, what is right, or why it cannot be told."""
        if self.work_on is not None:
            return self.work_on.text
        praise = next((line.praise for line in self.phrases if line.praise), "")
        return praise or (self.warnings[0] if self.warnings else "")

    @property
    def first_look_s(self) -> float | None:
        """The reference's moment to look at first: of what to work on, else the beginning; None without a dance."""
        if self.work_on is not None:
            return self.work_on.reference_s + self.work_on.seconds / 2
        return self.alignment[0][0] if self.alignment else None

    def film_at(self, reference_s: float) -> float | None:
        """The film's moment that belongs to one of the reference; None where nothing was danced to it."""
        if not self.alignment:
            return None
        at = bisect_right(self.alignment, (reference_s, float("inf"))) - 1
        there, here = self.alignment[max(0, at)]
        if abs(there - reference_s) > 1.0:
            return None
        return here + (reference_s - there if at >= 0 else 0.0)


def read_result(take: Take) -> TakeResult:
    """Read what came of a take.

    Raises:
        AnalysisFileError: there is no comparison, or it is damaged.
    """
    # Brings SciPy, which the window does without.
    from dancecoach.library.analyses.comparison_json import COMPARISON_SCHEMA

    path = take.folder / COMPARISON
    if not path.exists():
        raise AnalysisFileError(_("was never judged"), subject=take.folder.name, remedy=_("choose Judge the take"))
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise AnalysisFileError(
            _("cannot be read ({})").format(error), subject=path, remedy=_("judge the take anew")
        ) from error
    if not isinstance(content, dict) or content.get("schema") != COMPARISON_SCHEMA:
        raise AnalysisFileError(_("is not of the schema {}").format(COMPARISON_SCHEMA), subject=path)
    try:
        return _result(take, Section(path, "", content))
    except (ValueError, TypeError, OverflowError) as error:
        raise AnalysisFileError(_("holds a value that is not usable ({})").format(error), subject=path) from error


def _result(take: Take, whole: Section) -> TakeResult:
    marks = whole.section("marks")
    return TakeResult(
        take=take,
        score=whole.get("score", _NUMBER),
        marks={name: marks.get(name, _NUMBER) for name in MARKS},
        phrases=tuple(map(_phrase, whole.sections("phrases"))),
        cues=tuple(map(_cue, whole.sections("moments"))),
        course=take.facts.course,
        alignment=tuple((float(there), float(here)) for there, here in whole.get("alignment", list)),
        warnings=tuple(str(said) for said in whole.get("warnings", list)),
        laid=_laid(whole.section("timing")),
        late=tuple(map(_late, whole.section("timing").sections("cues"))),
    )


def _laid(timing: Section) -> Laid | None:
    offset, tempo = timing.number_or_none("offset_s"), timing.number_or_none("tempo_ratio")
    if offset is None or tempo is None:
        return None
    return Laid(offset, tempo, timing.get("by", (str, type(None))) == "sound")


def _phrase(line: Section) -> PhraseMark:
    start, end = (float(line.get(key, (int, float))) for key in ("reference_start_s", "reference_end_s"))
    return PhraseMark(Phrase(start, end, line.get("number", int)), line.get("score", _NUMBER), line.get("praise", str))


def _cue(moment: Section) -> Cue:
    first, last = (float(moment.get(key, (int, float))) for key in ("start_s", "end_s"))
    return Cue(
        float(moment.get("reference_start_s", (int, float))),
        moment.get("cue", str),
        float(moment.get("difference_deg", (int, float))),
        last - first,
    )


def _late(said: Section) -> Cue:
    first, last, start, end = (
        float(said.get(key, (int, float))) for key in ("start_s", "end_s", "reference_start_s", "reference_end_s")
    )
    return Cue(start, said.text("cue"), 0.0, last - first, end)
