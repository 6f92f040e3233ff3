"""Answers about portfolios that combine several tables."""

from portfolio.queries.gallery import Gallery, Place, gallery
from portfolio.queries.hype import (
    Answered,
    Asked,
    ReportPage,
    comparison,
    hype_reports,
    report_page,
)
from portfolio.queries.own import (
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
    "Answered",
    "Asked",
    "Beside",
    "Gallery",
    "KindCount",
    "Overview",
    "Place",
    "PublicPage",
    "ReportPage",
    "Spending",
    "as_visitor",
    "beside",
    "budget_of",
    "comparison",
    "fingerprint",
    "gallery",
    "hype_reports",
    "kind_counts",
    "overview",
    "portfolio_of",
    "public_item",
    "public_page",
    "report_page",
    "spending",
    "whole",
]
