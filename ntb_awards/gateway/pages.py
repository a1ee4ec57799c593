"""Where the pages for people without a desk are."""

from __future__ import annotations

OWN = "/usulan"
BOARD = "/usulan-unit"
RECOMMENDATIONS = "/rekomendasi"
