"""gateways.geojson: airports and ports."""

from __future__ import annotations

from tests.geodata import shipped

GATEWAYS = shipped.features("gateways")


def test_every_gateway_of_the_report_is_there_and_named_by_it() -> None:
    assert set(GATEWAYS) == {
        "gateway-xiaoshan-airport", "gateway-jiande-aviation-town", "gateway-zhapu-port",
        "gateway-ningbo-zhoushan-port",
    }  # fmt: skip
    assert all(item["clauses"] == ["2.6.1"] for item in GATEWAYS.values())


def test_the_port_without_any_position_is_listed_and_says_why() -> None:
    port = shipped.unlocated("gateways")["gateway-qiantang-port"]
    assert port["evidence"] == "unlocated"
    assert port["reason_zh"]
    assert port["reason_en"]


def test_evidence_and_kinds_are_those_of_the_model() -> None:
    assert shipped.evidence_faults(GATEWAYS) == []
    assert {item["kind"] for item in GATEWAYS.values()} <= {"airport", "general_aviation", "port"}
    assert {item["iata"] for item in GATEWAYS.values()} == {"HGH", None}


def test_the_airport_lies_between_its_runways_in_xiaoshan() -> None:
    point = GATEWAYS["gateway-xiaoshan-airport"]["shape"]
    assert (round(point.x, 2), round(point.y, 2)) == (120.43, 30.24)
    assert shipped.county("330109").contains(point)


def test_the_file_keeps_its_budget() -> None:
    assert (shipped.GEODATA / "gateways.geojson").stat().st_size <= 15_000
