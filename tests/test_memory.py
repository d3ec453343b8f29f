"""What was found is kept by content, and a disk that cannot be written loses nothing but time."""

import pytest

from framing.voice import memory as memory_module
from framing.voice.memory import Memory, key_of


@pytest.fixture
def model(tmp_path, monkeypatch):
    monkeypatch.setattr(memory_module, "folder", lambda: tmp_path / "kept")
    memory_module._file_for.cache_clear()
    yield tmp_path / "default.npz"
    memory_module._file_for.cache_clear()


def test_what_is_kept_is_recalled(model):
    model.write_bytes(b"weights")
    first = Memory(model)
    first.keep([(key_of("a", "b"), [True, [["text", 0, 1]], "99"])])
    first.close()
    again = Memory(model)
    assert again.recall([key_of("a", "b"), key_of("a", "c")]) == {key_of("a", "b"): [True, [["text", 0, 1]], "99"]}
    again.close()


def test_many_keys_are_asked_for_in_turn(model):
    model.write_bytes(b"weights")
    memory = Memory(model)
    keys = [key_of("", str(i)) for i in range(1200)]
    memory.keep((key, [i]) for i, key in enumerate(keys))
    assert memory.recall(keys) == {key: [i] for i, key in enumerate(keys)}
    memory.close()


def test_another_model_forgets_what_the_old_one_found(model, tmp_path):
    model.write_bytes(b"weights")
    memory = Memory(model)
    memory.keep([(key_of("a", "b"), [1])])
    memory.close()
    model.write_bytes(b"other weights")
    memory_module._file_for.cache_clear()
    memory = Memory(model)
    assert memory.recall([key_of("a", "b")]) == {}
    memory.close()
    assert len(list((tmp_path / "kept").glob("*.sqlite"))) == 1


def test_title_and_text_are_told_apart():
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("", "\ud800") != key_of("", "")


def test_a_folder_that_cannot_be_written_is_a_warning(model, tmp_path, monkeypatch):
    model.write_bytes(b"weights")
    (tmp_path / "kept").write_text("a file where the folder should be")
    with pytest.warns(UserWarning, match="not kept for next time") as caught:
        memory = Memory(model)
    assert "set the environment variable FRAMING_DATA" in str(caught[0].message)
    memory.keep([(key_of("a", "b"), [1])])
    assert memory.recall([key_of("a", "b")]) == {}
    memory.close()
