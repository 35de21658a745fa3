"""What is kept is the same as what was computed, and is dropped when a file has changed."""

import os
import sys

import pytest

from lowdose.knowledge import cache
from lowdose.knowledge.cache import remember


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache of this test's own, that does not exist yet."""
    monkeypatch.setenv("LOWDOSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of one file that everything kept depends on, and its folder."""
    root = tmp_path / "code" / "facts_of_a_test"
    root.mkdir(parents=True)
    (root / "__init__.py").write_text("")
    (root / "fact.toml").write_text("value = 1\n")
    monkeypatch.syspath_prepend(root.parent)
    monkeypatch.setattr(cache, "PACKAGES", (root.name,))
    monkeypatch.delitem(sys.modules, root.name, raising=False)
    cache._state.cache_clear()
    yield root
    cache._state.cache_clear()
    sys.modules.pop(root.name, None)


class Counter:
    """Compute a value, and count how often."""

    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return {"value": (1, "two"), "call": self.calls}


def test_a_value_is_computed_once_and_kept_for_the_next_process(folder):
    compute = Counter()
    assert remember("thing", compute) == remember("thing", compute)
    assert compute.calls == 1
    assert len(list(folder.glob("thing-*.pickle"))) == 1


def test_values_of_different_names_are_kept_apart(folder):
    remember("one", lambda: 1)
    remember("two", lambda: 2)
    assert (remember("one", Counter()), remember("two", Counter())) == (1, 2)


def test_a_value_with_a_longer_name_is_no_predecessor(folder):
    remember("evidence-pain-response", lambda: "response")
    remember("evidence-pain", lambda: "pain")
    assert remember("evidence-pain-response", Counter()) == "response"


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"\x80\x05cnowhere\nthing\n."])
def test_a_damaged_file_is_computed_anew_and_mended(folder, damage):
    remember("thing", lambda: "good")
    (path,) = folder.glob("thing-*.pickle")
    path.write_bytes(damage)
    assert remember("thing", lambda: "good again") == "good again"
    assert remember("thing", Counter()) == "good again"


def test_a_value_is_returned_where_the_folder_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("LOWDOSE_CACHE", str(tmp_path / "file" / "cache"))
    compute = Counter()
    assert [remember("thing", compute)["call"] for _ in range(2)] == [1, 2]


def test_an_error_of_the_computation_is_passed_on_and_nothing_is_kept(folder):
    with pytest.raises(ZeroDivisionError):
        remember("thing", lambda: 1 / 0)
    assert remember("thing", lambda: "later") == "later"


def test_only_the_user_may_read_what_is_kept(folder):
    remember("thing", lambda: 1)
    assert folder.stat().st_mode & 0o077 == 0


def test_no_half_written_file_is_left(folder):
    remember("thing", lambda: 1)
    assert [path.suffix for path in folder.iterdir()] == [".pickle"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: (root / "fact.toml").write_text("value = 12\n"), id="text"),
        pytest.param(lambda root: os.utime(root / "fact.toml", (1, 1)), id="time"),
        pytest.param(lambda root: (root / "new.toml").write_text(""), id="new file"),
        pytest.param(lambda root: (root / "fact.toml").unlink(), id="file removed"),
        pytest.param(lambda root: (root / "fact.toml").rename(root / "b.toml"), id="new name"),
    ],
)
def test_a_changed_file_makes_the_value_be_computed_anew(folder, package, change):
    assert remember("thing", lambda: "before") == "before"
    change(package)
    cache._state.cache_clear()
    assert remember("thing", lambda: "after") == "after"


def test_the_value_of_an_earlier_state_is_dropped(folder, package):
    remember("thing", lambda: "before")
    (package / "fact.toml").write_text("value = 12\n")
    cache._state.cache_clear()
    remember("thing", lambda: "after")
    assert len(list(folder.iterdir())) == 1


def test_compiled_files_do_not_count_as_changed(folder, package):
    remember("thing", lambda: "before")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "module.pyc").write_bytes(b"x")
    cache._state.cache_clear()
    assert remember("thing", Counter()) == "before"


def test_what_is_kept_depends_on_every_package_of_the_project(folder):
    # The library of `ask` holds words and sentences, which question/ and report/ make.
    assert cache.PACKAGES == ("lowdose",)


def test_without_a_named_folder_it_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.delenv("LOWDOSE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    remember("thing", lambda: 1)
    assert list((tmp_path / "lowdose").glob("thing-*.pickle"))
