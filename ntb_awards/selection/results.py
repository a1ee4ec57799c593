"""What follows from a scheme and a season: every nominee's stage values, final score and rank, and the
standings of a category at a gate. The one place where these numbers are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ntb_awards.selection.eligibility import overall
from ntb_awards.selection.feedback import feedback_stage
from ntb_awards.selection.messages import Message, _
from ntb_awards.selection.numbers import rounded, total
from ntb_awards.selection.ranking import Entry, Place, rank
from ntb_awards.selection.records import Feedback, Minutes, Nominee, Season, Sheet
from ntb_awards.selection.scheme import Scheme, Stage
from ntb_awards.selection.scoring import StageValue, panel_stage

# Stage values are printed finer than the final score, so that a reader can add them up again.
EXTRA_STAGE_PLACES = 2
ACTIVE, WITHDRAWN, INELIGIBLE, STOPPED, WINNER = "active", "withdrawn", "ineligible", "not_advanced", "winner"


@dataclass(frozen=True)
class Standing:
	"""One nominee's result. `final` is rounded once, half up; None while something is missing."""

	number: int
	category: str
	status: str
	stopped_at: str | None = None
	stages: dict[str, StageValue] = field(default_factory=dict)
	bonus: Decimal = Decimal(0)
	final: Decimal | None = None
	place: Place | None = None
	missing: tuple[Message, ...] = ()

	@property
	def rank(self) -> int | None:
		return self.place.rank if self.place else None


@dataclass(frozen=True)
class GateRow:
	"""One nominee before the plenary: score at this gate, rank, and what the advancement rule proposes."""

	number: int
	score: Decimal | None
	place: Place | None
	proposed: str | None
	missing: tuple[Message, ...]
	stages: dict[str, StageValue]


class Selection:
	"""A scheme applied to a season. Indexes the records once, so that reading a result never rescans them."""

	def __init__(self, scheme: Scheme, season: Season) -> None:
		self.scheme = scheme
		self.season = season
		self._sheets: dict[tuple[str, int], list[Sheet]] = defaultdict(list)
		self._feedback: dict[int, list[Feedback]] = defaultdict(list)
		self._minutes: dict[tuple[str, str], Minutes] = {(m.category, m.stage): m for m in season.minutes}
		self._decisions = {
			(minutes.category, minutes.stage, one.nominee): one.decision
			for minutes in season.minutes
			for one in minutes.decisions
		}
		self._stage_values: dict[tuple[str, int], StageValue] = {}
		self._standings: dict[str, list[Standing]] = {}
		self.nominees = {nominee.number: nominee for nominee in season.nominees}
		for sheet in season.sheets:
			self._sheets[sheet.stage, sheet.nominee].append(sheet)
		for group in season.feedback:
			self._feedback[group.nominee].append(group)

	def sheets_of(self, stage: str, nominee: int) -> list[Sheet]:
		return sorted(self._sheets[stage, nominee], key=lambda sheet: sheet.assessor)

	def feedback_of(self, nominee: int) -> list[Feedback]:
		return list(self._feedback[nominee])

	def stage_value(self, stage: Stage, nominee: Nominee) -> StageValue:
		key = (stage.code, nominee.number)
		if key not in self._stage_values:
			self._stage_values[key] = self._compute_stage(stage, nominee)
		return self._stage_values[key]

	def _compute_stage(self, stage: Stage, nominee: Nominee) -> StageValue:
		instrument = self.scheme.instrument(stage.instrument)
		variant = nominee.variants.get(instrument.code)
		if instrument.variants and variant not in {row.code for row in instrument.variants}:
			# Half a form is no form: its common rows alone would pass for the whole.
			missing = Message(_("{stage}: no form is chosen for this person's post"), {"stage": stage.title})
			return StageValue(stage.code, None, (missing,))
		if stage.kind == "feedback_360":
			rule = self.scheme.contributor_rule_of(nominee.category)
			return feedback_stage(stage, rule, instrument, variant, self._feedback[nominee.number])
		return panel_stage(stage, instrument, variant, self._sheets[stage.code, nominee.number])

	def status(self, nominee: Nominee) -> str:
		if nominee.status != ACTIVE:
			return nominee.status
		if overall(verdict.answer for verdict in nominee.eligibility) == INELIGIBLE:
			return INELIGIBLE
		return ACTIVE

	def reached(self, nominee: Nominee) -> tuple[int, str | None]:
		"""How many gates the plenary let this nominee through, and the gate that stopped them, if any."""
		for passed, gate in enumerate(self.scheme.gates):
			decision = self._decisions.get((nominee.category, gate.code, nominee.number))
			if decision is None:
				return passed, None
			if decision == "stop":
				return passed, gate.code
		return len(self.scheme.gates), None

	def standings(self, category: str) -> list[Standing]:
		"""All nominees of a category: the ranked first, by rank, then the others by number."""
		if category not in self._standings:
			self._standings[category] = self._compute_standings(category)
		return self._standings[category]

	def _compute_standings(self, category: str) -> list[Standing]:
		rows = [self._standing(nominee) for nominee in self.season.nominees if nominee.category == category]
		entries = [
			Entry(row.number, row.final, self._ties(row.stages), self.reached(self.nominees[row.number])[0])
			for row in rows
			if row.final is not None and row.status not in (WITHDRAWN, INELIGIBLE)
		]
		places = {place.number: place for place in rank(entries, self._tie_orders(category))}
		ranked = [_with_place(row, places.get(row.number)) for row in rows]
		return sorted(ranked, key=lambda row: (row.rank is None, row.rank or 0, row.number))

	def _standing(self, nominee: Nominee) -> Standing:
		status = self.status(nominee)
		passed, stopped_at = self.reached(nominee)
		if status == ACTIVE and stopped_at:
			status = STOPPED
		elif status == ACTIVE and passed == len(self.scheme.gates):
			status = WINNER
		if status in (WITHDRAWN, INELIGIBLE):
			return Standing(nominee.number, nominee.category, status, stopped_at)
		stages = self._stages_until(nominee, passed)
		missing = tuple(message for value in stages.values() for message in value.missing)
		bonus = self._bonus(nominee)
		final = self._final(stages, bonus)
		return Standing(
			nominee.number, nominee.category, status, stopped_at, stages, bonus, final, None, missing
		)

	def _stages_until(self, nominee: Nominee, passed: int) -> dict[str, StageValue]:
		"""The scored stages up to the gate this nominee stands at."""
		gates = self.scheme.gates[: passed + 1]
		return {
			stage.code: self.stage_value(stage, nominee)
			for stage in self.scheme.stages
			if stage.is_scored and self.scheme.gate_of(stage) in gates
		}

	def _final(self, stages: dict[str, StageValue], bonus: Decimal) -> Decimal | None:
		"""Σ stage weight × stage value ÷ Σ stage weight, plus bonuses, rounded once; None if one lacks."""
		weighted = [stage for stage in self.scheme.stages if stage.is_scored and stage.weight]
		if any(stage.code not in stages or stages[stage.code].value is None for stage in weighted):
			return None
		return rounded(self._weighted(weighted, stages) + Fraction(bonus), self.scheme.places)

	def _weighted(self, over: list[Stage], stages: dict[str, StageValue]) -> Fraction:
		points = total(Fraction(stage.weight) * (stages[stage.code].value or 0) for stage in over)
		return points / total(stage.weight for stage in over)

	def _bonus(self, nominee: Nominee) -> Decimal:
		return sum(
			(bonus.points for bonus in self.scheme.bonuses if bonus.code in nominee.bonuses), Decimal(0)
		)

	def _ties(self, stages: dict[str, StageValue]) -> tuple[Fraction | None, ...]:
		return tuple(
			stages[step.stage].value if step.stage in stages else None for step in self.scheme.tie_steps
		)

	def _tie_orders(self, category: str) -> list[tuple[int, ...]]:
		"""The plenary's orders, the latest gate first: a later plenary may settle what an earlier one did."""
		minutes = [self._minutes.get((category, gate.code)) for gate in reversed(self.scheme.gates)]
		return [order for one in minutes if one for order in one.tie_orders]

	def participants(self, category: str, gate: str) -> list[Nominee]:
		"""The nominees a gate decides on: active, and let through by every earlier gate."""
		position = [stage.code for stage in self.scheme.gates].index(gate)
		return [
			nominee
			for nominee in self.season.nominees
			if nominee.category == category
			and self.status(nominee) == ACTIVE
			and self.reached(nominee)[0] >= position
		]

	def at_gate(self, category: str, gate: str) -> list[GateRow]:
		"""The standings a plenary sees: ranked rows first, then the incomplete, by number."""
		position = [stage.code for stage in self.scheme.gates].index(gate)
		over = self._stages_that_count(gate)
		rows = [self._gate_row(nominee, position, over) for nominee in self.participants(category, gate)]
		entries = [
			Entry(row.number, row.score, self._ties(row.stages)) for row in rows if row.score is not None
		]
		minutes = self._minutes.get((category, gate))
		places = {place.number: place for place in rank(entries, minutes.tie_orders if minutes else ())}
		placed = [self._propose(row, places.get(row.number), gate) for row in rows]
		return sorted(
			placed, key=lambda row: (row.place is None, row.place.rank if row.place else 0, row.number)
		)

	def _stages_that_count(self, gate: str) -> list[Stage]:
		own = list(self.scheme.stages_decided_at(gate))
		if own and self.scheme.stage(gate).advancement_scope == "stage":
			return own
		gates = [stage.code for stage in self.scheme.gates]
		until = gates[: gates.index(gate) + 1]
		weighted = [stage for stage in self.scheme.stages if stage.is_scored and stage.weight]
		return [stage for stage in weighted if self.scheme.gate_of(stage).code in until] or own

	def _gate_row(self, nominee: Nominee, position: int, over: list[Stage]) -> GateRow:
		stages = self._stages_until(nominee, position)
		missing = tuple(message for value in stages.values() for message in value.missing)
		if missing:
			return GateRow(nominee.number, None, None, None, missing, stages)
		score = self._gate_score(nominee, over, stages)
		return GateRow(nominee.number, rounded(score, self.scheme.places), None, None, (), stages)

	def _gate_score(self, nominee: Nominee, over: list[Stage], stages: dict[str, StageValue]) -> Fraction:
		everything = [stage for stage in self.scheme.stages if stage.is_scored and stage.weight]
		if not any(stage.weight for stage in over):
			return total(stages[stage.code].value or 0 for stage in over) / max(len(over), 1)
		bonus = Fraction(self._bonus(nominee)) if over == everything else Fraction(0)
		return self._weighted(over, stages) + bonus

	def _propose(self, row: GateRow, place: Place | None, gate: str) -> GateRow:
		stage = self.scheme.stage(gate)
		proposed: str | None = None
		if place is not None and row.score is not None:
			holds = {
				"all_eligible": True,
				"top_n": stage.advancement_n is not None and place.rank <= stage.advancement_n,
				"threshold": stage.advancement_value is not None and row.score >= stage.advancement_value,
				"plenary": None,
			}[stage.advancement]
			proposed = None if holds is None else "advance" if holds else "stop"
		return GateRow(row.number, row.score, place, proposed, row.missing, row.stages)


def _with_place(row: Standing, place: Place | None) -> Standing:
	return Standing(
		row.number,
		row.category,
		row.status,
		row.stopped_at,
		row.stages,
		row.bonus,
		row.final,
		place,
		row.missing,
	)
