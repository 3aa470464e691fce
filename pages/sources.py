"""数据来源 sources: where every layer comes from."""

from ui import panels, parts

panels.page("sources", parts.source_list)
