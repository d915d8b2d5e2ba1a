"""Each figure of the page on the second storey counts what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from deploy.docs.checkout import Checkout
from deploy.docs.figures import FIGURES

SERVICE = '''
class Registry:
    @command(Report)
    def report(self, work, body):
        """Report."""
        return usecases.report(work, body)

    def decide(self, work, body):
        return usecases.decide(work, self.rules)
'''
FILES = {
    "Makefile": "TYPED = services/registry/liaison_registry/policy\n",
    "README.md": "# One\n\nTwo\n",
    "docs/reference/messages.md": "generated\n" * 3,
    "services/contracts/schemas/one.json": "{}\n",
    "services/registry/released/0.1.0.json": "{}\n",
    "services/registry/liaison_registry/service.py": SERVICE,
    "services/registry/liaison_registry/policy/rule.py": "x = 1  # fmt: skip\ny = 2\n",
    "services/registry/liaison_registry/words.py": 'W = {"open": ("待定", "open"), "a": "甲"}\n',
    "services/registry/liaison_registry/lists.py": 'S = Words("s", ("open", "未结", "open"))\n',
    "services/registry/liaison_registry/chinese.py": '_PATTERNS = [(r"is (\\d+)", r"为 \\1")]\n',
    "services/registry/liaison_registry/faults.toml": "faults = [['Must be text', '必须是文本']]\n",
    "services/registry/liaison_registry/record.py": 'subject = f"station/{code}"\n',
    "services/gateway/liaison_gateway/pages/templates/a.html": "<p>\n  long</p>\n",
    "tests/policy_cases/a.yaml": "- says: One\n  says_zh: 一\n- says: Two\n",
} | {f"services/kit/liaison_kit/module_{number}.py": "" for number in range(16)}


def checkout(folder: Path, files: dict[str, str]) -> Checkout:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    return Checkout(folder)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return checkout(tmp_path_factory.mktemp("planted"), FILES)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("methods that only forward", "1 methods, 9 lines in 1 files"),
        ("packages over 15 modules", "1: kit/liaison_kit 16"),
        ("lines without strict types", "13 of 15 lines"),
        ("codes with two Chinese words", "1: open"),
        ("regular expressions that translate", "2"),
        ("`fmt: skip`", "1"),
        ("subjects put together by hand", "1"),
        ("longest line of a template", "10 characters; 1 templates, 2 lines"),
        ("policy cases without Chinese", "1 of 2"),
    ],
)
def test_a_figure_counts_what_it_says(planted: Checkout, name: str, value: str) -> None:
    assert FIGURES[name](planted) == value


def test_what_a_generator_wrote_is_counted(planted: Checkout) -> None:
    assert FIGURES["generated share"](planted).startswith("3 files, 5 lines, ")


def test_a_declared_homonym_is_no_contradiction(tmp_path: Path) -> None:
    name = "services/registry/liaison_registry/homonyms.py"
    found = checkout(tmp_path, FILES | {name: 'HOMONYMS = {"open": "two states"}\n'})
    assert FIGURES["codes with two Chinese words"](found) == "0"


def test_a_file_that_is_not_in_git_is_not_counted(planted: Checkout) -> None:
    before = FIGURES["tracked files"](planted)
    (planted.root / "notes.txt").write_text("mine\n", "utf-8")
    assert FIGURES["tracked files"](Checkout(planted.root)) == before
