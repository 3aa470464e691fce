"""Residents of counties and cities: the shipped rows against figures published elsewhere, and against each other."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.recipes.io import GEODATA
from geodata.recipes.statistics import FILE, rows, to_csv
from tests.geodata import shipped
from tests.samples import shipped as features_of

TABLE = pd.read_csv(GEODATA / FILE)


def value(place: str, indicator: str, year: int) -> float | None:
    found = TABLE[(TABLE.place_id == place) & (TABLE.indicator == indicator) & (TABLE.year == year)]["value"]
    return None if found.empty else float(found.iloc[0])


def residents(place: str, year: int) -> float | None:
    return value(place, "residents", year)


@shipped.needs_sources
@pytest.mark.sources
def test_the_recipe_makes_the_shipped_bytes() -> None:
    made = to_csv(rows(*(features_of(stem) for stem in ("cities", "districts", "regions"))))
    assert made == (GEODATA / FILE).read_text(encoding="utf-8")


# https://m.beiweimall.com/renkoushuju/4449321.html (Hangzhou's bulletin of 2021, reposted), read 2026-11-27.
BULLETIN_2020 = {
    "city-hangzhou": 11936010, "district-330102-2021": 1323467, "district-330105-2021": 1120985,
    "district-330108": 503859, "district-330109-2021": 2011699, "district-330110-2021": 1226673,
    "district-330113-2021": 1175841, "district-330114-2021": 769150, "district-330111": 832017,
    "district-330112": 634555, "district-330122": 453106, "district-330127": 328957, "district-330182": 442709,
}  # fmt: skip
# The same page: shares of 2010 in the borders of 2021, in percent of 8 700 373.
SHARES_2010 = {"district-330105-2021": 12.39, "district-330111": 8.25, "district-330112": 6.51, "district-330182": 4.95}


@pytest.mark.parametrize("place", BULLETIN_2020)
def test_hangzhou_has_what_its_bulletin_says_of_2020(place: str) -> None:
    assert residents(place, 2020) == BULLETIN_2020[place]


@pytest.mark.parametrize("place", SHARES_2010)
def test_what_was_added_up_or_read_of_2010_agrees_with_the_shares_of_the_bulletin(place: str) -> None:
    assert residents("city-hangzhou", 2010) == 8700373
    assert 100 * (residents(place, 2010) or 0) / 8700373 == pytest.approx(SHARES_2010[place], abs=0.006)


@pytest.mark.parametrize(
    ("place", "year", "published"),
    [
        ("region-330300", 2020, 9572903),  # https://m.tftnews.com/news693822, read 2026-11-27
        ("region-330700", 2020, 7050683),
        ("region-340100", 2020, 9369881),  # https://beiweimall.com/renkoushuju/4449475.html, read 2026-11-27
        ("region-340100", 2010, 7457027),
        ("region-340400", 2010, 3342012),  # https://tjgb.hongheiku.com/12359.html, read 2026-11-27
        ("region-340800", 2020, 4165284),  # https://www.yayams.com/tmall/6547.html, read 2026-11-27
        ("region-310100", 2010, 23019148),
    ],
)
def test_cities_have_their_published_residents(place: str, year: int, published: int) -> None:
    assert residents(place, year) == published


def test_provinces_add_up_to_their_published_residents() -> None:
    """https://m.tftnews.com/news693822 (Zhejiang) and http://www.ahluntan.com.cn/thread.php?id=50158 (Anhui)."""
    cities = TABLE[TABLE.place_id.str.startswith("region-") & (TABLE.indicator == "residents")]
    total = cities.assign(province=cities.place_id.str[7:9]).groupby(["province", "year"])["value"].sum()
    assert total["33", 2020] == 64567588
    assert total["33", 2010] == 54426891
    assert total["34", 2020] == 61027171
    delta = residents("place-changsanjiao", 2010)
    assert delta == 23019148 + total["32", 2010] + 54426891 + 59500468
    assert residents("place-changsanjiao", 2020) == total[:, 2020].sum()


@pytest.mark.parametrize(("edition", "year"), [("2019", 2020), ("2021", 2020)])
def test_counties_add_up_to_their_city(edition: str, year: int) -> None:
    whole = pd.Series(
        {item["properties"]["id"]: residents(item["properties"]["id"], year) for item in features_of("cities")}
    )
    found: dict[str, list[float | None]] = {}
    for item in features_of("districts"):
        if edition in item["properties"]["editions"]:
            found.setdefault(item["properties"]["city"], []).append(residents(item["properties"]["id"], year))
    complete = {city: sum(filter(None, counts)) for city, counts in found.items() if None not in counts}
    assert len(complete) == (6 if edition == "2019" else 5)  # Shaoxing's two of 2021 are not known
    assert all(total == whole[city] for city, total in complete.items())


@pytest.mark.parametrize("place", ["district-330602-2021", "district-330604-2021"])
def test_what_no_source_tells_in_these_borders_is_not_there(place: str) -> None:
    assert TABLE[TABLE.place_id == place].empty


@pytest.mark.parametrize(
    "place", ["district-330602-2019", "district-330603", "district-330102-2021", "region-340200", "region-340800"]
)
def test_of_2010_nothing_is_said_in_other_borders(place: str) -> None:
    assert residents(place, 2010) is None
    assert residents(place, 2020)


def test_a_city_and_its_prefecture_have_the_same_figures() -> None:
    for item in features_of("cities"):
        ident, code = item["properties"]["id"], item["properties"]["adcode"]
        own, other = (TABLE[TABLE.place_id == place].drop(columns="place_id") for place in (ident, f"region-{code}"))
        assert own.to_numpy().tolist() == other.to_numpy().tolist()


def test_shares_are_shares_and_a_place_has_each_figure_once() -> None:
    assert not TABLE.duplicated(["place_id", "indicator", "year"]).any()
    shares = TABLE[TABLE.unit == "percent"]["value"]
    assert shares.between(5, 100).all()
    assert value("city-hangzhou", "over_65_share", 2020) == 11.66  # the bulletin above
    assert value("city-hangzhou", "urban_share", 2020) == pytest.approx(83.29, abs=0.01)
