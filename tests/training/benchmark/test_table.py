"""Tables of systems and the numbers behind them."""

import io

import pytest
from rich.console import Console

from training.benchmark.columns import NOTHING, Column, percent, whole, wholes
from training.benchmark.table import few_shot_section, markdown
from training.show import section_tables
from training.teaching.judge import FewShot, FewShotOutcome


def _outcome(style, seed, *known):
    found = tuple(FewShot(style, n, share, 0.9, 0.8) for n, share in zip((1, 3), known, strict=False))
    return FewShotOutcome("two", style, 0, seed, 10, found, 60.0)


def test_a_cell_tells_mean_and_spread_and_keeps_the_numbers():
    column = Column.of("right", lambda run: run, percent)
    assert column.text([0.5, 0.7]) == "60.0 ± 14.1"
    assert column.text([0.5]) == "50.0"
    figures = column.figures([0.5, 0.7])["right"]
    assert figures["std"] == pytest.approx(0.02**0.5)
    assert (figures["mean"], figures["runs"]) == (pytest.approx(0.6), [0.5, 0.7])


def test_what_is_not_known_is_left_out():
    column = Column.of("late", lambda run: run, whole)
    assert column.text([None, float("nan"), 12.0]) == "12"
    assert column.text([None]) == NOTHING
    assert column.figures([None]) == {}
    both = Column("edge", (("a", lambda run: run), ("b", lambda _: None)), wholes)
    assert both.text([1.0]) == NOTHING


def test_few_clips_by_dance_and_their_mean_over_dances_for_each_seed():
    found = [_outcome("waltz", 0, 0.2, 0.6), _outcome("rumba", 0, 0.4), _outcome("waltz", 1, 0.6, 0.8)]
    section = few_shot_section(found)
    assert section.columns[:4] == ("new dance", "clips", "runs", "known")
    rows = {row[:2]: row[2:4] for row in section.rows}
    assert rows["waltz", "1"] == ("2", "40 ± 28")
    assert rows["rumba", "1"] == ("1", "40")
    assert ("rumba", "3") not in rows
    assert rows["mean", "1"] == ("2", "45 ± 21")
    assert [row[:2] for row in section.rows[: section.best]] == [("mean", "1"), ("mean", "3")]
    assert section.figures[2]["known"]["runs"] == [0.2, 0.6]
    assert section.figures[2]["new dance"] == "waltz"


def test_markdown_has_numbers_at_the_right():
    text = markdown([few_shot_section([_outcome("waltz", 0, 0.2)])])
    assert "| new dance | clips | runs | known | others before | others after |\n| --- | ---: | ---: |" in text
    assert "| waltz | 1 | 1 | 20 | 90 | 80 |" in text


@pytest.mark.parametrize("width", [30, 50, 200])
def test_a_narrow_terminal_gets_several_tables_with_nothing_cut(width):
    section = few_shot_section([_outcome("waltz", 0, 0.2, 0.6)])
    tables = section_tables(section, width)
    console = Console(width=width, file=io.StringIO())
    for table in tables:
        console.print(table)
    text = console.file.getvalue()
    assert (len(tables) == 1) == (width == 200)
    assert "…" not in text
    assert all(text.count(name) == 1 for name in section.columns[1:])
    assert text.count("new dance") == len(tables)
