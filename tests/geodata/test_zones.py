"""zones.geojson: every zone lies where the report puts it, whole counties exactly as drawn."""

from __future__ import annotations

import pytest
import shapely

from tests.geodata import shipped

ZONES = shipped.features("zones")
UNLOCATED = shipped.unlocated("zones")
KINDS = {
    "pilot_zone", "cooperation_zone", "new_area", "ecological_zone", "innovation_town", "renewal_area",
    "tourism_zone", "park", "development_zone",
}  # fmt: skip
TOUCHES = {
    "zone-hangjia": ["330110", "330481"],
    "zone-hanghu": ["330110", "330521", "330523"],
    "zone-hangshao": ["330109", "330603", "330681", "330602"],
    "zone-yuhang-haining": ["330110", "330481"],
    "zone-changan-xucun": ["330481"],
    "zone-tangqi-leidian": ["330110", "330521"],
    "zone-linping": ["330110"],
    "zone-yuhang-jingkaiqu": ["330110"],
    "zone-binhai": ["330603", "330604"],
    "zone-qiantang": ["330109"],
    "zone-chunan": ["330127"],
    "zone-weilaichengshi": ["330109", "330106"],
    "zone-dachengbei": ["330105"],
    "zone-weilaikejicheng": ["330110"],
    "zone-rengongzhineng": ["330110"],
    "zone-jinronggangwan": ["330102", "330108"],
    "zone-binfu": ["330111"],
    "zone-linkong-hangzhou": ["330109"],
    "zone-hanghuang": ["330127", "330112", "341021"],
}
INSIDE = {
    "zone-changan-xucun": ["330481"],
    "zone-yuhang-haining": ["330110", "330481"],
    "zone-tangqi-leidian": ["330110", "330521"],
    "zone-yuhang-jingkaiqu": ["330110"],
    "zone-weilaikejicheng": ["330110"],
    "zone-linkong-hangzhou": ["330109"],
    "zone-binfu": ["330111"],
}
WHOLE = {
    "zone-chunan": (["330127"], "2019"),
    "zone-qiantang": (["330114"], "2021"),
    "zone-hanghu": (["330110", "330521", "330523"], "2019"),
    "zone-hanghuang": (["330112", "330111", "330122", "330182", "330127", "341021", "341004", "341002"], "2019"),
}
WITHOUT_POSITION = {
    "zone-quzhouyuan", "zone-zhexi-jiaoyuyuan", "zone-zhexi-daxuecheng", "zone-zhexi-yiyang", "zone-zhangjiang",
    "zone-huhang-yiyao", "zone-5g-chuangxinyuan", "zone-5g-chuangxingu", "zone-guojichanye", "zone-guojirencai",
    "zone-xinyong", "zone-ai-shiyanqu", "zone-shuzi-zimao",
}  # fmt: skip
BEYOND = {"zone-hongqiao", "zone-linkong-shanghai", "zone-shanghai-zimao", "zone-huhang-mengxiang"}
FURTHER = {"zone-hehang-mengxiang", "zone-guojiazichuang", "zone-dawanqu-shidi", "zone-changsanjiao"}


def test_every_zone_of_the_report_is_there() -> None:
    assert set(ZONES) == set(TOUCHES) | BEYOND | FURTHER
    assert set(UNLOCATED) == WITHOUT_POSITION


def test_evidence_and_kinds() -> None:
    assert shipped.evidence_faults(ZONES) == []
    assert {item["kind"] for item in (*ZONES.values(), *UNLOCATED.values())} <= KINDS
    assert [ident for ident, item in ZONES.items() if item["evidence"] != "indicative"] == ["zone-chunan"]


def test_what_has_no_position_says_why() -> None:
    assert all(item["shape"] is None and item["reason_zh"] and item["reason_en"] for item in UNLOCATED.values())


@pytest.mark.parametrize("ident", sorted({*ZONES, *UNLOCATED}))
def test_the_report_names_it(ident: str) -> None:
    assert (ZONES | UNLOCATED)[ident]["clauses"]


@pytest.mark.parametrize(("ident", "code"), [(ident, code) for ident, codes in TOUCHES.items() for code in codes])
def test_a_zone_touches_the_counties_of_the_report(ident: str, code: str) -> None:
    assert ZONES[ident]["shape"].intersects(shipped.county(code))


@pytest.mark.parametrize("ident", sorted(INSIDE))
def test_a_zone_stays_in_its_counties(ident: str) -> None:
    limits = shapely.union_all([shipped.metric(shipped.county(code)) for code in INSIDE[ident]])
    assert shipped.metric(ZONES[ident]["shape"]).difference(limits.buffer(60)).is_empty


@pytest.mark.parametrize("ident", sorted(WHOLE))
def test_whole_counties_coincide_with_the_drawn_ones(ident: str) -> None:
    codes, edition = WHOLE[ident]
    drawn = shapely.union_all([shipped.county(code, edition) for code in codes])
    apart = shipped.metric(ZONES[ident]["shape"]).symmetric_difference(shipped.metric(drawn))
    assert apart.buffer(-5).is_empty


def test_bytes() -> None:
    assert (shipped.GEODATA / "zones.geojson").stat().st_size <= 140_000
