"""What commands say beside their results."""

import attrs
import pytest

from dancecoach.errors import InputError
from training.cli.display import say_what_is_seen
from training.networks.frame_images import FrameSqueezenet
from training.networks.tcn import Tcn


def test_pictures_of_the_clips_own_videos_are_told_of(make_clip, tmp_path, capsys):
    drawn = make_clip(30)
    filmed = attrs.evolve(drawn, name="other", video=tmp_path / "clip.mp4")
    say_what_is_seen(FrameSqueezenet(), [filmed])
    assert "frame_squeezenet looks at the clips' own videos" in capsys.readouterr().err
    say_what_is_seen(FrameSqueezenet(), [drawn])
    say_what_is_seen(Tcn(), [filmed])
    assert capsys.readouterr().err == ""
    with pytest.raises(InputError, match="has no video, while others have theirs"):
        say_what_is_seen(FrameSqueezenet(), [drawn, filmed])
