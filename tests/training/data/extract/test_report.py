import json
from pathlib import Path

from training.data.extract.folder import Footage
from training.data.extract.report import Report, put_together
from training.data.labels.styles import StyleLabel


def _report(*notes):
    clips = [Footage(Path(n.video), n.video[:-4], StyleLabel(Path(n.video).stem, n.video.split("/")[0])) for n in notes]
    looked = put_together((c, n, Path("out") / n.video) for c, n in zip(clips, notes, strict=True))
    return Report("blazepose lite, as filmed", looked, looked_at=2, took_s=3.0)


def test_a_report_names_the_bad_clips_with_reason_and_numbers(make_note, tmp_path):
    report = _report(
        make_note("waltz/a.mp4"),
        make_note("waltz/dark.mp4", doubts=("The picture is dark.",)),
        make_note("waltz/room.mp4", found=0.0, doubts=("Nobody was found.",)),
        make_note("waltz/broken.mp4", problem="broken.mp4: is broken."),
    )
    assert report.counts == {"failed": 1, "empty": 1, "doubtful": 1, "good": 1}
    lines = list(report.lines())
    assert lines[:4] == [
        "failed: waltz/broken.mp4",
        "    broken.mp4: is broken.",
        "empty: waltz/room.mp4 (30 frames, found 0%, up to 1 people, 0% of the time more than one, feet outside 0%, "
        "head outside 0%, 200 px tall, sharpness 0.40, brightness 150)",
        "    Nobody was found.",
    ]
    assert list(report.lines(most=0))[:3] == ["failed: 1 more", "empty: 1 more", "doubtful: 1 more"]
    assert lines[-1].startswith("4 clips, 90 frames (blazepose lite, as filmed): 1 failed, 1 empty, 1 doubtful, 1 good")
    assert [c.note.video for c in report.with_poses()] == ["waltz/a.mp4", "waltz/dark.mp4", "waltz/room.mp4"]
    report.save(tmp_path / "deep" / "extraction.json")
    content = json.loads((tmp_path / "deep" / "extraction.json").read_text("utf-8"))
    assert [c["state"] for c in content["clips"]] == ["good", "doubtful", "empty", "failed"]
    assert content["clips"][1]["numbers"]["height_px"] == 200.0
    assert content["clips"][1]["style"] == "waltz"


def test_the_same_clip_twice_and_the_same_name_twice_are_doubtful(make_note):
    report = _report(
        make_note("tango/a.mp4", sha256="1"), make_note("waltz/a.mp4", sha256="2"), make_note("waltz/b.mp4", sha256="1")
    )
    assert [c.state for c in report.clips] == ["good", "doubtful", "doubtful"]
    assert report.clips[1].doubts == (
        "Has the bare name of tango/a.mp4, so that a table of labels cannot tell them apart.",
    )
    assert report.clips[2].doubts == ("Holds the same as tango/a.mp4; keep one, or a split may have it on both sides.",)


def test_a_class_of_which_nothing_can_be_used_is_named(make_note):
    broken = make_note("polka/a.mp4", problem="a.mp4: is broken.")
    report = _report(broken, make_note("polka/room.mp4", found=0.0), make_note("waltz/a.mp4"))
    assert report.barren() == ("polka",)
    assert "class polka: none of its clips can be used; add some, or leave it out" in list(report.lines())
