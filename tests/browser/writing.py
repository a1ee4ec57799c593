"""The sixth scheme written in the desk by an Awards Administrator: every value typed or chosen in a form."""

from __future__ import annotations

from tests.browser import sixth_scheme as sixth
from tests.browser.desk import Desk

PROBLEM = "[data-list='problems']"


def write_scheme(desk: Desk) -> None:
	"""The scheme's own form, without the score forms of its stages: these are written after it is saved."""
	desk.open("Award Scheme")
	desk.fill(sixth.HEAD)
	desk.tab("Stages")
	desk.add_rows("stages", sixth.STAGES)
	desk.tab("Eligibility")
	desk.add_row("eligibility_rules", sixth.RULE)
	desk.tab("Documents")
	desk.add_row("document_requirements", sixth.DOCUMENT)
	desk.tab("Panel")
	desk.fill(sixth.PANEL)
	desk.add_row("panel_elements", sixth.PANEL_ELEMENT)
	desk.tab("Ranking")
	desk.fill(sixth.RANKING)
	desk.add_row("tie_steps", sixth.TIE_STEP)
	desk.tab("Rewards")
	desk.add_row("rewards", sixth.REWARD)
	desk.tab("Timeline")
	desk.add_rows("activities", sixth.ACTIVITIES)
	desk.save()


def write_parts(desk: Desk) -> None:
	"""Categories and score forms, each begun with the button Add on the scheme's tab Categories."""
	for category in sixth.CATEGORIES:
		begin_part(desk, "Award Category")
		desk.fill(category)
		desk.save()
	for instrument in sixth.INSTRUMENTS:
		begin_part(desk, "Assessment Instrument")
		desk.fill(instrument["head"])
		desk.add_rows("criteria", instrument["criteria"])
		desk.save()


def begin_part(desk: Desk, doctype: str) -> None:
	desk.open("Award Scheme", sixth.SCHEME)
	desk.tab("Categories")
	desk.form.locator(f"[data-new='{doctype}']").click()
	desk.arrive(doctype)


def check(desk: Desk) -> list[str]:
	"""What the button Check lists as problems; the dialog stays open."""
	desk.press("Check")
	desk.dialog().locator(".modal-body .indicator").first.wait_for()
	return desk.dialog().locator(PROBLEM).all_inner_texts()


def mend_instruments(desk: Desk) -> None:
	"""Follow the link of each stage that lacks its score form to its row, and choose the form there."""
	for stage, title in sixth.INSTRUMENT_OF_STAGE.items():
		follow_link(desk, f"Stages › {stage} › Assessment Instrument")
		desk.fill_open_row({"instrument": title})
		desk.save()
		check(desk)


def mend_weight(desk: Desk) -> None:
	"""The weights of all stages together are no row's alone: the link leads to their table."""
	follow_link(desk, "The stage weights total")
	desk.grid("stages").wait_for()
	desk.edit_row("stages", 2, {"weight": sixth.RIGHT_WEIGHT})
	desk.save()


def follow_link(desk: Desk, text: str) -> None:
	desk.dialog().locator(PROBLEM, has_text=text).click()
	desk.page.locator(".modal.show").wait_for(state="hidden")
