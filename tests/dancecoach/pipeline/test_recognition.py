"""What is said of a clip with networks that are sound, missing, broken, of another kind or another version."""

import attrs
import numpy as np
import pytest

from dancecoach import resources
from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.coaching.taught.packs import own_skills_folder
from dancecoach.coaching.taught.space import FILE as SPACE_FILE
from dancecoach.errors import ModelError
from dancecoach.library.analyses.record import Analysis, Recogniser
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.models.packs import styles as style_packs
from dancecoach.models.packs.own_phases import own_phases_file, put_phases, use_own
from dancecoach.models.phases import REVIEW_FILE, PhaseResult
from dancecoach.models.style import FILE as STYLE_FILE
from dancecoach.models.style import StyleResult
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import segments_of
from dancecoach.pipeline import recognition as module
from dancecoach.pipeline.analyze import FROM_FILE, clip_info_of
from dancecoach.pipeline.recognition import is_stale, recognise, recogniser_now, renewed, with_recognition

SPACE = resources.model_path(SPACE_FILE).read_bytes()


@pytest.fixture
def track(figure):
    """Three seconds of knee bends."""
    times = np.arange(90) / 30
    return figure.track(figure.points(90, knee=40 + 40 * np.sin(4 * times), facing=60), times)


@pytest.fixture
def shipped(tmp_path, monkeypatch, tiny_model):
    """The folder of shipped networks with small ones in it."""
    folder = tmp_path / "assets" / "models"
    folder.mkdir(parents=True)
    tiny_model("phases").rename(folder / REVIEW_FILE)
    tiny_model("style").rename(folder / STYLE_FILE)
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setattr(style_packs, "own_packs_folder", lambda: tmp_path / "own")
    return folder


@pytest.fixture
def says(monkeypatch):
    """Let the networks say something given."""

    def set_up(labels=None, style=None, warnings=()):
        class Segmenter:
            def segment(self, track):
                if isinstance(labels, Exception):
                    raise labels
                wanted = np.zeros(len(track), int) if labels is None else np.asarray(labels)
                segments = segments_of(wanted, track.times, author="model known 1")
                return PhaseResult("known 1", segments, np.empty((len(track), 4)), tuple(warnings))

        class Packs:
            left_out, digest = {}, "ab"

            def __init__(self, _packs):
                pass

            def classify(self, _track):
                if isinstance(style, Exception):
                    raise style
                return style or StyleResult("style 1", "unknown", {"waltz": 1.0}, ("too short for a style",))

        monkeypatch.setattr(module, "PhaseSegmenter", Segmenter)
        monkeypatch.setattr(module, "StylePacks", Packs)

    return set_up


def test_the_shipped_networks_are_asked(shipped, track):
    found = recognise(track)
    assert found.phase_model == "tiny 1"
    frames = [f for s in found.phases for f in range(s.start_frame, s.end_frame + 1)]
    assert frames == list(range(len(track)))
    assert {s.author for s in found.phases} == {"model tiny 1"}
    assert found.style is not None
    assert sum(found.style.probabilities.values()) == pytest.approx(1.0)
    assert len(found.skills) == sum(s.phase == "skill" for s in found.phases)


@pytest.mark.parametrize("file", [REVIEW_FILE, STYLE_FILE])
@pytest.mark.parametrize("damage", ["missing", "corrupt", "empty", "other kind", "other features", "other schema"])
def test_a_network_that_cannot_be_used_costs_only_what_it_would_have_said(shipped, tiny_model, track, file, damage):
    path = shipped / file
    kind, other = ("phases", "style") if file == REVIEW_FILE else ("style", "phases")
    if damage == "missing":
        path.unlink()
    elif damage == "corrupt":
        path.write_bytes(path.read_bytes()[:500])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other kind":
        tiny_model(other).rename(path)
    elif damage == "other features":
        tiny_model(kind, change=lambda card: card["features"].update(set="body-v9")).rename(path)
    else:
        tiny_model(kind, change=lambda card: card.update(schema="dancecoach.model/9")).rename(path)
    found = recognise(track)
    [said] = [w for w in found.warnings if file in w]
    beginning = "The phases cannot be named: " if file == REVIEW_FILE else "The style cannot be named: "
    assert said.startswith(beginning)
    assert said.endswith(".")
    assert (found.phases == ()) is (file == REVIEW_FILE)
    assert (found.phase_model == "") is (file == REVIEW_FILE)
    assert (found.style is None) is (file == STYLE_FILE)


@pytest.mark.parametrize("error", [ModelError("fails", subject="x.onnx"), MemoryError("no room"), ZeroDivisionError()])
def test_whatever_a_network_throws_is_a_sentence_and_no_failure(says, track, error):
    says(labels=error)
    found = recognise(track)
    assert found.phases == ()
    assert found.style is not None
    assert found.warnings[0].startswith("The phases cannot be named")
    says(labels=None, style=error)
    found = recognise(track)
    assert found.style is None
    assert len(found.phases) == 1
    assert found.warnings[-1].startswith("The style cannot be named")


def test_skills_that_cannot_be_measured_leave_the_phases(says, track, monkeypatch):
    says(labels=np.repeat([0, 1, 2, 3], [30, 20, 20, 20]))

    def broken(*_):
        raise np.linalg.LinAlgError("singular")

    monkeypatch.setattr(module, "measure_skills", broken)
    found = recognise(track)
    assert found.skills == ()
    assert len(found.phases) == 4
    assert any("The skills cannot be measured (LinAlgError: singular)." in w for w in found.warnings)


def test_what_the_networks_say_for_the_person_is_passed_on(says, track):
    says(warnings=("Nobody was seen from 1.0 s to 1.4 s.",))
    assert recognise(track).warnings == ("Nobody was seen from 1.0 s to 1.4 s.", "too short for a style")


def test_nobody_asks_which_dance_a_somersault_is(says, track):
    says(labels=np.repeat([0, 1, 2, 3], [30, 20, 20, 20]))
    found = recognise(track)
    assert len(found.skills) == 1
    assert "too short for a style" not in found.warnings


def test_nobody_in_the_clip_is_said_elsewhere(shipped, track):
    nobody = attrs.evolve(
        track,
        found=np.zeros(len(track), bool),
        landmarks=np.full_like(track.landmarks, np.nan),
        world=None,
        visibility=np.zeros_like(track.visibility),
    )
    found = recognise(nobody)
    assert found.warnings == ()
    assert [s.phase for s in found.phases] == ["idle"]
    assert found.skills == ()


@pytest.mark.parametrize("frames", [0, 1, 2, 6])
def test_a_clip_too_short_for_anything(shipped, figure, frames):
    track = figure.track(figure.points(frames), np.arange(frames) / 30)
    found = recognise(track)
    assert sum(len(s) for s in found.phases) == frames
    assert found.skills == ()
    assert found.style is None or found.style.label == "unknown"
    if frames:
        assert any("too short" in w for w in found.warnings)
    assert not any("cannot be" in w for w in found.warnings)


@pytest.fixture
def stored(track, tmp_path):
    """A function that recognises the clip, keeps it and reads it again."""
    store = AnalysisStore(tmp_path / "analyses")
    plain = Analysis(clip_info_of(tmp_path / "c.npz", track), "ab" * 32, track, FROM_FILE, "", "auto", ("It is dark.",))

    def keep(analysis=None):
        store.put(with_recognition(plain) if analysis is None else analysis)
        return store.get(plain.sha256, FROM_FILE, "")

    return keep


def test_what_is_stored_is_good_as_long_as_the_networks_are_the_same(shipped, stored):
    found = stored()
    assert found.recogniser == recogniser_now()
    assert found.recogniser.phases != found.recogniser.style
    assert not is_stale(found)


@pytest.mark.parametrize("file", [REVIEW_FILE, STYLE_FILE])
def test_another_network_says_it_anew_and_leaves_the_landmarks(shipped, stored, tiny_model, file):
    old = stored()
    tiny_model("phases" if file == REVIEW_FILE else "style", seed=5).rename(shipped / file)
    assert is_stale(old)
    new = stored(renewed(old))
    assert not is_stale(new)
    np.testing.assert_array_equal(new.track.landmarks, old.track.landmarks)
    np.testing.assert_array_equal(new.track.visibility, old.track.visibility)
    same_phases = [(s.phase, len(s)) for s in new.phases] == [(s.phase, len(s)) for s in old.phases]
    assert same_phases is (file == STYLE_FILE)
    assert (new.style == old.style) is (file == REVIEW_FILE)


def test_another_way_of_measuring_is_another_recogniser(shipped, stored, monkeypatch):
    old = stored()
    monkeypatch.setattr(module, "METHOD", module.METHOD + 1)
    assert is_stale(old)
    assert not is_stale(renewed(old))


@pytest.mark.parametrize("damage", ["missing", "corrupt"])
def test_what_a_network_could_not_say_is_said_once_it_is_there(shipped, stored, damage):
    network, path = (shipped / REVIEW_FILE).read_bytes(), shipped / REVIEW_FILE
    path.unlink()
    if damage == "corrupt":
        path.write_bytes(network[:500])
    old = stored()
    assert old.phases == ()
    assert any("cannot be named" in w for w in old.warnings)
    path.write_bytes(network)
    assert is_stale(old)
    new = renewed(old)
    assert new.phases
    assert not any("cannot be named" in w for w in new.warnings)
    assert new.warnings[0] == "It is dark."


def test_a_network_that_is_missing_now_as_it_was_then_is_not_asked_again(shipped, stored):
    (shipped / STYLE_FILE).unlink()
    assert not is_stale(stored())


@pytest.mark.parametrize("file", [REVIEW_FILE, STYLE_FILE])
@pytest.mark.parametrize("damage", ["missing", "corrupt"])
def test_a_network_that_fails_now_leaves_what_was_said_before(shipped, stored, file, damage):
    old = stored()
    path = shipped / file
    path.unlink()
    if damage == "corrupt":
        path.write_bytes(b"no network")
    assert is_stale(old)
    new = renewed(old)
    assert (new.phases, new.skills, new.style, new.phase_model) == (old.phases, old.skills, old.style, old.phase_model)
    assert any(file in w for w in new.warnings)
    assert new.warnings[-1] == "What was recognised in this clip before is shown unchanged."
    assert is_stale(new)


def test_renewing_again_and_again_repeats_no_sentence(shipped, stored):
    (shipped / REVIEW_FILE).write_bytes(b"no network")
    new = old = stored(attrs.evolve(stored(), recogniser=Recogniser()))
    for _ in range(3):
        new = renewed(new)
        assert len(set(new.warnings)) == len(new.warnings)
    assert old.warnings == new.warnings[: len(old.warnings)]


def test_the_surest_pack_is_believed_and_others_asked_again_when_chosen(shipped, stored, tiny_model):
    weights = np.zeros((len(FEATURES), 2))
    weights[FEATURES.index("there")] = (60.0, 0.0)
    tiny_model("style", labels=("jig", "reel"), linear=weights).rename(shipped / "style_folk.onnx")
    old = stored()
    assert (old.style.label, old.style.pack) == ("jig", "folk")
    assert not is_stale(old)
    assert is_stale(old, ["trends-vn"])
    new = renewed(old, ["trends-vn"])
    assert new.style.pack == "trends-vn"
    assert not is_stale(new, ["trends-vn"])


def test_a_pack_that_is_broken_costs_only_what_it_would_have_said(shipped, stored, track):
    (shipped / "style_folk.onnx").write_bytes(b"nothing")
    found = recognise(track)
    assert found.style.pack == "trends-vn"
    assert any(w.startswith("A style pack is left out: style_folk.onnx") for w in found.warnings)
    assert is_stale(stored())  # asked again once it is whole


def test_a_pack_that_is_gone_is_a_sentence(shipped, track):
    found = recognise(track, ["polka"])
    assert found.style is None
    assert "The style cannot be named: polka: is no style pack at hand; choose one of: trends-vn." in found.warnings


def test_the_own_phase_network_is_asked_where_it_was_chosen(shipped, track, tiny_model, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = recogniser_now()
    other = tiny_model("phases", seed=5, change=lambda card: card.update(name="own"))
    put_phases(other.read_bytes())
    assert recogniser_now().phases != before.phases
    assert recognise(track).phase_model == "own 1"
    own_phases_file().write_bytes(b"rubbish")
    found = recognise(track)
    assert found.phase_model == "tiny 1"
    assert "Your own phase network is left out" in found.failures[0]
    use_own(on=False)
    assert recogniser_now() == before
    assert recognise(track).failures == ()


def test_taught_skills_make_an_analysis_stale(shipped, track, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (shipped / SPACE_FILE).write_bytes(SPACE)
    plain = recogniser_now()
    put_skill(SkillPack("Salto", np.zeros((1, SIZE)), "2026-11-22").to_bytes())
    assert recogniser_now().skills != plain.skills
    assert recognise(track).recogniser == recogniser_now()
    (own_skills_folder() / "broken.dcskill").write_text("{}")
    assert "A skill pack is left out: broken.dcskill" in recognise(track).failures[0]
