"""places.geojson: towns, heritage, lakes and institutions, each with how well its position is known."""

from __future__ import annotations

import pytest

from tests.geodata import shipped

PLACES = shipped.features("places")
UNLOCATED = shipped.unlocated("places")
ON_THE_BORDER = "place-qingliangfeng"
"""The peak that Zhejiang and Anhui share: the middle of its cell lies beyond the line."""
IN_COUNTY = {
    "place-tangqi": "330110", "place-xinshi": "330521", "place-leidian": "330521", "place-meicheng": "330182",
    "place-longmen": "330111", "place-wuzhen": "330483", "place-nanxun": "330503", "place-changan": "330481",
    "place-xucun": "330481", "place-yinong": "330109", "place-xihu": "330106", "place-liangzhu": "330110",
    "place-liangzhu-park": "330110", "place-qiandaohu": "330127", "place-xianghu": "330109",
    "place-tianmushan": "330112", "place-qingliangfeng": "330112", "place-guhaitang": "330481",
    "place-zhijiang-lab": "330110", "place-hznu": "330110", "place-wta": "330109", "place-nansong": "330102",
    "place-zju": "330106", "place-westlake-university": "330106", "place-damo": "330110",
}  # fmt: skip
ELSEWHERE = {"place-zhouzhuang", "place-dayunhe", "place-taihu", "place-ustc", "place-hefei-science"}
CONTEXT = {"place-taihu"}  # the report names the lake's basin, which has no position
WITHOUT_POSITION = {
    "place-liangzhu-taihu", "place-xiazhuhu", "place-dongtang", "place-basin-xinanjiang", "place-basin-taihu",
    "place-internet-court", "place-internet-notary", "place-siti-zhejiang", "place-sse-base",
    "place-shanghai-finance", "place-talent-tower", "place-caict-ai", "place-ewtp-secretariat",
    "place-ewtp-sourcing", "place-alliance-space", "place-changsanjiao", "place-jingjinji", "place-dawanqu",
    "place-chengdu", "place-wuhan", "place-guigu-qiantang", "place-qiandaohu-gongshui",
    "place-alliance", "place-star-market", "place-chanye-zhongxin", "place-g60-alliance",
    "place-wenlv-alliance", "place-ai-alliance", "place-bri-committee", "place-gaokeji",
    "place-chuangxin-touzi", "place-zuotanhui", "place-lingdao-xiaozu", "place-zhuanjia", "place-fagaiwei",
    "place-hezuoban", "place-zhongyang-ban", "place-zhejiang", "place-jiangsu", "place-anhui", "place-yatai",
    "place-zhuchengqu", "place-xinsiqu", "place-sanxian", "place-nanyi", "place-huhang-tongdao", "place-lvdao",
    "project-zhuanchuang", "project-ziyuan-jiaoyi", "project-chuangxin-pingtai", "project-huanjing-jiance",
    "project-sifalian", "project-ai-pingtai", "project-ai-kaifang", "project-city-brain", "project-shuzi-kouan",
    "project-shuangjie", "project-shanshui", "project-yunhe-baohu", "event-ciie", "event-zhejiang-import",
    "event-hangzhou-expo", "event-asian-games", "event-xibohui", "event-yunqi", "event-2050", "event-dongman",
    "event-guojiri", "event-aippi",
}  # fmt: skip


def test_every_place_of_the_report_is_there() -> None:
    assert set(PLACES) == set(IN_COUNTY) | ELSEWHERE
    assert set(UNLOCATED) == WITHOUT_POSITION


def test_evidence() -> None:
    assert shipped.evidence_faults(PLACES) == []
    assert {item["shape"].geom_type for item in PLACES.values()} == {"Point"}
    assert all(item["evidence"] in {"generalised", "indicative"} for item in PLACES.values())


def test_a_stand_in_admits_a_kilometre_at_least() -> None:
    assert [i for i, item in PLACES.items() if item["evidence"] == "indicative" and item["accuracy_m"] < 1000] == []


def test_what_has_no_position_says_why() -> None:
    assert all(item["shape"] is None and item["reason_zh"] and item["reason_en"] for item in UNLOCATED.values())


@pytest.mark.parametrize("ident", sorted({*PLACES, *UNLOCATED} - CONTEXT))
def test_the_report_names_it(ident: str) -> None:
    assert (PLACES | UNLOCATED)[ident]["clauses"]


@pytest.mark.parametrize(("ident", "code"), sorted(IN_COUNTY.items()))
def test_a_place_lies_in_its_county(ident: str, code: str) -> None:
    place, area = PLACES[ident], shipped.county(code)
    if ident == ON_THE_BORDER:
        assert shipped.metric(place["shape"]).distance(shipped.metric(area.boundary)) < place["accuracy_m"]
    else:
        assert place["shape"].within(area)


def test_bytes() -> None:
    assert (shipped.GEODATA / "places.geojson").stat().st_size <= 60_000
