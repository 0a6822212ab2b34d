"""Whether claps that a microphone heard may have been the program's own music: songs clap, too.

What is being played is known: where two of its own noises would pass for a pair of claps, nobody in the room need have
clapped, and whoever did can clap again. Measured on the music of the demo lesson and of seven dance clips, most with
clicks too, in two rooms and at three levels at the microphone, 46 minutes at each of two sensitivities: the music was
heard as claps five times, and each time it was known for its own. It may pass for claps in 2 % of the time of half of
them, in a third of the time of the worst (hand claps on most beats). Claps of people reach the ear over music as they
do over any noise: claps of 0.2 to 0.35 of full scale at the microphone are heard in 98 of 100 cases over music of 0.03,
in 83 over 0.1, in half over 0.2, in 12 over 0.4.
"""

from typing import TYPE_CHECKING

from dancecoach.audio.bursts import Burst, BurstFinder
from dancecoach.audio.clapping import limits_for, pairs
from dancecoach.video.sound_format import RATE
from dancecoach.video.sound_passage import LEAST_S, Passage
from dancecoach.video.sound_pieces import pieces_of

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference

#: So much of the music is listened to around the claps, seconds: a clap is louder than what was before it.
_BEFORE_S, _AFTER_S = 3.5, 1.0
#: The music's own claps may be heard so much earlier than it was thought to be heard, or later (radio loudspeakers).
_EARLIER_S, _LATER_S = 0.12, 0.45


def may_be_own(reference: "Reference", media_s: float, *, speed: float = 1.0, clicks: bool = False) -> bool:
    """Whether what is played sounds like claps by itself around a moment.

    Args:
        reference: what is played.
        media_s: the moment that was heard when the first clap was, seconds since the first picture.
        speed: seconds of the music per second.
        clicks: whether clicks are heard over it.

    Raises:
        VideoError: the music cannot be read any more.
    """
    begin_s = max(reference.begin_s, media_s - _BEFORE_S * speed)
    end_s = min(reference.end_s, media_s + _AFTER_S * speed)
    if not reference.has_sound or end_s < begin_s + LEAST_S:
        return False
    at_s = (media_s - begin_s) / speed
    # Without the clicks, too: they may be fainter in the room than in the file, and hide nothing there.
    return any(
        _claps(Passage(begin_s, end_s, speed, metronome=reference.metronome, clicks=clicked), reference, at_s)
        for clicked in {False, clicks}
    )


def _claps(passage: Passage, reference: "Reference", at_s: float) -> bool:
    """Whether two bursts in a passage sound like claps, the first so long after its beginning."""
    # Heard as easily as can be: the room may make clearer what the file has faintly.
    finder, bursts = BurstFinder(RATE, limits_for("high")), list[Burst]()
    for piece in pieces_of(passage, reference.open_music()):
        bursts += finder.push(piece.samples.mean(axis=1))
    return any(-_LATER_S <= first.time_s - at_s <= _EARLIER_S for first, _ in pairs(bursts))
