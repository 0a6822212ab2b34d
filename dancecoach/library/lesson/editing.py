"""Changes to a lesson while it is made: each takes a lesson and gives another one, which is always fit to be written.

Steps never overlap: what is added or moved ends where its neighbour begins.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.library.lesson.records import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CUES,
    MOST_STEPS,
    Lesson,
    LessonCue,
    LessonStep,
    plain,
    plain_line,
)

LEAST_S = 1.0
"""A lesson is no shorter, seconds."""

LEAST_STEP_S = 0.2
"""Nor is a step, seconds."""

CUE_S = 3.0
"""How long a cue is shown unless somebody says otherwise: a short sentence is read twice."""

Edge = Literal["start", "end"]


def begun(title: str, sha256: str, length_s: float, *, author: str = "", text: str = "") -> Lesson:
    """The lesson of a clip of which nothing is said yet; it is shown as in a mirror, as other references are.

    Args:
        title: of the clip; as all texts it is cut to what a lesson may have.
        sha256: of its content.
        length_s: of it, seconds.
        author: who begins.
        text: what is noted of the clip.
    """
    bare = Lesson(_title(title, sha256[:8]), "", sha256, 0.0, length_s, mirrored=True)
    return described(bare, author=author, text=text)


def trimmed(lesson: Lesson, length_s: float, begin_s: float | None = None, end_s: float | None = None) -> Lesson:
    """The lesson with another beginning or end.

    Args:
        lesson: before.
        length_s: of the film, seconds.
        begin_s: where it begins; None leaves that.
        end_s: where it ends; None leaves that.
    """
    least = min(LEAST_S, length_s)
    begin = lesson.begin_s if begin_s is None else min(max(0.0, begin_s), length_s - least)
    end = lesson.end_s if end_s is None else max(min(length_s, end_s), least)
    if end - begin < least:
        begin, end = (begin, begin + least) if end_s is None else (end - least, end)
    return attrs.evolve(lesson, begin_s=begin, end_s=end)


def step_added(lesson: Lesson, start_s: float, end_s: float, name: str) -> Lesson:
    """The lesson with one more step, as far as the others leave room; the same where they leave none.

    Raises:
        InputError: it has as many as a lesson may have.
    """
    before = [step for step in lesson.steps if step.start_s <= start_s + 1e-6]
    after = [step for step in lesson.steps if step.start_s > start_s + 1e-6]
    start = max([start_s, *(step.end_s for step in before)])
    end = min([end_s, *(step.start_s for step in after)])
    if end - start < LEAST_STEP_S:
        return lesson
    _limit(len(lesson.steps) + 1, MOST_STEPS, _("steps"))
    return attrs.evolve(lesson, steps=(*before, LessonStep(_title(name, _("Step")), start, end), *after))


def steps_of(lesson: Lesson, spans: Iterable[tuple[float, float]], name: str) -> Lesson:
    """The lesson with a step in each of these stretches that has none yet, named with its number.

    Args:
        lesson: before.
        spans: (start, end) in the order of time, seconds; those outside of the lesson are left out.
        name: with "{}" for the number of the stretch, from 1.

    Raises:
        InputError: it would have more steps than a lesson may have.
    """
    for number, (start, end) in enumerate(spans, 1):
        middle = (start + end) / 2
        taken = step_at(lesson, middle) is not None
        if not taken and lesson.begin_s <= middle < lesson.end_s:
            lesson = step_added(lesson, max(start, lesson.begin_s), min(end, lesson.end_s), name.format(number))
    return lesson


def step_at(lesson: Lesson, moment_s: float) -> int | None:
    """Place of the step that goes on at a moment; None where none does."""
    place = bisect_right([step.start_s for step in lesson.steps], moment_s + 1e-6) - 1
    return place if place >= 0 and moment_s < lesson.steps[place].end_s - 1e-6 else None


def edge_moved(lesson: Lesson, place: int, edge: Edge, to_s: float, length_s: float) -> Lesson:
    """The lesson with the start or end of a step elsewhere; a neighbour that touches it there goes with it.

    Args:
        lesson: before.
        place: of the step.
        edge: which one.
        to_s: where it is wanted, seconds; the neighbours and the film limit it.
        length_s: of the film.
    """
    steps, other = list(lesson.steps), place + (1 if edge == "end" else -1)
    step = steps[place]
    at = step.end_s if edge == "end" else step.start_s
    low, high = (step.start_s + LEAST_STEP_S, length_s) if edge == "end" else (0.0, step.end_s - LEAST_STEP_S)
    if 0 <= other < len(steps):
        beside = steps[other]
        inner, outer = (beside.start_s, beside.end_s) if edge == "end" else (beside.end_s, beside.start_s)
        touching = abs(inner - at) < 1e-6
        least = LEAST_STEP_S if touching else 0.0
        limit = outer if touching else inner
        low, high = (low, min(high, limit - least)) if edge == "end" else (max(low, limit + least), high)
        if touching and low <= high:
            to = min(max(to_s, low), high)
            steps[other] = _with_edge(beside, "start" if edge == "end" else "end", to)
    if low > high:
        return lesson
    steps[place] = _with_edge(step, edge, min(max(to_s, low), high))
    return attrs.evolve(lesson, steps=tuple(steps))


def step_split(lesson: Lesson, moment_s: float, name: str) -> Lesson:
    """The lesson with the step of a moment made into two there; the same where none can be.

    Args:
        lesson: before.
        moment_s: seconds.
        name: of the second one.
    """
    place = step_at(lesson, moment_s)
    if place is None:
        return lesson
    step = lesson.steps[place]
    if min(moment_s - step.start_s, step.end_s - moment_s) < LEAST_STEP_S:
        return lesson
    _limit(len(lesson.steps) + 1, MOST_STEPS, _("steps"))
    halves = attrs.evolve(step, end_s=moment_s), LessonStep(_title(name, step.name), moment_s, step.end_s)
    return attrs.evolve(lesson, steps=(*lesson.steps[:place], *halves, *lesson.steps[place + 1 :]))


def step_joined(lesson: Lesson, place: int) -> Lesson:
    """The lesson with a step and the next one made into one, with the first one's name; the same at the last."""
    if place + 1 >= len(lesson.steps):
        return lesson
    whole = attrs.evolve(lesson.steps[place], end_s=lesson.steps[place + 1].end_s)
    return attrs.evolve(lesson, steps=(*lesson.steps[:place], whole, *lesson.steps[place + 2 :]))


def step_renamed(lesson: Lesson, place: int, name: str) -> Lesson:
    """The lesson with another name of a step; an empty one leaves it."""
    step = lesson.steps[place]
    renamed = attrs.evolve(step, name=_title(name, step.name))
    return attrs.evolve(lesson, steps=(*lesson.steps[:place], renamed, *lesson.steps[place + 1 :]))


def step_removed(lesson: Lesson, place: int) -> Lesson:
    """The lesson without a step."""
    return attrs.evolve(lesson, steps=(*lesson.steps[:place], *lesson.steps[place + 1 :]))


def cue_added(lesson: Lesson, text: str, start_s: float, end_s: float) -> Lesson:
    """The lesson with one more cue, in the order of time; an empty one is none.

    Raises:
        InputError: it has as many as a lesson may have.
    """
    words = _title(text, "")
    if not words:
        return lesson
    _limit(len(lesson.cues) + 1, MOST_CUES, _("cues"))
    return _with_cues(lesson, [*lesson.cues, LessonCue(words, start_s, max(start_s, end_s))])


def cue_said(lesson: Lesson, place: int, text: str) -> Lesson:
    """The lesson with another sentence for a cue; an empty one leaves it."""
    cues = list(lesson.cues)
    cues[place] = attrs.evolve(cues[place], text=_title(text, cues[place].text))
    return attrs.evolve(lesson, cues=tuple(cues))


def cue_moved(lesson: Lesson, place: int, start_s: float, end_s: float, length_s: float) -> Lesson:
    """The lesson with a cue at another time, within the film; its place may be another one then."""
    start = min(max(0.0, start_s), max(0.0, length_s - LEAST_STEP_S))
    end = min(max(end_s, start + LEAST_STEP_S), max(length_s, start))
    moved = attrs.evolve(lesson.cues[place], start_s=start, end_s=end)
    return _with_cues(lesson, [*lesson.cues[:place], moved, *lesson.cues[place + 1 :]])


def cue_removed(lesson: Lesson, place: int) -> Lesson:
    """The lesson without a cue."""
    return attrs.evolve(lesson, cues=(*lesson.cues[:place], *lesson.cues[place + 1 :]))


def described(
    lesson: Lesson, *, title: str | None = None, author: str | None = None, text: str | None = None
) -> Lesson:
    """The lesson with another title (an empty one leaves it), author or text; None leaves each."""
    return attrs.evolve(
        lesson,
        title=lesson.title if title is None else _title(title, lesson.title),
        author=lesson.author if author is None else _title(author, ""),
        text=lesson.text if text is None else plain(text).strip()[:LONGEST_TEXT].rstrip(),
    )


def cues_at(cues: Sequence[LessonCue], moment_s: float) -> tuple[LessonCue, ...]:
    """The cues that are shown at a moment."""
    return tuple(cue for cue in cues if cue.start_s - 1e-6 <= moment_s < cue.end_s)


def snapped(time_s: float, marks: Iterable[float], reach_s: float) -> float:
    """The nearest of some moments, where one is within reach; else the time itself."""
    nearest = min(marks, key=lambda mark: abs(mark - time_s), default=time_s)
    return nearest if abs(nearest - time_s) <= reach_s else time_s


def _with_edge(step: LessonStep, edge: Edge, at_s: float) -> LessonStep:
    return attrs.evolve(step, start_s=at_s) if edge == "start" else attrs.evolve(step, end_s=at_s)


def _with_cues(lesson: Lesson, cues: Iterable[LessonCue]) -> Lesson:
    return attrs.evolve(lesson, cues=tuple(sorted(cues, key=lambda cue: (cue.start_s, cue.end_s))))


def _title(text: str, otherwise: str) -> str:
    """One line, as long as may be."""
    return plain_line(" ".join(text.split()))[:LONGEST_TITLE].strip() or otherwise


def _limit(number: int, most: int, what: str) -> None:
    if number > most:
        raise InputError(
            _("has as many {what} as a lesson may have ({most})").format(what=what, most=most),
            subject=_("the lesson"),
            remedy=_("remove some first"),
        )
