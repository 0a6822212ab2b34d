import math
from pathlib import Path

import pytest

from dancecoach.errors import AnalysisFileError
from dancecoach.library.json_section import Section

PATH = Path("analysis.json")


def section(**content):
    return Section(PATH, "", content)


def test_values_come_as_they_were_written():
    whole = section(
        name="Übung", frames=7, fps=30, deep={"view": {"deg": None}}, skills=[{"s": 1.5}, {"s": 2}], warnings=["a", "b"]
    )
    assert (whole.text("name"), whole.count("frames", 1), whole.number("fps")) == ("Übung", 7, 30.0)
    assert whole.section("deep").section("view").number_or_none("deg") is None
    assert [one.number("s", 0.0) for one in whole.sections("skills")] == [1.5, 2.0]
    assert whole.texts("warnings") == ("a", "b")


def test_what_need_not_be_there_may_be_missing_or_null():
    for whole in (section(), section(view=None, skills=None)):
        assert whole.optional("view") is None
        assert whole.sections("skills") == []
        assert whole.number_or_none("view") is None
    assert section().texts("warnings") == ()
    assert section().get("frames", int, 3) == 3


@pytest.mark.parametrize(
    ("ask", "values"),
    [
        (lambda s: s.text("key"), [1, None, ["a"], {}]),
        (lambda s: s.one_of("key", ["dance", "gym"]), ["Dance", "", None]),
        (lambda s: s.texts("key"), ["ab", ["a", 1], None]),
        (lambda s: s.count("key", 0, 9), [-1, 10, 1.0, True, "1", None]),
        (lambda s: s.number("key", 0.0, 1.0), [-0.1, 1.1, True, "1", None, math.nan, math.inf]),
        (lambda s: s.number("key"), [math.nan, math.inf, -math.inf, 10**400, -(10**400)]),
        (lambda s: s.number_or_none("key"), ["1", False, math.nan]),
        (lambda s: s.section("key"), [[], "{}", None]),
        (lambda s: s.optional("key"), [[], "{}", 0]),
        (lambda s: s.sections("key"), [{}, [{}, []], [None]]),
    ],
)
def test_what_cannot_be_is_refused_in_a_short_sentence_that_names_file_and_key(ask, values):
    for value in values:
        with pytest.raises(AnalysisFileError, match=r"^analysis.json: .*clip.key.*; analyse the clip again") as refused:
            ask(Section(PATH, "clip", {"key": value}))
        assert len(str(refused.value)) < 200, value


def test_what_is_missing_is_named_with_where_it_stands():
    with pytest.raises(AnalysisFileError, match=r"lacks clip\.frames"):
        section(clip={}).section("clip").count("frames", 1)
    with pytest.raises(AnalysisFileError, match=r"has 'x' for skills\[1\].s"):
        section(skills=[{}, {"s": "x"}]).sections("skills")[1].number("s")
