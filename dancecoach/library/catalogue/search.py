"""Asks a question of the library.

Ten thousand clips are two megabytes of words: SQLite reads through them in some milliseconds, which finds parts of
words too and needs no index that could be wrong.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.question import EQUAL, OF_SKILLS, Comparison, Days, Question
from dancecoach.library.catalogue.records import Order
from dancecoach.library.catalogue.rows import text_of
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow, SkillRow
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.media import SHORT

_COLUMNS: Final[dict[str, Any]] = {
    "rating": ClipRow.rating,
    "score": ClipRow.score,
    "length": ClipRow.duration_s,
    "found": ClipRow.found_share * 100,
    "flight": SkillRow.flight_s,
    "height": SkillRow.height_m,
    "turns": func.abs(SkillRow.turns),
    "filmed": ClipRow.filmed_at,
    "added": ClipRow.added_at,
}
_LONGEST_FLIGHT: Final = (
    select(func.max(SkillRow.flight_s)).where(SkillRow.clip_id == ClipRow.id).correlate(ClipRow).scalar_subquery()
)
_TITLE: Final = func.substr(ClipRow.words, 1, func.instr(ClipRow.words + "\n", "\n") - 1)  # its first line, folded
_SORTED_BY: Final[dict[Order, Any]] = {
    Order.ADDED: ClipRow.added_at,
    Order.FILMED: ClipRow.filmed_at,
    Order.TITLE: ClipRow.words,  # which begin with the title, folded
    Order.LENGTH: ClipRow.duration_s,
    Order.RATING: ClipRow.rating,
    Order.SCORE: ClipRow.score,
    Order.STYLE: ClipRow.style,
    Order.FLIGHT: _LONGEST_FLIGHT,
}


def find(database: Database, question: Question, order: Order = Order.ADDED, *, down: bool = True) -> list[int]:
    """The clips that fit a question.

    Args:
        database: an open library's; its lessons are looked for beside it.
        question: what is looked for; an empty one fits all.
        order: what they are sorted by; clips without it come last.
        down: whether the largest, or the newest, come first.

    Returns:
        Their numbers: 10,000 of them are 80 kB, their records would be 20 MB.
    """
    by = _SORTED_BY[order]
    query: Select[int] = select(ClipRow.id).where(*_conditions(question, LessonShelf(database.folder)))
    query = query.order_by(by.is_(None), by.desc() if down else by.asc(), ClipRow.id.desc() if down else ClipRow.id)
    with database.look() as connection:
        return list(connection.execute(query).scalars())


def _conditions(question: Question, lessons: LessonShelf) -> list[ColumnElement[bool]]:
    conditions = [_holds_word(ClipRow.words, word) for word in question.words]
    conditions += [not_(_holds_word(ClipRow.words, word)) for word in question.without]
    conditions += [_is_in(group.value, name) for group, name in question.groups]
    conditions += [_holds_word(func.lower(ClipRow.style), style) for style in question.styles]
    conditions += [_holds_word(_TITLE, word) for word in question.titles]
    if question.reference:
        conditions.append(ClipRow.reference.is_(True))
    if question.lesson:
        conditions.append(_begins_as_one_of(lessons.of_clips()))
    conditions += [_compare(c) for c in question.numbers if c.what not in OF_SKILLS]
    conditions += [condition for days in question.days for condition in _within(days)]
    measures = [c for c in question.numbers if c.what in OF_SKILLS]
    if measures or question.skills:
        conditions.append(_has_skill(question, measures))
    # A clip that was never danced has no score: it is none of those with a score over 80.
    conditions += [not_(func.coalesce(and_(*_conditions(part, lessons)), false())) for part in question.but]
    return conditions


def _holds_word(column: Any, word: str) -> ColumnElement[bool]:
    return func.instr(column, word) > 0


def _begins_as_one_of(hashes: Collection[str]) -> ColumnElement[bool]:
    """The first `SHORT` digits of a clip's hash are one of these; as one value, thousands are quick too."""
    values = func.json_each(json.dumps(sorted(hashes))).table_valued("value")
    return func.substr(ClipRow.sha256, 1, SHORT).in_(select(values.c.value))


def _is_in(kind: str, name: str) -> ColumnElement[bool]:
    """A clip has a tag, person or collection whose name begins so, as it is still being typed."""
    begins = func.substr(NameRow.folded, 1, len(name)) == name
    return ClipRow.id.in_(
        select(MemberRow.clip_id).join(NameRow, NameRow.id == MemberRow.name_id).where(NameRow.kind == kind, begins)
    )


def _has_skill(question: Question, measures: Sequence[Comparison]) -> ColumnElement[bool]:
    """One skill of the clip has all that is said of a skill.

    A bare word that names a skill of the clip ("tuck") is meant of the one that is measured; any other word, such as
    the athlete's name, is not.
    """
    wanted = [_holds_word(SkillRow.label, word) for word in question.skills]
    if measures:
        wanted += [or_(_holds_word(SkillRow.label, word), not_(_names_a_skill(word))) for word in question.words]
    return exists().where(SkillRow.clip_id == ClipRow.id, *wanted, *map(_compare, measures))


def _names_a_skill(word: str) -> ColumnElement[bool]:
    other = SkillRow.__table__.alias()
    return exists().where(other.c.clip_id == ClipRow.id, func.instr(other.c.label, word) > 0)


def _compare(comparison: Comparison) -> ColumnElement[bool]:
    column, number = _COLUMNS[comparison.what], comparison.number
    conditions: dict[str, ColumnElement[bool]] = {
        "<": column < number,
        "<=": column <= number,
        "=": and_(column >= number - EQUAL, column <= number + EQUAL),
        ">=": column >= number,
        ">": column > number,
    }
    return conditions[comparison.relation]


def _within(days: Days) -> list[ColumnElement[bool]]:
    column: InstrumentedAttribute[Any] = _COLUMNS[days.what]
    conditions: list[ColumnElement[bool]] = []
    if days.begin is not None:
        conditions.append(column >= _midnight(days.begin))
    if days.end is not None:
        conditions.append(column < _midnight(days.end))
    return conditions


def _midnight(day: date) -> str:
    """The beginning of a day where the person is, as the database writes times."""
    return text_of(datetime.combine(day, time.min).astimezone())
