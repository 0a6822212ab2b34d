"""Two claps in several rooms are heard; speech, music, landings, steps, balls, beeps and applause are not."""

import numpy as np
import pytest

from dancecoach.audio.bands import LOWEST_RATE, Analyser
from dancecoach.audio.bursts import BurstFinder
from dancecoach.audio.clapping import FARTHEST_S, NEAREST_S, SENSITIVITIES, ClapListener
from dancecoach.settings import CLAP_SENSITIVITIES

PIECE = 960


def listen(wave, rate=48_000, claps=2, sensitivity="usual", piece=PIECE):
    """(first s, last s, s after the last when it was told) of what was heard."""
    listener, heard = ClapListener(rate, claps, sensitivity), []
    for at in range(0, len(wave), piece):
        found = listener.push(wave[at : at + piece])
        if found is not None:
            heard.append((found.first_s, found.last_s, (at + piece) / rate - found.last_s))
    return heard


@pytest.mark.parametrize("room", ["living room", "small bare room", "studio", "gym"])
def test_two_claps_are_heard_in_every_room(make_sounds, room):
    sounds, found, late = make_sounds(1), 0, []
    for gap_s in np.linspace(0.2, 0.5, 10):
        heard = listen(sounds.claps((1.5, 1.5 + gap_s), 3.0, room=room))
        found += len(heard)
        for first_s, last_s, after_s in heard:
            assert first_s == pytest.approx(1.5, abs=0.03)
            assert last_s == pytest.approx(1.5 + gap_s, abs=0.03)
            late.append(after_s)
    assert found >= (7 if room == "gym" else 9), "of 10"
    assert max(late) < 1.0


@pytest.mark.parametrize("decibels", [-45, -35])
def test_a_fan_or_quiet_music_does_not_cover_them(make_sounds, decibels):
    sounds = make_sounds(2)
    fan = sounds.noise(3.0, decibels)
    music = sounds.music(3.0, 100)
    music *= 10 ** (decibels / 20) / np.sqrt((music**2).mean())
    assert len(listen(sounds.claps((1.5, 1.8), 3.0, ground=fan))) == 1
    assert len(listen(sounds.claps((1.5, 1.8), 3.0, ground=music))) == 1


NOT_CLAPS = {
    "silence": lambda s: s.silence(20),
    "speech": lambda s: s.speech(40),
    "music": lambda s: np.concatenate([s.music(8, tempo) for tempo in (84, 100, 122, 140)]),
    "landings": lambda s: s.thuds(20, 1.7, hertz=70, sharp=0.15),
    "steps": lambda s: s.thuds(20, 0.5, hertz=110, sharp=0.2, loud=0.4),
    "a ball": lambda s: s.thuds(20, 0.45, hertz=160, sharp=0.2),
    "applause": lambda s: s.applause(6),
    "clapping along": lambda s: np.concatenate([s.rhythm(8, every_s) for every_s in (0.3, 0.4, 0.5, 0.6)]),
}


@pytest.mark.parametrize("kind", NOT_CLAPS)
def test_what_is_no_pair_of_claps_is_not_heard_however_well_it_hears(sounds, kind):
    assert listen(NOT_CLAPS[kind](sounds), sensitivity="high") == []


@pytest.mark.parametrize("kind", ["speech", "landings", "steps", "a ball", "clapping along"])
def test_one_clap_is_not_mistaken_for_those_either(sounds, kind):
    assert len(listen(NOT_CLAPS[kind](sounds), claps=1)) <= (4 if kind == "clapping along" else 0)


def test_one_clap_is_heard_where_one_is_listened_for(sounds):
    wave = sounds.claps((3.0, 6.0), 8.0)
    assert [round(first_s) for first_s, _, _ in listen(wave, claps=1)] == [3, 6]
    assert listen(wave, claps=2) == []


@pytest.mark.parametrize("gap_s", [NEAREST_S - 0.06, FARTHEST_S + 0.1])
def test_too_near_or_too_far_apart_is_no_pair(sounds, gap_s):
    assert listen(sounds.claps((1.5, 1.5 + gap_s), 4.0)) == []


def test_a_third_clap_takes_it_back_and_a_later_pair_counts(sounds):
    assert listen(sounds.claps((1.5, 1.8, 2.1), 4.0)) == []
    assert len(listen(sounds.claps((1.5, 1.8, 4.0, 4.3), 6.0))) == 2


def test_the_beeps_of_the_count_down_are_no_claps(sounds):
    times = np.arange(0, 4, 1 / sounds.rate)
    since = times - np.floor(times)
    notes = np.where(since < 0.09, 0.4 * np.sin(2 * np.pi * 880 * since), 0)
    assert listen(notes + sounds.silence(4)) == []
    assert listen(notes + sounds.silence(4), claps=1) == []


def test_less_sensitive_is_deaf_to_what_is_faint(sounds):
    faint = sounds.claps((1.5, 1.8), 3.0, loud=0.02)
    assert listen(faint, sensitivity="low") == []
    assert len(listen(faint, sensitivity="high")) == 1


def test_what_was_forgotten_does_not_count(sounds):
    listener, wave = ClapListener(48_000), sounds.claps((1.5, 1.8), 3.0)
    heard = []
    for at in range(0, len(wave), PIECE):
        if at == 79 * PIECE:  # between the claps
            listener.forget()
        heard.append(listener.push(wave[at : at + PIECE]))
    assert not any(heard)


@pytest.mark.parametrize("piece", [137, 4_800])
def test_pieces_may_be_of_any_length(sounds, piece):
    wave = sounds.claps((1.5, 1.8), 3.0)
    assert listen(wave, piece=piece)[0][:2] == pytest.approx(listen(wave)[0][:2])


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_other_rates(sounds, rate):
    from scipy.signal import resample_poly

    wave = sounds.claps((1.5, 1.8), 3.0)
    up, down = (147, 160) if rate == 44_100 else (1, 3)
    assert len(listen(resample_poly(wave, up, down), rate)) == 1


def test_the_settings_know_the_same_sensitivities():
    assert tuple(SENSITIVITIES) == CLAP_SENSITIVITIES


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="3 claps"):
        ClapListener(48_000, 3)
    with pytest.raises(ValueError, match="8000 samples"):
        ClapListener(8_000)


def test_a_tone_is_no_noise_and_each_band_has_its_power():
    t = np.arange(48_000) / 48_000
    tone = Analyser(48_000).push(0.5 * np.sin(2 * np.pi * 2_000 * t))
    assert tone.flat.max() < 0.05
    assert tone.power[5:].mean() == pytest.approx(0.125, rel=0.05), "the mean square of the sine"
    noise = Analyser(48_000).push(np.random.default_rng(0).normal(size=48_000))
    assert noise.flat.mean() > 0.4
    assert LOWEST_RATE < 16_000


def test_a_burst_knows_when_and_how_loud(sounds):
    finder = BurstFinder(48_000)
    bursts = finder.push(sounds.claps((1.0,), 2.0, loud=0.9)) + finder.push(sounds.silence(1.0))
    assert [burst.time_s for burst in bursts] == [pytest.approx(1.0, abs=0.02)]
    assert bursts[0].clap
    assert bursts[0].shape.mean() == pytest.approx(0)
    assert finder.now_s == pytest.approx(3.0, abs=0.2)


@pytest.mark.slow
def test_real_music_and_voices_hold_no_pair_of_claps(shared_data):
    """Found by hand: in none of these clips somebody claps at the program."""
    import av

    minutes = 0.0
    for path in sorted((shared_data / "videos" / "dev").glob("*.mp4")):
        with av.open(str(path)) as container:
            if not container.streams.audio:
                continue
            resampler = av.AudioResampler("flt", layout="mono", rate=48_000)
            frames = [*container.decode(audio=0), None]
            wave = np.concatenate([p.to_ndarray()[0] for f in frames for p in resampler.resample(f)] or [np.zeros(0)])
        minutes += len(wave) / 48_000 / 60
        for sensitivity in ("low", "usual", "high"):
            assert listen(wave, sensitivity=sensitivity) == [], path.name
    assert minutes > 3
