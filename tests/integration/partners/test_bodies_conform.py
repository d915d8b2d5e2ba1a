"""The two bodies of the city and one from outside keep the same promises."""

from __future__ import annotations

import pytest

from liaison_gateway.base.settings import PARTNER_BODIES
from liaison_gateway.exchange.partners.plugins import load_bodies
from liaison_gateway.testing.partner_bodies import PartnerBodyConformance
from liaison_kit.plugins import PluginError
from tests.integration.partners import writers


class TestIndustryFederation(PartnerBodyConformance):
    name = "industry_federation"

    def written(self, reports):
        return writers.as_industry_federation(reports)


class TestOverseasFederation(PartnerBodyConformance):
    name = "overseas_federation"

    def written(self, reports):
        return writers.as_overseas_federation(reports)

    def test_office_software_s_own_encoding_is_read_too(self, plugin):
        reports = self.reports(plugin)
        assert (
            list(plugin.read(writers.as_overseas_federation(reports, "gb18030")).reports) == reports
        )

    def test_a_formula_does_not_reach_a_spreadsheet(self, plugin):
        from liaison_gateway.exchange.partners.body import Batch, Outcome

        answer = plugin.answer(Batch("", ()), [Outcome("=1+1", True)])
        assert "'=1+1" in answer.content.decode("utf-8-sig")


@pytest.mark.usefixtures("sample_plugin")
class TestScienceAssociation(PartnerBodyConformance):
    name = "science_association"

    def written(self, reports):
        return writers.as_science_association(reports)


def test_the_built_in_bodies_differ_in_how_they_name_send_and_are_told():
    first, second = load_bodies(PARTNER_BODIES).values()
    station = {"credit_code": "515105003170669079", "plaque_no": "泸驻才〔2018〕1号"}
    for trait in ("media_type", "largest_batch", "pushes"):
        assert getattr(first, trait) != getattr(second, trait), trait
    assert first.station_of(station) != second.station_of(station)


def test_a_body_that_is_not_installed_is_no_start():
    with pytest.raises(PluginError, match=r"nowhere is not installed.*Installed: industry_fed"):
        load_bodies(["nowhere"])


def test_an_installed_body_that_is_not_listed_is_not_connected(sample_plugin):
    assert list(load_bodies(PARTNER_BODIES)) == list(PARTNER_BODIES)
