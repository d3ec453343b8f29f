import base64
import gzip
import json
import re

import pandas as pd
import pytest

import framing as fr
from framing.read.datasets import data_folder
from framing.show import quality, report
from framing.voice.label import VOICES


@pytest.fixture(scope="module")
def teaching():
    return fr.load("teaching")


def passages(page):
    packed = re.search(r'<script id="data" type="text/plain">([^<]*)</script>', page).group(1)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def write(tmp_path, articles, lexicon, **options):
    return fr.write_report(articles, lexicon, tmp_path / "page.html", **options).read_text(encoding="utf8")


@pytest.fixture(scope="module")
def page(teaching, tmp_path_factory):
    return write(
        tmp_path_factory.mktemp("report"),
        teaching.articles,
        teaching.lexicon,
        ledger=teaching.ledger,
        about=teaching.about,
    )


def test_the_page_is_self_contained_and_small(page):
    assert len(page.encode()) < 2_000_000
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', page):
        assert address.startswith(("data:", "#")), address
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|<link[^>]+stylesheet|<iframe", page)


def test_every_mention_is_in_the_page_with_outlet_frame_and_voice(page, teaching):
    clean, _ = fr.clean_articles(teaching.articles)
    mentions = fr.label_voice(fr.find_mentions(clean, teaching.lexicon), clean)
    held = passages(page)
    assert len(held["mentions"]) == len(mentions)
    shown = [(held["articles"][at][1], frame, voice, found) for at, frame, voice, _, found, *_ in held["mentions"]]
    outlets = mentions.article_id.map(clean.set_index("article_id").outlet)
    assert sorted(shown) == sorted(
        zip(outlets, mentions.frame, mentions.voice, (" ".join(f.split()) for f in mentions.found), strict=True)
    )


@pytest.fixture
def labelled(teaching, monkeypatch):
    """The page over the settled codes of the teaching corpus, with a small table of the machine's errors."""
    gold = pd.read_csv(data_folder() / "teaching" / "gold.csv", keep_default_na=False)
    gold = gold[["mention_id", "voice", "speaker", "scare", "stance"]]

    def label(mentions, clean):
        by_hand = mentions.merge(gold, on="mention_id", how="left")
        return by_hand.assign(rule="by <hand>", confidence=float("nan"))

    rows = [
        (test, outlet, voice, n, 90.5, 86.4)
        for test, n in (("PolNeAR dev, all words", 4321), ("teaching corpus", 209))
        for outlet in ("", "north & south")
        for voice in VOICES[:4]
    ]
    table = pd.DataFrame(rows, columns=["test", "outlet", "voice", "n", "precision", "recall"])
    monkeypatch.setattr(report, "label_voice", label)
    monkeypatch.setattr(quality, "read_voice_quality", lambda: table)
    return gold


def test_each_passage_says_whose_words_it_is(labelled, teaching, tmp_path):
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    held = passages(page)["mentions"]
    assert len(held) == len(labelled)
    shown = sorted((voice, speaker, scare, stance) for _, _, voice, _, _, _, speaker, stance, scare, _ in held)
    plain = {"asserted": "", "no": ""}  # what goes without saying
    wanted = labelled.replace({"stance": plain, "scare": plain})
    assert shown == sorted(zip(wanted.voice, wanted.speaker, wanted.scare, wanted.stance, strict=True))
    assert {mention[-1] for mention in held} == {"by <hand>"}


def test_voices_can_be_filtered_and_speakers_searched(labelled, teaching, tmp_path):
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    assert re.findall(r'<option value="([^"]+)">\1: ', page) == VOICES
    assert '<input id="by-speaker" type="search"' in page
    assert all(f'<span class="voice {voice}">{voice}</span>' in page for voice in VOICES), "each is explained"


def test_the_table_holds_each_voice_and_the_voices_add_up(labelled, teaching, tmp_path):
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    assert "".join(f'<th class="n">{voice}</th>' for voice in VOICES) in page
    rows = re.findall(r'<tr><td>(\w+)</td><td class="name">([^<]+)</td>(.*?)</tr>', page)
    assert len(rows) == teaching.lexicon.frame.nunique() * teaching.articles.outlet.nunique()
    sums = dict.fromkeys(VOICES, 0)
    for _, _, cells in rows:
        _, mentions, _, _, *voices = re.findall(r'<td class="n">([^<]*)</td>', cells)
        assert sum(map(int, voices)) == int(mentions)
        for voice, n in zip(VOICES, voices, strict=True):
            sums[voice] += int(n)
    assert sums == labelled.voice.value_counts().to_dict()


def test_outlets_beyond_the_charts_have_their_voices_in_the_table(labelled, teaching, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "CHARTED", 2)
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    rows = re.findall(r'<tr><td>\w+</td><td class="name">(?:[^<]+)</td>(.*?)</tr>', page)
    for cells in rows:
        _, mentions, _, _, *voices = re.findall(r'<td class="n">([^<]*)</td>', cells)
        assert len(voices) == 5 and sum(map(int, voices)) == int(mentions)


def test_the_error_of_the_machine_stands_beside_the_charts_and_in_its_section(labelled, teaching, tmp_path):
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    compare, sure = (page.split(f'<section id="{name}">')[1].split("</section>")[0] for name in ("compare", "sure"))
    assert (
        "<li>The machine finds 86 of 100 paraphrased words and is right in 90 of 100 that it labels so "
        "(measured on PolNeAR dev, all words, n = 4,321).</li>" in compare
    )
    for test, n in (("PolNeAR dev, all words", "4,321"), ("teaching corpus", "209")):
        for voice in VOICES[:4]:
            of_voice = f'<td>{voice}</td><td class="n">{n}</td><td class="n">86.4</td><td class="n">90.5</td></tr>'
            assert f"<tr>{of_voice}" in sure.split(f'scope="rowgroup">{test}</th>')[1].split("</tbody>")[0]
            assert f"<tr><td>{test}</td><td>north &amp; south</td>{of_voice}" in sure
    assert "may flatter a little" in sure and "Two language models, not people, coded their mentions" in sure
    assert "errors may differ by outlet" in sure and "Voice is unclear in up to 1%" in compare


def test_where_nothing_was_measured_the_page_says_so(labelled, teaching, tmp_path, monkeypatch):
    empty = pd.DataFrame(columns=["test", "outlet", "voice", "n", "precision", "recall"])
    monkeypatch.setattr(quality, "read_voice_quality", lambda: empty)
    page = write(tmp_path, teaching.articles, teaching.lexicon)
    assert "<p>It has not been measured.</p>" in page
    assert "How often the machine is right about words of the outlet&#39;s own, quoted words, paraphrased words" in page


def test_a_chart_per_frame_with_alt_text_from_the_data(page, teaching):
    alts = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', page)
    assert len(alts) == teaching.lexicon.frame.nunique()
    assert all("mentions per 1,000 words" in alt for alt in alts)


def test_what_was_read_dropped_and_folded_is_said(page, teaching):
    assert "60 records were found; 60 became articles." in page
    assert "between repeats" in page and teaching.about.split(":")[0] in page
    for outlet in teaching.articles.outlet.unique():
        assert f"<td>{outlet}</td>" in page


def test_rejected_records_are_listed_with_their_reason(teaching, tmp_path):
    lost = pd.DataFrame(
        {"source": ["a.csv"], "position": [7], "status": ["rejected"], "reason": ["no text"], "article_id": [""]}
    )
    page = write(tmp_path, teaching.articles, teaching.lexicon, ledger=pd.concat([teaching.ledger, lost]))
    assert "61 records were found; 60 became articles, 1 was rejected" in page and "<td>no text</td>" in page


def test_reasons_beyond_twenty_are_counted_in_one_row(teaching, tmp_path):
    lost = pd.DataFrame({"source": "a.csv", "position": range(30), "reason": [f"reason {i}" for i in range(30)]})
    lost = lost.assign(status="rejected", article_id="")
    page = write(tmp_path, teaching.articles, teaching.lexicon, ledger=pd.concat([teaching.ledger, lost]))
    assert "90 records were found; 60 became articles, 30 were rejected" in page
    assert '<td>10 other reasons</td><td class="n">10</td><td>the ledger lists them</td>' in page


def test_everything_from_the_articles_is_escaped(tmp_path):
    evil = '<script>alert("x")</script>'
    articles = pd.DataFrame(
        {
            "article_id": [evil],
            "outlet": [evil],
            "title": [evil],
            "text": [f"{evil} lawfare </script>"],
            "url": ["javascript:alert(1)"],
        }
    )
    lexicon = pd.DataFrame({"term": ["lawfare"], "frame": [evil], "source": [evil]})
    page = write(tmp_path, articles, lexicon, about=evil)
    assert "<script>alert" not in page and "javascript:alert" not in page
    assert page.count("<script") == 2


def test_the_same_articles_give_the_same_page(teaching, tmp_path):
    assert write(tmp_path, teaching.articles, teaching.lexicon) == write(tmp_path, teaching.articles, teaching.lexicon)


def test_where_not_all_mentions_fit_a_random_part_is_shown_and_said(teaching, tmp_path, monkeypatch):
    whole = write(tmp_path, teaching.articles, teaching.lexicon)
    room = len(re.search(r'<script id="data"[^>]*>([^<]*)<', whole).group(1)) // 2
    monkeypatch.setattr(report, "MOST_BYTES", len(whole.encode()) - room)
    part = write(tmp_path, teaching.articles, teaching.lexicon)
    n, n_all = len(passages(part)["mentions"]), len(passages(whole)["mentions"])
    assert 0 < n < n_all and len(part.encode()) <= len(whole.encode()) - room
    assert f"This page has room for {n} of {n_all} mentions, drawn at random." in part


@pytest.mark.parametrize(
    "case", ["one outlet", "no mention", "no dates", "one article", "more outlets than are charted"]
)
def test_small_and_odd_inputs_still_give_a_page(case, teaching, tmp_path):
    articles, lexicon = teaching.articles, teaching.lexicon
    if case == "one outlet":
        articles = articles[articles.outlet == "Harbour Wire"]
    elif case == "no mention":
        lexicon = pd.DataFrame({"term": ["zeppelin"], "frame": ["air"], "source": ["test"]})
    elif case == "no dates":
        articles = articles[["article_id", "outlet", "title", "text"]]
    elif case == "one article":
        articles = articles.head(1)
    else:
        articles = pd.concat(
            [articles.assign(outlet=f"outlet {i}", article_id=articles.article_id + str(i)) for i in range(15)]
        )
    page = write(tmp_path, articles, lexicon)
    assert "<h2>Numbers</h2>" in page and (
        "nan" not in re.sub(r"base64,[^\"]+|text/plain\">[^<]+", "", page).lower().replace("finance", "")
    )


def test_messages(teaching, tmp_path):
    with pytest.raises(
        fr.FramingError,
        match=r"^There are no articles to report on. Read some: articles, ledger = read_articles\(path\).$",
    ):
        write(tmp_path, teaching.articles[:0], teaching.lexicon)
    with pytest.raises(
        fr.FramingError,
        match=r"^The page cannot be written to .*: No such file or directory. Give a path in a folder that exists.$",
    ):
        fr.write_report(teaching.articles.head(1), teaching.lexicon, tmp_path / "nowhere" / "page.html")


def test_real_coverage_fits_in_the_page(shared, teaching, tmp_path):
    articles, ledger = fr.read_articles(shared / "articles")
    page = write(tmp_path, articles, teaching.lexicon, ledger=ledger)
    assert "How 5 outlets use framing terms" in page and "have one article each" in page
