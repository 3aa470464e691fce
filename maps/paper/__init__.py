"""Figures on paper and slides: one Plan of a Scene on a Sheet, and what draws it."""
