"""Spreadsheets, Word documents, web pages, zips and folders of all of them, each made here and small enough to know."""

import datetime as dt
import gzip
import json
import re
import socket
import stat
import zipfile
from collections import Counter
from html import escape
from pathlib import Path

import pandas as pd
import pytest

from framing.read import archive
from framing.read.articles import read_articles
from framing.read.encoding import decode_page
from framing.tables import FramingError

SHARED = Path(__file__).parents[2] / "shared"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to stand in, so that messages hold short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Nothing that is read may fetch anything."""

    def refuse(*args, **kwargs):
        raise AssertionError("reading a file reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def write(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def pack(name, files):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        for inside, content in files.items():
            file.writestr(inside, content)


def refused(*args, **kwargs):
    with pytest.raises(FramingError) as error:
        read_articles(*args, **kwargs)
    return str(error.value)


def rows(ledger):
    return ledger[["source", "position", "status", "reason", "article_id"]].values.tolist()


# Spreadsheets


def cell(value):
    if isinstance(value, dt.datetime | dt.date):
        moment = dt.datetime(value.year, value.month, value.day)
        serial = (moment - dt.datetime(1899, 12, 30)).days
        if isinstance(value, dt.datetime):
            return f'<c s="2"><v>{serial + (value.hour * 60 + value.minute) / 1440}</v></c>'
        return f'<c s="1"><v>{serial}</v></c>'
    if isinstance(value, str):
        kind = "e" if value.startswith("#") else "inlineStr"
        return f'<c t="{kind}">' + (f"<v>{value}</v>" if kind == "e" else f"<is><t>{escape(value)}</t></is>") + "</c>"
    return "<c/>" if value is None else f"<c><v>{value}</v></c>"


def workbook(name, **sheets):
    """An .xlsx of the smallest kind that Excel opens."""
    names = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{REL}/worksheet" Target="worksheets/s{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    formats = "".join(f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in (0, 14, 22))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}<Relationship Id="s" '
        f'Type="{REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="3">{formats}</cellXfs></styleSheet>',
    }
    for i, table in enumerate(sheets.values(), 1):
        lines = "".join(f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(table, 1))
        parts[f"xl/worksheets/s{i}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    pack(name, parts)


def test_a_workbook_as_instructors_keep_it(here, capsys):
    workbook(
        "week 3.xlsx",
        Notes=[["Collected in spring"]],
        Articles=[
            ["Coverage of the trial"],
            [],
            ["No.", "Newspaper", "Date", "Headline", "Full text", "Year", "Weight"],
            [17, "BBC", dt.date(2025, 12, 10), "A", "One", 2025, 0.5],
            [18, "CNN", dt.datetime(2025, 12, 10, 14, 30), "B", None, 2025, 1],
            [],
            [19, "#N/A", "10 Dec 2025", "C", "Three", 2024, 2],
            [20, "CNN", "2025-12", 7, "Four", 2024, 2],
            [21, "CNN", None, "E", "NA", 2024, 2],
        ],
        Codes=[["code", "meaning"], [1, "yes"]],
    )
    articles, ledger = read_articles("week 3.xlsx", columns={"No.": "article_id"})
    assert articles[["article_id", "outlet", "published_raw", "title", "text"]].values.tolist() == [
        ["17", "BBC", "2025-12-10", "A", "One"],
        ["20", "CNN", "2025-12", "7", "Four"],
    ]
    assert articles.published.tolist() == [pd.Timestamp("2025-12-10"), pd.Timestamp("2025-12-01")]
    assert articles.Year.tolist() == [2025, 2024] and articles.Weight.tolist() == [0.5, 2]
    assert rows(ledger) == [
        ["week 3.xlsx", 4, "imported", "", "17"],
        ["week 3.xlsx", 5, "rejected", "no text", ""],
        ["week 3.xlsx", 7, "rejected", "no outlet", ""],
        ["week 3.xlsx", 8, "imported", "", "20"],
        ["week 3.xlsx", 9, "rejected", "no text: it says 'NA'", ""],
    ]
    assert capsys.readouterr().err == (
        'week 3.xlsx: read sheet "Articles" from row 3 on (not "Notes", "Codes")\n'
        'week 3.xlsx: read "Newspaper" as outlet, "Date" as published, "Headline" as title, "Full text" as text\n'
        "week 3.xlsx: 3 of 5 records are not imported (1 x no text, 1 x no outlet, 1 x no text: it says 'NA'); "
        "the ledger lists them\n"
    )


def test_cells_of_a_spreadsheet_are_read_as_written(here):
    when = dt.datetime(2025, 12, 10, 14, 30)
    workbook("a.xlsx", A=[["id", "outlet", "date", "text"], [12345678901, "BBC", when, 17], ["007", "BBC", 2.5, "Two"]])
    articles, _ = read_articles("a.xlsx")
    assert articles.article_id.tolist() == ["12345678901", "007"]
    assert articles.published_raw.tolist() == ["2025-12-10T14:30:00", "2.5"]
    assert articles.text.tolist() == ["17", "Two"]
    assert articles.published[0] == pd.Timestamp("2025-12-10 14:30")


def test_the_header_is_the_row_that_names_most_columns(here):
    title = [["Source:", "an archive"], ["Date:", "2025"], ["Outlet", "Published", "Text", "Tag"]]
    workbook("a.xlsx", A=[*title, ["BBC", "2025-12-10", "One", "x"]])
    assert read_articles("a.xlsx")[1].position.tolist() == [4]
    workbook("b.xlsx", A=[["A title"], ["Zeitung", "Artikel-Text"], ["BBC", "One"]])
    articles, ledger = read_articles("b.xlsx", columns={"Zeitung": "outlet", "Artikel-Text": "text"})
    assert articles[["outlet", "text"]].values.tolist() == [["BBC", "One"]] and ledger.position.tolist() == [3]
    workbook("c.xlsx", A=[["Text"], ["One"]])
    assert read_articles("c.xlsx", outlet="BBC")[0].text.tolist() == ["One"]


def test_libreoffice(here):
    office = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell {cell}</table:table-cell>' for cell in line)}</table:table-row>"
        for line in (
            [f'office:value-type="string"><text:p>{name}</text:p>' for name in ("id", "outlet", "date", "text")],
            [
                'office:value-type="float" office:value="17"><text:p>17</text:p>',
                'office:value-type="string"><text:p>BBC</text:p>',
                'office:value-type="date" office:date-value="2025-12-10"><text:p>10/12/25</text:p>',
                'office:value-type="string"><text:p>One</text:p><text:p>Two</text:p>',
            ],
        )
    )
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    pack("a.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})
    articles, _ = read_articles("a.ods")
    assert articles[["article_id", "published_raw", "text"]].values.tolist() == [["17", "2025-12-10", "One\nTwo"]]


def test_a_text_that_fills_a_cell_of_excel_may_be_cut_off(here, capsys):
    workbook("a.xlsx", A=[["outlet", "text"], *[["BBC", "x" * 32_767]] * 5, ["BBC", "x"]])
    read_articles("a.xlsx")
    assert capsys.readouterr().err == (
        "a.xlsx: a cell of row 2, 3, 4 and of 2 more holds 32,767 characters, the most that Excel keeps; "
        "the end of the text may be lost\n"
    )


def test_workbooks_that_are_refused(here):
    write("a.xlsx", "x")
    assert refused("a.xlsx") == (
        "a.xlsx cannot be read as a spreadsheet: invalid Zip archive: Could not find EOCD. "
        "Open it in Excel or LibreOffice, and save it as .xlsx or as CSV UTF-8."
    )
    write("a.xls", "<html>")
    assert refused("a.xls").startswith("a.xls cannot be read as a spreadsheet: ")
    workbook("b.xlsx", A=[], B=[["", None]])
    assert refused("b.xlsx") == "b.xlsx is empty. Save it once more, or give the path of another file."
    workbook("c.xlsx", A=[["outlet", "text"]], B=[["A title"]])
    assert refused("c.xlsx") == (
        "c.xlsx has no sheet with the names of columns and records below them. Its sheets: A, B. Write the names, such "
        "as outlet, published, title, text, into the first row, and one article into each row below."
    )
    workbook("d.xlsx", A=[["a", "b"], [1, 2]])
    assert refused("d.xlsx") == (
        "d.xlsx has no column for the text. It has: a, b. "
        "Say which one it is: read_articles('d.xlsx', columns={'a': 'text'})."
    )


def test_an_encrypted_workbook(here, monkeypatch):
    import python_calamine

    class Encrypted:
        def from_path(path):
            raise python_calamine.PasswordError("Workbook is password protected")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Encrypted)
    write("a.xlsx", "x")
    assert refused("a.xlsx") == (
        "a.xlsx is encrypted. Open it with its password, and save it without one: in Excel, File, Info, "
        "Protect Workbook, Encrypt with Password, and leave the password empty."
    )


def test_of_two_columns_of_texts_the_fuller_is_read_and_the_ledger_names_the_other(here, capsys):
    write("a.csv", "outlet,Full_text,Full_Text2\nBBC,NA,One\nBBC, ,Two\nBBC,Not here,\nBBC,,Not available.\n")
    articles, ledger = read_articles("a.csv")
    assert articles.text.tolist() == ["One", "Two"]
    assert ledger.reason.tolist() == [
        "",
        "",
        'no text, but "Full_text" holds one',
        "no text: it says 'Not available.'",
    ]
    assert 'a.csv: read "Full_Text2" as text (not "Full_text")\n' in capsys.readouterr().err
    write("b.csv", "outlet,text,body\nBBC,,One\n")
    assert read_articles("b.csv")[1].reason.tolist() == ['no text, but "body" holds one']


# Word documents


def paragraph(text, style="", before=""):
    name = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr>' if style else ""
    return f"<w:p>{name}{before}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(name, body, title="", place="word/document.xml"):
    pack(
        name,
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{REL}/officeDocument" Target="{place}"/></Relationships>',
            place: f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/>'
            "</w:style></w:styles>",
            "docProps/core.xml": '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title></c:coreProperties>",
        },
    )


def test_a_word_document(here):
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Cell')}</w:tc><w:tc>{paragraph('Other')}</w:tc></w:tr></w:tbl>"
    word(
        "a.docx",
        paragraph("")
        + paragraph("The judges", "berschrift1")
        + paragraph(" said “so”.", before="<w:r><w:t>They</w:t><w:tab/><w:br/></w:r>")
        + table
        + paragraph("Last"),
    )
    articles, ledger = read_articles("a.docx", outlet="BBC")
    assert articles.text[0] == "The judges\n\nThey\t\n said “so”.\n\nCell\n\nOther\n\nLast"
    assert articles[["article_id", "outlet", "title"]].values.tolist() == [["a", "BBC", "The judges"]]
    assert rows(ledger) == [["a.docx", 1, "imported", "", "a"]]
    word("b.docx", paragraph("Text"), title="By  property", place="word/document2.xml")
    assert read_articles("b.docx", outlet="BBC")[0][["title", "text"]].values.tolist() == [["By property", "Text"]]
    assert refused("b.docx") == (
        "b.docx is one text and has no columns. Name its outlet: read_articles('b.docx', outlet='BBC')."
    )


def test_what_is_not_the_text_of_a_word_document(here):
    run = "<w:r><w:t>{}</w:t></w:r>"
    marks = (
        f"<w:ins>{run.format('inserted ')}</w:ins><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run.format('moved')}</w:moveFrom><w:hyperlink>{run.format('link ')}</w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText><w:footnoteReference/></w:r>"
        f"<w:r><w:pict><w:txbxContent>{paragraph('box')}</w:txbxContent></w:pict></w:r>"
    )
    control = f"<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{paragraph('Control')}</w:sdtContent></w:sdt>"
    word("a.docx", paragraph("end", before=marks) + control)
    assert read_articles("a.docx", outlet="BBC")[0].text.tolist() == ["inserted link end\n\nControl"]


def test_word_documents_that_are_refused(here):
    mend = "Open it in Word or LibreOffice, and save it as .docx without a password."
    write("a.docx", b"\xd0\xcf\x11\xe0 and more")
    assert refused("a.docx", outlet="BBC") == f"a.docx: is encrypted, or an old .doc under another name. {mend}"
    write("b.docx", "no zip")
    assert refused("b.docx", outlet="BBC") == f"b.docx: is no Word document, or a damaged one. {mend}"
    pack("c.docx", {"other.xml": "<a/>"})
    assert refused("c.docx", outlet="BBC") == f"c.docx: is no Word document, or a damaged one. {mend}"
    word("d.docx", paragraph(""))
    assert refused("d.docx", outlet="BBC") == "d.docx is empty. Save it once more, or give the path of another file."


# Web pages

PAGE = """<html><head><title>Ruling - The Gazette</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><script>fetch("http://x")</script>
<article><h1>Judges rule</h1><p>The court said it was “{word}”, after a hearing of two days.</p>
<p>The ministry called the ruling “a mistake”. It will appeal before the end of the month.</p></article>
<img src="http://example.org/a.jpg"><footer>All rights reserved. <a href="/terms">Terms</a></footer></body></html>"""
DATED = '<meta property="article:published_time" content="2025-12-10T14:00:00Z">'


def test_a_web_page(here):
    write("a.html", PAGE.format(head=DATED, word="café"))
    articles, _ = read_articles("a.html", outlet="Gazette")
    assert articles[["title", "published_raw"]].values.tolist() == [["Judges rule", "2025-12-10"]]
    assert articles.text[0].endswith(
        "The court said it was “café”, after a hearing of two days.\n\n"
        "The ministry called the ruling “a mistake”. It will appeal before the end of the month."
    )
    assert not re.search("Home|rights|fetch", articles.text[0])
    assert articles.published[0] == pd.Timestamp("2025-12-10")


@pytest.mark.parametrize(
    ("head", "encoding", "said"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2", "łódź"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", "мир"),
        ("<META CHARSET=Shift_JIS>", "cp932", "平和①"),
        ('<meta charset="iso-8859-1">', "cp1252", "— café"),
        ('<meta charset="iso-8859-1">', "utf-8", "café, and UTF-8 after all"),
        ('<meta charset="nonsense">', "utf-8", "café"),
        ("", "utf-8-sig", "café"),
        ("", "utf-16", "café"),
        ("", "cp1252", "café"),
    ],
)
def test_pages_are_read_in_the_characters_they_name(here, head, encoding, said):
    page = PAGE.format(head=head, word=said)
    if encoding in ("iso-8859-2", "cp932"):  # they have none
        page = page.replace("“", '"').replace("”", '"')
    write("a.html", page.encode(encoding))
    assert said in read_articles("a.html", outlet="Gazette")[0].text[0]


def test_a_page_that_is_broken_in_one_place():
    assert decode_page(b"<meta charset=koi8-r>\xcd") == ("<meta charset=koi8-r>м", "")
    assert decode_page(b"<meta charset=euc-jp>\xff\xa4\xa2")[1] == "not euc_jp in 1 place, where � stands now"


def test_a_page_without_an_article(here, capsys):
    write("pages/BBC/a.html", "<html><body></body></html>")
    write("pages/BBC/b.htm", PAGE.format(head="", word="café"))
    articles, ledger = read_articles("pages")
    assert rows(ledger) == [
        ["BBC/a.html", 1, "rejected", "no article text found in the page", ""],
        ["BBC/b.htm", 1, "imported", "", "b"],
    ]
    assert articles.title.tolist() == ["Judges rule"]
    assert refused("pages/BBC/a.html", outlet="BBC") == (
        "a.html: no article text found in the page. Copy the article from the browser into a .txt file."
    )
    assert "discarding" not in capsys.readouterr().err


@pytest.mark.parametrize("page", ["\0", "<" * 5000, "<div>" * 5000 + "x", b"\xed\xa0\x80", b"\x81\x8d", "&#0;"])
def test_no_page_stops_the_rest(here, page):
    write("pages/a.html", page)
    write("pages/b.txt", "One")
    assert "b" in read_articles("pages", outlet="BBC")[0].article_id.tolist()


# Folders of everything


def test_a_folder_of_everything(here, capsys):
    write("data/a.csv", "outlet,text,date,year\nBBC,One,03/04/2025,2024\nCNN,Two,25/12/2025,2025\nCNN\n")
    workbook("data/b.xlsx", Sheet=[["Source", "Body", "Year"], ["Fox", "Three", 2023]])
    write("data/sub/a.csv", "text,date\nFour,03/04/2025\n")
    write("data/more.tsv", "outlet\ttext\tyear\tshare\nBBC\tFive\t2022\t0.5\n")
    write("data/more.jsonl", '{"outlet": "BBC", "text": "Six", "n": 3}\n')
    pd.DataFrame({"outlet": ["BBC"], "text": ["Seven"]}).to_parquet("data/table.parquet")
    write("data/sub/story.txt", "Eight")
    word("data/sub/story.docx", paragraph("Nine"))
    write("data/codes.csv", "code,meaning\n1,yes\n")
    write("data/broken.xlsx", "x")
    write("data/photo.jpg", "x")
    write("data/old.zip", "x")
    write("data/~$b.xlsx", "lock")
    write("data/README.md", "About")
    articles, ledger = read_articles("data")
    assert articles[["article_id", "outlet", "text", "source_file"]].values.tolist() == [
        ["sub/story", "sub", "Nine", "sub/story.docx"],
        ["sub/story-2", "sub", "Eight", "sub/story.txt"],
        ["a-2", "BBC", "One", "a.csv"],
        ["a-3", "CNN", "Two", "a.csv"],
        ["b-2", "Fox", "Three", "b.xlsx"],
        ["more-1", "BBC", "Six", "more.jsonl"],
        ["more-2", "BBC", "Five", "more.tsv"],
        ["sub/a-2", "sub", "Four", "sub/a.csv"],
        ["table-1", "BBC", "Seven", "table.parquet"],
    ]
    assert articles.published[2] == pd.Timestamp("2025-04-03") and articles.published.isna()[7]  # one file, one order
    assert articles.year.sum() == 2024 + 2025 + 2022 and articles.Year[4] == 2023
    assert ledger[ledger.reason != ""][["source", "position", "status", "reason"]].values.tolist() == [
        ["README.md", 1, "rejected", "a README, and not listed in manifest.csv"],
        [
            "broken.xlsx",
            1,
            "rejected",
            "cannot be read as a spreadsheet: invalid Zip archive: Could not find EOCD. "
            "Open it in Excel or LibreOffice, and save it as .xlsx or as CSV UTF-8.",
        ],
        [
            "codes.csv",
            1,
            "rejected",
            "has no column for the text. It has: code, meaning. "
            "Say which one it is: read_articles('data', columns={'code': 'text'}).",
        ],
        ["old.zip", 1, "rejected", "a zip inside; unpack it, or give its path"],
        ["photo.jpg", 1, "rejected", "not a kind of file that holds articles"],
        ["sub/story.txt", 1, "imported", "article_id 'sub/story' came before; renamed 'sub/story-2'"],
        ["a.csv", 4, "rejected", "row has 1 cell where the header has 4"],
    ]
    said = capsys.readouterr().err
    assert 'data: took the names of subfolders as outlets: "sub"\n' in said
    assert "a.csv: read 03/04/2025 with the day first, because of 25/12/2025\n" in said


def test_columns_of_several_tables_stay_what_they_are(here):
    write("data/a.csv", "outlet,text,year,event,topic\nBBC,One,2024,trial,x\n")
    write("data/b.csv", "outlet,text,year,share\nBBC,Two,unknown,1\n")
    articles, _ = read_articles("data")
    assert articles.year.tolist() == ["2024", "unknown"]
    assert articles[["event", "topic"]].values.tolist() == [["trial", "x"], ["", ""]]
    assert articles.share.isna().tolist() == [True, False]
    assert list(articles)[7:] == ["event", "year", "topic", "share"]
    articles.to_parquet("both.parquet")


def test_a_manifest_speaks_for_tables_and_over_pages(here):
    write("data/news.csv", "body,headline\nOne,A\nTwo,B\n")
    write("data/own.csv", "body,outlet\nThree,CNN\n")
    write("data/lost.csv", "body\nFour\n")
    write("data/page.html", PAGE.format(head=DATED, word="café"))
    write("data/plain.html", PAGE.format(head=DATED, word="café"))
    write(
        "data/manifest.csv",
        "file,outlet,title,published,event\nnews.csv,BBC,,2025-12,trial\npage.html,Fox,Theirs,,\nplain.html,Fox,,,\n",
    )
    articles, ledger = read_articles("data")
    assert articles[["article_id", "outlet", "title", "published_raw", "event"]].values.tolist() == [
        ["page", "Fox", "Theirs", "2025-12-10", ""],
        ["plain", "Fox", "Judges rule", "2025-12-10", ""],
        ["news-2", "BBC", "A", "2025-12", "trial"],
        ["news-3", "BBC", "B", "2025-12", "trial"],
        ["own-2", "CNN", "", "", ""],
    ]
    assert ledger.reason[ledger.source == "lost.csv"].tolist() == [
        "has no column for the outlet. It has: body. Say which one it is: read_articles('data', columns={'theirs': "
        "'outlet'}). Or, if all are from one outlet, name it: read_articles('data', outlet='BBC')."
    ]


def test_the_user_names_columns_of_all_tables_in_a_folder(here):
    write("data/a.csv", "Zeitung,Artikel\nBBC,One\n")
    write("data/b.csv", "outlet,story\nCNN,Two\n")
    columns = {"Zeitung": "outlet", "Artikel": "text", "story": "text"}
    assert read_articles("data", columns=columns)[0].text.tolist() == ["One", "Two"]
    assert refused("data", columns={"Artikl": "text"}) == (
        "`columns` names 'Artikl', which data does not have. It has: Zeitung, Artikel, outlet, story. "
        "Take one of them: columns={'Artikel': 'text'}."
    )


def test_a_folder_in_which_no_file_can_be_read(here):
    write("data/a.csv", "code,meaning\n1,yes\n")
    assert refused("data") == (
        "No file in data can be read. a.csv: has no column for the text. It has: code, meaning. "
        "Say which one it is: read_articles('data', columns={'code': 'text'})."
    )


def test_an_export_of_many_articles_is_not_one(here):
    write("data/nexis.txt", "One\n\nEnd of Document\n\nTwo\n\nEnd of Document\n")
    write("data/single.txt", "1 of 1 DOCUMENTS\n\nThree")
    articles, ledger = read_articles("data", outlet="BBC")
    assert articles.article_id.tolist() == ["single"]
    assert ledger.reason[0] == "an archive's export of 2 articles in one file, which is not taken apart"
    assert refused("data/nexis.txt", outlet="BBC") == (
        "nexis.txt: an archive's export of 2 articles in one file, which is not taken apart. "
        "Export a table, or one article per file."
    )


# Zips


def test_a_zipped_folder_is_read_as_the_folder(here, capsys):
    files = {
        "corpus/BBC/1.txt": "One",
        "corpus/CNN/1.txt": "Two",
        "corpus/CNN/page.html": PAGE.format(head=DATED, word="café"),
        "corpus/news.csv": "outlet,text\nFox,Three\nFox\n",
        "corpus/photo.jpg": "x",
    }
    for name, content in files.items():
        write(name, content)
    pack("corpus.zip", files | {"corpus/.DS_Store": "x", "__MACOSX/corpus/BBC/._1.txt": "x", "corpus/BBC/": ""})
    (articles, ledger), (zipped, account) = read_articles("corpus"), read_articles("corpus.zip")
    pd.testing.assert_frame_equal(articles, zipped)
    assert sorted(rows(account)) == sorted(rows(ledger))
    assert zipped.source_file.tolist() == ["BBC/1.txt", "CNN/1.txt", "CNN/page.html", "news.csv"]
    assert 'corpus.zip: took the names of subfolders as outlets: "BBC", "CNN"\n' in capsys.readouterr().err


def test_a_zip_with_a_manifest_or_a_single_table(here):
    pack("a.zip", {"manifest.csv": "file,outlet\ntexts/1.txt,BBC\n", "texts/1.txt": "One"})
    assert read_articles("a.zip")[0][["outlet", "source_file"]].values.tolist() == [["BBC", "texts/1.txt"]]
    pack("b.zip", {"news.csv": "outlet,text\nBBC,One\nBBC,\n"})
    articles, ledger = read_articles("b.zip")
    assert rows(ledger) == [["news.csv", 2, "imported", "", "news-2"], ["news.csv", 3, "rejected", "no text", ""]]
    assert articles.source_file.tolist() == ["news.csv"]


def test_names_that_macs_and_old_programs_write(here):
    pack("a.zip", {"BBC\\1.txt": "One", "CNN\\2.txt": "Two"})
    assert read_articles("a.zip")[0].source_file.tolist() == ["BBC/1.txt", "CNN/2.txt"]
    mac = zipfile.ZipInfo("CNN/é.txt".encode().decode("cp437"))
    assert archive._name(mac) == "CNN/é.txt"
    assert archive._name(zipfile.ZipInfo("CNN/é.txt")) == "CNN/é.txt"


def test_entries_that_stay_in_the_zip(here):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile("a.zip", "w") as file:
        for name in ("../up.txt", "/abs.txt", "a/../../up.txt", "C:\\abs.txt", "BBC/1.txt", "BBC/2.txt", "BBC/3.txt"):
            file.writestr(name, name)
        file.writestr(link, "BBC/1.txt")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("BBC/1.txt", "once more")
        encrypted, damaged = file.infolist()[5:7]
        place = damaged.header_offset
    raw = bytearray(Path("a.zip").read_bytes())
    raw[encrypted.header_offset + 6] |= 1
    directory = raw.index(b"PK\x01\x02")
    raw[raw.index(b"BBC/2.txt", directory) - 46 + 8] |= 1
    raw[place + 30 + len("BBC/3.txt")] ^= 1
    write("a.zip", bytes(raw))
    articles, ledger = read_articles("a.zip", outlet="BBC")
    assert articles.text.tolist() == ["BBC/1.txt"]
    assert rows(ledger) == [
        ["../up.txt", 1, "rejected", "its name leads out of the zip", ""],
        ["/abs.txt", 1, "rejected", "its name leads out of the zip", ""],
        ["a/../../up.txt", 1, "rejected", "its name leads out of the zip", ""],
        ["C:/abs.txt", 1, "rejected", "its name leads out of the zip", ""],
        ["BBC/2.txt", 1, "rejected", "encrypted; unpack the zip with its password and read the folder", ""],
        ["BBC/3.txt", 1, "rejected", "cannot be unpacked: Bad CRC-32 for file 'BBC/3.txt'", ""],
        ["link.txt", 1, "rejected", "a link, not a file", ""],
        ["BBC/1.txt", 1, "rejected", "a file of the same name comes before it in the zip", ""],
        ["BBC/1.txt", 1, "imported", "", "1"],
    ]
    assert sorted(path.name for path in here.parent.glob("*up.txt")) == [] and not Path("up.txt").exists()


def test_zips_that_are_refused(here, monkeypatch):
    write("a.zip", "x")
    assert refused("a.zip") == (
        "a.zip cannot be read as a zip: File is not a zip file. Pack the folder anew, or give the path of the folder."
    )
    pack("b.zip", {"a.txt": "One"})
    assert "articles in b.zip. If all are from one, name it: read_articles('b.zip', outlet='BBC')." in refused("b.zip")
    pack("c.zip", {})
    assert refused("c.zip").startswith("c.zip has no file with articles. It has: nothing. Put one article into each")
    pack("d.zip", {"../a.csv": "outlet,text\nBBC,One\n"})
    assert refused("d.zip") == "No file in d.zip can be read. ../a.csv: its name leads out of the zip."
    pack("e.zip", {"a.txt": "0" * 2_000_000})
    monkeypatch.setattr(archive, "_BIG", 1_000_000)
    size = zipfile.ZipFile("e.zip").infolist()[0].compress_size
    assert 2_000_000 / size > 1000
    assert refused("e.zip", outlet="BBC") == (
        f"e.zip is not unpacked: a.txt would grow from {size:,} to 2,000,000 bytes, which no text does. "
        "Unpack it yourself if you trust it, and read the folder."
    )
    word("f.docx", paragraph("x" * 8_000_000))
    assert refused("f.docx", outlet="BBC").startswith("f.docx is not unpacked: word/document.xml would grow from ")
    monkeypatch.setattr(archive, "_MOST", 1_000_000)
    assert refused("e.zip", outlet="BBC") == (
        "e.zip would unpack to 0 GB, and at most 20 are unpacked. "
        "Unpack it yourself if you trust it, and read its folders one by one."
    )


# Real files, where they are


@pytest.mark.skipif(not (SHARED / "exports").exists(), reason="the archive exports are not here")
def test_the_workbook_of_an_archive(capsys):
    articles, ledger = read_articles(SHARED / "exports" / "csv_excel" / "proquest_derived_788.xlsx")
    assert len(ledger) == 787 and ledger.position.tolist() == list(range(2, 789))
    rejected = {"no text: it says 'NA'": 75, "no text": 2, "no outlet": 1}
    assert Counter(ledger.reason[ledger.status == "rejected"]) == rejected
    assert len(articles) == 787 - 78
    assert articles.article_id.is_unique and "NA" not in set(articles.article_id)
    assert articles.published.isna().sum() == 9  # Spring 2008 and the like
    assert 'as text (not "Full_text")' in capsys.readouterr().err


@pytest.mark.skipif(not (SHARED / "exports").exists(), reason="the archive exports are not here")
def test_real_pages_give_nearly_all_words_of_their_articles(tmp_path):
    gold = json.loads((SHARED / "exports" / "web" / "gold.json").read_text(encoding="utf8"))
    for name in gold:
        page = gzip.decompress((SHARED / "exports" / "web" / f"{name}.html.gz").read_bytes())
        (tmp_path / f"{name}.html").write_bytes(page)
    articles, _ = read_articles(tmp_path, outlet="web")
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    pairs = [(gold[name]["articleBody"], texts[name]) for name in gold]
    counts = [[Counter(re.findall(r"\w+", text.lower())) for text in pair] for pair in pairs]
    sides = (*zip(*counts, strict=True), [ours & theirs for ours, theirs in counts])
    wanted, given, both = (sum(sum(count.values()) for count in side) for side in sides)
    print(f"{len(gold)} articles: {both / wanted:.3f} of their words found, {both / given:.3f} of those found theirs")
    assert both / wanted >= 0.99 and both / given >= 0.94
