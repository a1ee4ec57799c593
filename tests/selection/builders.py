"""Small makers of schemes, seasons and what stands in them, modelled on the NTB ASN Awards 2025 document.

`scheme_data` is the document in miniature: two categories, one for each contributor rule of 2.b.11, the
administrative table in its two forms, the four stages with 30/20/20/30, shorter forms elsewhere.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ntb_awards.selection.records import Decision, Feedback, Minutes, Nominee, Season, Sheet
from ntb_awards.selection.scheme import Scheme, load_scheme, parse_scheme, shipped_schemes

ASSESSORS = ("A1", "A2", "A3")
STRUCTURAL, NON_STRUCTURAL = "pengawas", "fungsional"
FORMS = {STRUCTURAL: "structural", NON_STRUCTURAL: "non_structural"}
CONTRIBUTORS = {
	STRUCTURAL: (("K1", "superior"), ("K2", "peer"), ("K3", "subordinate")),
	NON_STRUCTURAL: (("K1", "superior"), ("K2", "peer"), ("K3", "peer")),
}
SHEET_STAGES = ("administration", "fgd", "public_test", "presentation")
GATES = ("administration", "fgd", "public_test", "presentation", "determination")
CLOSING = date(2025, 11, 11)


def document_scheme() -> Scheme:
	"""The shipped scheme of the rule document."""
	return load_scheme(next(path for path in shipped_schemes() if path.stem == "ntb_asn_awards_2025"))


def _criterion(code: str, weight: str | None, maximum: str = "100", **more: Any) -> dict[str, Any]:
	title = code.replace("_", " ").title()
	return {"code": code, "title": title, "weight": weight, "maximum": maximum, "basis": "assumed", **more}


def _administration() -> dict[str, Any]:
	def posts(*names: str) -> dict[str, Any]:
		return {"test": "compare", "fact": "post_type", "op": "in", "value": list(names)}

	return {
		"code": "administration",
		"title": "Penilaian Administrasi",
		"basis": "3.a table",
		"variants": [
			{
				"code": "structural",
				"title": "Struktural",
				"condition": posts("Pengawas"),
				"basis": "3.a table",
			},
			{
				"code": "non_structural",
				"title": "Non-Struktural",
				"condition": posts("Fungsional"),
				"basis": "3.a table",
			},
		],
		"criteria": [
			_criterion("kinerja", "75"),
			_criterion("manajerial", "5", variant="structural"),
			_criterion("teknis", "20", variant="structural"),
			_criterion("teknis", "25", variant="non_structural"),
		],
	}


def make_instrument_data(code: str, *criteria: dict[str, Any], **more: Any) -> dict[str, Any]:
	rows = list(criteria) or [_criterion("nilai", "100")]
	return {"code": code, "title": code.title(), "basis": "assumed", "criteria": rows, **more}


def _stage(code: str, kind: str, weight: str, **more: Any) -> dict[str, Any]:
	return {
		"code": code,
		"title": code.replace("_", " ").title(),
		"kind": kind,
		"instrument": code,
		"weight": weight,
		"weight_basis": "4 table",
		"min_assessors": 3,
		"advancement_basis": "assumed",
		"basis": "3",
		**more,
	}


def _rule(code: str, *relations: tuple[str, int, str]) -> dict[str, Any]:
	return {
		"code": code,
		"title": code,
		"minimum_contributors": 3,
		"min_group_size": 3,
		"min_group_basis": "assumed",
		"basis": "2.b.11",
		"relations": [
			{
				"relation": relation,
				"min_count": count,
				"max_count": count,
				"weight": weight,
				"weight_basis": "assumed",
				"basis": "2.b.11",
			}
			for relation, count, weight in relations
		],
	}


def _category(code: str, rule: str) -> dict[str, Any]:
	return {
		"code": code,
		"title": code.title(),
		"recommender": "unit_head",
		"recommender_title": "Kepala Perangkat Daerah",
		"contributor_rule": rule,
		"basis": "2.a.2",
	}


def _tie_steps(*stages: str) -> list[dict[str, str]]:
	return [{"stage": stage, "basis": "assumed"} for stage in stages]


def scheme_data() -> dict[str, Any]:
	"""A sound scheme as plain data, to be changed by a test as it likes."""
	shared = {"weight_group": "fgd_public", "weight_basis": "assumed"}
	return {
		"code": "ntb_small",
		"version": 1,
		"title": "NTB kecil",
		"authority": "Pemerintah Provinsi",
		"source_document": "ntb-asn-awards-2025.md",
		"year": 2025,
		"places": 2,
		"places_basis": "assumed",
		"winners": 3,
		"winners_basis": "4",
		"reference_date_basis": "assumed",
		"categories": [
			_category(STRUCTURAL, "structural_360"),
			_category(NON_STRUCTURAL, "non_structural_360"),
		],
		"weight_groups": [
			{"code": "fgd_public", "title": "FGD dan Uji Publik", "weight": "20", "basis": "4 table"}
		],
		"stages": [
			_stage("administration", "document_check", "30", advancement="threshold", advancement_value="60"),
			_stage("feedback_360", "feedback_360", "20", decided_with="fgd"),
			_stage("fgd", "panel_score", "10", advancement="top_n", advancement_n=2, **shared),
			_stage("public_test", "public_response", "10", advancement="all_eligible", **shared),
			_stage("presentation", "panel_score", "30", advancement_scope="cumulative"),
			_stage("determination", "decision", "0", instrument=None, advancement="top_n", advancement_n=3),
		],
		"instruments": [
			_administration(),
			make_instrument_data(
				"feedback_360",
				_criterion("loyal", "40", "5", minimum="1"),
				_criterion("adaptif", "60", "5", minimum="1"),
			),
			make_instrument_data("fgd"),
			make_instrument_data("public_test", _criterion("kredibilitas", "50"), _criterion("dampak", "50")),
			make_instrument_data("presentation"),
		],
		"contributor_rules": [
			_rule("structural_360", ("superior", 1, "40"), ("peer", 1, "30"), ("subordinate", 1, "30")),
			_rule("non_structural_360", ("superior", 1, "40"), ("peer", 2, "60")),
		],
		"tie_steps": _tie_steps("presentation", "administration", "feedback_360", "fgd"),
	}


def changed(data: dict[str, Any], *changes: tuple[str, Any]) -> dict[str, Any]:
	"""A copy of plain data with values set at dotted paths ("stages.0.weight"); "+" appends to a list."""
	result = copy.deepcopy(data)
	for path, value in changes:
		*parents, last = path.split(".")
		node: Any = result
		for key in parents:
			node = node[int(key)] if isinstance(node, list) else node[key]
		if last == "+":
			node.append(value)
		else:
			node[int(last) if isinstance(node, list) else last] = value
	return result


def make_scheme(*changes: tuple[str, Any]) -> Scheme:
	return parse_scheme(changed(scheme_data(), *changes))


def make_nominee(number: int = 1, category: str = STRUCTURAL, **fields: Any) -> Nominee:
	form = {"administration": FORMS[category]} if category in FORMS else {}
	return Nominee(number=number, category=category, **{"variants": form, **fields})


def make_sheet(
	stage: str, nominee: int = 1, assessor: str = "A1", scores: Mapping[str, Any] | None = None, **fields: Any
) -> Sheet:
	return Sheet(stage=stage, nominee=nominee, assessor=assessor, scores=dict(scores or {}), **fields)


def make_feedback(
	nominee: int = 1,
	contributor: str = "K1",
	relation: str | None = "superior",
	answers: Mapping[str, Any] | None = None,
) -> Feedback:
	"""One contributor's answers, with a pseudonym as in older files."""
	given = {"loyal": 4, "adaptif": 4} if answers is None else dict(answers)
	return Feedback(nominee=nominee, contributor=contributor, relation=relation, answers=given)  # type: ignore[arg-type]


def make_minutes(
	category: str,
	stage: str,
	advance: Iterable[int] = (),
	stop: Iterable[int] = (),
	tie_orders: Sequence[Sequence[int]] = (),
) -> Minutes:
	decisions = [Decision(nominee=number, decision="advance") for number in advance]
	decisions += [Decision(nominee=number, decision="stop", reason="Pleno") for number in stop]
	return Minutes(
		category=category,
		stage=stage,
		held_on=date(2025, 12, 1),
		decisions=tuple(decisions),
		tie_orders=tuple(tuple(order) for order in tie_orders),
	)


def make_season(nominees: Iterable[Nominee] = (), **fields: Any) -> Season:
	"""A season whose window opened on 28 October and was extended to 11 November 2025 (the letter)."""
	return Season.model_validate(
		{
			"code": "NTB-2025",
			"title": "NTB ASN Awards 2025",
			"year": 2025,
			"organiser": "Pemerintah Provinsi",
			"timezone": "Asia/Makassar",
			"submission_opens": "2025-10-28T00:00:00+08:00",
			"submission_closes": "2025-11-11T23:59:59+08:00",
			"nominees": tuple(nominees),
			**fields,
		}
	)


def filled(scheme: Scheme, stage: str, nominee: Nominee, raw: object) -> dict[str, Any]:
	"""Every criterion of the nominee's form with the same raw score."""
	instrument = scheme.instrument(scheme.stage(stage).instrument)
	return {row.code: raw for row in instrument.criteria_for(nominee.variants.get(instrument.code))}


def make_sheets(scheme: Scheme, nominee: Nominee, values: Mapping[str, object]) -> list[Sheet]:
	"""For each stage its three assessors' sheets, all with the same raw score for every criterion."""
	return [
		make_sheet(stage, nominee.number, assessor, filled(scheme, stage, nominee, raw))
		for stage, raw in values.items()
		for assessor in ASSESSORS
	]


def make_contributions(nominee: Nominee, raw: object = 4) -> list[Feedback]:
	"""What the contributor rule of the nominee's category asks for, all with the same answers."""
	return [
		make_feedback(nominee.number, who, relation, {"loyal": raw, "adaptif": raw})
		for who, relation in CONTRIBUTORS[nominee.category]
	]


def make_complete_season(scheme: Scheme, raws: Mapping[int, object], **fields: Any) -> Season:
	"""Structural nominees, each with one raw score (out of 100) everywhere, all let through to the end.

	The 360° answers are 4 of 5 throughout, so that 80 is the value of that stage for all.
	"""
	nominees = [make_nominee(number) for number in raws]
	season = {
		"sheets": [
			sheet
			for one in nominees
			for sheet in make_sheets(scheme, one, dict.fromkeys(SHEET_STAGES, raws[one.number]))
		],
		"feedback": [answers for one in nominees for answers in make_contributions(one)],
		"minutes": [make_minutes(STRUCTURAL, gate, list(raws)) for gate in GATES[:-1]],
	}
	return make_season(nominees, **{**season, **fields})
