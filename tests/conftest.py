"""What several test files need: tiny tables whose answers are known by hand, and real data where it is present."""

import os
from pathlib import Path

# before numpy loads, and for every kernel that a lesson starts: the cores are shared by test processes already
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import matplotlib
import pandas as pd
import pytest

matplotlib.use("Agg")

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def kept_apart(tmp_path_factory):
    """What was found in texts before is neither read nor kept where the user has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.voice.memory.folder", lambda: tmp_path_factory.getbasetemp() / "kept")
        yield


@pytest.fixture
def two_outlets():
    """Twenty articles a side of 500 words; X mentions in each of its articles, Y in two."""
    articles = pd.DataFrame({"article_id": range(40), "outlet": ["X", "Y"] * 20, "n_words": 500})
    mentions = pd.DataFrame({"article_id": [*range(0, 40, 2), 1, 3], "frame": "atrocity", "term": "genocide"})
    mentions = mentions.assign(part="text", start=range(len(mentions)))
    return mentions, articles


@pytest.fixture
def shared():
    if not SHARED.is_dir():
        pytest.skip("no real data here")
    return SHARED
