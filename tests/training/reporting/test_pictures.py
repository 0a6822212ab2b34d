"""Clips in pictures, and where they come from."""

import base64

import attrs
import cv2
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.formats import save_npz
from dancecoach.video.writer import VideoWriter
from training.errors import CallError
from training.reporting.clipbook import clip_book
from training.reporting.pictures import HEIGHT, strip


def test_five_instants_from_beginning_to_end_all_of_the_body_inside(make_clip):
    found = strip(make_clip(91).track)
    assert [picture.time_s for picture in found.pictures] == pytest.approx([0.3, 0.9, 1.5, 2.1, 2.7])
    for picture in found.pictures:
        assert len(picture.lines) == 12
        assert picture.film == ""
        across = [x for line in picture.lines for x in (line.x1, line.x2)]
        down = [y for line in picture.lines for y in (line.y1, line.y2)]
        assert min(across) > 0
        assert max(across) < found.width
        assert picture.head[1] - picture.head[2] > 0
        assert max(down) < HEIGHT


def test_the_performers_left_is_left_and_guesses_are_marked(make_clip):
    track = make_clip(30).track
    seen = track.visibility.copy()
    seen[:, track.skeleton.index("left_ankle")] = 0.1
    picture = strip(attrs.evolve(track, visibility=seen)).pictures[0]
    assert sorted({line.side for line in picture.lines}) == ["left", "middle", "right"]
    assert [line.side for line in picture.lines if not line.sure] == ["left"]
    left = [line.x1 for line in picture.lines if line.side == "left"]
    right = [line.x1 for line in picture.lines if line.side == "right"]
    assert min(left) > max(right)  # seen from the front


def test_instants_without_a_person_are_shown_by_the_nearest_with_one(make_clip):
    track = make_clip(91).track
    found = np.zeros(91, bool)
    found[45] = True
    assert {picture.time_s for picture in strip(attrs.evolve(track, found=found)).pictures} == {1.5}
    assert strip(attrs.evolve(track, found=np.zeros(91, bool))) is None


def test_frames_of_the_video_lie_behind_the_skeleton(make_clip, tmp_path):
    track = make_clip(30).track
    width, height = 160, 120
    path = tmp_path / "wave.mp4"
    with VideoWriter(path, (width, height), fps=30) as writer:
        for number in range(30):
            writer.write(np.full((height, width, 3), (0, 0, 8 * number), np.uint8), number / 30)
    pictures = strip(track, path).pictures
    reds = []
    for picture in pictures:
        kind, _, letters = picture.film.partition(",")
        assert kind == "data:image/jpeg;base64"
        image = cv2.imdecode(np.frombuffer(base64.b64decode(letters), np.uint8), cv2.IMREAD_COLOR)
        reds.append(float(image[..., 2].mean()))
    assert reds == sorted(reds)
    assert reds[-1] - reds[0] > 100


def test_clips_are_found_by_the_names_that_outcomes_have(make_clip, drawn_folder, tmp_path):
    (tmp_path / "deep").mkdir()
    save_npz(make_clip(20).track, tmp_path / "deep" / "leap.mp4.pose.npz")
    (tmp_path / "deep" / "leap.mp4").write_bytes(b"not read here")
    book = clip_book([("drawn", drawn_folder), ("real", tmp_path)], tmp_path)
    assert len(book.track("drawn", "test/00003")) > 20
    assert len(book.track("real", "deep/leap")) == 20
    assert book.video("deep/leap") == tmp_path / "deep" / "leap.mp4"
    for of, name in (("drawn", "test/99999"), ("drawn", "nowhere/00000"), ("real", "step"), ("waltzes", "deep/leap")):
        assert book.track(of, name) is None
        assert book.video(name) is None or name == "deep/leap"


def test_places_that_are_not_there_are_said(tmp_path):
    with pytest.raises(CallError, match="'tango': is not a set of clips; choose one of: trends-vn"):
        clip_book([("tango", tmp_path)])
    with pytest.raises(InputError, match="holds no videos"):
        clip_book([], tmp_path)
