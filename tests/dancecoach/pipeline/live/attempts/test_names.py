"""Attempts in front of the camera have the names that were taught, as in Review."""

import pytest

from dancecoach.coaching.skills import measure_skills
from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import Body, motion_of
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.errors import ModelError
from dancecoach.motion.phases import segments_of
from dancecoach.pipeline.live.attempts.finder import AttemptFinder
from dancecoach.pipeline.live.attempts.names import PacksAtHand, TaughtNames


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The person's own data are in the test's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def seen(drawn_skill):
    """``seen("flip", 80.0)``: the track of a figure that does it, and its phases."""

    def draw(kind, azimuth):
        truth = drawn_skill(kind, azimuth)
        track = truth.to_track()
        return track, segments_of(truth.phases.astype(int), track.times)

    return draw


@pytest.fixture
def teach(seen):
    """Has somebody teach what the figure does, by one attempt; gives back what takes that back."""

    def put(kind, name):
        track, segments = seen(kind, 35.0)
        [skill] = measure_skills(track, segments)
        motion = motion_of(Body.of(track), skill.takeoff_s, skill.touchdown_s)
        return put_skill(SkillPack(name, motion[None], "2026-11-22").to_bytes())

    return put


def found_in(seen, kind, name):
    track, segments = seen(kind, 80.0)
    finder = AttemptFinder(lambda _track: segments, name, least_confidence=0.0, settled_s=0.0)
    [attempt] = finder.look(track)
    return attempt


def test_an_attempt_has_the_name_that_was_taught_and_loses_it_with_the_pack(seen, teach):
    notices = []
    names = TaughtNames(notices.append)
    assert found_in(seen, "flip", names).main.name == ""
    forget = teach("flip", "Nine")
    main = found_in(seen, "flip", names).main
    assert main.name == "Nine"
    assert main.name_certainty >= 0.5
    assert found_in(seen, "jump", names).main.name == ""
    forget()
    assert found_in(seen, "flip", names).main.name == ""
    assert notices == []


def test_packs_are_read_when_they_change_and_only_then(seen, teach, monkeypatch):
    reads = []
    read = SkillPacks.read
    monkeypatch.setattr(SkillPacks, "read", lambda files: reads.append(sorted(files)) or read(files))
    packs = PacksAtHand()
    assert packs().names == ()
    assert reads == []
    forget = teach("flip", "Nine")
    assert [packs().names for _look in range(3)] == [("Nine",)] * 3
    assert len(reads) == 1
    teach("jump", "Leap")
    assert packs().names == ("Leap", "Nine")
    forget()
    assert packs().names == ("Leap",)
    assert len(reads) == 3


@pytest.mark.parametrize("error", [ModelError("is damaged", subject="skills.npz"), OSError("disk")])
def test_what_is_wrong_with_the_packs_is_told_once_and_costs_only_the_name(seen, error):
    def broken():
        raise error

    notices = []
    names = TaughtNames(notices.append, broken)
    for _attempt in range(2):
        assert found_in(seen, "flip", names).main.flight_time_s is not None
    [notice] = notices
    assert notice.startswith("The taught skills cannot be named")
    assert str(error).rstrip(".") in notice
