"""Install the sample plugin as a third party would, away from the source tree."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison_contracts import dictionary, sentences

SAMPLE_PLUGIN = Path(__file__).parent / "sample_plugin"


@pytest.fixture(scope="session")
def sample_plugin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the wheel, install it into a folder of its own, and give the folder on `sys.path`.

    Entry points are found there. A child process finds them with the folder in `PYTHONPATH`.
    """
    folder = tmp_path_factory.mktemp("sample-plugin")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--disable-pip-version-check", "--target", str(folder)]
    done = subprocess.run([*command, str(SAMPLE_PLUGIN)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    _read_sentences_again()
    yield folder
    sys.path.remove(str(folder))
    _read_sentences_again()


def _read_sentences_again() -> None:
    read_once = (sentences.reasons, sentences.faults, sentences.steps, sentences.problems)
    for kept in (*read_once, dictionary.plugin_lists):
        kept.cache_clear()
