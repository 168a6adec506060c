"""A half-term report as a reader sees it: one shape, from which the page and the Word file are both made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from directory.page_kit import as_known
from directory.reports import figures
from directory.reports.content import Figure, Priority, figure, priority
from directory.reports.models import LocalityReport


@dataclass(frozen=True)
class Section:
    """One priority with the figures that stand under its impact."""

    written: Priority
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Shown:
    """The whole report. `figures` is empty for one that was written elsewhere."""

    title: str
    status: str
    period: str
    summary: str
    source: str | None
    sections: Sequence[Section]
    figures: Sequence[Figure]

    @property
    def name(self) -> str:
        """What a file of it is called, in plain letters."""
        return "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in self.title).lower().split())


def of(report: LocalityReport) -> Shown:
    """An issued report with the figures it was issued with, a draft with those of today."""
    counted = figures_of(report)
    by_key = {each.key: each for each in counted}
    sections = [Section(written, [by_key[key] for key in written.figures if key in by_key]) for written in map(priority, report.priorities)]
    return Shown(report.title, status(report), _period(report), report.summary, report.source, sections, counted)


def figures_of(report: LocalityReport) -> list[Figure]:
    if report.figures is not None:
        return [figure(stored) for stored in report.figures]
    return figures.of(report.starts_on, report.ends_on, report.opening, report.opened_on) if report.is_draft else []


def words(report: LocalityReport) -> Iterator[str]:
    """Everything that people wrote in it."""
    yield from (report.title, report.summary)
    for written in map(priority, report.priorities):
        yield from (written.title, written.change, written.exit_strategy)
        for _, lines in written.parts:
            yield from lines


def status(report: LocalityReport) -> str:
    """How far the report has come, in words."""
    if report.withdrawn_on:
        return f"Report number {report.number}, withdrawn on {_day(report.withdrawn_on)}"
    if report.issued_on:
        return f"Report number {report.number}, issued on {_day(report.issued_on)}"
    return "Draft: not issued yet" if report.is_draft else "From before this directory"


def _period(report: LocalityReport) -> str:
    """Of a report from elsewhere no more is known than the month on it."""
    return as_known(report.dated) if report.dated else f"{_day(report.starts_on)} to {_day(report.ends_on)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
