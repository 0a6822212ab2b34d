from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.coaching.skill import BODY_SHAPES


def test_every_shape_has_a_word_and_other_words_stay(monkeypatch):
    monkeypatch.setattr("dancecoach.coaching.measures.shape_words._", str.upper)
    assert [shape_word(shape) for shape in BODY_SHAPES] == [shape.upper() for shape in BODY_SHAPES]
    assert [shape_word(other) for other in ("", "somersault")] == ["", "somersault"]
