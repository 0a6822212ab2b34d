import attrs

from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.phase_track import PhaseTrack, Segment


def test_the_word_of_whoever_said_most_counts(blank):
    count = blank.clip.frames
    little = PhaseTrack.blank("Ann", count).relabelled(0, 3, "idle")
    much = PhaseTrack.of_segments("Bea", count, [Segment("idle", 0, 19), Segment("landing", 20, count - 1)])
    assert corrected_track(attrs.evolve(blank, tracks=(little, much))) == much
    assert corrected_track(attrs.evolve(blank, tracks=(much, little))) == much


def test_nobody_who_has_said_nothing_counts(blank):
    silent = PhaseTrack.blank("Ann", blank.clip.frames)
    assert [corrected_track(notes) for notes in (None, blank, attrs.evolve(blank, tracks=(silent,)))] == [None] * 3
