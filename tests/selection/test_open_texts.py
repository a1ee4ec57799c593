"""Requirements about texts can be met after a proposal by writing; the others cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntb_awards.selection.facts import Facts
from ntb_awards.selection.open_texts import can_still_be_written
from ntb_awards.selection.scheme import EligibilityRule

ON = date(2025, 11, 7)
TEXT = {"test": "present", "fact": "self_description", "words": 500, "max_words": 1000}
POST = {"test": "compare", "fact": "post_type", "op": "is", "value": "Pelaksana"}


@pytest.mark.parametrize(
	("condition", "facts", "expected"),
	[
		(TEXT, {}, True),
		(TEXT, {"self_description": "kata " * 1001}, True),
		(POST, {"post_type": "Pengawas"}, False),
		({"test": "all", "of": [TEXT, POST]}, {"post_type": "Pelaksana"}, True),
		({"test": "all", "of": [TEXT, POST]}, {"post_type": "Pengawas"}, False),
		({"test": "any", "of": [TEXT, POST]}, {"post_type": "Pengawas"}, True),
		({"test": "when", "applies": POST, "then": TEXT}, {"post_type": "Pelaksana"}, True),
	],
)
def test_whether_writing_helps(condition: dict[str, Any], facts: dict[str, Any], expected: bool) -> None:
	rule = EligibilityRule(code="uji", title="Uji", condition=condition, basis="1")
	known = Facts(**facts)
	assert rule.condition.judge(known, ON).answer == "not_met"
	assert can_still_be_written(rule, known, ON) is expected
