from collections import Counter

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.teach.blind import outlet_pattern, passage, view_mention
from framing.teach.form import open_coding_form
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
        ("CNN (Web News)", "CNN's reporter; acnn", "#'s reporter; acnn"),
        ("Time", "in time, Time said, TIME said", "in time, # said, # said"),
        ("USA TODAY", "usa today wrote, USATODAY wrote", "# wrote, # wrote"),
        ("A+ (b)", "A+ news", "#+ news"),
        ("…", "… nothing", "… nothing"),
    ],
)
def test_how_a_name_is_masked(outlet, text, masked):
    pattern = outlet_pattern(outlet)
    assert (pattern.sub("#", text) if pattern else text) == masked


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
    for seed in range(120):
        sample = fr.draw_coding_sample(mentions, articles, n=8, seed=seed)
        n_drawn.update(drawn(sample))
        chance |= dict(zip(drawn(sample), sample.p_drawn, strict=True))
    assert len(chance) == 30
    for mention_id, p in chance.items():
        assert n_drawn[mention_id] / 120 == pytest.approx(p, abs=0.17), mention_id


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
    view = view_mention("Lawfare at the Post", "It began.\n\nIt went on.", "title", 0, 7, "The Post")
    assert view == ("", "", "Lawfare", " at [outlet] ¶ It began. ¶ It went on.")


def test_long_texts_are_cut_at_whole_words():
    words = [f"w{i}" for i in range(400)]
    text = " ".join(words)
    at = text.index("w200")
    view = view_mention("", text, "text", at, at + 4, "X")
    assert view.before == "… " + " ".join(words[110:200]) + " " and view.after == " " + " ".join(words[201:251]) + " …"
    assert passage(view.before, view.found, view.after).count("▸w200◂") == 1


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
    assert lists == {"E2:E10": '"narrator,quoted,paraphrased,ascribed,unclear"', "F2:F10": '"yes,no"'}
    assert sheet.protection.sheet
    locked = {name: sheet.cell(2, i).protection.locked for i, name in enumerate(SHEET, 1)}
    assert [name for name, is_locked in locked.items() if not is_locked] == ["voice", "fits", "note", "coder"]
    assert sheet["C2"].alignment.wrap_text and "▸lawfare◂" in sheet["C2"].value
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


def test_the_form_saves_at_once_and_goes_on_where_it_stopped(tmp_path):
    mentions, articles = corpus()
    sample = fr.draw_coding_sample(mentions, articles, n=3, seed=1)
    form = open_coding_form(sample, tmp_path / "ada.csv", coder="Ada")
    assert "Item 1 of 3, 0 answered." in repr(form) and "<mark>▸lawfare◂</mark>" in form._repr_html_()
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
        (lambda: form.answer(1, "quoted", ""), "fits='' is not known. Choose one of yes, no: form.answer(1, "
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
