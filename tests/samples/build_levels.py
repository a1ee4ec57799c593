"""Build the samples that have a cast in `casts/`: people, and a season for each level, the lower ones first.

`python tests/samples/build_levels.py [NAME …] [--into FOLDER]` writes the same files each time.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random
from typing import Any

from level_builder.office import RATING_FIELDS, RECORD_FIELDS, Office
from level_builder.season import Entry, SeasonBuilder
from texts import table_text, write

CASTS = Path(__file__).parent / "casts"


def build(name: str, into: Path) -> None:
	cast = json.loads((CASTS / f"{name}.json").read_text(encoding="utf-8"))
	office = Office(cast, Random(name))
	shared = people_files(office, cast)
	write(shared, into / name)
	winners: list[tuple[dict[str, Any], Entry]] = []
	for spec in cast["seasons"]:
		season = SeasonBuilder(cast, spec, office, shared)
		season.build([pair for pair in winners if pair[0].get("parent") == spec["code"]])
		write(season.files(), into / name / spec.get("folder", ""))
		winners += [(spec, entry) for entry in season.winners()]


def people_files(office: Office, cast: dict[str, Any]) -> dict[str, str]:
	ratings = [{field: row[field] for field in RATING_FIELDS} for row in office.ratings]
	files = {
		"units.csv": table_text(office.units),
		"employees.csv": table_text(office.rows),
		"ratings.csv": table_text(ratings),
		"records.csv": table_text(office.records) if office.records else f"{','.join(RECORD_FIELDS)}\n",
	}
	posts = [
		{key: row[key] for key in ("employee", "post_type", "functional_level", "since", "until")}
		for row in office.posts
	]
	awards = [
		{key: row[key] for key in ("employee", "scheme", "year", "rank", "title")} for row in office.awards
	]
	holidays = [{"date": day, "description": why} for day, why in cast.get("holidays", {}).items()]
	optional = {"posts.csv": posts, "awards.csv": awards, "holidays.csv": holidays}
	return files | {name: table_text(rows) for name, rows in optional.items() if rows}


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("names", nargs="*", default=sorted(path.stem for path in CASTS.glob("*.json")))
	parser.add_argument("--into", type=Path, default=Path(__file__).parents[2] / "fixtures")
	given = parser.parse_args()
	for name in given.names:
		build(name, given.into)


if __name__ == "__main__":
	main()
