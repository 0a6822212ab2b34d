"""Bundles for mediapipe's Tasks API: the unchanged networks, each with a description of its picture input.

The Tasks API asks for the normalisation of a picture input in the file's metadata, which the published landmark
networks lack. Both schemas are those that mediapipe ships; its own writer can not be used, since the wheel leaves
out a library that the writer imports (``_pywrap_metadata_version``).
"""

import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from training.blazepose.flat import metadata_schema, read_model, schema, write_model
from training.blazepose.tools import require

METADATA = "TFLITE_METADATA"
ALIGNMENT = 64
"""Bytes; a runtime that maps the bundle into memory copies networks that lie otherwise."""

_EXTRA_ID = 0xD935
"""Extra field for alignment, as Android's zipalign writes it."""

_LOCAL_HEADER = 30


def add_picture_input(data: bytes, mean: float, deviation: float) -> bytes:
    """The model with the metadata that its input is an RGB picture, used as (value - mean) / deviation.

    Args:
        data: content of a ``.tflite`` file with one input.
        mean: taken off each channel's 0 to 255.
        deviation: by which the rest is divided.

    Returns:
        The same model; unchanged where it has metadata.
    """
    model = read_model(data)
    entries = list(model.metadata or [])
    if any(entry.name in {METADATA, METADATA.encode()} for entry in entries):
        return data
    buffer, entry = schema().BufferT(), schema().MetadataT()
    buffer.data = np.frombuffer(_metadata(mean, deviation), np.uint8)
    entry.name, entry.buffer = METADATA, len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*entries, entry]
    return write_model(model)


def _metadata(mean: float, deviation: float) -> bytes:
    classes = metadata_schema()
    normalisation, unit = classes.NormalizationOptionsT(), classes.ProcessUnitT()
    normalisation.mean, normalisation.std = [mean], [deviation]
    unit.optionsType = classes.ProcessUnitOptions.NormalizationOptions
    unit.options = normalisation
    picture, content = classes.ImagePropertiesT(), classes.ContentT()
    picture.colorSpace = classes.ColorSpaceType.RGB
    content.contentPropertiesType = classes.ContentProperties.ImageProperties
    content.contentProperties = picture
    extent, tensor = classes.StatsT(), classes.TensorMetadataT()
    extent.min, extent.max = [-mean / deviation], [(255 - mean) / deviation]
    tensor.name, tensor.content, tensor.processUnits, tensor.stats = "image", content, [unit], extent
    graph, model = classes.SubGraphMetadataT(), classes.ModelMetadataT()
    graph.inputTensorMetadata = [tensor]
    model.subgraphMetadata = [graph]
    builder: Any = require("flatbuffers").Builder(1024)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def write_bundle(path: Path, files: dict[str, bytes]) -> None:
    """An uncompressed zip whose files begin at multiples of `ALIGNMENT`; the same files give the same bytes."""
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # else it depends on the machine
            # A local header is 30 bytes, the name and the extra field, which has a head of 4 itself.
            padding = -(file.tell() + _LOCAL_HEADER + len(name.encode()) + 4) % ALIGNMENT
            info.extra = struct.pack("<HH", _EXTRA_ID, padding) + bytes(padding)
            archive.writestr(info, data)
