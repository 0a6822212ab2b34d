import json

import pytest

from dancecoach.errors import NotesError
from dancecoach.notes.contents import calibration_content, calibration_of, content_of, record_of
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.records import AthleteHeight, KeyFrame, KnownLength

RECORDS = [
    KeyFrame(7),
    KeyFrame(7, "sways"),
    KnownLength((0, 0.5), (1, 0.5), 2.5, 3),
    AthleteHeight(1.72),
    Drawing(kind="arrow", points=[(0, 0), (0.5, 1)], start_frame=2, end_frame=9, colour="#112233", text="up"),
    Drawing(kind="marker", points=[(0.1, 0.2)], start_frame=0, end_frame=3, path=[(0, 0.1, 0.2), (2, 0.3, 0.2)]),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_a_record_comes_back_from_json_as_it_was(record):
    content = json.loads(json.dumps(content_of(record)))
    assert record_of(type(record), content) == record


def test_what_is_as_usual_is_not_written():
    assert content_of(KeyFrame(7)) == {"frame": 7}
    assert content_of(AthleteHeight(1.72)) == {"height_m": 1.72}


def test_keys_of_a_later_version_are_not_looked_at():
    assert record_of(KeyFrame, {"frame": 7, "mood": "merry"}) == KeyFrame(7)


@pytest.mark.parametrize("content", [None, 7, "frame", [7], {}, {"note": "no frame"}])
def test_what_describes_no_record_is_refused(content):
    with pytest.raises(NotesError, match="is no KeyFrame"):
        record_of(KeyFrame, content)


@pytest.mark.parametrize("content", [{"frame": -1}, {"frame": "7"}, {"frame": 7, "note": 5}])
def test_values_are_checked_by_the_record(content):
    with pytest.raises(NotesError, match="is no possible"):
        record_of(KeyFrame, content)


@pytest.mark.parametrize("calibration", [None, KnownLength((0, 0), (1, 1), 3.0), AthleteHeight(1.6)])
def test_a_calibration_says_which_of_the_two_it_is(calibration):
    content = json.loads(json.dumps(calibration_content(calibration)))
    assert calibration_of(content) == calibration


@pytest.mark.parametrize("content", [7, [], {}, {"kind": "weight"}, {"height_m": 1.6}])
def test_what_is_no_calibration_is_refused(content):
    with pytest.raises(NotesError, match="is no calibration"):
        calibration_of(content)
