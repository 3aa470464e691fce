"""数据来源 sources: where every layer comes from."""

from ui.panels import cards, panels

panels.page("sources", cards.source_list)
