"""Reads what somebody typed into the search field.

::

    back tuck                     both words, anywhere: title, note, tags, persons, style, skills
    "summer camp"                 these words beside each other
    tag:duo  person:Anna  in:"Tuesday group"  style:waltz  skill:tuck  title:camp
    is:reference                  only clips to learn from
    is:lesson                     only clips that have a lesson, or the draft of one
    flight>0.6  height>=0.4       of one and the same skill, which the words of skills mean too: seconds, metres
    turns>=1                      whole turns, forwards or backwards
    rating>=4  score>80  length<30  found>50
    filmed>=2026-01  added>2026-11-20
    flight=0.5..0.7  filmed=2026-03..2026-05      both ends count
    -slow  -tag:duo  -is:reference  -score>80     a minus before any of these: without it

and most of it in plain words too (`plain_words`): back tucks with flight over 0.6 s, at least 4 stars, added this week.
Nothing typed is an error: it is read while it is being typed. What makes no sense is left out and told in `problems`.
"""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from typing import Final, Literal

import attrs

from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.library.catalogue.plain_words import formal
from dancecoach.library.catalogue.records import Group
from dancecoach.library.folding import fold

Relation = Literal["<", "<=", "=", ">=", ">"]

NUMBERS: Final = ("rating", "score", "length", "found", "flight", "height", "turns")
"""What can be compared with a number."""

OF_SKILLS: Final = ("flight", "height", "turns")
"""Those of `NUMBERS` that belong to a skill, not to the clip."""

DAYS: Final = ("filmed", "added")
"""What can be compared with a day."""

EQUAL: Final = 0.005
"""Measures that differ by no more are as large as each other: they are shown with two digits."""

_ALSO: Final = {"date": "filmed", "stars": "rating"}
_TO: Final = ".."
_GROUPS: Final = {"tag": Group.TAG, "person": Group.PERSON, "in": Group.COLLECTION}
_TOKEN: Final = re.compile(r'(-?)(?:(\w+)(:|<=|>=|=|<|>))?(?:"([^"]*)"?|(\S*))\s*')
_NUMBER: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:s|m|%|×|x)?")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@attrs.frozen
class Comparison:
    """A measure against a number.

    Attributes:
        what: one of `NUMBERS`.
        relation: of the measure to the number.
        number: seconds, metres, turns, stars, per cent.
    """

    what: str
    relation: Relation
    number: float


@attrs.frozen
class Days:
    """When.

    Attributes:
        what: one of `DAYS`.
        begin: first day that counts; None for any.
        end: first day that counts no more; None for any.
    """

    what: str
    begin: date | None
    end: date | None


@attrs.frozen
class Question:
    """What is looked for; all of it has to hold.

    Attributes:
        words: folded, anywhere.
        without: folded, nowhere.
        but: without clips that any of these fits: what had a minus and is more than a word.
        groups: (group, folded name), each wanted.
        styles: folded, each wanted.
        titles: folded, each wanted in the title.
        skills: folded words of a skill.
        numbers: comparisons; those of `OF_SKILLS` are of one skill, and of the one that `skills` means.
        days: times.
        reference: whether only clips to learn from are wanted.
        lesson: whether only clips that have a lesson, or the draft of one, are wanted.
        problems: sentences about what could not be read.
        read_as: how plain words were read, "flight>0.6"; "" where nothing was in plain words.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    but: tuple["Question", ...] = ()
    groups: tuple[tuple[Group, str], ...] = ()
    styles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    numbers: tuple[Comparison, ...] = ()
    days: tuple[Days, ...] = ()
    reference: bool = False
    lesson: bool = False
    problems: tuple[str, ...] = ()
    read_as: str = attrs.field(default="", eq=False)

    @classmethod
    def read(cls, text: str) -> "Question":
        """What somebody typed, finished or not."""
        text = readable(text).replace("\N{MINUS SIGN}", "-")
        plain = formal(text)
        question = cls(read_as=plain if _signs(plain) > _signs(text) else "")
        for minus, key, sign, quoted, word in _tokens(plain):
            value = quoted or word
            question = _without(question, key, sign, value) if minus else _with(question, key, sign, value)
        return question


def _signs(text: str) -> int:
    return sum(text.count(sign) for sign in "<>=")


def _tokens(text: str) -> Iterator[tuple[str, str, str, str, str]]:
    at = 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:  # a lone sign: nothing to read
            at += 1
            continue
        at = match.end()
        minus, key, sign, quoted, plain = (part or "" for part in match.groups())
        yield minus, key.casefold(), sign, quoted, plain


def _without(question: Question, key: str, sign: str, value: str) -> Question:
    """The question without what one more part means."""
    part = _with(Question(), key, sign, value)
    without, problems = (*question.without, *part.words), (*question.problems, *part.problems)
    but = question.but if part.words or part.problems or part == Question() else (*question.but, part)
    return attrs.evolve(question, without=without, but=but, problems=problems)


def _with(question: Question, key: str, sign: str, value: str) -> Question:
    """The question with one more part of what was typed."""
    if key and not value:
        return question  # being typed
    if sign == ":" and key in _GROUPS:
        return attrs.evolve(question, groups=(*question.groups, (_GROUPS[key], fold(value))))
    if sign == ":" and key == "style":
        return attrs.evolve(question, styles=(*question.styles, fold(value)))
    if sign == ":" and key == "title":
        return attrs.evolve(question, titles=(*question.titles, fold(value)))
    if sign == ":" and key == "skill":
        return attrs.evolve(question, skills=(*question.skills, fold(value)))
    if sign == ":" and key == "is":
        return _marked(question, value)
    key = _ALSO.get(key, key) if sign else key
    if sign and (sign != ":" or key in (*NUMBERS, *DAYS)):
        return _compared(question, key, "=" if sign == ":" else sign, value)
    word = fold(f"{key}{sign}{value}")
    return attrs.evolve(question, words=(*question.words, word)) if word else question


def _marked(question: Question, value: str) -> Question:
    """What a clip is, by the beginning of the word."""
    if "reference".startswith(fold(value)):
        return attrs.evolve(question, reference=True)
    if "lesson".startswith(fold(value)):
        return attrs.evolve(question, lesson=True)
    return _told(question, _("“is:{}” means nothing; there are is:reference and is:lesson").format(value))


def _compared(question: Question, key: str, sign: str, value: str) -> Question:
    if key not in (*NUMBERS, *DAYS):
        known = ", ".join((*NUMBERS, *DAYS))
        return _told(question, _("“{key}” cannot be compared; these can: {known}").format(key=key, known=known))
    low, two, high = value.partition(_TO)
    if two and sign == "=" and low and high:  # without both it is being typed, or makes no sense
        return _compared(_compared(question, key, ">=", low), key, "<=", high)
    if key in NUMBERS:
        number = _NUMBER.fullmatch(value)
        if number is None:
            return _told(question, _("“{}” is no number").format(value))
        comparison = Comparison(key, _relation(sign), float(number[1].replace(",", ".")))
        return attrs.evolve(question, numbers=(*question.numbers, comparison))
    days = _days(key, sign, value)
    if days is None:
        return _told(question, _("“{}” is no day: write 2026-11-22, 2026-11 or 2026").format(value))
    return attrs.evolve(question, days=(*question.days, days))


def _told(question: Question, problem: str) -> Question:
    return attrs.evolve(question, problems=(*question.problems, problem))


def _relation(sign: str) -> Relation:
    relations: dict[str, Relation] = {"<": "<", "<=": "<=", "=": "=", ">=": ">=", ">": ">"}
    return relations[sign]


def _days(key: str, sign: str, value: str) -> Days | None:
    """A year, a month or a day, as the stretch of days that it is."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if not MINYEAR < year < MAXYEAR:  # its midnight may be outside of what there are times for
        return None
    try:
        begin = date(year, month or 1, day or 1)
        end = _after(begin, month is not None, day is not None)
    except (ValueError, OverflowError):
        return None
    first = {"<": None, "<=": None, "=": begin, ">=": begin, ">": end}[sign]
    last = {"<": begin, "<=": end, "=": end, ">=": None, ">": None}[sign]
    return Days(key, first, last)


def _after(begin: date, has_month: bool, has_day: bool) -> date:
    if has_day:
        return date.fromordinal(begin.toordinal() + 1)
    if has_month:
        return date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
    return date(begin.year + 1, 1, 1)
