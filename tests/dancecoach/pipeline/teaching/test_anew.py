"""A library is recognised anew when another pack is at hand."""

import attrs
import pytest

from dancecoach.errors import Cancelled
from dancecoach.library.catalogue.findings import findings_of
from dancecoach.library.catalogue.records import FileFacts, Kind, Storage
from dancecoach.library.library import Library
from dancecoach.models.packs.keeping import put_pack
from dancecoach.pipeline.analyze import analyze
from dancecoach.pipeline.teaching.anew import recognise_anew
from dancecoach.pipeline.teaching.poses import Looking
from dancecoach.pipeline.teaching.style import StyleRequest
from dancecoach.progress import CancelToken

pytest.importorskip("onnx")

ENGINE = ("blazepose", "full")


@pytest.fixture
def library(tmp_path, examples):
    """Two clips with raised arms, as files of landmarks, looked at with the pack that ships."""
    with Library(tmp_path / "library") as opened:
        for example in examples("raised", [30, 31]):
            found = analyze(example.path)
            opened.analyses.put(found, example.path)
            facts = FileFacts(found.sha256, example.name, Kind.POSES, 1, 0, 0, 30.0, 90, 3.0)
            clip, _new = opened.clips.add(facts, Storage.LINKED, example.path)
            opened.clips.note_findings(clip.id, findings_of(found))
        yield opened


def styles(library):
    return [library.clips.get(i).findings.style for i in (1, 2)]


def test_clips_get_the_new_style_and_the_library_says_so(arms, library, examples, tmp_path):
    assert recognise_anew(library, ENGINE) == 0
    assert "raised" not in styles(library)
    request = StyleRequest("raised", examples("raised", range(4)), looking=Looking(tmp_path / "analyses"))
    undo = request.add(request.learn(lambda _: None, CancelToken(), tmp_path))
    changed = []
    assert recognise_anew(library, ENGINE, changed=lambda clip: changed.append(clip.id)) == 2
    assert styles(library) == ["raised", "raised"]
    assert sorted(changed) == [1, 2]
    undo()
    recognise_anew(library, ENGINE)
    assert "raised" not in styles(library)


def test_it_stops_when_asked_and_a_clip_without_its_analysis_stays(arms, library, tmp_path):
    for path in (tmp_path / "library" / "analyses").glob("??/*.zip"):
        path.unlink()
    put_pack("arms", arms.read_bytes() + b"")
    assert recognise_anew(library, ENGINE) == 0
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        recognise_anew(library, ENGINE, cancel=cancel)
    assert attrs.asdict(library.clips.get(1).findings)["found_share"] == 1.0
