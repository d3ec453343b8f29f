"""Lexicons: what is read, and the words in which a wrong one is refused: file, line and mend."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.read.lexicon import cells_of, check_lexicon, read_lexicon
from framing.tables import FramingError

ROOT = Path(__file__).parents[1]
HEAD = "term,frame,source\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="court.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf8"))
        return path

    return write


def refused(path):
    with pytest.raises(FramingError) as error:
        read_lexicon(path)
    return str(error.value)


# What is read


def test_all_columns(write):
    lines = (
        "term,frame,source,choice,except,match_case,note\n"
        "war crime*,atrocity,Rome Statute Art. 8,,,,\n"
        '  War  on\tterror ,security,"Bush, 2001",naming,war on terror museum; war on terrorism,Yes,says who\n'
    )
    first, second = read_lexicon(write(lines)).to_dict("records")
    assert first == {
        "term": "war crime*",
        "frame": "atrocity",
        "source": "Rome Statute Art. 8",
        "choice": "",
        "except": "",
        "match_case": False,
        "note": "",
    }
    assert second["term"] == "War on terror" and second["source"] == "Bush, 2001"
    assert second["except"] == "war on terror museum; war on terrorism" and second["match_case"] is True


@pytest.mark.parametrize(
    "content",
    [
        "term;frame;source\nlawfare;delegitimation;Dunlap 2001\n",
        "\ufeffterm,frame,source\nlawfare,delegitimation,Dunlap 2001\n",
        "\ufeffterm;frame;source\r\nlawfare;delegitimation;Dunlap 2001\r\n",
        "term\tframe\tsource\nlawfare\tdelegitimation\tDunlap 2001",
        "term,frame,source\nlawfare,delegitimation,Dunlap 2001\n".encode("utf-16"),
        " Term ,FRAME,Source\n\nlawfare,delegitimation,Dunlap 2001\n\n",
        "source,term,frame\nDunlap 2001,lawfare,delegitimation\n",
        "term,frame,source\nlawfare,delegitimation,Dunlap 2001,,\n",
    ],
    ids=[
        "semicolons",
        "BOM",
        "both, as Excel",
        "tabs",
        "UTF-16",
        "capitals and empty lines",
        "another order",
        "empty cells more",
    ],
)
def test_files_as_programs_write_them(content, write):
    lexicon = read_lexicon(write(content))
    assert lexicon[["term", "frame", "source"]].values.tolist() == [["lawfare", "delegitimation", "Dunlap 2001"]]


def test_a_term_may_stand_in_two_frames_and_beside_its_starred_form(write):
    lexicon = read_lexicon(write(HEAD + "war,a,s\nwar,b,s\nwar*,a,s\n"))
    assert lexicon.term.tolist() == ["war", "war", "war*"]


def test_cp1252_and_decomposed_letters(write):
    assert read_lexicon(write((HEAD + "élan,a,s\n").encode("cp1252"))).term.tolist() == ["élan"]
    assert read_lexicon(write(HEAD + "e\u0301lan,a,s\n")).term.tolist() == ["élan"]


@pytest.mark.parametrize("path", sorted((ROOT / "data/lexicons").glob("*.csv")), ids=lambda p: p.stem)
def test_lexicons_of_ours(path):
    lexicon = read_lexicon(path)
    assert (lexicon.source != "").all(), "each term says why it is in"


# What is refused


def test_no_such_file(tmp_path):
    path = tmp_path / "court.csv"
    message = f"There is no lexicon at {path}. Give the path of a CSV file with the columns term, frame, source."
    assert refused(path) == message
    assert refused(tmp_path) == message.replace(str(path), str(tmp_path))


def test_not_csv(write):
    message = "court.xlsx is no CSV file. Save the lexicon as CSV (UTF-8): term,frame,source and a line for each term."
    assert refused(write("x", "court.xlsx")) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "court.csv is empty. Save it once more, or give the path of another file."),
        (
            HEAD,
            "court.csv has a header and no records below it. Its header is: term, frame, source. "
            "Fill in the lines below it.",
        ),
        (
            "word,frame,source\nwar,a,s\n",
            "court.csv, line 1: no column term. It has: word, frame, source. "
            "Write term,frame,source as its first line, and a cell for each in the lines below.",
        ),
        (
            "term\nwar\n",
            "court.csv, line 1: no column frame and no column source. It has: term. "
            "Write term,frame,source as its first line, and a cell for each in the lines below.",
        ),
        (
            HEAD + "war,a,s\npeace,a,Art. 6, 8\n",
            "court.csv, line 3: row has 4 cells where the header has 3. "
            'Put a cell that holds a comma in quotation marks: "Art. 6, 8".',
        ),
        (
            "term,Term ,frame,source\nwar,x,a,s\n",
            "court.csv, line 1: two columns are called term. Rename or delete one of the two.",
        ),
        (
            HEAD + "war\n",
            "court.csv, line 2: row has 1 cell where the header has 3. "
            'Put a cell that holds a comma in quotation marks: "Art. 6, 8".',
        ),
        (
            HEAD + 'war,a,"s\n',
            ""
            "court.csv, line 2: a quotation mark is never closed, "
            "or stands inside a quoted cell without being doubled. "
            'Put a cell that holds a comma in quotation marks: "Art. 6, 8".',
        ),
        (HEAD + "war,a,s\n ,a,s\n", "court.csv, line 3: the term '' is empty. Delete the line, or write the term."),
        (HEAD + "\nwar,a,s\n\n,a,s\n", "court.csv, line 5: the term '' is empty. Delete the line, or write the term."),
        (
            HEAD + "war,,s\n",
            "court.csv, line 2: the term 'war' has no frame. Write in the column frame what it stands for.",
        ),
        (
            HEAD + "geno*cide,a,s\n",
            "court.csv, line 2: the term 'geno*cide' has a * in the middle. Write geno* to take every ending.",
        ),
        (
            HEAD + "war\u200bcrime,a,s\n",
            ""
            "court.csv, line 2: the term 'war\\u200bcrime' can never match: "
            "it holds the invisible character U+200B. Write warcrime.",
        ),
        (
            HEAD + "?!,a,s\n",
            "court.csv, line 2: the term '?!' can never match: it holds no letter and no digit. Write a word.",
        ),
        (
            HEAD + "-led,a,s\n",
            "court.csv, line 2: the term '-led' can never match: it starts or ends with a space or a hyphen. "
            "Write led.",
        ),
        (
            HEAD + "state - led,a,s\n",
            "court.csv, line 2: the term 'state - led' can never match: a space or a hyphen follows another. "
            "Write state-led.",
        ),
        (
            "term,frame,source,except\nwar,a,s,war zone; war**\n",
            "court.csv, line 2: the exception ' war**' has a * in the middle. Write war* to take every ending.",
        ),
        ("term,frame,source,match_case\nwar,a,s,maybe\n", "court.csv, line 2: match_case is 'maybe'. Write yes or no."),
    ],
)
def test_messages(content, message, write):
    assert refused(write(content)) == message


@pytest.mark.parametrize("second", ["war crime", "War-Crime", "WAR  CRIME", "war‑crime"])
def test_a_term_twice_in_one_frame(second, write):
    assert refused(write(f"{HEAD}war crime,a,s\npeace,a,s\n{second},a,s\n")) == (
        f"court.csv, line 4: the term '{' '.join(second.split())}' stands in frame 'a' already, at court.csv, line 2. "
        "Delete one of the two (capitals, hyphens and spaces make no difference)."
    )


def test_a_term_twice_with_other_apostrophes(write):
    assert "stands in frame 'a' already" in refused(write(HEAD + "court's,a,s\ncourt’s,a,s\n"))


@pytest.mark.parametrize("empty", [None, np.nan, pd.NA, "", "  "])
def test_tables_of_ones_own_with_empty_cells(empty):
    lexicon = pd.DataFrame({"term": ["war", empty], "frame": "a", "source": "s"}, index=["x", "y"])
    with pytest.raises(FramingError) as error:
        check_lexicon(lexicon)
    assert str(error.value).startswith("`lexicon`, row y: the term ")
    lexicon = pd.DataFrame({"term": ["war"], "frame": [empty], "source": "s"})
    with pytest.raises(FramingError) as error:
        check_lexicon(lexicon)
    assert (
        str(error.value)
        == "`lexicon`, row 0: the term 'war' has no frame. Write in the column frame what it stands for."
    )


def test_cells_of_a_column_that_is_not_there():
    assert cells_of(pd.DataFrame({"term": ["a", "b"]}), "choice") == ["", ""]
