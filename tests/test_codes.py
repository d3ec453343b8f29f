import contextlib

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.teach.cells import read_fits, read_heading, read_voice
from framing.teach.seals import seal, unseal
from framing.teach.workbook import write_coding_sheet

VOICES = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]


@pytest.fixture
def sample():
    texts = [f"Number {i} says that the lawfare went on." for i in range(6)]
    articles = pd.DataFrame({"article_id": list("abcdef"), "outlet": ["X", "Y"] * 3, "title": "", "text": texts})
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "test"})
    return fr.draw_coding_sample(fr.find_mentions(articles, lexicon), articles, n=4, seed=1)


def ids(sample):
    return [unseal(code)[0] for code in sample.code]


def filled(path, answers, sheet="codes"):
    """Fill in a sheet as a coder would."""
    book = openpyxl.load_workbook(path)
    for row, answer in enumerate(answers, 2):
        for column, value in zip("EFG", answer, strict=False):
            book[sheet][f"{column}{row}"] = value
    book.save(path)
    return path


def csv(tmp_path, text, name="ada.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def told(ledger):
    return ledger[["position", "status", "reason", "found"]].values.tolist()


def test_a_filled_in_spreadsheet(sample, tmp_path):
    path = write_coding_sheet(sample, tmp_path / "a.xlsx", coder="Ada")
    filled(path, [("quoted", "yes"), ("narrator", "no", "hard"), (None, "yes"), (None, None, "later")])
    codes, ledger = fr.read_codes(path)
    assert codes.columns.tolist() == [
        "mention_id", "coder", "voice", "fits", "note", "p_drawn", "source", "position"
    ]  # fmt: skip
    assert codes[["mention_id", "coder", "voice", "fits", "note"]].values.tolist() == [
        [ids(sample)[0], "Ada", "quoted", "yes", ""],
        [ids(sample)[1], "Ada", "narrator", "no", "hard"],
        [ids(sample)[2], "Ada", "", "yes", ""],
    ]
    assert codes.p_drawn.tolist() == [pytest.approx(2 / 3)] * 3
    assert told(ledger) == [
        [4, "not coded", "voice is empty", ""], [5, "not coded", "voice and fits are empty", "later"]
    ]  # fmt: skip
    assert ledger.mention_id.tolist() == ids(sample)[2:]


@pytest.mark.parametrize(
    ("written", "voice"),
    [(v, v) for v in VOICES]
    + [(v.upper(), v) for v in VOICES]
    + [(f" {v.capitalize()} ", v) for v in VOICES]
    + [(v[0], v) for v in VOICES]
    + [("para", "paraphrased"), ("Quote", "quoted"), ("own words", "narrator"), ("“quoted”", "quoted")],
)
def test_voices_as_people_write_them(written, voice):
    assert read_voice(written) == (voice, "")


@pytest.mark.parametrize(
    ("written", "voice"),
    [("narator", "narrator"), ("qouted", "quoted"), ("paraprased", "paraphrased"), ("ascribedd", "ascribed"),
     ("unclaer", "unclear"), ("quoted?", "quoted"), ("paraphase", "paraphrased")],
)  # fmt: skip
def test_a_slip_is_mended_and_said(written, voice):
    assert read_voice(written) == (voice, "mended")


@pytest.mark.parametrize("written", ["?", "quoted/narrator", "1", "nq", "yes", "someone", "quoted narrator"])
def test_what_may_be_two_things_is_rejected(written):
    assert read_voice(written) == ("", "rejected")


@pytest.mark.parametrize("written", ["", "  ", "-", "–", "n/a", "NaN", "None", "."])
def test_empty_cells(written):
    assert read_voice(written) == ("", "") == read_fits(written)


@pytest.mark.parametrize("written", ["yes", "Y", "JA", "j", "1", "1.0", "TRUE", "x", "X", "✓", " Yes. "])
def test_yes(written):
    assert read_fits(written) == ("yes", "")


@pytest.mark.parametrize("written", ["unsure", "U", "not sure", "maybe", "Don't know", "vielleicht"])
def test_unsure(written):
    assert read_fits(written) == ("unsure", "")


def test_a_question_mark_alone_is_no_answer():
    """A program that knows no ✓ writes ? in its place."""
    assert read_fits("?") == ("", "rejected") == read_voice("?") and read_fits("yes?") == ("yes", "mended")


@pytest.mark.parametrize("written", ["no", "N", "Nein", "0", "0,0", "false", "✗"])
def test_no(written):
    assert read_fits(written) == ("no", "")


@given(st.text(max_size=30))
def test_no_cell_breaks_the_reading(text):
    for read in (read_voice, read_fits):
        value, status = read(text)
        assert status in ("", "mended", "rejected") and (value or status in ("", "rejected"))
    read_heading(text)


@given(st.sampled_from(VOICES), st.data())
@settings(max_examples=200)
def test_one_wrong_letter_never_makes_another_voice(voice, data):
    at = data.draw(st.integers(0, len(voice)))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    for slip in (voice[:at] + letter + voice[at:], voice[:at] + letter + voice[at + 1 :], voice[:at] + voice[at + 1 :]):
        assert read_voice(slip).value == voice, slip


def test_renamed_reordered_and_further_columns_and_rows(sample, tmp_path):
    a, b = sample.code[:2]
    text = (
        "Coding of group 3,,,,\n,,,,\nplease be careful,,,,\n"
        f"Fits?,my mood,Whose words,The code (do not change),Comments\nja,good,Q,{a},fine\n,,,,\n0,bad,Narrator ,{b},\n"
        "average,,,,\n"
    )
    text = text.replace("The code (do not change)", "Code")
    codes, ledger = fr.read_codes(csv(tmp_path, text))
    assert codes[["mention_id", "coder", "voice", "fits", "note"]].values.tolist() == [
        [ids(sample)[0], "ada", "quoted", "yes", "fine"], [ids(sample)[1], "ada", "narrator", "no", ""]
    ]  # fmt: skip
    assert told(ledger) == [[8, "rejected", "no code and no mention_id", "average"]]


def test_columns_without_a_name_are_known_by_what_is_in_them(sample, tmp_path):
    a, b, c = sample.code[:3]
    text = f"thing,how,well,what else\n{a},quoted,yes,hm\n{b},narrator,no,ha\n{c},unclear,yes,hey\n"
    codes, ledger = fr.read_codes(csv(tmp_path, text))
    assert codes.voice.tolist() == ["quoted", "narrator", "unclear"] and codes.fits.tolist() == ["yes", "no", "yes"]
    assert ledger.reason.tolist() == [
        f"column taken for {c} by what is written in it" for c in ("code", "voice", "fits")
    ]
    assert ledger.found.tolist() == ["thing", "how", "well"]


def test_a_column_of_that_name_that_is_not_ours(tmp_path):
    codes, ledger = fr.read_codes(csv(tmp_path, "id,coder,code\na,Ada,quoted\nb,Ada,narrator\n"))
    assert codes[["mention_id", "coder", "voice"]].values.tolist() == [["a", "Ada", "quoted"], ["b", "Ada", "narrator"]]
    assert ledger.reason.tolist() == ["column taken for voice by what is written in it"]


def test_no_header_at_all(sample, tmp_path):
    codes, _ = fr.read_codes(csv(tmp_path, "".join(f"{c},q,yes\n" for c in sample.code).replace(",q,", ",quoted,")))
    assert codes.mention_id.tolist() == ids(sample) and set(codes.voice) == {"quoted"}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(sample, tmp_path, mark, encoding):
    rows = ["code|voice|fits|note", f"{sample.code[0]}|quoted|yes|naïve", f'{sample.code[1]}|narrator|no|"a, b; c"']
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(rows).replace("|", mark).encode(encoding))
    codes, ledger = fr.read_codes(path)
    assert codes.note.tolist() == ["naïve", "a, b; c"] and not len(ledger)


def test_a_row_that_breaks_the_rules_of_csv_stops_no_other(sample, tmp_path):
    a, b = sample.code[:2]
    codes, ledger = fr.read_codes(csv(tmp_path, f'code,voice,note\n{a},quoted,"never closed\n{b},narrator,\n'))
    assert codes.mention_id.tolist() == [ids(sample)[1]]
    assert told(ledger)[0] == [2, "rejected", "a quotation mark is never closed", f'{a},quoted,"never closed']


def test_ids_that_a_program_turned_into_numbers(tmp_path):
    text = "mention_id,voice\n12,quoted\n13.0,narrator\n1.23457E+11,quoted\n"
    codes, ledger = fr.read_codes(csv(tmp_path, text))
    assert codes.mention_id.tolist() == ["12", "13"] and "p_drawn" not in codes
    assert told(ledger) == [
        [4, "rejected", "mention_id was turned into a rounded number", "1.23457E+11 | quoted"]
    ]  # fmt: skip


def test_a_lost_or_changed_code_is_found_by_its_item(sample, tmp_path):
    text = f"item,code,voice\n1,{sample.code[0]},quoted\n2.0,{sample.code[1][:-5]},narrator\n3,,unclear\n9,,quoted\n"
    path = csv(tmp_path, text)
    codes, ledger = fr.read_codes(path, sample=sample)
    assert codes.mention_id.tolist() == ids(sample)[:3] and codes.p_drawn.notna().all()
    assert told(ledger) == [[5, "rejected", "no code and no mention_id", "9 | quoted"]]
    codes, ledger = fr.read_codes(path)
    assert len(codes) == 1
    assert ledger.reason.tolist() == [
        "the code was changed; give sample= to know the mention by its item",
        "no code and no mention_id; give sample= to know the mention by its item",
        "no code and no mention_id; give sample= to know the mention by its item",
    ]


def test_what_is_not_in_the_sample_and_a_column_sorted_alone(sample, tmp_path):
    strange = seal("other:text:1:x", 1, 2)
    text = f"item,code,voice\n1,{strange},quoted\n2,{sample.code[0]},narrator\n3,{sample.code[2]},quoted\n"
    codes, ledger = fr.read_codes(csv(tmp_path, text), sample=sample)
    assert codes.mention_id.tolist() == ids(sample)[2:3]
    assert ledger.reason.tolist() == [
        "not in the sample", "item and code belong to two mentions: was one column sorted alone?"
    ]  # fmt: skip


def test_plain_ids_with_a_sample(sample, tmp_path):
    codes, ledger = fr.read_codes(csv(tmp_path, f"id,voice\n{ids(sample)[0]},q\nzz,q\n"), sample=sample)
    assert codes.p_drawn.tolist() == [pytest.approx(2 / 3)]
    assert ledger[["reason", "mention_id"]].values.tolist() == [["not in the sample", "zz"]]


def test_the_same_mention_twice(tmp_path):
    text = "id,voice,fits,note\na,quoted,,\na,quoted,yes,n\nb,quoted,yes,\nb,narrator,yes,\n"
    codes, ledger = fr.read_codes(csv(tmp_path, text))
    assert codes[["mention_id", "voice", "fits", "note"]].values.tolist() == [
        ["a", "quoted", "yes", "n"], ["b", "quoted", "yes", ""]
    ]  # fmt: skip
    assert told(ledger) == [
        [2, "not coded", "fits is empty", ""],
        [3, "mended", "ada has it before; the two are joined", ""],
        [5, "rejected", "voice said before by ada: quoted; the first counts", "narrator"],
        [5, "mended", "ada has it before; the two are joined", ""],
    ]


def test_several_coders_in_files_and_columns(tmp_path):
    csv(tmp_path, "id,coder,voice\na,Ada,q\nb,,q\nc,ADA,n\na,2.0,q\n", "1.csv")
    csv(tmp_path, "id,voice\na,n\n", "ben.csv")
    (tmp_path / "~$lock.xlsx").write_bytes(b"")
    (tmp_path / "readme.md").write_text("no sheet")
    codes, ledger = fr.read_codes(tmp_path)
    assert codes[["mention_id", "coder"]].values.tolist() == [
        ["a", "Ada"], ["b", "Ada"], ["c", "Ada"], ["a", "2"], ["a", "ben"]
    ]  # fmt: skip
    assert told(ledger) == [[3, "mended", "coder empty; taken from above: Ada", ""]]
    again, _ = fr.read_codes([tmp_path / "1.csv", str(tmp_path / "ben.csv")])
    pd.testing.assert_frame_equal(codes, again)


def test_several_sheets_of_one_file_and_columns_that_stand_twice(tmp_path):
    book = openpyxl.Workbook()
    for name, rows in {
        "notes": [["hello"]],
        "one": [["id", "voice", "voice"], ["a", None, "quoted"], ["b", None, "n"]],
        "two": [["id", "voice"], ["c", "u"]],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    codes, ledger = fr.read_codes(tmp_path / "x.xlsx")
    assert codes[["mention_id", "voice"]].values.tolist() == [["a", "quoted"], ["b", "narrator"], ["c", "unclear"]]
    assert codes.source.tolist() == ["x.xlsx, sheet one", "x.xlsx, sheet one", "x.xlsx, sheet two"]
    assert ledger.reason.tolist() == [
        "a second column for voice; the fuller one is read. If each is of one coder, name them voice_ada and voice_ben"
    ]


WIDE = [["a", "Ada", "quoted", "yes"], ["b", "Ada", "narrator", "no"], ["a", "Ben", "unclear", "no"],
        ["b", "Ben", "narrator", ""]]  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        "id,voice_Ada,fits_Ada,voice_Ben,fits_Ben",
        "id,Voice (Ada),Fits (Ada),Voice (Ben),Fits (Ben)",
        "id,Ada: voice,Ada: fits,Ben voice,Ben fits?",
        "id,voice - coder Ada,fits - coder Ada,voice - coder Ben,fits by Ben",
        "Group 3,Ada,,Ben,\nid,voice,fits,voice,fits",
    ],
)
def test_two_coders_side_by_side(tmp_path, headings):
    codes, ledger = fr.read_codes(csv(tmp_path, f"{headings}\na,quoted,yes,u,0\nb,N,no,narrator,\n"))
    assert codes[["mention_id", "coder", "voice", "fits"]].values.tolist() == WIDE
    assert sorted(ledger.reason) == [
        *(f"column read as {q} of coder {c}" for q in ("fits", "voice") for c in ("Ada", "Ben")), "fits is empty (Ben)"
    ]  # fmt: skip


def test_the_coders_themselves_head_the_columns(sample, tmp_path):
    a, b = sample.code[:2]
    codes, ledger = fr.read_codes(csv(tmp_path, f"code,Ada,Ben\n{a},quoted,narrator\n{b},unclear,unclear\n"))
    assert codes[["coder", "voice"]].values.tolist() == [
        ["Ada", "quoted"], ["Ada", "unclear"], ["Ben", "narrator"], ["Ben", "unclear"]
    ]  # fmt: skip
    assert ledger.reason.tolist() == ["column read as voice of coder Ada", "column read as voice of coder Ben"]


def test_a_column_of_one_coder_beside_a_plain_one(tmp_path):
    codes, ledger = fr.read_codes(csv(tmp_path, "id,coder,voice,voice_ben,note\na,Ada,quoted,q,hm\n"))
    assert codes[["coder", "voice", "note"]].values.tolist() == [["Ada", "quoted", "hm"], ["ben", "quoted", "hm"]]
    assert ledger.reason.tolist() == [
        "column read as voice of coder ben",
        "this column names no coder, others do: read as of the coder column, or else of the file",
    ]


@pytest.mark.parametrize(
    "headings", ["id,Voice (whose words?),Fits (does it?)", "id,voice_ada,fits", "id,voice,voice comment"]
)
def test_what_stands_behind_a_heading_is_no_coder_where_there_is_one_column(tmp_path, headings):
    codes, _ = fr.read_codes(csv(tmp_path, f"{headings}\na,quoted,yes\nb,narrator,no\n"))
    assert set(codes.coder) == {"ada"} and codes.voice.tolist() == ["quoted", "narrator"]


def test_columns_that_nobody_can_tell_apart_are_said(sample, tmp_path):
    a, b = sample.code[:2]
    codes, ledger = fr.read_codes(csv(tmp_path, f"code,,\n{a},quoted,narrator\n{b},unclear,unclear\n"))
    assert not len(codes)
    assert told(ledger)[0] == [
        1, "rejected", "2 columns may hold voice: none is read. Name the right one voice, or voice_ada and voice_ben",
        "column 2, column 3",
    ]  # fmt: skip


def test_a_sheet_after_a_hard_life(sample, tmp_path):
    """Sorted, with rows and columns put in, a merged cell, a hidden row, and everything spelled in some way."""
    book = openpyxl.load_workbook(write_coding_sheet(sample, tmp_path / "a.xlsx", coder="Ada"))
    sheet = book["codes"]
    answers = {"E2": "Quoted.", "F2": "✓", "E3": "qouted ", "F3": 1, "E4": "NARRATOR", "F4": False, "E5": "para"}
    for cell, value in answers.items():
        sheet[cell] = value
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    sheet.insert_cols(2)
    sheet.insert_rows(3, 2)
    sheet.insert_rows(1)
    sheet["A1"] = "Group 3"
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[4].hidden = True
    sheet.auto_filter.ref = "A2:J8"
    book.save(tmp_path / "b.xlsx")
    codes, ledger = fr.read_codes(tmp_path / "b.xlsx", sample=sample)
    assert codes[["mention_id", "voice", "fits"]].values.tolist() == [
        [ids(sample)[3], "paraphrased", ""], [ids(sample)[2], "narrator", "no"], [ids(sample)[1], "quoted", "yes"],
        [ids(sample)[0], "quoted", "yes"],
    ]  # fmt: skip
    assert ledger.reason.tolist() == ["fits is empty", "voice read as quoted"]


def test_one_bad_file_stops_no_other(tmp_path):
    csv(tmp_path, "id,voice\na,n\n", "good.csv")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    csv(tmp_path, "dear teacher\n", "letter.csv")
    codes, ledger = fr.read_codes(tmp_path)
    assert len(codes) == 1 and ledger.source.tolist() == ["bad.xlsx", "letter.csv"]
    assert ledger.reason[1] == "file not read: no row names a mention (code, mention_id) and its voice or fits"


def test_an_empty_sheet_is_no_error(sample, tmp_path, capsys):
    codes, ledger = fr.read_codes(write_coding_sheet(sample, tmp_path / "a.xlsx"))
    assert not len(codes) and len(ledger) == 4
    assert capsys.readouterr().err == "read_codes: 0 codes; 4 not coded: the ledger lists them\n"


def test_the_teaching_codes_are_read_whole():
    from framing.read.datasets import data_folder

    codes, ledger = fr.read_codes(data_folder() / "teaching" / "codes.csv")
    raw = pd.read_csv(data_folder() / "teaching" / "codes.csv", keep_default_na=False, dtype=str)
    assert not len(ledger)
    columns = ["mention_id", "coder", "voice", "fits", "note"]
    assert codes[columns].values.tolist() == raw[columns].values.tolist()


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_codes_or_a_message(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(b"code,voice\n" + raw)
    with contextlib.suppress(fr.FramingError):
        fr.read_codes(path)


def test_messages(tmp_path):
    for path, message in [
        (csv(tmp_path, "dear teacher\n", "letter.csv"), "No coding sheet could be read. letter.csv: no row names a "
         "mention (code, mention_id) and its voice or fits. Name the columns in the row above the codes: code, "
         "voice, fits."),
        (csv(tmp_path, "x", "a.pdf"), "a.pdf cannot be read as a coding sheet. read_codes reads .xlsx, .xlsm, .xlsb, "
         ".xls, .ods, .csv, .tsv, .txt, folders of them and lists. Save it as .xlsx or CSV UTF-8."),
        ([], "There is no sheet in an empty list. Put .xlsx or .csv files there."),
    ]:  # fmt: skip
        with pytest.raises(fr.FramingError) as error:
            fr.read_codes(path)
        assert str(error.value) == message
    with pytest.raises(
        fr.FramingError, match=r"There is nothing at no/where\.csv\. Python looks for it from .*\. Give its"
    ):
        fr.read_codes("no/where.csv")
