import io

import pytest
from rich.console import Console

from dancecoach.cli import display
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.progress import Progress


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(display, "Stopwatch", lambda: clock)
    return clock


def test_without_a_terminal_lines_go_to_the_log_and_errors_stay_alone(clock):
    out, err = io.StringIO(), io.StringIO()
    with progress_on(Console(file=out), Console(file=err), "[b] clip.mp4") as tell:
        for done in range(101):
            clock.seconds = done * 0.05
            tell(Progress("finding the body", done, 100))
    assert err.getvalue() == ""
    assert out.getvalue().splitlines() == [
        "[b] clip.mp4: finding the body [########------------]  40% 40/100",
        "[b] clip.mp4: finding the body [################----]  80% 80/100",
        "[b] clip.mp4: finding the body [####################] 100% 100/100",
    ]


def test_on_a_terminal_a_bar_moves(clock):
    out, err = io.StringIO(), io.StringIO()
    console = Console(file=err, force_terminal=True, width=120)
    with progress_on(Console(file=out), console, "clip.mp4") as tell:
        tell(Progress("finding the body", 40, 100))
    assert out.getvalue() == ""
    assert "finding the body" in err.getvalue()
    assert "40/100" in err.getvalue()


def test_a_path_that_is_no_text_can_be_printed():
    assert shown("a\udcff.mp4") == "a\ufffd.mp4"
    assert shown("пируэт.mp4") == "пируэт.mp4"


def test_what_people_wrote_is_shown_as_they_wrote_it(capsys):
    out, err = consoles()
    out.print("[b]a[/b] :ok: [/x]")
    err.print("[b]b[/b]")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("[b]a[/b] :ok: [/x]\n", "[b]b[/b]\n")
