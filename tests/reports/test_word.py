"""The Word file of a report, opened by LibreOffice: headings, lists and numbers are there as such."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from directory.reports import paper, queries, shown
from tests.people import editor
from tests.reports.drafts import AT, EARLIER, WHOLE, begun, issued

SOFFICE = shutil.which("soffice")
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(report, folder):
    """What LibreOffice makes of the file, as its own XML."""
    (folder / "report.docx").write_bytes(paper.word(report, place="Chorley and South Ribble", at=AT))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder), str(folder / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return ElementTree.parse(folder / "report.fodt")


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.one_database
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_finds_headings_lists_and_numbers(app, tmp_path):
    with app.app_context():
        new = shown.of(queries.report(issued(editor(), WHOLE)))
        earlier = shown.of(queries.report(EARLIER))
    for report, name in ((new, "new"), (earlier, "earlier")):
        folder = tmp_path / name
        folder.mkdir()
        document = opened(report, folder)
        headings = [words(heading) for heading in document.iter(f"{TEXT}h")]
        assert [section.written.title for section in report.sections] == [
            each for each in headings if each in {s.written.title for s in report.sections}
        ]
        assert headings.count("Exit strategy") == headings.count("Impact") == len(report.sections)
        bullets = {words(item) for item in document.iter(f"{TEXT}list-item")}
        assert {line for section in report.sections for _, lines in section.written.parts for line in lines} <= bullets
        rows = [[words(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in document.iter(f"{TABLE}table-row")]
        assert all([figure.label, figure.said] in rows for figure in report.figures)
        assert len(list(document.iter(f"{TABLE}table-header-rows"))) == len(list(document.iter(f"{TABLE}table")))


@pytest.mark.one_database
def test_8_hostile_words_are_only_words_in_the_file(app):
    lines = (
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
        "]]></w:t>&lt;b&gt;",
        "=HYPERLINK(1)",
        "\u202eright to left 🙂",
        '"><script>alert(1)</script>',
    )
    with app.app_context():
        report = shown.of(queries.report(begun(editor(), replace(WHOLE, title=lines[1], impact=lines, exit_strategy=lines[4]))))
        file = Document(BytesIO(paper.word(report, place=lines[0], at=AT)))
    bullets = [each.text for each in file.paragraphs if each.style.name == "List Bullet"]
    assert set(lines) <= set(bullets)
    assert {lines[1], lines[4]} <= {each.text for each in file.paragraphs if each.style.name != "List Bullet"}


@pytest.mark.one_database
def test_the_file_itself_says_its_language_its_day_and_how_its_tables_break(app):
    with app.app_context():
        file = Document(BytesIO(paper.word(shown.of(queries.report(begun(editor(), WHOLE))), place="Here", at=AT)))
    about = file.core_properties
    assert (about.title, about.language, about.comments) == ("Autumn term 2, 2026", "en-GB", "")
    assert about.created.date() == about.modified.date() == AT.date()
    assert all(paragraph.text.strip() for paragraph in file.paragraphs)
    for table in file.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert {row.cells[1].paragraphs[0].alignment for row in table.rows} == {WD_ALIGN_PARAGRAPH.RIGHT}
