"""The story of `make demo` comes from what services answer, and fails where they say otherwise."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from deploy.local.demo.__main__ import tell
from deploy.local.demo.instances import EmbeddedInstance
from deploy.local.demo.story import Story


def story_on(folder: Path, editions: Mapping[str, str] | None = None) -> tuple[bool, str]:
    out = io.StringIO()
    with EmbeddedInstance(folder, editions) as instance:
        return tell(instance, Story(out)), out.getvalue()


def edition_of(service: str, *changes: tuple[str, str]) -> str:
    """Give a service's edition with other figures."""
    text = (files(f"liaison_{service}.editions") / "luzhou_2017.toml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    held, text = story_on(tmp_path_factory.mktemp("walk"))
    assert held, text
    return text


@pytest.mark.parametrize(
    "line",
    [
        "人才办·受理 审查材料与六项条件：通过（第五、六条）",
        "1. LZ-001  90.7  优秀 excellent",
        "30,000.00元 × 9/12 = 22,500.00元",
        "base_grant = 30000.00 yuan（Art. 13(1), TEXT）",
        "You took part in R-",
        "2018-12-20 lies outside the trial (Article 15)",
        "财政经 HTTP 收到第 8 号请求：引才激励 50,000.00 元（第 14(1) 条）",
        "福州泸州商会共收到 4 笔，人民币 108,500.00 元，逐笔有据",
        "✓ 日志与总账核对无误",
    ],
)
def test_the_story_tells_who_did_what_under_which_article(told: str, line: str) -> None:
    assert line in told


def test_a_refusal_changes_nothing_and_says_so(told: str) -> None:
    assert told.count("✋") == 2
    assert told.count("什么都没有改变") == 2


def test_the_story_names_no_person_outside_the_cast(told: str) -> None:
    assert not re.search("示例|DEMO-", told)


def test_another_base_grant_makes_another_story(tmp_path: Path) -> None:
    richer = edition_of("incentives", ("value = 3000000\n", "value = 4000000\n"))
    held, text = story_on(tmp_path, {"incentives": richer})
    assert held
    assert "40,000.00元 × 9/12 = 30,000.00元" in text
    assert "人民币 128,000.00 元" in text
    assert "22,500.00" not in text


def test_a_higher_mark_leaves_the_station_without_an_uplift(tmp_path: Path) -> None:
    stricter = edition_of("assessment", ("value = 80\n", "value = 95\n"))
    held, text = story_on(tmp_path, {"assessment": stricter})
    assert held
    assert "LZ-001  90.7  合格 qualified" in text
    assert "excellent uplift" not in text
