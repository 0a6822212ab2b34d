"""A film that was made or opened elsewhere comes into the library at once, whole, and once."""

import pytest

from dancecoach.errors import Cancelled, InputError
from dancecoach.library.catalogue.records import State, Step, Storage
from dancecoach.library.whose import note_dancer
from dancecoach.pipeline.importing import importer
from dancecoach.pipeline.importing.keeping import keep_clip
from dancecoach.progress import CancelToken


def test_it_is_copied_named_put_together_and_waits_for_its_analysis(library, films, work_off, analyst):
    film = films / "First_turn.MP4"
    clip, new = keep_clip(library, film, title="Waltz, 2026-11-22 18:05", collection="Takes")
    assert new
    assert (clip.title, clip.collections, clip.storage) == ("Waltz, 2026-11-22 18:05", ("Takes",), Storage.COPIED)
    content = film.read_bytes()
    film.unlink()
    assert clip.path.read_bytes() == content
    assert library.media.picture(clip.facts.sha256).exists()
    [job] = library.jobs.list(State.WAITING)
    assert (job.step, job.clip_id) == (Step.ANALYSE, clip.id)
    assert work_off() == 1
    assert library.clips.get(clip.id).findings is not None


def test_what_is_there_already_is_only_put_together(library, films, work_off, analyst):
    film = films / "First_turn.MP4"
    library.jobs.add([film], Storage.LINKED)
    work_off()
    clip, new = keep_clip(library, film, title="another name", collection="Takes")
    assert not new
    assert (clip.title, clip.collections, clip.storage) == ("First turn", ("Takes",), Storage.LINKED)
    assert work_off() == 0
    assert analyst.looked_at == ["First_turn.MP4"]


def test_a_film_that_says_who_is_in_it_comes_with_the_name(library, films):
    film = films / "First_turn.MP4"
    note_dancer(film, "Mia")
    clip, _new = keep_clip(library, film)
    assert clip.persons == ("Mia",)
    note_dancer(film, "Ben")
    assert keep_clip(library, film)[0].persons == ("Mia",)  # what stands in the library is not written over


def test_a_broken_film_and_one_that_nobody_wants_any_more_leave_nothing(library, films):
    with pytest.raises(InputError, match="is not a video"):
        keep_clip(library, films / "broken.mp4")
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        keep_clip(library, films / "First_turn.MP4", cancel=stopped)
    assert library.clips.count() == 0
    assert library.jobs.list() == []
    assert list(library.media.copies()) == []


def test_a_film_that_is_deleted_while_it_is_looked_at_is_said_to_be_gone(library, films, monkeypatch):
    film = films / "First_turn.MP4"
    monkeypatch.setattr(importer, "draw_pictures", lambda path, *_, **__: path.unlink())
    with pytest.raises(InputError, match="First_turn"):
        keep_clip(library, film)
    assert library.clips.count() == 0
