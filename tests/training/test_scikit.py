import sys

import numpy as np
import pytest

from dancecoach.errors import EngineError
from training.data.labels.agreement import cohen_kappa
from training.data.splits import grouped_folds


def test_without_scikit_learn_one_command_is_named(monkeypatch):
    for part in ("sklearn", "sklearn.metrics", "sklearn.model_selection"):
        monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(EngineError, match="without scikit-learn; install it with: pip install"):
        cohen_kappa(np.array([0, 1]), np.array([1, 0]))
    with pytest.raises(EngineError, match="without scikit-learn"):
        list(grouped_folds(["a"] * 4, ["1", "1", "2", "2"], 2))
