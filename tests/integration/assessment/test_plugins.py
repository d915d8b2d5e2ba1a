"""Duty types come through one door, by an explicit list, or the service does not start."""

from __future__ import annotations

import pytest

from liaison_assessment.plugins import load_duty_types, load_edition
from liaison_assessment.settings import DUTY_TYPES, AssessmentSettings
from liaison_kit.plugins import PluginError


def test_the_six_duties_of_article_11_are_installed_in_order():
    found = load_duty_types(DUTY_TYPES)
    assert tuple(found) == DUTY_TYPES
    assert [kind.article for kind in found.values()] == [
        "11(1)",
        "11(2)",
        "11(2)",
        "11(3)",
        "11(4)",
        "11(5)",
    ]


@pytest.mark.parametrize("names", [["poetry"], ["promotion_post", "promotion_post"]])
def test_an_unknown_or_doubled_duty_type_is_no_start(names):
    with pytest.raises(PluginError, match="Installed: assigned_task"):
        load_duty_types(names)


def test_an_edition_that_nobody_offers_is_no_start():
    with pytest.raises(PluginError, match="nowhere_2017 is not installed"):
        load_edition("nowhere_2017")


def test_settings_come_from_the_environment(monkeypatch):
    given = {
        "LIAISON_MODE": "demo",
        "DATABASE_URL": "sqlite://",
        "LIAISON_INSTANCE_KEY": "key",
        "LIAISON_DUTY_TYPES": "promotion_post, delegation_visit",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = AssessmentSettings.read("assessment", to_run=False)
    assert settings.duty_types == ("promotion_post", "delegation_visit")
    assert settings.edition == "luzhou_2017"
