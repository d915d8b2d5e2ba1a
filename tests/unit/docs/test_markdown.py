"""Links that lead nowhere, wide lines, and a site that loads something from outside are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.docs.markdown import anchors_of, faults_of, outside, wide_lines

PAGE = """# Words

## `payout.requested.v1`

## Words

```sh
# not a heading
```
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "docs" / "words.md").write_text(PAGE, "utf-8")
    page = tmp_path / "README.md"
    page.write_text(text, "utf-8")
    return list(faults_of(page, text, tmp_path))


@pytest.mark.parametrize(
    "link",
    [
        "[words](docs/words.md)",
        "[words](docs/words.md#words)",
        "[words](docs/words.md#payoutrequestedv1)",
        "[folder](docs)",
        "[elsewhere](https://example.org/nothing)",
        "`[code](nowhere.md)`",
        "```\n[example](nowhere.md)\n```",
    ],
)
def test_a_link_that_leads_somewhere_passes(tmp_path: Path, link: str) -> None:
    assert faults(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("[words](docs/word.md)", "README.md: docs/word.md leads nowhere"),
        ("[up](../outside.md)", "README.md: ../outside.md leads nowhere"),
        ("[words](docs/words.md#not-a-heading)", "names a heading that is not there"),
        ("[here](#below)", "names a heading that is not there"),
        ("![drawing](docs/drawing.svg)", "README.md: docs/drawing.svg leads nowhere"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, link: str, says: str) -> None:
    [fault] = faults(tmp_path, link)
    assert says in fault


def test_a_heading_that_comes_again_gets_a_number() -> None:
    assert anchors_of(PAGE) == {"words", "payoutrequestedv1", "words-1"}


def test_a_line_of_120_columns_is_allowed_and_one_of_121_is_not(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    wide = "x" * 121
    text = f"```\n{wide}\n```\n| {wide} |\n{wide[1:]}\n"
    assert list(wide_lines(page, text, tmp_path)) == []
    [fault] = wide_lines(page, f"{text}{wide}\n", tmp_path)
    assert fault == "page.md:6: 121 columns; at most 120"


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://example.org/shim.js"></script>',
        '<link rel="stylesheet" href="https://example.org/fonts.css">',
        "<img alt=logo src=https://example.org/logo.png>",
    ],
)
def test_a_site_that_loads_from_outside_is_named(tmp_path: Path, tag: str) -> None:
    (tmp_path / "index.html").write_text(f"<html>{tag}</html>", "utf-8")
    [fault] = outside(tmp_path)
    assert fault.startswith("index.html loads https://example.org/")


def test_a_link_that_a_reader_follows_may_lead_outside(tmp_path: Path) -> None:
    page = '<link rel="canonical" href="https://example.org/"><a href="https://example.org">x</a>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert list(outside(tmp_path)) == []
