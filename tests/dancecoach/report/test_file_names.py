import os
from pathlib import Path

import pytest

from dancecoach.report.file_names import FileNames, stem_of, sweep

LONG_AGO = 1_600_000_000


@pytest.mark.parametrize(
    ("clip", "stem"),
    [
        ("Übung 1.mp4", "Übung 1"),
        ('a<b>c:"d".mp4', "a_b_c__d_"),
        ("end. .mp4", "end"),
        ("...", "clip"),
        ("足" * 90 + ".mp4", "足" * 33),
    ],
)
def test_the_stem_suits_every_file_system(clip, stem):
    assert stem_of(Path(clip)) == stem


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    names = FileNames(tmp_path, "jump", replace=False)
    for name in ("jump-report.pdf", "jump-report-2.pdf", "jump-report-3.pdf"):
        path = names.of("report.pdf")
        assert path == tmp_path / name
        path.touch()
    assert FileNames(tmp_path, "jump", replace=True).of("report.pdf").name == "jump-report.pdf"


def test_only_what_was_left_long_ago_is_swept(tmp_path):
    old = [tmp_path / ".jump-report.abc.part.pdf", tmp_path / ".overlay.abc"]
    kept = [tmp_path / name for name in (".jump-report.new.part.pdf", ".other.abc.part.pdf", ".jump", "jump.part.pdf")]
    for path in (*old, *kept):
        path.mkdir() if path.name.startswith(".overlay") else path.touch()
    for path in (*old, *kept[1:]):
        os.utime(path, (LONG_AGO, LONG_AGO))
    sweep(tmp_path, "jump")
    assert sorted(tmp_path.iterdir()) == sorted(kept)
