from training.figure.body import Body
from training.figure.clothes import Outfit
from training.figure.parts.trunk import torso
from training.figure.skin import Sewing


def _mesh(outfit):
    sewing = Sewing(Body(), outfit, 0.5)
    torso(sewing)
    return sewing.mesh()


def test_a_skirt_is_cloth_that_is_seen_from_both_sides():
    skirt, trousers = _mesh(Outfit(bottom="skirt")), _mesh(Outfit(bottom="trousers"))
    assert skirt.thin.any()
    assert not trousers.thin.any()
    assert len(skirt.faces) == len(trousers.faces) + skirt.thin.sum()


def test_loose_cloth_stands_farther_from_the_body():
    tight, loose = (_mesh(Outfit(top="t-shirt", looseness=much)) for much in (0.0, 1.0))
    rests = [abs(mesh.first[:, 0]).max() for mesh in (tight, loose)]
    assert rests[1] > rests[0]
