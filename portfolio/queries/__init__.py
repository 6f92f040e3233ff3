"""Answers about portfolios that combine several tables."""

from portfolio.queries.desk import (
    Beside,
    Overview,
    Spending,
    as_visitor,
    beside,
    budget_of,
    overview,
    portfolio_of,
    spending,
)
from portfolio.queries.page import (
    KindCount,
    PublicPage,
    fingerprint,
    kind_counts,
    public_item,
    public_page,
    whole,
)

__all__ = [
    "Beside",
    "KindCount",
    "Overview",
    "PublicPage",
    "Spending",
    "as_visitor",
    "beside",
    "budget_of",
    "fingerprint",
    "kind_counts",
    "overview",
    "portfolio_of",
    "public_item",
    "public_page",
    "spending",
    "whole",
]
