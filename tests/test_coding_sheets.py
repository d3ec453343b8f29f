from collections import Counter

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.teach.blind import passage, view_mention
from framing.teach.buttons import read_keys
from framing.teach.cells import read_fits, read_voice
from framing.teach.form import open_coding_form
from framing.teach.guide import FITS
from framing.teach.guide import VOICES as CHOICES
from framing.teach.masks import masks_of, name_pattern
from framing.teach.seals import seal, unseal
from framing.teach.sheets import SAMPLE, share_out
from framing.teach.workbook import SHEET, write_coding_sheet

VOICES = ["narrator", "quoted", "paraphrased", "ascribed", "unclear"]


def corpus(n=40, outlets=("The Daily Post", "Sun"), voices=VOICES[:3]):
    """One mention an article; outlets and voices in turn."""
    ids = [f"{outlets[i % len(outlets)].lower().replace(' ', '_')}_{i:03}" for i in range(n)]
    text = "The Daily Post learned it, and so did dailypost.com. The lawfare went on."
    articles = pd.DataFrame({"article_id": ids, "outlet": [outlets[i % len(outlets)] for i in range(n)]})
    articles = articles.assign(title="A long day in court", text=text, n_words=18, duplicate_of="")
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["delegitimation"], "source": "test"})
    mentions = fr.find_mentions(articles, lexicon)
    return mentions.assign(voice=[voices[(i // len(outlets)) % len(voices)] for i in range(n)]), articles


def drawn(sample):
    return [unseal(code)[0] for code in sample.code]


def test_a_sample_is_blind():
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=20, seed=1)
    assert sample.columns.tolist() == SAMPLE
    posts = sample[[m.startswith("the_daily") for m in drawn(sample)]]
    everything = " ".join(posts.drop(columns="code").astype(str).to_numpy().ravel()).casefold()
    assert len(posts) > 5 and "post" not in everything and not any(voice in everything for voice in VOICES)
    assert posts.before.iloc[0] == "[outlet] learned it, and so did [outlet]. The "


def test_only_the_own_name_is_masked():
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=40, seed=1)
    suns = sample[[m.startswith("sun") for m in drawn(sample)]]
    assert suns.before.iloc[0].startswith("The Daily Post learned it")


@pytest.mark.parametrize(
    ("outlet", "text", "masked"),
    [
        ("Harbour Wire", "told the Harbour Wire. HARBOUR WIRE, harbour-wire.com", "told #. #, #"),
        ("Harbour Wire - Opinion", "told the Harbour Wire; the Wire's; HW", "told #; #'s; #"),
        ("CNN (Web News)", "CNN's reporter; acnn; CNN.com", "#'s reporter; acnn; #"),
        ("Time", "in time, Time said, TIME said, time.com", "in time, # said, # said, #"),
        ("USA TODAY", "usa today wrote, USATODAY wrote, x@usatoday.com", "# wrote, # wrote, #"),
        ("BBC News", "the BBC's, BBC News, bbc.co.uk/news/1, the news", "#'s, #, #, the news"),
        (
            "The Daily Caller",
            "TheDC and TheDCNF learned; Washington, DC; the Caller",
            "# and # learned; Washington, DC; #",
        ),
        ("TheBlaze.com", "TheBlaze TV, @theblaze, The Blaze, a blaze", "# TV, #, #, a blaze"),
        ("Associated Press", "(AP) via AP, seen by the AP, AP&T; a press", "(#) via #, seen by #, AP&T; a press"),
        ("Daily News", "the Daily News; daily; the News", "#; daily; the News"),
        ("A", "A man", "A man"),
        ("AB", "AB said to ab, @abc, x.com and @x", "# said to ab, @abc, x.com and @x"),
        ("24 7", "at 24 M, 24/7, The News", "at 24 M, 24/7, The News"),
        ("…", "… nothing", "… nothing"),
    ],
)
def test_how_a_name_is_masked(outlet, text, masked):
    pattern = name_pattern(outlet)
    assert (pattern.sub("#", text) if pattern else text) == masked


def test_the_address_of_an_article_tells_how_its_outlet_is_called():
    articles = pd.DataFrame({"outlet": ["Corvane Today", "Sun"], "url": ["https://www.cvt.example/1", None]})
    assert masks_of(articles)["Corvane Today"].sub("#", "cvt.com, @cvtnews, cvt") == "#, #, cvt"


def test_real_articles_do_not_name_their_outlet(shared):
    named_by = {
        "New York Times - News": r"New York Times|\bNYT\b|nytimes|\bThe Times\b",
        "Wall Street Journal - News": r"Wall Street Journal|WSJ|wsj\.com|\bThe Journal\b",
        "Fox Online News": r"\bFox\b|\bFOX\b|foxnews",
        "NPR Online News": r"\bNPR\b|npr\.org",
        "Christian Science Monitor": r"the Monitor\b|Christian Science|csmonitor",
        "Associated Press": r"\bAP\b|Associated Press",
        "The Hill": r"\bThe Hill\b|thehill",
        "TheBlaze.com": r"Blaze",
    }
    articles = pd.read_parquet(shared / "allsides" / "articles.parquet")
    articles = articles[articles.outlet.isin(named_by)].groupby("outlet").head(40).reset_index(drop=True)
    lexicon = pd.DataFrame({"term": ["attack*", "court", "illegal*", "war"], "frame": "f", "source": "test"})
    mentions = fr.find_mentions(articles, lexicon)
    sample = fr.draw_coding_sample(mentions, articles, n=400, seed=1)
    outlet = mentions.set_index("mention_id").article_id.map(articles.set_index("article_id").outlet)
    shown = sample[["headline", "before", "after"]].agg(" ".join, axis=1).groupby(outlet[drawn(sample)].to_numpy())
    assert shown.apply(lambda texts: texts.str.contains("[outlet]", regex=False).any()).sum() >= 6
    leaks = {name: texts.str.contains(named_by[name]).sum() for name, texts in shown}
    assert set(leaks) == set(named_by) and sum(leaks.values()) == 0, leaks


@given(st.text(max_size=30), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_name_breaks_the_masks(outlet, text):
    pattern = name_pattern(outlet)
    assert pattern is None or (not pattern.search("") and pattern.sub("", text) is not None)


def test_lines_that_an_outlet_always_prints_are_not_shown():
    mentions, articles = corpus(24, outlets=("Sun",))
    line = "Get our stories by mail every morning, free."
    articles["text"] = [f"Number {i} was heard.\n\n{line}\n\nThe lawfare went on in case {i}." for i in range(24)]
    mentions = fr.find_mentions(articles, pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": "test"}))
    sample = fr.draw_coding_sample(mentions, articles, n=3, seed=1)
    assert sample.before.str.fullmatch(r"Number \d+ was heard\. ¶ The ").all()
    inside = fr.find_mentions(articles, pd.DataFrame({"term": ["mail"], "frame": ["f"], "source": "test"}))
    sample = fr.draw_coding_sample(inside, articles, n=3, seed=1)
    assert sample.before.str.endswith("Get our stories by ").all(), "a mention in such a line is shown with its line"


def test_sheet_form_and_reader_know_the_same_answers():
    from framing.teach.agreement import QUESTIONS
    from framing.teach.votes import FITS as COUNTED
    from framing.voice.label import VOICES as LABELS

    assert sorted(CHOICES) == sorted(LABELS) == sorted(QUESTIONS["voice"])
    assert QUESTIONS["fits"] == FITS and set(FITS) == set(COUNTED)
    assert [read_voice(v).value for v in CHOICES] == CHOICES and [read_fits(f).value for f in FITS] == FITS


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_rows():
    mentions, articles = corpus()
    a = fr.draw_coding_sample(mentions, articles, n=15, seed=7)
    b = fr.draw_coding_sample(mentions.sample(frac=1, random_state=1), articles.iloc[::-1], n=15, seed=7)
    pd.testing.assert_frame_equal(a, b)
    assert drawn(a) != drawn(fr.draw_coding_sample(mentions, articles, n=15, seed=8))


def test_the_callers_tables_stay_as_they_are():
    mentions, articles = corpus()
    before = mentions.copy(), articles.copy()
    fr.draw_coding_sample(mentions, articles, n=5, seed=1)
    pd.testing.assert_frame_equal(mentions, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_chances_are_those_with_which_mentions_are_drawn():
    mentions, articles = corpus(30, voices=["narrator"] * 12 + ["ascribed"])
    n_drawn, chance = Counter(), {}
    for seed in range(80):
        sample = fr.draw_coding_sample(mentions, articles, n=8, seed=seed)
        n_drawn.update(drawn(sample))
        chance |= dict(zip(drawn(sample), sample.p_drawn, strict=True))
    assert len(chance) == 30
    for mention_id, p in chance.items():
        assert n_drawn[mention_id] / 80 == pytest.approx(p, abs=0.2), mention_id


@pytest.mark.parametrize("n", [1, 3, 5, 12, 30, 39])
def test_weights_add_up_to_all_mentions(n):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=n, seed=2)
    assert len(sample) == n == len(set(sample.code)) and sample.item.tolist() == list(range(1, n + 1))
    assert (1 / sample.p_drawn).sum() == pytest.approx(40)


def test_every_group_gives_some():
    mentions, articles = corpus(100, voices=["narrator"] * 9 + ["ascribed"])
    of = mentions.set_index("mention_id")
    sample = fr.draw_coding_sample(mentions, articles, n=40, seed=2)
    outlet = of.article_id.map(articles.set_index("article_id").outlet)
    n = Counter((outlet[m], of.voice[m]) for m in drawn(sample))
    assert set(n.values()) == {5, 15} and len(n) == 4


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(1, 200))
@settings(max_examples=200, deadline=None)
def test_shares_use_all_and_stay_within_what_there_is(sizes, n):
    sizes = np.array(sizes)
    n = min(max(n, len(sizes)), int(sizes.sum()))
    take = share_out(sizes, n)
    assert take.sum() == n and (take <= sizes).all() and (take >= 1).all()


def test_too_many_asked_for_draws_all_and_says_so(capsys):
    mentions, articles = corpus(6)
    assert len(fr.draw_coding_sample(mentions, articles, n=50, seed=1)) == 6
    assert capsys.readouterr().err == "draw_coding_sample: there are 6 mentions, fewer than 50; all are drawn\n"


def test_before_any_machine_the_groups_are_outlets():
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions.drop(columns="voice"), articles, n=10, seed=1)
    assert Counter(m[:3] for m in drawn(sample)) == {"the": 5, "sun": 5}


def test_articles_that_repeat_their_own_outlet_are_not_drawn():
    mentions, articles = corpus(6)
    articles.loc[2, "duplicate_of"] = articles.article_id[0]
    sample = fr.draw_coding_sample(mentions, articles, n=6, seed=1)
    assert len(sample) == 5 and mentions.mention_id[2] not in drawn(sample)


def test_a_headline_is_shown_with_the_beginning_of_the_text():
    names = name_pattern("The Post")
    view = view_mention("Lawfare at the Post", "It began.\n\nIt went on.", "title", 0, 7, names)
    assert view == ("", "", "Lawfare", " at [outlet] ¶ It began. ¶ It went on.")


def test_long_texts_are_cut_at_whole_words():
    words = [f"w{i}" for i in range(400)]
    text = " ".join(words)
    at = text.index("w200")
    view = view_mention("", text, "text", at, at + 4, None)
    assert view.before == "… " + " ".join(words[110:200]) + " " and view.after == " " + " ".join(words[201:251]) + " …"
    assert passage(view.before, view.found, view.after).count("▸w200◂") == 1
    assert view_mention("", "▸ Menu ◂ lawfare", "text", 9, 16, None).before == "› Menu ‹ ", "marks are ours alone"


@given(st.text(max_size=60), st.integers(1, 500), st.integers(1, 500))
def test_a_seal_opens_to_what_was_sealed(mention_id, drawn_, among):
    assert unseal(seal(mention_id, drawn_, among)) == (mention_id, drawn_, among)


@given(st.text(alphabet="abcxyz:_019", min_size=1, max_size=30), st.data())
def test_a_broken_seal_is_seen(mention_id, data):
    code = seal(mention_id, 1, 9)
    at = data.draw(st.integers(1, len(code) - 2))  # the last letter holds spare bits
    assert unseal(code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]) is None
    assert unseal(code[:at]) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_opening_of_seals(text):
    unseal(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": 0}, "n=0 is no number of mentions. Give a whole number of 1 or more: n=100."),
        ({"n": 2.5}, "n=2.5 is no number of mentions. Give a whole number of 1 or more: n=100."),
        (
            {"mentions": lambda m: m.iloc[:0]},
            "There is no mention to draw. Find some first: mentions = find_mentions(articles, lexicon).",
        ),
        (
            {"mentions": lambda m: pd.concat([m, m.iloc[:1]])},
            "`mentions` holds 1 mention_id that came before, 'the_daily_post_000:text:57:delegitimation' first. "
            "Keep each once: mentions.drop_duplicates('mention_id').",
        ),
    ],
)
def test_messages_of_drawing(change, message):
    mentions, articles = corpus(4)
    mentions = change.get("mentions", lambda m: m)(mentions)
    with pytest.raises(fr.FramingError) as error:
        fr.draw_coding_sample(mentions, articles, n=change.get("n", 2), seed=1)
    assert str(error.value) == message


def test_the_spreadsheet_guides_the_coder(tmp_path):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=9, seed=1)
    book = openpyxl.load_workbook(write_coding_sheet(sample, tmp_path / "ada.xlsx", coder="Ada"))
    assert book.sheetnames == ["codes", "instructions"]
    sheet = book["codes"]
    assert [cell.value for cell in sheet[1]] == SHEET and sheet.max_row == 10 and sheet.freeze_panes == "B2"
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists == {"E2:E10": '"quoted,paraphrased,ascribed,narrator,unclear"', "F2:F10": '"yes,no,unsure"'}
    assert sheet.protection.sheet
    locked = {name: sheet.cell(2, i).protection.locked for i, name in enumerate(SHEET, 1)}
    assert [name for name, is_locked in locked.items() if not is_locked] == ["voice", "fits", "note", "coder"]
    assert sheet["C2"].alignment.wrap_text and "▸lawfare◂" in sheet["C2"].value
    assert sheet.print_area == "'codes'!$A$1:$H$10" and sheet.print_title_rows == "$1:$1", "no codes on paper"
    rich = openpyxl.load_workbook(tmp_path / "ada.xlsx", rich_text=True)["codes"]["C2"].value
    assert [str(part) for part in rich if not isinstance(part, str) and part.font.b] == ["▸lawfare◂"]
    yellow = [str(rule.sqref) for rule in sheet.conditional_formatting]
    assert yellow == ["E2:E10", "F2:F10"], "what is still empty"
    told = " ".join(str(c.value) for row in book["instructions"].rows for c in row)
    assert all(voice in told for voice in VOICES) and "delegitimation" in told


def test_a_sheet_names_neither_outlet_nor_voice(tmp_path):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=20, seed=1)
    table = pd.read_csv(write_coding_sheet(sample, tmp_path / "a.csv"))
    assert table.columns.tolist() == SHEET and table.voice.isna().all()
    ours = table[[m.startswith("the_daily") for m in drawn(sample)]]
    assert not ours.astype(str).apply(lambda c: c.str.contains("post", case=False)).any(axis=None)


def test_text_that_looks_like_a_formula_or_holds_control_characters_stays_text(tmp_path):
    text = "=HYPERLINK(\x07) lawfare \x0b went on."
    articles = pd.DataFrame({"article_id": ["a"], "outlet": "X", "title": "-1+1", "text": text})
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": ["f"], "source": "test"})
    sample = fr.draw_coding_sample(fr.find_mentions(articles, lexicon), articles, n=1, seed=1)
    sheet = openpyxl.load_workbook(write_coding_sheet(sample, tmp_path / "a.xlsx"))["codes"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=HYPERLINK( ) ▸lawfare◂ went on.", "s")
    table = pd.read_csv(write_coding_sheet(sample, tmp_path / "a.csv"))
    assert table.passage[0] == "· =HYPERLINK( ) ▸lawfare◂ went on." and table.headline[0] == "· -1+1"


def test_messages_of_writing(tmp_path):
    mentions, articles = corpus(4)
    sample = fr.draw_coding_sample(mentions, articles, n=2, seed=1)
    path = write_coding_sheet(sample, tmp_path / "a.csv")
    for name, message in [
        (
            "a.csv",
            f"{path.as_posix()} is there already, and may hold somebody's codes. Give another name, or delete it "
            "first.",
        ),
        ("a.docx", "a.docx ends in neither .xlsx nor .csv. Name it so: a.xlsx."),
        ("no/a.csv", f"There is no folder {(tmp_path / 'no').as_posix()}. Make it first, or give another path."),
    ]:
        with pytest.raises(fr.FramingError) as error:
            write_coding_sheet(sample, tmp_path / name)
        assert str(error.value) == message
    with pytest.raises(fr.FramingError, match=r"^`sample` has no rows\. Draw one: "):
        write_coding_sheet(sample.iloc[:0], tmp_path / "b.csv")
    with pytest.raises(fr.FramingError, match="`sample` has no column `item`"):
        write_coding_sheet(mentions, tmp_path / "b.csv")


def repr_html(form):
    return form._repr_mimebundle_()["text/html"]


def test_the_form_saves_at_once_and_goes_on_where_it_stopped(tmp_path):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=3, seed=1)
    form = open_coding_form(sample, tmp_path / "ada.csv", coder="Ada")
    assert "Item 1 of 3, 0 answered." in repr(form) and "<mark>▸lawfare◂</mark>" in repr_html(form)
    assert "Item 2 of 3, 1 answered." in repr(form.answer(1, "Q", "ja", note="sure"))
    again = open_coding_form(sample, tmp_path / "ada.csv", coder="Ada")
    assert "Item 2 of 3, 1 answered." in repr(again)
    again.answer(3, "narrator", True)
    again.answer(1, "paraphrased", "no")
    assert "All 3 items have an answer" in repr(again.answer(2, "unclear", "yes"))
    assert "Your answer: paraphrased, no." in repr(again.show(1))
    assert again.codes.values.tolist() == [
        [1, "paraphrased", "no", ""], [2, "unclear", "yes", ""], [3, "narrator", "yes", ""]
    ]  # fmt: skip
    codes, ledger = fr.read_codes(tmp_path / "ada.csv")
    assert codes.voice.tolist() == ["paraphrased", "unclear", "narrator"] and not len(ledger)
    assert [p.name for p in tmp_path.iterdir()] == ["ada.csv"]


def test_messages_of_the_form(tmp_path):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=3, seed=1)
    path = tmp_path / "ada.csv"
    form = open_coding_form(sample, path, coder="Ada")
    other = fr.draw_coding_sample(mentions, articles, n=3, seed=2)
    for act, message in [
        (lambda: form.answer(1, "who", "yes"), "voice='who' is not known. Choose one of quoted, paraphrased, "
         'ascribed, narrator, unclear: form.answer(1, "quoted", "yes").'),
        (lambda: form.answer(1, "quoted", ""), "fits='' is not known. Choose one of yes, no, unsure: form.answer(1, "
         '"quoted", "yes").'),
        (lambda: form.show(4), "There is no item 4. The items are 1 to 3: form.show(1)."),
        (lambda: open_coding_form(sample, path, coder="Ben"), f"{path.as_posix()} holds the answers of another coder. "
         "Give another name, so that nothing is lost."),
        (lambda: open_coding_form(other, path, coder="Ada"), f"{path.as_posix()} holds something else than this "
         "sample. Give another name, so that nothing is lost."),
        (lambda: open_coding_form(sample, tmp_path / "a.xlsx", coder="Ada"), "a.xlsx does not end in .csv, which the "
         "form writes. Name it so: a.csv."),
        (lambda: open_coding_form(sample, path, coder=" "), "The form needs the name of the coder: "
         "open_coding_form(sample, path, coder='Ada')."),
    ]:  # fmt: skip
        with pytest.raises(fr.FramingError) as error:
            act()
        assert str(error.value) == message
    assert "ascribed" in repr(form.instructions()) and "<ol>" in form.instructions()._repr_html_()


@pytest.fixture
def clicked(tmp_path):
    """A form as a notebook shows it, and its parts by name."""
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=3, seed=1)
    form = open_coding_form(sample, tmp_path / "ada.csv", coder="Ada")
    assert "application/vnd.jupyter.widget-view+json" in form._repr_mimebundle_()
    names = ["page", "voice", "fits", "note", "turn", "keys", "said", "book"]
    parts = dict(zip(names, form._widget.children, strict=True))
    parts["back"], parts["next"] = parts["turn"].children
    return form, parts


def saved(form):
    return pd.read_csv(form._path, keep_default_na=False)[["voice", "fits", "note"]].values.tolist()


def test_every_click_is_in_the_file_at_once(clicked):
    form, parts = clicked
    assert parts["voice"].options == tuple(CHOICES) and parts["fits"].options == tuple(FITS)
    assert "Item 1 of 3, 0 answered." in parts["page"].value and parts["back"].disabled
    parts["voice"].value = "quoted"
    assert saved(form)[0] == ["quoted", "", ""] and "Item 1: quoted, fits open. 0 of 3" in parts["said"].value
    parts["fits"].value, parts["note"].value = "unsure", "who?"
    assert saved(form)[0] == ["quoted", "unsure", "who?"]
    parts["next"].click()
    assert (parts["voice"].value, parts["fits"].value, parts["note"].value) == (None, None, "")
    parts["next"].click()
    parts["voice"].value = "narrator"
    parts["next"].click()  # behind the last item stands the first without an answer
    assert "Item 2 of 3, 1 answered." in parts["page"].value
    parts["back"].click()
    assert (parts["voice"].value, parts["note"].value) == ("quoted", "who?")
    assert saved(form) == [["quoted", "unsure", "who?"], ["", "", ""], ["narrator", "", ""]]
    again = open_coding_form(fr.draw_coding_sample(*corpus(), n=3, seed=1), form._path, coder="Ada")
    again._repr_mimebundle_()
    assert "Item 2 of 3, 1 answered." in again._widget.children[0].value


def test_the_form_by_keys_and_beside_code(clicked):
    form, parts = clicked
    parts["keys"].value = "q y she is quoted"
    assert saved(form)[0] == ["quoted", "yes", "she is quoted"] and parts["keys"].value == ""
    assert "Item 2 of 3" in parts["page"].value and "Item 1: quoted, yes. 1 of 3" in parts["said"].value
    parts["keys"].value = "zz"
    assert "The voice in &#x27;zz&#x27; is none of quoted, paraphrased" in parts["said"].value
    assert saved(form)[1] == ["", "", ""] and parts["keys"].value == "zz"
    form.answer(2, "narrator", "no")  # in another cell: the buttons follow
    assert "Item 3 of 3" in parts["page"].value
    parts["keys"].value = "un"
    assert saved(form)[2] == ["unclear", "no", ""] and "All 3 items have an answer" in parts["said"].value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("zz", "The voice in 'zz' is none of quoted, paraphrased, ascribed, narrator, unclear. Type both, for example: "
         "q y, and Enter."),
        ("q", "The fits in 'q' is none of yes, no, unsure. Type both, for example: q y, and Enter."),
        ("q zz", "The fits in 'q zz' is none of yes, no, unsure. Type both, for example: q y, and Enter."),
    ],
)  # fmt: skip
def test_messages_of_the_keys(line, message):
    with pytest.raises(fr.FramingError) as error:
        read_keys(line)
    assert str(error.value) == message


def test_without_ipywidgets_the_form_is_its_page_and_says_what_is_missing(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    sample = fr.draw_coding_sample(*corpus(), n=3, seed=1)
    shown = open_coding_form(sample, tmp_path / "ada.csv", coder="Ada")._repr_mimebundle_()
    assert list(shown) == ["text/plain", "text/html"]
    assert shown["text/html"].endswith(
        "<p>Buttons need the package ipywidgets, which is not installed. Install it and start the kernel again: "
        "pip install ipywidgets.</p>"
    )
