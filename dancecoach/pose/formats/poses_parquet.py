"""Landmarks as an Apache Parquet file: the columns of `dancecoach.pose.formats.table` with types and empty values.

Pandas, polars, R and DuckDB read it in one call. What the table means stands in the file's metadata under
``dancecoach`` (JSON: schema, skeleton, source, units).
"""

import json
from pathlib import Path

import numpy as np

from dancecoach.files import atomic_path
from dancecoach.pose.formats.table import FACTS, value_columns, values
from dancecoach.pose.track import PoseTrack

SCHEMA = "dancecoach.pose-table/1"


def save_parquet(track: PoseTrack, path: Path) -> None:
    """Write the file, whole or not at all; the numbers are those of the track, bit for bit.

    Raises:
        OutputError: it cannot be written.
    """
    from arro3 import core, io  # a tenth of a second, for who wants no Parquet

    count, kinds = len(track), core.DataType
    edges = [[edge] * count for edge in track.frame_size]
    facts = [list(range(count)), track.times.tolist(), track.found.tolist(), *edges]
    types = [kinds.int64(), kinds.float64(), kinds.bool(), kinds.int32(), kinds.int32()]
    columns = [core.Array(fact, kind) for fact, kind in zip(facts, types, strict=True)]
    for column in values(track).T:
        gone = np.isnan(column)
        cells = [None if lost else value for value, lost in zip(column.tolist(), gone.tolist(), strict=True)]
        columns.append(core.Array(cells, kinds.float32()))
    names = (*FACTS, *value_columns(track))
    fields = [core.Field(name, array.type, nullable=True) for name, array in zip(names, columns, strict=True)]
    about = {"schema": SCHEMA, "skeleton": track.skeleton.name, "source": track.source}
    schema = core.Schema(fields, metadata={"dancecoach": json.dumps(about)})
    with atomic_path(path) as temporary:
        io.write_parquet(core.Table.from_arrays(columns, schema=schema), temporary, compression="zstd(3)")
