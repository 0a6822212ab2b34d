"""The systems of the field by name, ours beside them: what `benchmark` and `tune` choose from."""

from training.errors import CallError
from training.networks.bilstm import BiLstm
from training.networks.coco17_lstm import Coco17Lstm
from training.networks.frame_cnn import FrameCnn
from training.networks.frame_images import FrameAlexnet, FrameResnet18, FrameSqueezenet
from training.networks.resnet_lstm import ResnetLstm
from training.networks.stacked50 import Gru50, Lstm50, Rnn50
from training.networks.stgcn import Stgcn
from training.networks.system import System
from training.networks.tcn import Tcn
from training.networks.transformer import Transformer
from training.recipes.style_system import StyleSystem

SYSTEMS: dict[str, type[System]] = {
    kind.name: kind
    for kind in (
        Rnn50, Lstm50, Gru50, FrameAlexnet, FrameResnet18, FrameSqueezenet, ResnetLstm, FrameCnn, BiLstm, Coco17Lstm,
        Tcn, Transformer, Stgcn, StyleSystem,
    )
}  # fmt: skip
"""Classes by the names that tables use."""


def system(name: str, task: str = "") -> System:
    """A system with its usual settings.

    Args:
        name: one of `SYSTEMS`.
        task: which kind is wanted, "style" or "phases"; empty for any.

    Raises:
        CallError: there is none of that name, or it is of the other kind.
    """
    fitting = [n for n, kind in SYSTEMS.items() if task in {"", kind.task}]
    if name not in fitting:
        what = f"system for {task}" if task else "system"
        raise CallError(f"is not a {what}", subject=repr(name), remedy=f"choose one of: {', '.join(fitting)}")
    return SYSTEMS[name]()
