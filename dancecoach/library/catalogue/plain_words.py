"""Turns what people say into what `question` reads: "back tucks with flight over 0.6 s" into "back tuck flight>0.6".

::

    flight over 0.6 s · at least 4 stars · higher than 40 cm · longer than 30 s
    flight between 0.5 and 0.7 s · more than 0.6 s in the air
    since 2026-03 · filmed in 2026 · added this week · last month · yesterday
    back tucks (of Anna, by Anna)
    -tucks · -flight over 0.6 s · -filmed last week      without them

What it does not know stays as it was typed, and so does everything between quotation marks. Understood is English, the
language of the keys ("flight>0.6") too.
"""

import re
from datetime import date, timedelta
from typing import Final

import attrs

_MEASURES: Final[dict[str, str]] = {
    "flight time": "flight", "time in the air": "flight", "in the air": "flight", "air time": "flight",
    "hang time": "flight", "airtime": "flight", "flight": "flight", "flights": "flight", "flew": "flight",
    "flies": "flight", "flying": "flight", "air": "flight",
    "height": "height", "heights": "height", "high": "height", "jump height": "height",
    "turns": "turns", "turn": "turns", "rotations": "turns",
    "rating": "rating", "stars": "rating", "star": "rating", "rated": "rating",
    "score": "score", "mark": "score", "marks": "score", "best mark": "score", "scored": "score",
    "length": "length", "long": "length", "duration": "length", "found": "found",
}  # fmt: skip
_RELATIONS: Final[dict[str, str]] = {
    "over": ">", "above": ">", "more than": ">", "greater than": ">", "larger than": ">", "better than": ">",
    "longer than": ">", "higher than": ">", ">": ">",
    "at least": ">=", "no less than": ">=", "not less than": ">=", ">=": ">=", "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "under": "<", "below": "<", "less than": "<", "fewer than": "<", "shorter than": "<", "lower than": "<",
    "worse than": "<", "<": "<",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "up to": "<=", "<=": "<=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "exactly": "=", "equal to": "=", "=": "=",
}  # fmt: skip
_MEANT: Final[dict[str, str]] = {
    "longer than": "length", "shorter than": "length", "higher than": "height", "lower than": "height",
}  # fmt: skip
"""What a relation is about that names no measure."""

_UNITS: Final[dict[str, float]] = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "ms": 1e-3, "milliseconds": 1e-3, "min": 60, "minute": 60,
    "minutes": 60, "m": 1, "metre": 1, "metres": 1, "meter": 1, "meters": 1, "cm": 1e-2, "centimetres": 1e-2,
    "centimeters": 1e-2, "%": 1, "percent": 1, "points": 1, "x": 1, "\N{MULTIPLICATION SIGN}": 1,
}  # fmt: skip
_BETWEEN_THEM: Final = {"of", "is", "was", "time", "a", "the", "for"}
_FILLING: Final = {
    "with", "by", "of", "and", "the", "a", "an", "that", "whose", "which", "has", "have", "having", "where", "is",
    "are", "clips", "videos",
}  # fmt: skip
_SKILLS: Final = {
    "tuck", "pike", "layout", "straddle", "split", "jump", "somersault", "salto", "flip", "turn", "leap", "cartwheel",
    "handspring",
}  # fmt: skip
_SOMERSAULTS: Final = {"somersault", "salto", "flip"}
_SINCE: Final[dict[str, str]] = {
    "since": ">=", "from": ">=", "after": ">", "before": "<", "until": "<=", "till": "<=", "in": "=", "on": "=",
}  # fmt: skip
_KEYS: Final = {"filmed": "filmed", "recorded": "filmed", "added": "added", "imported": "added"}
_TOKEN: Final = re.compile(r'-?(?:[^\s"]*:)?"[^"]*"?|\S+')
_NUMBER: Final = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)([a-z%\u00d7]*)")
_SIGN: Final = re.compile(  # only before a whole number: "0.5..0.7" is none, nor is what nobody can read
    r"\b(flight|height|turns|rating|score|length|found)\s*(<=|>=|<|>|=|\u2265|\u2264)\s*"
    rf"(?=(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:{'|'.join(map(re.escape, _UNITS))})?[,;]?(?:\s|$))",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?")
_LONGEST = 4


def formal(text: str, today: date | None = None) -> str:
    """The text with the parts that are said in plain words as `question` reads them.

    Args:
        text: what was typed.
        today: the day; None for this one.
    """
    reading = _Reading(_TOKEN.findall(_apart(text)), today or date.today())
    reading.run()
    return " ".join(reading.said())


def _apart(text: str) -> str:
    """Signs between a measure and a number apart from both: "flight >0.6" like "flight > 0.6"."""
    pieces = re.split(r'("[^"]*"?)', text)
    return "".join(piece if piece.startswith('"') else _SIGN.sub(r"\1 \2 ", piece) for piece in pieces)


@attrs.define
class _Reading:
    """Words from left to right."""

    words: list[str]
    today: date
    at: int = 0
    out: list[tuple[str, bool]] = attrs.field(factory=list)  # what, and whether it was understood

    def run(self) -> None:
        while self.at < len(self.words):
            word, known = self.words[self.at], len(self.out)
            minus = len(word) > 1 and word.startswith("-")
            if minus:
                self.words[self.at] = word[1:]
            if not (self._measure_first() or self._relation_first() or self._days()):
                self.out.append((word, False))
                self.at += 1
            elif minus:
                self.out[known:] = _but([said for said, _ in self.out[known:]])

    def said(self) -> list[str]:
        """The words that count; those that only fill are left out, unless there is nothing else."""
        of_skill = any(known and re.match("-?(flight|height|turns)", word) for word, known in self.out)
        said = [word if known else self._plain(word, of_skill) for word, known in self.out]
        telling = [word for word, (_, known) in zip(said, self.out, strict=True) if known or word not in _FILLING]
        return telling or said

    def _plain(self, word: str, of_skill: bool) -> str:
        """A word as it is searched: one of several, and what a skill's own words call it."""
        if len(word) > 1 and word.startswith("-"):
            return f"-{self._plain(word[1:], of_skill)}"
        low = word.casefold()
        single = low[:-1] if low.endswith("s") and low[:-1] in _SKILLS else low
        if of_skill and single in _SOMERSAULTS:
            return "turns>=0.75"
        return single if single in _SKILLS else (low if low in _FILLING else word)

    # Comparisons

    def _measure_first(self) -> bool:
        """Such as "flight over 0.6 s", "flight between 0.5 and 0.7 s", and what is being typed: "flight over"."""
        measure, after = self._phrase(_MEASURES, self.at)
        if measure is None:
            return False
        while self._word(after) in _BETWEEN_THEM:
            after += 1
        between = self._between(after)
        if between is not None:
            (low, high), end = between
            return self._take(end, f"{measure}>={low:g}", f"{measure}<={high:g}")
        relation, after = self._phrase(_RELATIONS, after)
        if relation is not None and after == len(self.words):
            return self._take(after)
        number, end = self._number(after)
        if relation is None or number is None:
            return False
        return self._take(end, f"{measure}{relation}{number:g}")

    def _relation_first(self) -> bool:
        """Such as "more than 0.6 s in the air", "at least 4 stars", "longer than 30 s", "4 stars"."""
        relation, after = self._phrase(_RELATIONS, self.at)
        words = self._words(self.at, after)
        number, end = self._number(after)
        if number is None:
            return False
        measure, past = self._phrase(_MEASURES, end)
        if measure is None and self._word(end) == "of":
            measure, past = self._phrase(_MEASURES, end + 1)
        if relation is None and measure == "rating":
            relation = "="
        if measure is None:
            measure, past = _MEANT.get(words), end
        if relation is None or measure is None:
            return False
        return self._take(past, f"{measure}{relation}{number:g}")

    def _between(self, at: int) -> tuple[tuple[float, float], int] | None:
        if self._word(at) not in ("between", "from"):
            return None
        low, middle = self._number(at + 1)
        high, end = self._number(middle + 1)
        if low is None or high is None or self._word(middle) not in ("and", "to"):
            return None
        return (low, high), end

    def _number(self, at: int) -> tuple[float | None, int]:
        """A number with its unit, and what comes after."""
        match = _NUMBER.fullmatch(self._word(at))
        if match is None or (match[2] and match[2] not in _UNITS):
            return None, at
        number, unit, after = float(match[1].replace(",", ".")), match[2], at + 1
        if not unit and self._word(after) in _UNITS:
            unit, after = self._word(after), after + 1
        return round(number * _UNITS.get(unit, 1), 6), after

    # Days

    def _days(self) -> bool:
        """Such as "since 2026-03", "added this week", "yesterday"."""
        key, at = _KEYS.get(self._word(self.at)), self.at
        at += key is not None
        relation = _SINCE.get(self._word(at))
        day_at = at + (relation is not None)
        if relation == "=" and key is None:  # "in 2026" may well be part of a title
            return False
        if relation is not None and _DAY.fullmatch(self._word(day_at)):
            return self._take(day_at + 1, f"{key or 'filmed'}{relation}{self._word(day_at)}")
        if relation not in (None, ">=", "="):
            return False
        for length in (2, 1):
            days = self._named(self._words(day_at, day_at + length))
            if days is not None:
                first, last = days
                until = () if relation == ">=" else (f"{key or 'filmed'}<={last.isoformat()}",)
                return self._take(day_at + length, f"{key or 'filmed'}>={first.isoformat()}", *until)
        return False

    def _named(self, words: str) -> tuple[date, date] | None:
        """The first and the last day of "last week"."""
        today, day = self.today, timedelta(days=1)
        monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
        before = first - day
        return {
            "today": (today, today),
            "yesterday": (today - day, today - day),
            "this week": (monday, today),
            "last week": (monday - 7 * day, monday - day),
            "this month": (first, today),
            "last month": (before.replace(day=1), before),
            "this year": (today.replace(month=1, day=1), today),
            "last year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        }.get(words)

    # Words

    def _take(self, end: int, *said: str) -> bool:
        self.at = end
        self.out += [(word, True) for word in said]
        return True

    def _word(self, at: int) -> str:
        return self.words[at].casefold().rstrip(",;") if at < len(self.words) else ""

    def _words(self, at: int, end: int) -> str:
        return " ".join(self._word(place) for place in range(at, end))

    def _phrase(self, phrases: dict[str, str], at: int) -> tuple[str | None, int]:
        """What the longest phrase here means, and what comes after it."""
        for length in range(min(_LONGEST, len(self.words) - at), 0, -1):
            meant = phrases.get(self._words(at, at + length))
            if meant is not None:
                return meant, at + length
        return None, at


def _but(said: list[str]) -> list[tuple[str, bool]]:
    """Without what was understood; from one end to the other it is one thing: without both would be something else."""
    if len(said) == 2:
        (key, _, low), (_, _, high) = said[0].partition(">="), said[1].partition("<=")
        said = [f"{key}={low}..{high}"]
    return [(f"-{one}", True) for one in said]
