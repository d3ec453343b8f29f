"""Files in every format users have -> articles + ledger, each case small enough to know by hand."""

import csv
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.read.articles import read_articles
from framing.read.columns import is_text
from framing.read.dates import parse_dates
from framing.read.encoding import decode, read_text
from framing.tables import COLUMNS, FramingError

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to stand in, so that messages hold short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def refused(*args, **kwargs):
    with pytest.raises(FramingError) as error:
        read_articles(*args, **kwargs)
    return str(error.value)


def rows(ledger):
    return ledger[["position", "status", "reason", "article_id"]].values.tolist()


# Formats


def test_csv_has_the_columns_of_the_contract(here):
    write("news.csv", "topic,text,outlet,published,title,url\ncourts,It ruled.,BBC,2025-12-10,Ruling,http://x\n")
    articles, ledger = read_articles("news.csv")
    assert list(articles) == [*COLUMNS["articles"], "url", "topic"]
    assert list(ledger) == COLUMNS["ledger"]
    first = articles.iloc[0].to_dict()
    assert first == {
        "article_id": "news-2",
        "outlet": "BBC",
        "published": pd.Timestamp("2025-12-10"),
        "title": "Ruling",
        "text": "It ruled.",
        "published_raw": "2025-12-10",
        "source_file": "news.csv",
        "url": "http://x",
        "topic": "courts",
    }
    assert ledger.values.tolist() == [["news.csv", 2, "imported", "", "news-2"]]
    assert articles.published.dtype == "datetime64[us]"


def test_the_same_articles_in_every_format(here):
    table = pd.DataFrame({"outlet": ["BBC", "CNN"], "published": ["2025-12-10", ""], "text": ["“One”.\n\nTwo.", "Ünö"]})
    table.to_csv("a.csv", index=False)
    table.to_csv("a.tsv", index=False, sep="\t")
    table.to_json("a.jsonl", orient="records", lines=True)
    table.to_json("a.ndjson", orient="records", lines=True, force_ascii=False)
    table.to_parquet("a.parquet")
    for suffix in ("csv", "tsv", "jsonl", "ndjson", "parquet"):
        articles, ledger = read_articles(f"a.{suffix}")
        assert articles.text.tolist() == table.text.tolist(), suffix
        assert articles.published_raw.tolist() == ["2025-12-10", ""], suffix
        assert (ledger.status == "imported").all()


def test_a_written_table_reads_back_the_same(here):
    write("a.csv", "outlet,published,text\nBBC,2025-12,One\nCNN,10 December 2025 14:00 EST,Two\n")
    articles, _ = read_articles("a.csv")
    articles.to_csv("again.csv", index=False)
    pd.testing.assert_frame_equal(read_articles("again.csv")[0], articles)
    articles.to_parquet("again.parquet")
    pd.testing.assert_frame_equal(read_articles("again.parquet")[0], articles)


def test_quoted_line_breaks_and_huge_cells(here):
    long = "word " * 100_000
    write("a.csv", f'outlet,text\r\nBBC,"One ""quoted"" line.\r\nAnother, with a comma."\r\nCNN,{long}\r\n')
    articles, _ = read_articles("a.csv")
    assert articles.text.tolist() == ['One "quoted" line.\r\nAnother, with a comma.', long]
    assert articles.article_id.tolist() == ["a-2", "a-3"]
    assert csv.field_size_limit() == 131072


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_header_tells_the_delimiter(here, mark):
    write("a.csv", f'outlet{mark}text\nBBC{mark}"One; two, and\tthree."\n')
    assert read_articles("a.csv")[0].text.tolist() == ["One; two, and\tthree."]


def test_further_columns_of_a_csv_are_numbers_where_they_can_be(here):
    write("a.csv", "outlet,text,year,share,zip,gap,article_id\nBBC,One,2024,0.5,007,1,01\nCNN,Two,2025,1,100,,2\n")
    articles, _ = read_articles("a.csv")
    assert articles.year.tolist() == [2024, 2025]
    assert articles.share.tolist() == [0.5, 1]
    assert articles.zip.tolist() == ["007", "100"]
    assert articles.gap.isna().tolist() == [False, True]
    assert articles.article_id.tolist() == ["01", "2"]


def test_json_lines_keep_their_types_and_large_ids(here):
    write(
        "a.jsonl",
        '{"id": 12345678901234567890, "outlet": "BBC", "text": "One", "n": 3, "author": ["A", "B"], "tweet": 1}\n'
        '{"outlet": "CNN", "text": "Line\\u2028separator \u2028 inside", "n": 4, '
        '"title": null, "tweet": 9007199254740993}\n',
    )
    articles, _ = read_articles("a.jsonl")
    assert articles.article_id.tolist() == ["12345678901234567890", "a-2"]
    assert articles.n.sum() == 7
    assert articles.byline.tolist() == ["A, B", ""]
    assert articles.title.tolist() == ["", ""]
    assert articles.text[1] == "Line\u2028separator \u2028 inside"
    assert articles.tweet.tolist()[1] == 9007199254740993


def test_parquet_with_dates_numbers_and_missing_cells(here):
    pd.DataFrame(
        {
            "id": [1, None, 3],
            "outlet": pd.Categorical(["BBC", None, "CNN"]),
            "published": pd.to_datetime(["2025-12-10 14:00", None, "2025-12-11 09:00"]).tz_localize("Asia/Kolkata"),
            "title": ["A", None, "C"],
            "text": ["One", "Two", None],
        }
    ).set_index("id").to_parquet("a.parquet")
    articles, ledger = read_articles("a.parquet")
    assert articles.article_id.tolist() == ["1"]
    assert articles.published.tolist() == [pd.Timestamp("2025-12-10 08:30")]
    assert articles.published_raw.tolist() == ["2025-12-10T14:00:00+05:30"]
    assert rows(ledger) == [
        [1, "imported", "", "1"],
        [2, "rejected", "no outlet", ""],
        [3, "rejected", "no text", ""],
    ]


def test_a_single_text_file(here):
    write("ruling.md", "The judges met.")
    articles, ledger = read_articles("ruling.md", outlet="BBC")
    assert articles[["article_id", "outlet", "text"]].values.tolist() == [["ruling", "BBC", "The judges met."]]
    assert ledger.values.tolist() == [["ruling.md", 1, "imported", "", "ruling"]]
    assert refused("ruling.md") == (
        "ruling.md is one text and has no columns. Name its outlet: read_articles('ruling.md', outlet='BBC')."
    )


# Names of columns


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [(name, "text") for name in ("body", "content", "article", "full_text", "Full Text", "TEXT")]
    + [(name, "outlet") for name in ("source", "publication", "Publisher", "media_name", "newspaper")]
    + [(name, "published") for name in ("date", "publish_date", "published_at", "pubdate", "Pub Date")]
    + [("headline", "title"), ("Heading", "title"), ("id", "article_id"), ("doc_id", "article_id")]
    + [("stories_id", "article_id"), ("author", "byline"), ("URL", "url"), ("Section", "section")]
    + [("Language", "language"), ("Event", "event")],
)
def test_common_names_are_recognised_aloud(here, capsys, theirs, ours):
    needed = {"text": "One", "outlet": "BBC"}
    needed.pop(ours, None)
    write("a.csv", f"{','.join([theirs, *needed])}\n{','.join(['cell', *needed.values()])}\n")
    articles, _ = read_articles("a.csv")
    assert articles["published_raw" if ours == "published" else ours].tolist() == ["cell"]
    assert f'a.csv: read "{theirs}" as {ours}\n' in capsys.readouterr().err


def test_our_own_name_wins_and_is_not_worth_a_word(here, capsys):
    write("a.csv", "body,text,outlet,source\nno,yes,BBC,Reuters\n")
    articles, _ = read_articles("a.csv")
    assert articles[["text", "outlet", "body", "source"]].values.tolist() == [["yes", "BBC", "no", "Reuters"]]
    assert capsys.readouterr().err == ""


def test_of_two_names_for_one_column_the_earlier_wins_aloud(here, capsys):
    write("a.csv", "content,body,source,date\nno,yes,BBC,2025-12-10\n")
    articles, _ = read_articles("a.csv")
    assert articles[["text", "content"]].values.tolist() == [["yes", "no"]]
    assert capsys.readouterr().err == (
        'a.csv: read "source" as outlet, "date" as published, "body" as text (not "content")\n'
    )


def test_the_user_names_columns(here, capsys):
    write("a.csv", "story,text,where\nyes,no,BBC\n")
    articles, _ = read_articles("a.csv", columns={"story": "text", "where": "outlet"})
    assert articles[["text", "text_theirs", "outlet"]].values.tolist() == [["yes", "no", "BBC"]]
    assert capsys.readouterr().err == 'a.csv: read "text" as text_theirs\n'


def test_columns_without_a_name_or_with_one_twice(here):
    write("a.csv", ",outlet,text,tag,tag\n0,BBC,One,x,y\n")
    articles, _ = read_articles("a.csv")
    assert articles[["column_1", "tag", "tag_5"]].values.tolist() == [[0, "x", "y"]]


def test_wrong_columns_are_refused(here):
    write("a.csv", "body,source\nOne,BBC\n")
    assert refused("a.csv", columns={"boddy": "text"}) == (
        "`columns` names 'boddy', which a.csv does not have. It has: body, source. "
        "Take one of them: columns={'body': 'text'}."
    )
    assert refused("a.csv", columns={"body": "txt"}) == (
        "`columns` calls 'body' 'txt', which is none of our columns: article_id, outlet, published, title, text, "
        "event, url, byline, section, language. Take one of them: columns={'body': 'text'}."
    )
    assert refused("a.csv", columns={"body": "text", "source": "text"}) == (
        "`columns` calls 'body' and 'source' 'text'. Keep one of them: columns={'body': 'text'}."
    )


def test_no_column_for_the_text_or_the_outlet(here):
    write("articles.csv", "a,b,date\n1,2,3\n")
    assert refused("articles.csv") == (
        "articles.csv has no column for the text. It has: a, b, date. "
        "Say which one it is: read_articles('articles.csv', columns={'a': 'text'})."
    )
    assert refused("articles.csv", columns={"a": "text"}) == (
        "articles.csv has no column for the outlet. It has: a, b, date. "
        "Say which one it is: read_articles('articles.csv', columns={'a': 'text', 'b': 'outlet'}). "
        "Or, if all are from one outlet, name it: read_articles('articles.csv', outlet='BBC')."
    )
    write("wide.csv", ",".join(f"c{i}" for i in range(30)) + "\n" + "," * 29 + "\n")
    assert "c19 and 10 more. Say" in refused("wide.csv")


def test_outlet_fills_only_what_is_missing(here):
    write("a.csv", "outlet,text\n CNN ,One\n,Two\n")
    assert read_articles("a.csv", outlet="BBC")[0].outlet.tolist() == ["CNN", "BBC"]
    assert rows(read_articles("a.csv")[1])[1] == [3, "rejected", "no outlet", ""]
    assert refused("a.csv", outlet=" ") == (
        "`outlet` is ' ', and must be a name: read_articles('a.csv', outlet='BBC')."
    )


# The ledger


def test_one_bad_row_never_stops_the_rest(here, capsys):
    write(
        "a.csv",
        'outlet,title,text\nBBC,A,One\nBBC,B\n\nBBC,C,Three,4,\nBBC,D,"lost\nBBC,E,"Five"\n,F,Six\n'
        'BBC,G, \nBBC,H,"He "said" so"\nBBC,I,Nine,,\n',
    )
    articles, ledger = read_articles("a.csv")
    unpaired = "a quotation mark is never closed, or stands inside a quoted cell without being doubled"
    assert rows(ledger) == [
        [2, "imported", "", "a-2"],
        [3, "rejected", "row has 2 cells where the header has 3", ""],
        [5, "rejected", "row has 4 cells where the header has 3", ""],
        [6, "rejected", unpaired, ""],
        [7, "imported", "", "a-7"],
        [8, "rejected", "no outlet", ""],
        [9, "rejected", "no text", ""],
        [10, "rejected", unpaired, ""],
        [11, "imported", "", "a-11"],
    ]
    assert articles.text.tolist() == ["One", "Five", "Nine"]
    assert capsys.readouterr().err.startswith("a.csv: 6 of 9 records are not imported (2 x a quotation mark is")


def test_a_quotation_mark_open_to_the_end_of_the_file(here):
    write("a.csv", 'outlet,text\nBBC,"lost\nBBC,Two\nBBC,Three\n')
    articles, ledger = read_articles("a.csv")
    assert articles.text.tolist() == ["Two", "Three"]
    assert ledger.status.tolist() == ["rejected", "imported", "imported"]


def test_a_file_in_which_nothing_can_be_imported(here):
    write("a.csv", "outlet,text\nBBC\nCNN\n")
    articles, ledger = read_articles("a.csv")
    assert len(articles) == 0 and list(articles) == COLUMNS["articles"]
    assert articles.published.dtype == "datetime64[us]"
    assert ledger.reason.tolist() == ["row has 1 cell where the header has 2"] * 2


def test_nul_does_not_stop_a_csv(here):
    write("a.csv", "outlet,text\nBBC,One\0two\n")
    assert read_articles("a.csv")[0].text.tolist() == ["One\0two"]


def test_bad_lines_of_json(here):
    good = json.dumps({"outlet": "BBC", "text": "One"})
    half = r'{"outlet": "BBC", "text": "half \ud83d"}'
    pair = r'{"outlet": "BBC", "text": "whole \ud83d\ude00"}'
    deep = "[" * 100_000
    lines = [good, "{bad", "", "[1]", half, pair, '{"outlet": "BBC", "text": ["One"]}', '{"outlet": "BBC"}', deep]
    write("a.jsonl", "\r\n".join(lines))
    articles, ledger = read_articles("a.jsonl")
    assert articles.text.tolist() == ["One", "whole 😀"]
    assert rows(ledger)[:-1] == [
        [1, "imported", "", "a-1"],
        [
            2,
            "rejected",
            "not valid JSON: Expecting property name enclosed in double quotes at character 2",
            "",
        ],
        [4, "rejected", "not a JSON object: it does not begin with {", ""],
        [5, "rejected", r"not valid JSON: \ud83d is half a character", ""],
        [6, "imported", "", "a-6"],
        [7, "rejected", "text is of type list, not a string", ""],
        [8, "rejected", "no text", ""],
    ]
    assert ledger.reason.iloc[-1].startswith("not valid JSON: ")


def test_a_list_is_not_json_lines(here):
    write("a.jsonl", '[\n{"outlet": "BBC",\n"text": "One"}\n]')
    assert refused("a.jsonl") == (
        "a.jsonl has no line that holds a JSON object. Line 1: not valid JSON: Expecting value at character 2. "
        'Write one article in each line: {"outlet": "BBC", "text": "…"}.'
    )


def test_ids_stay_unique_aloud(here, capsys):
    write("a.csv", "id,outlet,text\nx,BBC,1\nx,BBC,2\nx-2,BBC,3\nx,BBC,4\n,BBC,5\nx,BBC,\n")
    articles, ledger = read_articles("a.csv")
    assert articles.article_id.tolist() == ["x", "x-3", "x-2", "x-4", "a-6"]
    assert ledger.reason.tolist() == [
        "",
        "article_id 'x' came before; renamed 'x-3'",
        "",
        "article_id 'x' came before; renamed 'x-4'",
        "",
        "no text",
    ]
    assert (
        "a.csv: 2 article_id came before and got a number; first: article_id 'x' came before; renamed 'x-3'\n"
        in capsys.readouterr().err
    )


# Folders


def test_folder_with_manifest(here, capsys):
    write("corpus/a.txt", "One")
    write("corpus/sub/b.md", "Two")
    write("corpus/c.txt", "Three")
    write("corpus/photo.jpg", "x")
    write("corpus/README.md", "About")
    write("corpus/.DS_Store", "hidden")
    write("corpus/.git/x.txt", "hidden")
    write(
        "corpus/manifest.csv",
        "file,source,date,title,event,text\na.txt,BBC,2025-12,A,trial,note\nsub\\b.md,CNN,,B,,\nghost.txt,CNN,,,,\n"
        "a.txt,CNN,,,,\n,CNN,,,,\n",
    )
    articles, ledger = read_articles("corpus")
    assert articles[
        ["article_id", "outlet", "title", "text", "source_file", "event", "manifest_text"]
    ].values.tolist() == [
        ["a", "BBC", "A", "One", "a.txt", "trial", "note"],
        ["b", "CNN", "B", "Two", "sub/b.md", "", ""],
    ]
    assert articles.published[0] == pd.Timestamp("2025-12-01") and articles.published_raw[0] == "2025-12"
    assert ledger.values.tolist() == [
        ["ghost.txt", 1, "rejected", "listed in manifest.csv, row 4, but there is no such file", ""],
        ["manifest.csv", 5, "rejected", "a.txt is listed before, in row 2", ""],
        ["manifest.csv", 6, "rejected", "names no file", ""],
        ["README.md", 1, "rejected", "a README, and not listed in manifest.csv", ""],
        ["a.txt", 1, "imported", "", "a"],
        ["c.txt", 1, "rejected", "not listed in manifest.csv and no outlet given", ""],
        ["photo.jpg", 1, "rejected", "not a kind of file that holds articles", ""],
        ["sub/b.md", 1, "imported", "", "b"],
    ]
    assert 'manifest.csv: read "source" as outlet, "date" as published\n' in capsys.readouterr().err
    articles, _ = read_articles("corpus", outlet="Own")
    assert articles.manifest_text.tolist() == ["note", "", ""]
    assert dict(zip(articles.source_file, articles.outlet, strict=True)) == {
        "a.txt": "BBC",
        "c.txt": "Own",
        "sub/b.md": "CNN",
    }


def test_manifest_names_its_columns(here):
    write("corpus/a.txt", "One")
    write("corpus/manifest.csv", "which,who\na.txt,BBC\n")
    assert refused("corpus") == (
        "manifest.csv has no column for the names of the files. It has: which, who. "
        "Say which one it is: read_articles('corpus', columns={'which': 'file'})."
    )
    assert refused("corpus", columns={"which": "file"}) == (
        "manifest.csv has no column for the outlet. It has: which, who. "
        "Say which one it is: read_articles('corpus', columns={'which': 'file', 'who': 'outlet'}). "
        "Or, if all are from one outlet, name it: read_articles('corpus', outlet='BBC')."
    )
    articles, _ = read_articles("corpus", columns={"which": "file", "who": "outlet"})
    assert articles.outlet.tolist() == ["BBC"]


def test_subfolders_are_outlets(here, capsys):
    write("corpus/BBC/1.txt", "One")
    write("corpus/CNN/2020/1.txt", "Two")
    write("corpus/CNN/2.txt", "Three")
    write("corpus/loose.txt", "Four")
    articles, ledger = read_articles("corpus")
    assert articles[["article_id", "outlet"]].values.tolist() == [
        ["BBC/1", "BBC"],
        ["2", "CNN"],
        ["CNN/2020/1", "CNN"],
    ]
    assert ledger.values.tolist()[-1] == ["loose.txt", 1, "rejected", "no outlet", ""]
    assert capsys.readouterr().err == (
        'corpus: took the names of subfolders as outlets: "BBC", "CNN"\n'
        "corpus: 1 of 4 records are not imported (1 x no outlet); the ledger lists them\n"
    )
    assert set(read_articles("corpus", outlet="Own")[0].outlet) == {"Own"}


def test_stems_that_clash_in_one_folder(here):
    write("corpus/a.txt", "One")
    write("corpus/a.md", "Two")
    assert read_articles("corpus", outlet="BBC")[0].article_id.tolist() == ["a", "a-2"]


def test_folders_that_are_refused(here):
    write("corpus/a.txt", "One")
    assert refused("corpus") == (
        "Nothing tells the outlets of the articles in corpus. If all are from one, name it: read_articles('corpus', "
        "outlet='BBC'). If not, put them into a subfolder for each outlet, or write manifest.csv beside them with the "
        "columns file,outlet,published,title."
    )
    assert refused("corpus", columns={"a": "outlet"}) == (
        "`columns` names the columns of manifest.csv or of a table, and corpus has none. Leave `columns` out, or write "
        "manifest.csv with the columns file,outlet,published,title."
    )
    Path("empty").mkdir()
    assert refused("empty") == (
        "empty has no file with articles. It has: nothing. Put one article into each .txt, .md, .docx, .html, .htm "
        "file, or a table with one article per row into the folder."
    )


def test_one_unreadable_file_never_stops_the_folder(here, capsys):
    write("corpus/a.txt", b"caf\xe9 \x81")
    write("corpus/b.txt", "“b”".encode("cp1252"))
    write("corpus/c.txt", "“c”".encode("cp1252"))
    write("corpus/d.txt", "“d”".encode("utf-16"))
    write("corpus/e.txt", "")
    articles, ledger = read_articles("corpus", outlet="BBC")
    assert articles.text.tolist() == ["“b”", "“c”", "“d”"]
    assert ledger.reason.tolist() == ["cannot be read as UTF-8, UTF-16 or cp1252", "", "", "", "no text"]
    assert capsys.readouterr().err.startswith(
        "corpus: b.txt is not UTF-8, read as cp1252 (Windows); of the same kind: 1 more\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a name be any bytes")
def test_a_file_name_that_is_no_text(here):
    write("corpus/é.txt", "One")
    Path("corpus").joinpath(os.fsdecode(b"\xff.txt")).write_text("Two")
    write("corpus/manifest.csv", "file,outlet\ne\u0301.txt,BBC\n")
    articles, _ = read_articles("corpus", outlet="Own")
    assert dict(zip(articles.source_file, articles.outlet, strict=True)) == {"é.txt": "BBC", "�.txt": "Own"}


# Encodings


TEXT = "outlet,text\nBBC,“Café”, said the court\n".replace(", said", " said")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(here, capsys, encoding):
    write("a.csv", TEXT.encode(encoding))
    write("b.csv", b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_articles("a.csv")[0].text.tolist() == ["“Café” said the court"]
    assert capsys.readouterr().err == ("a.csv: not UTF-8, read as cp1252 (Windows)\n" if encoding == "cp1252" else "")
    assert read_articles("b.csv")[0].text.tolist() == ["“Café” said the court"]


def test_one_broken_byte_in_utf8_is_not_cp1252(here, capsys):
    write("a.csv", TEXT.encode().replace(b"said", b"sa\xe9d"))
    assert read_articles("a.csv")[0].text.tolist() == ["“Café” sa�d the court"]
    assert capsys.readouterr().err == "a.csv: not UTF-8 in 1 place, where � stands now\n"


def test_bytes_that_are_no_text(here):
    write("a.csv", b"outlet,text\nBBC,caf\xe9 \x81\n")
    assert refused("a.csv") == (
        "a.csv cannot be read as UTF-8, UTF-16 or cp1252. Save it as UTF-8 in the program it comes from."
    )


@given(st.text(st.characters(codec="utf-8")))
def test_utf8_decodes_to_itself_unless_it_looks_like_utf16(text):
    assert "\0" in text or decode(text.encode("utf-8-sig")) == (text, "")


def test_read_text_leaves_line_breaks_alone(here):
    assert read_text(write("a.txt", "a\r\nb\rc\n")) == "a\r\nb\rc\n"
    with pytest.raises(FramingError, match=r"^b.txt cannot be opened: No such file or directory\. Give the path"):
        read_text(Path("b.txt"))


# Dates


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2025-12-10", "2025-12-10"),
        ("2025/12/10", "2025-12-10"),
        ("2025.1.9", "2025-01-09"),
        ("20251210", "2025-12-10"),
        ("2025-12", "2025-12-01"),
        ("2025-12-10T14:00:00Z", "2025-12-10 14:00"),
        ("2025-12-10 14:00:05.25 UTC", "2025-12-10 14:00:05.250"),
        ("2025-12-10T23:30:00-05:00", "2025-12-11 04:30"),
        ("2025-12-10T23:30:00+0530", "2025-12-10 18:00"),
        ("10 December 2025", "2025-12-10"),
        ("10th Dec. 2025", "2025-12-10"),
        ("10-Dec-2025", "2025-12-10"),
        ("December 10, 2025", "2025-12-10"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("December 2025", "2025-12-01"),
        ("Wed, 10 Dec 2025 14:00:00 GMT", "2025-12-10 14:00"),
        ("March 14, 2013 Thursday 11:21 AM GMT", "2013-03-14 11:21"),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10 15:36"),
        ("December 10, 2025 at 12:05 a.m.", "2025-12-10 00:05"),
        ("  10 DECEMBER 2025  ", "2025-12-10"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025 3:00 PM", "2025-12-25 15:00"),
        ("04.04.2025", "2025-04-04"),
        ("1765375200", None),
        ("2025", None),
        ("31 June 2025", None),
        ("2025-12-10 25:00", None),
        ("10 December 2025 14:00 XYZ", None),
        ("December 10, 2025 13:00 PM", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("1/4/19", None),
        ("mayor 10, 2025", None),
        ("yesterday", None),
        ("", None),
        ("03/04/2025", None),
        ("٣/٤/٢٠٢٥", None),
    ],
)
def test_dates(raw, expected):
    published, notes = parse_dates([raw])
    assert published.dtype == "datetime64[us]"
    assert published.isna()[0] if expected is None else published[0] == pd.Timestamp(expected)
    assert bool(notes) == (expected is None and raw != "")


def test_each_article_keeps_its_own_date(here):
    write("a.csv", "outlet,date,text\nBBC,2025-12-01,\nBBC,2025-12-02,Two\nBBC,,Three\nBBC,2025-12-04,Four\n")
    assert read_articles("a.csv")[0].published.dt.day.fillna(0).tolist() == [2, 0, 4]


def test_the_file_tells_whether_the_day_comes_first():
    assert parse_dates(["03/04/2025", "25/12/2025"]).published.astype(str).tolist() == ["2025-04-03", "2025-12-25"]
    month_first = parse_dates(["03/04/2025", "12/25/2025"])
    assert month_first.published.astype(str).tolist() == ["2025-03-04", "2025-12-25"]
    assert month_first.notes == ["read 03/04/2025 with the month first, because of 12/25/2025"]


def test_dates_that_cannot_be_told_are_left_empty_aloud(here, capsys):
    write("a.csv", "outlet,date,text\nBBC,03/04/2025,One\nCNN,03/04/2025,Two\nCNN,soon,Three\n")
    articles, _ = read_articles("a.csv")
    assert articles.published.isna().all()
    assert articles.published_raw.tolist() == ["03/04/2025", "03/04/2025", "soon"]
    assert capsys.readouterr().err == (
        'a.csv: read "date" as published\n'
        "a.csv: 2 dates such as 03/04/2025 may have the day or the month first, and no other date tells which; "
        "published is empty there. Write them as 2025-12-31\n"
        "a.csv: 1 date such as 'soon' cannot be read; published is empty there\n"
    )


def test_a_file_that_contradicts_itself():
    published, notes = parse_dates(["03/04/2025", "25/12/2025", "12/25/2025"])
    assert published.isna().tolist() == [True, False, False]
    assert "and 25/12/2025 and 12/25/2025 stand in one file; published is empty there" in notes[0]


# Files that are refused


def test_nothing_there(here):
    write("articles.csv", "outlet,text\nBBC,One\n")
    assert refused("article.csv") == (
        "There is nothing at article.csv. Near to it: articles.csv. Read that: read_articles('articles.csv')."
    )
    assert refused("no/such/place") == (
        f"There is nothing at no/such/place. Python looks for it from {here.as_posix()}. "
        "Give its path from there, or the whole path."
    )


def test_unknown_kind(here):
    write("a.pdf", "x")
    assert refused("a.pdf") == (
        "a.pdf cannot be read. read_articles reads .csv, .tsv, .xlsx, .xlsm, .xlsb, .xls, .ods, .jsonl, .ndjson, "
        ".parquet, .txt, .md, .docx, .html, .htm, .zip and folders of them. "
        "Save it as one of them: from Excel as .xlsx, from Word as .docx, from elsewhere as .txt or CSV UTF-8."
    )


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_file(here, name, content):
    write(name, content)
    assert refused(name, outlet="BBC") == f"{name} is empty. Save it once more, or give the path of another file."


def test_header_only(here):
    write("a.csv", "outlet,text\n")
    assert refused("a.csv") == (
        "a.csv has a header and no records below it. Its header is: outlet, text. Fill in the lines below it."
    )
    write("b.csv", 'outlet,"text\n')
    assert refused("b.csv") == (
        "b.csv: in its first line a quotation mark is never closed, or stands inside a quoted cell without being "
        "doubled. Write the names of its columns there."
    )


def test_broken_and_empty_parquet(here):
    write("a.parquet", "nothing")
    assert refused("a.parquet").startswith("a.parquet cannot be read as Parquet: ")
    assert refused("a.parquet").endswith("Write it anew: table.to_parquet('a.parquet').")
    pd.DataFrame({"outlet": [], "text": []}).to_parquet("b.parquet")
    assert refused("b.parquet") == "b.parquet has columns and no rows: outlet, text. Write one article in each row."


# Properties

CELLS = st.text(st.characters(codec="utf-8"))


def read_bytes_of(suffix, content):
    with tempfile.TemporaryDirectory() as folder:
        return read_articles(write(f"{folder}/a.{suffix}", content))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from([",", ";", "\t"]))
def test_any_text_comes_back_from_csv(pairs, mark):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([("outlet", "title", "text"), *(("BBC", *pair) for pair in pairs)])
    articles, ledger = read_bytes_of("csv", out.getvalue().encode("utf-8-sig"))
    assert articles[["title", "text"]].values.tolist() == [list(pair) for pair in pairs if is_text(pair[1])]
    assert len(ledger) == len(pairs)
    assert articles.article_id.tolist() == ledger.article_id[ledger.status == "imported"].tolist()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text('ab ",;é1', max_size=12), min_size=1))
def test_every_line_of_a_csv_is_a_row_of_the_ledger(lines):
    content = "\n".join(["outlet,text", *lines])
    if '"' in content or not any(lines):  # a quoted cell may hold several lines
        content = "outlet,text\n" + "\n".join(line.replace('"', "") + "x" for line in lines)
    articles, ledger = read_bytes_of("csv", content)
    assert len(ledger) == sum(bool(line) for line in content.split("\n")[1:])
    assert len(articles) == (ledger.status == "imported").sum()
    assert ((ledger.status == "imported") | (ledger.reason != "")).all()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('ab",\r\n', max_size=12), min_size=1))
def test_no_file_of_quotation_marks_raises_or_loses_its_last_line(pieces):
    articles, ledger = read_bytes_of("csv", "outlet,text\nBBC,first\n" + "".join(pieces) + "\nBBC,last\n")
    assert ledger.status.isin(["imported", "rejected"]).all()
    assert len(articles) == (ledger.status == "imported").sum()
    assert articles.text.iloc[0] == "first"
    assert articles.text.iloc[-1].rstrip('"\n').endswith("last") or ledger.status.iloc[-1] == "rejected"


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["id", "date", "title", "text", "more"]), JSON), min_size=1))
def test_every_line_of_json_is_a_row_of_the_ledger(records):
    lines = [json.dumps({"outlet": "BBC", "text": "first"}), *map(json.dumps, records)]
    articles, ledger = read_bytes_of("jsonl", "\n".join(lines))
    assert ledger.position.tolist() == list(range(1, len(lines) + 1))
    assert len(articles) == (ledger.status == "imported").sum()
    assert articles.article_id.is_unique and not articles.title.isna().any()


def test_ten_thousand_long_rows_take_seconds(here):
    text = "The court, it said, “ruled”. " * 100
    with Path("big.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("outlet", "date", "text"), *(("BBC", f"2025-12-10 10:{i % 60:02}", text) for i in range(10_000))]
        )
    start = time.process_time()
    articles, _ = read_articles("big.csv")
    assert len(articles) == 10_000
    assert time.process_time() - start < 6  # a tenth of the minute that a hundred thousand may take


# Real files, where they are


@pytest.mark.skipif(not (SHARED / "articles").exists(), reason="the shared articles are not here")
def test_the_five_real_articles():
    articles, ledger = read_articles(SHARED / "articles")
    manifest = pd.read_csv(SHARED / "articles" / "manifest.csv")
    assert articles.outlet.tolist() == manifest.outlet.tolist()
    assert articles.published[3] == pd.Timestamp("2025-12-01") and articles.published_raw[3] == "2025-12"
    assert articles.published.notna().all()
    assert len(ledger) == 5 and (ledger.status == "imported").all()


@pytest.mark.skipif(not (SHARED / "allsides").exists(), reason="the AllSides articles are not here")
def test_allsides():
    articles, ledger = read_articles(SHARED / "allsides" / "articles.parquet")
    assert len(articles) == len(ledger) == 4143
    assert articles.outlet.nunique() == 197


@pytest.mark.skipif(not (SHARED / "exports").exists(), reason="the archive exports are not here")
def test_an_export_without_texts_says_so():
    (export,) = (SHARED / "exports" / "mediacloud").glob("*.csv")
    assert "has no column for the text. It has: stories_id, publish_date, title, url, language" in refused(export)
