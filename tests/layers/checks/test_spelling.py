"""Names as other sources write them: characters, pinyin, English endings; and what is another name."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.controls import Control
from layers.checks.spelling import agrees, names
from tests.layers.checks.sketch import frame, said


def control(*written: str, reading: str = "", feature: str = "station-a", role: str = "place") -> Control:
    return Control(feature, role, written, "sample", reading, False, shapely.Point(120, 30))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("杭州东站", ["HangZhouE"]), ("绍兴北站", ["ShaoXingN"]), ("合肥南站", ["HeFeiS"]), ("海宁西站", ["HaiNingW"]),
        ("桐九公路站", ["TongJiuHwy"]), ("越州大道站", ["YueZhouAve"]), ("海昌路站", ["HaiChangRd"]),
        ("绿汀路站", ["LvTingLu"]), ("长兴站", ["ChangXing"]), ("塘栖", ["塘栖", "塘栖镇"]), ("南浔古镇", ["南浔镇"]),
        ("乌镇", ["乌镇镇"]), ("沙溪", ["沙溪街道"]),
    ],
)  # fmt: skip
def test_the_same_name_in_another_spelling_agrees(name: str, written: list[str]) -> None:
    assert agrees(name, control(*written))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("钱清站", ["QianMei"]), ("杭州西站", ["HangZhouE"]), ("绍兴北站", ["ShaoXingE"]), ("余杭", ["塘栖", "塘栖镇"]),
        ("上虞北站", ["ShaoXingE"]), ("杭州站", ["HangZhouE"]),
    ],
)  # fmt: skip
def test_another_name_does_not(name: str, written: list[str]) -> None:
    assert not agrees(name, control(*written))


def test_a_label_that_is_no_pinyin_goes_by_its_reading_alone() -> None:
    assert agrees("皮革城站", control("LeaCit", reading="皮革城"))
    assert not agrees("皮革城站", control("LeaCit"))
    assert not agrees("海宁站", control("LeaCit", reading="皮革城"))


def test_each_name_of_a_layer_is_compared_and_the_wrong_ones_listed(atlas: Atlas) -> None:
    points = {"station-a": shapely.Point(120, 30), "station-b": shapely.Point(120, 30)}
    layers = {"stations": frame(points, name_zh=["杭州东站", "钱清站"])}
    controls = (
        control("HangZhouE"), control("QianMei", feature="station-b", role="name"), control(feature="station-b"),
        control("Nobody", feature="place-far"),
    )  # fmt: skip
    (row,) = names(replace(atlas, frames=layers, controls=controls), "stations")
    assert said(row) == {
        "group": "names", "kind": "names", "about": "stations", "state": "differs", "reason": "renamed",
        "expected": 2, "found": 1, "difference": -1, "missing": ("station-b",),
    }  # fmt: skip
    (row,) = names(replace(atlas, frames=layers, controls=()), "stations")
    assert (row.state, row.reason) == ("unknown", "no_control")
