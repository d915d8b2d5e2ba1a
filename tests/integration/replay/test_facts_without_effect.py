"""What a book tells and the rules give no effect is listed with its reason, and play goes on."""

from __future__ import annotations

from pathlib import Path

from liaison_gateway.start.embedded import build_embedded
from liaison_yearbook.book.reader import read_book
from liaison_yearbook.console import play
from tests.embedded_client import api_of
from tests.integration.replay.live_system import tables
from tests.integration.replay.small_book import a_station, scores_of, write_book


def test_a_finding_before_the_plaque_has_no_effect_nor_has_what_rests_on_it(tmp_path: Path) -> None:
    folder = write_book(
        tmp_path / "book",
        stations=[a_station("LZ-001", "2018-07-01")],
        scores=scores_of("LZ-001", 2018, 70),
        findings=[("LZ-001", "2018-06-30", "2018-08-01", "2018-09-01")],
    )
    book = read_book(folder)
    embedded = build_embedded(tmp_path / "instance", "replay", book.since)
    play(api_of(embedded), book, tmp_path / "out")
    embedded.close()
    found = tables(tmp_path / "out")
    assert found["payouts"][1:] == [["2018", "LZ-001", "base_grant", "", "15000.00", "paid"]]
    assert found["cases"][1:] == []
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "F-LZ-001-20180630" in report
    assert "2018-06-30 lies before the plaque of LZ-001 on 2018-07-01 (Article 12(4))" in report
