"""A half-term report as a Word file, with real headings, lists and tables. Made by python-docx."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from directory.reports.content import EXIT, IMPACT, Figure
from directory.reports.shown import Section, Shown

FONT, SIZE, DARK = "Arial", Pt(11), RGBColor(0x0B, 0x3F, 0x44)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING = "Nothing is written here yet."
FIGURE_COLUMNS = ("What is counted", "Number")
WIDTHS, SIDES = (Cm(13), Cm(3)), (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT)
ALL_FIGURES = "The figures, and what stands behind them"
CLOSE = Pt(3)


def word(report: Shown, *, place: str, at: datetime) -> bytes:
    """The file of a report for this place, made at this moment."""
    document = Document()
    _set_up(document, report, place, at)
    document.add_heading(report.title, level=0)
    document.add_paragraph(f"{place}. {report.status}. {report.period}.")
    _source(document, report)
    _paragraphs(document, report.summary)
    for section in report.sections:
        _section(document, section)
    if report.figures:
        document.add_heading(ALL_FIGURES, level=1)
        _figures(document, report.figures, ALL_FIGURES)
        _behind(document, report.figures)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Any, report: Shown, place: str, at: datetime) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    _language(normal)
    _headings(document)
    properties = document.core_properties
    properties.title, properties.subject, properties.author, properties.language = report.title, report.status, place, "en-GB"
    properties.comments, properties.created, properties.modified = "", at, at
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.footer.paragraphs[0].text = f"{report.title}. {report.status}. Page "
    _page_number(page.footer.paragraphs[0])


def _headings(document: Any) -> None:
    """The same letters as the text, in a colour that is dark enough to read, and a little apart from what they head."""
    for name in ("Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, DARK
        style.paragraph_format.space_after = CLOSE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))


def _page_number(paragraph: Any) -> None:
    paragraph._p.append(_element("fldSimple", instr="PAGE"))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _language(style: Any) -> None:
    """Say that the words are British English, for spelling and for screen readers."""
    style.element.get_or_add_rPr().append(_element("lang", val="en-GB"))


def _source(document: Any, report: Shown) -> None:
    if report.source:
        document.add_paragraph(f"Source: {report.source}")


def _section(document: Any, section: Section) -> None:
    written = section.written
    document.add_heading(written.title, level=1)
    _paragraphs(document, written.change)
    for heading, lines in written.parts:
        document.add_heading(heading, level=2)
        _bullets(document, lines)
        if not lines and not (heading == IMPACT and section.figures):
            document.add_paragraph(NOTHING)
        if heading == IMPACT and section.figures:
            _figures(document, section.figures, f"{IMPACT}: {written.title}")
    document.add_heading(EXIT, level=2)
    _paragraphs(document, written.exit_strategy or NOTHING)


def _paragraphs(document: Any, text: str) -> None:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            document.add_paragraph(paragraph)


def _bullets(document: Any, lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _figures(document: Any, figures: Sequence[Figure], caption: str) -> None:
    """The caption is for screen readers; others see the heading above the table."""
    table = document.add_table(rows=1, cols=len(FIGURE_COLUMNS), style="Table Grid")
    table.autofit = False
    table._tbl.tblPr.append(_element("tblCaption", val=caption))
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    _row(table.rows[0], FIGURE_COLUMNS)
    _repeat(table.rows[0])
    for figure in figures:
        _row(table.add_row(), (figure.label, figure.said))


def _row(row: Any, texts: Sequence[str]) -> None:
    """Numbers stand under each other, and no row is cut by the end of a page."""
    row._tr.get_or_add_trPr().append(_element("cantSplit"))
    for cell, text, width, side in zip(row.cells, texts, WIDTHS, SIDES, strict=True):
        cell.text, cell.width = text, width
        layout = cell.paragraphs[0].paragraph_format
        layout.alignment, layout.space_before, layout.space_after = side, CLOSE, CLOSE


def _repeat(row: Any) -> None:
    """Mark the row as the head of its table, for screen readers and for the next page."""
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    row._tr.get_or_add_trPr().append(_element("tblHeader"))


def _behind(document: Any, figures: Iterable[Figure]) -> None:
    for figure in figures:
        if figure.items or figure.how:
            document.add_heading(figure.label, level=2)
            _paragraphs(document, figure.how)
            _bullets(document, figure.items)
