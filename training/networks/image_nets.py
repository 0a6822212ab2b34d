"""The image networks that systems of the field are made of, narrower where asked: up to their last pooling.

AlexNet (A. Krizhevsky et al., NeurIPS 2012), ResNet (K. He et al., CVPR 2016) and SqueezeNet 1.1 (F. Iandola et al.,
2016), with strides fit for small pictures. Each takes a Keras tensor (B, S, S, 3) and gives (B, features).
"""

from typing import Any

from training.networks.backend import keras


def alexnet(x: Any, width: float = 1.0) -> Any:
    """Five convolutions and a dense layer.

    Args:
        x: pictures.
        width: factor of the published numbers of filters.
    """
    k = keras().layers
    for number, (filters, kernel, stride, pooled) in enumerate(
        ((64, 11, 2, True), (192, 5, 1, True), (384, 3, 1, False), (256, 3, 1, False), (256, 3, 1, True))
    ):
        x = k.Conv2D(_some(filters, width), kernel, stride, "same", activation="relu", name=f"conv_{number}")(x)
        if pooled:
            x = k.MaxPooling2D(3, 2, "same")(x)
    x = k.Dropout(0.5)(k.Flatten()(x))
    return k.Dropout(0.5)(k.Dense(_some(512, width), activation="relu", name="dense")(x))


def resnet(x: Any, width: float = 1.0, blocks: tuple[int, ...] = (2, 2, 2, 2), *, bottleneck: bool = False) -> Any:
    """Residual blocks, then the mean over the picture.

    Args:
        x: pictures.
        width: factor of the published numbers of filters.
        blocks: of each of four sizes; (2, 2, 2, 2) is ResNet18, (3, 4, 6, 3) with bottlenecks ResNet50.
        bottleneck: whether a block is 1x1, 3x3, 1x1 rather than twice 3x3.
    """
    k = keras().layers
    x = _normal(k.Conv2D(_some(64, width), 5, 2, "same", use_bias=False)(x))
    x = k.MaxPooling2D(3, 2, "same")(k.Activation("relu")(x))
    for stage, count in enumerate(blocks):
        filters = _some(64 * 2**stage, width)
        for number in range(count):
            stride = 2 if stage and not number else 1
            x = _residual(x, filters, stride, bottleneck=bottleneck)
    return k.GlobalAveragePooling2D()(x)


def squeezenet(x: Any, width: float = 1.0) -> Any:
    """Fire modules, then the mean over the picture.

    Args:
        x: pictures.
        width: factor of the published numbers of filters.
    """
    k = keras().layers
    x = k.Conv2D(_some(64, width), 3, 2, "same", activation="relu")(x)
    for squeeze, expand, pooled in (
        (16, 64, True), (16, 64, False), (32, 128, True), (32, 128, False), (48, 192, True), (64, 256, False),
    ):  # fmt: skip
        if pooled:
            x = k.MaxPooling2D(3, 2, "same")(x)
        s = k.Conv2D(_some(squeeze, width), 1, activation="relu")(x)
        sides = [k.Conv2D(_some(expand, width), size, padding="same", activation="relu")(s) for size in (1, 3)]
        x = k.Concatenate()(sides)
    return k.GlobalAveragePooling2D()(k.Dropout(0.5)(x))


def _residual(x: Any, filters: int, stride: int, *, bottleneck: bool) -> Any:
    k = keras().layers
    shapes = ((filters, 1, 1), (filters, 3, stride), (4 * filters, 1, 1)) if bottleneck else (
        (filters, 3, stride), (filters, 3, 1))  # fmt: skip
    y = x
    for number, (count, size, step) in enumerate(shapes):
        y = _normal(k.Conv2D(count, size, step, "same", use_bias=False)(y))
        if number < len(shapes) - 1:
            y = k.Activation("relu")(y)
    if x.shape[-1] != y.shape[-1] or stride > 1:
        x = _normal(k.Conv2D(y.shape[-1], 1, stride, "same", use_bias=False)(x))
    return k.Activation("relu")(k.Add()([x, y]))


def _normal(x: Any) -> Any:
    return keras().layers.BatchNormalization(momentum=0.9)(x)


def _some(filters: int, width: float) -> int:
    return max(4, round(filters * width))
