"""What eyes, grey printers and projectors make of colours; ColorAide knows the formulas (decision 11).

Colours are `#rrggbb`. Sights: full colour vision, the three kinds of dichromacy, and a grey print.
"""

from __future__ import annotations

from functools import cache

from coloraide import Color

METHODS = {"protan": "machado", "deutan": "machado", "tritan": "brettel"}
"""Machado, Oliveira and Fernandes 2009, full severity; for tritan sight, which they only approximate, Brettel 1997."""
SIGHTS = ("full", *METHODS, "grey")


@cache
def seen(color: str, sight: str) -> Color:
    """A colour in CIE Lab (D65) as it is seen; in grey only its L* counts."""
    rgb = Color(color)
    if sight in METHODS:
        rgb = rgb.filter(sight, method=METHODS[sight]).clip("srgb")
    return rgb.convert("lab-d65")


def lightness(color: str) -> float:
    """CIE L*, 0 black to 100 white: what a grey print keeps of a colour."""
    return float(seen(color, "grey")["lightness"])


@cache
def difference(one: str, other: str, sight: str) -> float:
    """CIEDE2000 of two colours as they are seen; in grey their difference in L*."""
    if sight == "grey":
        return abs(lightness(one) - lightness(other))
    return float(seen(one, sight).delta_e(seen(other, sight), method="2000"))


@cache
def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


@cache
def laid(top: str, opacity: float, ground: str) -> str:
    """What a translucent colour gives on a ground, mixed as browsers mix: in sRGB values as they are."""
    return Color(ground).mix(top, opacity, space="srgb").to_string(hex=True)


def washed(color: str, light: float) -> str:
    """A colour under a veil of light: mixed with a share of white."""
    return laid("#ffffff", light, color)
