"""汇报 briefing: storyboards to choose, to make, to present and to hand out."""

from ui.briefing import briefing

briefing.page()
