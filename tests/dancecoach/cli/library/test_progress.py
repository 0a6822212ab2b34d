"""Progress in the terminal: who and what there is, a table for each, what changed, and the values as a file."""

import pytest

from dancecoach.cli import exits
from dancecoach.library.library import Library


@pytest.fixture
def folder(tmp_path):
    """Of an empty library."""
    with Library(tmp_path / "library") as library:
        return library.folder


@pytest.fixture
def gym(folder, fill_gym):
    """Of a library with Anna, who gets better, and Zoë, who was there once."""
    with Library(folder) as library:
        fill_gym(library, "Anna", [(3 * n, 0.5 + 0.012 * n) for n in range(8)])
        fill_gym(library, "Anna", [(1, 0.4)], turns=0.0, shape="split")
        fill_gym(library, "Zoë", [(0, 0.6)])
    return folder


def test_without_a_choice_it_says_who_and_what_there_is(call, gym):
    done = call("library", "progress", "--library", gym)
    assert done.code == exits.DONE
    rows = [line.split() for line in done.out.splitlines()[1:]]
    assert rows == [["Anna", "Back", "tuck", "8"], ["Anna", "Split", "jump", "1"], ["Zoë", "Back", "tuck", "1"]]


def test_a_person_and_a_skill_have_a_line_for_each_day_and_the_change_below(call, gym):
    done = call("library", "progress", "--person", "anna", "--skill", "back tuck", "--library", gym)
    assert done.code == exits.DONE
    assert "Anna, Back tuck" in done.out
    days = [line for line in done.out.splitlines() if line.startswith("2026-")]
    assert len(days) == 8
    assert "0.50 ± 0.02 s" in days[0]
    assert "Time in the air: Up since 2026-09-07: +0.08 ± 0.04 s." in done.out
    assert "Split" not in done.out
    weeks = call("library", "progress", "--person", "anna", "--skill", "tuck", "--weeks", "--library", gym)
    assert [line[:10] for line in weeks.out.splitlines() if line.startswith("2026-")] == [
        "2026-09-07",
        "2026-09-14",
        "2026-09-21",
        "2026-09-28",
    ]


def test_it_looks_into_a_library_that_the_window_has_open(call, gym):
    with Library(gym):
        done = call("library", "progress", "--person", "anna", "--library", gym)
    assert done.code == exits.DONE
    assert "Anna, Back tuck" in done.out


def test_too_few_attempts_are_said_to_be_too_few(call, gym):
    done = call("library", "progress", "--person", "zoe", "--measure", "flight_time", "--library", gym)
    assert "1 attempt on 1 day: it takes 5 more attempts and 2 more days" in done.out
    assert "Height" not in done.out


def test_all_values_are_written_as_a_table(call, gym, tmp_path):
    done = call("library", "progress", "--csv", tmp_path / "all.csv", "--library", gym)
    assert done.code == exits.DONE
    lines = (tmp_path / "all.csv").read_text("utf-8").splitlines()
    assert len([line for line in lines if ",flight_time,s," in line]) == 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--person", "Otto"), "there are: Anna, Zoë"),
        (("--skill", "vault"), "there are: Back tuck, Split jump"),
        (("--person", "anna", "--measure", "speed"), "flight_time"),
        (("--dance", "waltz"), "was not danced"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(call, gym, arguments, said):
    done = call("library", "progress", *arguments, "--library", gym)
    assert done.code == exits.WRONG_CALL
    assert said in done.err


def test_an_empty_library_or_none_says_what_to_do(call, folder, tmp_path):
    assert "No skill was found" in call("library", "progress", "--library", folder).out
    done = call("library", "progress", "--library", tmp_path / "nowhere")
    assert done.code == exits.WRONG_CALL
    assert "dancecoach import" in done.err


def test_where_nobody_is_named_it_says_how_to(call, folder, fill_gym):
    with Library(folder) as library:
        fill_gym(library, "", [(0, 0.6)])
    done = call("library", "progress", "--skill", "tuck", "--library", folder)
    assert "Not named, Back tuck" in done.out
    assert "name persons in clips" in done.out
