from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.blazepose.densify import _bypass_densify, dense_weights

DENSE, SPARSE = 0, 1


def dense_level(size):
    return SimpleNamespace(format=DENSE, denseSize=size, arraySegments=None, arrayIndices=None)


def sparse_level(segments, indices):
    return SimpleNamespace(
        format=SPARSE,
        denseSize=0,
        arraySegments=SimpleNamespace(values=np.array(segments)),
        arrayIndices=SimpleNamespace(values=np.array(indices)),
    )


def sparsity(order, levels, blocks=None):
    return SimpleNamespace(traversalOrder=np.array(order), blockMap=blocks, dimMetadata=levels)


def compress(matrix):
    """Values, segments and indices of a compressed sparse row matrix."""
    rows, columns = np.nonzero(matrix)
    return matrix[rows, columns], np.searchsorted(rows, np.arange(len(matrix) + 1)), columns


MATRIX = np.array([[1, 0, 2, 0], [0, 0, 0, 0], [0, 3, 4, 5]], np.float32)


def test_rows():
    values, segments, indices = compress(MATRIX)
    levels = [dense_level(3), sparse_level(segments, indices)]
    np.testing.assert_array_equal(dense_weights(values, (3, 4), sparsity([0, 1], levels)), MATRIX)


def test_columns_first():
    values, segments, indices = compress(MATRIX.T)
    levels = [dense_level(4), sparse_level(segments, indices)]
    np.testing.assert_array_equal(dense_weights(values, (3, 4), sparsity([1, 0], levels)), MATRIX)


def test_blocks():
    """The schema's example: 2 x 2 blocks of a 4 x 4 matrix, three of which are stored."""
    stored = np.arange(1, 13, dtype=np.float16)
    expected = np.zeros((4, 4), np.float16)
    expected[0:2, 0:2] = stored[0:4].reshape(2, 2)
    expected[0:2, 2:4] = stored[4:8].reshape(2, 2)
    expected[2:4, 2:4] = stored[8:12].reshape(2, 2)
    levels = [dense_level(2), sparse_level([0, 2, 3], [0, 1, 1]), dense_level(2), dense_level(2)]
    dense = dense_weights(stored, (4, 4), sparsity([0, 1, 2, 3], levels, blocks=[0, 1]))
    np.testing.assert_array_equal(dense, expected)
    assert dense.dtype == np.float16


def test_only_one_dimension_in_blocks():
    """A convolution (out, 1, 1, in), as in the detector: groups of four output channels share their inputs."""
    weights = np.zeros((8, 1, 1, 3), np.float32)
    weights[0:4, 0, 0, 1] = [1, 2, 3, 4]
    weights[4:8, 0, 0, 0] = [5, 6, 7, 8]
    levels = [
        dense_level(2), dense_level(1), dense_level(1), sparse_level([0, 1, 2], [1, 0]), dense_level(4),
    ]  # fmt: skip
    dense = dense_weights(
        np.arange(1, 9, dtype=np.float32), (8, 1, 1, 3), sparsity([0, 1, 2, 3, 4], levels, blocks=[0])
    )
    np.testing.assert_array_equal(dense, weights)


@given(st.data())
def test_any_matrix_comes_back(data):
    shape = data.draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    cells = data.draw(st.lists(st.integers(0, 3), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    matrix = np.array(cells, np.float32).reshape(shape)
    values, segments, indices = compress(matrix)
    levels = [dense_level(shape[0]), sparse_level(segments, indices)]
    np.testing.assert_array_equal(dense_weights(values, shape, sparsity([0, 1], levels)), matrix)


def test_operators_read_the_weights_themselves(monkeypatch):
    """A chain: DENSIFY of tensor 1 into 2, and a convolution of 0 with 2."""
    enum = SimpleNamespace(BuiltinOperator=SimpleNamespace(DENSIFY=124))
    monkeypatch.setattr("training.blazepose.densify.schema", lambda: enum)
    codes = [
        SimpleNamespace(builtinCode=124, deprecatedBuiltinCode=124),
        SimpleNamespace(builtinCode=3, deprecatedBuiltinCode=3),
    ]
    graph = SimpleNamespace(
        operators=[
            SimpleNamespace(opcodeIndex=0, inputs=np.array([1]), outputs=np.array([2])),
            SimpleNamespace(opcodeIndex=1, inputs=np.array([0, 2, -1]), outputs=np.array([3])),
        ]
    )
    _bypass_densify(graph, codes)
    (left,) = graph.operators
    assert left.opcodeIndex == 1
    assert left.inputs.tolist() == [0, 1, -1]


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_a_dense_tensor_in_any_order(order):
    shape = (2, 3)
    values = np.arange(6, dtype=np.float32)
    expected = values.reshape(2, 3) if order == [0, 1] else values.reshape(3, 2).T
    levels = [dense_level(shape[d]) for d in order]
    np.testing.assert_array_equal(dense_weights(values, shape, sparsity(order, levels)), expected)
