"""A season at a glance: what is on now, what comes next, and what a reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntb_awards.gateway import windows
from ntb_awards.gateway.public_finalists import open_stages, shown_finalists
from ntb_awards.gateway.public_seasons import Activity, has_come, is_open, submission, timeline

if TYPE_CHECKING:
	from ntb_awards.ntb_awards.doctype.award_season.award_season import AwardSeason


@dataclass(frozen=True)
class Overview:
	"""`on_now`: activities that are on; `following`: the next one; `may_file`: nominations are taken at this
	moment; `asks_public`: responses are, about somebody who is shown."""

	season: AwardSeason
	timeline: list[Activity]
	is_open: bool
	may_file: bool
	asks_public: bool
	shows_finalists: bool
	has_winners: bool

	@classmethod
	def of(cls, season: AwardSeason) -> Overview:
		now = windows.now_in(season)
		opened = is_open(season)
		taken = submission(season)
		stages = {stage.code for stage in open_stages(season.name)} if opened else set()
		finalists = shown_finalists(season.name) if opened else []
		return cls(
			season=season,
			timeline=timeline(season, now),
			is_open=opened,
			may_file=opened and taken is not None and taken.has(now),
			asks_public=any(one.stage.code in stages for one in finalists),
			shows_finalists=bool(finalists),
			has_winners=has_come(season.winners_published_at, season),
		)

	@property
	def on_now(self) -> list[Activity]:
		return [one for one in self.timeline if one.progress == "now"]

	@property
	def following(self) -> Activity | None:
		coming = [one for one in self.timeline if one.progress == "to come"]
		return min(coming, key=lambda one: (one.window.opens, one.number), default=None)
