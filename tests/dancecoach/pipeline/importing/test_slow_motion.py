"""A clip that is noted as slow motion tells its skills in real time, analysed before or afterwards."""

import pytest

from dancecoach.errors import NotesBusyError
from dancecoach.library.catalogue.records import Storage
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.importing.renewing import catch_up
from dancecoach.pipeline.importing.slow_motion import note_capture_rate

RETOLD = "dancecoach.pipeline.progress.attempts.in_real_time"


@pytest.fixture
def slowed(monkeypatch):
    """How much slower the analyses play that are told in real time."""
    factors = []

    def told(analysis, slowed, *_):
        factors.append(slowed)
        return analysis

    monkeypatch.setattr(RETOLD, told)
    return factors


def test_it_is_told_in_real_time_as_soon_as_it_is_analysed(library, clip, work_off, slowed):
    library.jobs.add([clip], Storage.LINKED)
    work_off(came=lambda _job, came: note_capture_rate(library, came, 240.0))
    fps = library.clips.get(1).facts.fps
    assert slowed == [pytest.approx(240.0 / fps, rel=1e-3)]


def test_one_that_was_there_is_told_anew(library, clip, work_off, slowed):
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    assert slowed == []
    for _ in range(2):  # the second time there is nothing new
        note_capture_rate(library, library.clips.get(1), 240.0)
        catch_up(library)
    assert len(slowed) == 1


def test_notes_that_are_open_elsewhere_are_said(library, clip, work_off):
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    found = library.clips.get(1)
    with library.notes.open(NotedClip(found.facts.sha256, found.facts.frames)), pytest.raises(NotesBusyError):
        note_capture_rate(library, found, 240.0)
