"""TensorFlow Lite files as objects and back, with the schema that mediapipe ships."""

from typing import Any

from training.blazepose.tools import require

WEIGHT_ALIGNMENT = 16
"""Bytes; the schema asks for it (``force_align: 16``), and the runtime copies weights that lie otherwise."""


def schema() -> Any:
    """The generated classes of the TensorFlow Lite schema."""
    return require("mediapipe.tasks.metadata.schema_py_generated")


def metadata_schema() -> Any:
    """The generated classes of the model metadata schema."""
    return require("mediapipe.tasks.metadata.metadata_schema_py_generated")


def read_model(data: bytes) -> Any:
    """A ``ModelT`` from a file's content."""
    classes = schema()
    return classes.ModelT.InitFromObj(classes.Model.GetRootAsModel(data, 0))


def write_model(model: Any) -> bytes:
    """A file's content from a ``ModelT``, its weights aligned."""
    builder = _aligned_builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _aligned_builder() -> Any:
    """A builder that does what the generated Python code leaves out: it aligns vectors of bytes."""

    class AlignedBuilder(require("flatbuffers").Builder):  # type: ignore[misc]
        def StartVector(self, size: int, count: int, alignment: int) -> Any:  # noqa: N802 - the library's name
            return super().StartVector(size, count, WEIGHT_ALIGNMENT if size == 1 else alignment)

    return AlignedBuilder(1 << 20)
