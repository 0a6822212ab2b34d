"""After a teaching the terminal says which clips of the library would be called so."""

import attrs
import pytest

from dancecoach.cli import app, exits
from dancecoach.cli.teach import newly_lines
from dancecoach.cli.unnamed import unnamed_clips
from dancecoach.library.catalogue.records import Group
from dancecoach.library.library import Library, usual_folder
from dancecoach.pipeline.teaching.outcome import Newly, Outcome
from dancecoach.pose.formats import save_npz


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def kept(posing, tmp_path):
    """Files of landmarks that are in the usual library: seven with raised arms, two with hanging ones."""
    (tmp_path / "films").mkdir()
    paths = {(s, i): tmp_path / "films" / f"{s}-{i}.npz" for s, n in (("raised", 7), ("hanging", 2)) for i in range(n)}
    for (style, seed), path in paths.items():
        save_npz(posing(style, seed), path)
    assert app.run(["import", str(tmp_path / "films"), "--link"]) == exits.DONE
    return paths


def test_clips_that_nobody_named_are_listed_once_it_is_taught(kept, capsys, posing, tmp_path):
    pytest.importorskip("onnx")
    taught = [str(kept["raised", i]) for i in range(5)]
    unlike = []
    for seed in range(20, 24):
        save_npz(posing("hanging", seed), tmp_path / f"other-{seed}.npz")
        unlike += ["--unlike", str(tmp_path / f"other-{seed}.npz")]
    capsys.readouterr()
    assert app.run(["teach", "style", "semaphore", *taught, *unlike]) == exits.DONE
    out = capsys.readouterr().out
    assert "2 of 4 other clips of the library would be called so" in out
    listed = [line.split()[-1] for line in out.splitlines() if line.startswith("  ") and "%  " in line]
    assert sorted(listed) == ["raised-5", "raised-6"]


def test_those_that_are_told_or_named_so_are_not_asked(kept):
    with Library(usual_folder()) as library:
        ids = {clip.title: clip.id for clip in library.clips.get_all(range(1, 10))}
        library.groups.put([ids["raised-6"]], Group.TAG, "Semaphore")
        # A window may have the library open.
        asked = unnamed_clips("semaphore", [kept["raised", 0], kept["hanging", 1], kept["raised", 0].with_name("gone")])
    assert sorted(one.name for one in asked) == ["hanging-0", *(f"raised-{i}" for i in range(1, 6))]


def test_without_a_library_or_with_a_damaged_one_none_are_asked(tmp_path):
    assert unnamed_clips("semaphore", []) == ()
    assert not usual_folder().exists()
    usual_folder().mkdir(parents=True)
    (usual_folder() / "library.sqlite").write_bytes(b"no database at all" * 100)
    assert unnamed_clips("semaphore", []) == ()


def test_a_long_list_is_cut_short():
    outcome = Outcome(
        "style", "semaphore", b"", (), looked_at=30, newly=tuple(Newly(f"clip {i}", 0.9) for i in range(24))
    )
    lines = newly_lines(outcome)
    assert lines[0].startswith("24 of 30 other clips of the library would be called so")
    assert (len(lines), lines[1], lines[-1]) == (14, "   90%  clip 0", "  and 12 more")
    assert newly_lines(attrs.evolve(outcome, newly=())) == ["None of 30 other clips of the library would be called so"]
    assert newly_lines(attrs.evolve(outcome, looked_at=0, newly=())) == []
