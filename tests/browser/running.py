"""The season of the sixth scheme: each kind of document once by hand, as its user meets it in the desk."""

from __future__ import annotations

from pathlib import Path

from tests.browser import sixth_scheme as sixth
from tests.browser.desk import Desk


def make_season(desk: Desk, organiser: str) -> None:
	desk.open("Award Season")
	desk.fill({**sixth.SEASON_HEAD, "organiser": organiser})
	desk.save()


def make_panel(desk: Desk) -> None:
	desk.open("Assessment Panel")
	desk.fill(sixth.PANEL_HEAD)
	desk.add_rows("members", sixth.MEMBERS)
	desk.save()


def open_season(desk: Desk) -> None:
	desk.open("Award Season", sixth.SEASON)
	desk.press("Open Season")
	desk.confirm()
	desk.expect_value("status", "Open")


def nominate(desk: Desk, nominee: str, category_title: str, letter: Path) -> str:
	"""A nomination with its document, handed in; its name."""
	desk.open("Nomination")
	desk.fill({"season": sixth.SEASON_HEAD["title"], "category": category_title, "employee": nominee})
	desk.tab("Recommendation")
	desk.fill(sixth.RECOMMENDATION)
	desk.save()
	desk.tab("Documents")
	desk.form.locator("[data-upload]").first.click()
	desk.attach(letter)
	desk.dialog().locator(".btn-primary:visible").click()
	desk.form.locator(".indicator-pill", has_text="All required documents are there").wait_for()
	desk.act("Submit Nomination")
	desk.expect_value("workflow_state", "Submitted")
	return desk.name


def accept(desk: Desk, nomination: str, first_stage: str) -> None:
	desk.open("Nomination", nomination)
	desk.act("Accept")
	desk.expect_value("workflow_state", first_stage)


def open_sheets(desk: Desk, category_title: str, stage_title: str) -> str:
	"""The button of the list; what the desk answers."""
	desk.open_list("Stage Score")
	desk.press_primary("Open Score Sheets")
	desk.fill_dialog({"season": sixth.SEASON_HEAD["title"], "category": category_title})
	desk.fill_dialog({"stage": stage_title})
	desk.dialog().locator(".btn-primary:visible").click()
	return desk.read_message()


def score(desk: Desk, sheet: str, scores: dict[str, str], value: str) -> None:
	"""Fill in the score form, see the value it counts up, and submit it."""
	desk.open("Stage Score", sheet)
	for criterion, raw in scores.items():
		desk.form.locator(f".criterion[data-criterion='{criterion}'] input.raw").fill(raw)
	desk.form.locator(".ntb-score-form .total.complete .value", has_text=value).wait_for()
	desk.save()
	desk.submit()
	desk.expect_value("status", "Submitted")


def hold_plenary(desk: Desk, category_title: str, stage_title: str, decide: dict[str, str]) -> str:
	"""Minutes with the standings fetched; `decide`: what is chosen for whom the rules leave it open."""
	desk.open("Plenary Minutes")
	desk.fill({"season": sixth.SEASON_HEAD["title"], "category": category_title, "stage": stage_title})
	desk.fill({"place": "Mataram", "panel": sixth.PANEL_HEAD["title"]})
	desk.press("Fetch Standings")
	desk.settle()
	for number, nominee in enumerate(desk.rows("decisions", "nominee_name"), start=1):
		if nominee in decide:
			desk.edit_row("decisions", number, {"decision": decide[nominee]})
	desk.save()
	desk.submit()
	return desk.name


def create_grants(desk: Desk) -> None:
	"""Drafts for all winners; the rewards come from the scheme."""
	desk.open("Award Season", sixth.SEASON)
	desk.menu("Result", "Create Grants")
	desk.fill_dialog({"decree_number": "188/9/DISHUB", "decree_date": sixth.day(0)})
	desk.dialog().locator(".btn-primary:visible").click()
	desk.arrive_at_list("Award Grant")


def submit_grant(desk: Desk, grant: str) -> None:
	desk.open("Award Grant", grant)
	desk.submit()


def ranking(desk: Desk) -> list[list[str]]:
	"""The rows of the report Weighted Ranking as they stand on the screen, without their first column."""
	desk.page.goto(f"/app/query-report/Weighted Ranking?season={sixth.SEASON}")
	rows = desk.page.locator(".dt-scrollable .dt-row")
	rows.first.wait_for()
	desk.settle()
	return [[cell.strip() for cell in row.locator(".dt-cell").all_inner_texts()][1:] for row in rows.all()]
