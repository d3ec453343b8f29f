"""English is told from other languages, in short texts too; all examples are invented."""

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.words import WORD
from framing.voice.language import is_english

ENGLISH = {
    "news": "The appeals chamber said on Monday that it would hear the case in public, although two of its five "
    "judges had asked for a closed session. Lawyers for the colonel called the decision brave.",
    "headline": "Judges Defy Sanctions, Vow Swift Verdict",
    "headline with foreign names": "La Plata, Des Moines, Los Altos: Del Rey and De la Cruz win again",
    "headline of three words": "Court frees colonel",
    "headline with no": "No evidence, no trial, no apology",
    "agency": "ILMARRA (Harbour Wire) - Kestria: 12 dead, 30 hurt. Army: no comment. Red Cross: road closed.",
    "machine translated": "It is to be remarked that the president of the country has given the order of not to "
    "pass the border, what the journalists have qualified of attack to the freedom, and which the court will be "
    "examining.",
    "learner": "In last week police is arresting three man near of bridge and they was say nothing about why.",
    "capitals": "COURT ORDERS RELEASE OF THE COLONEL AND HIS AIDES AS CROWDS GATHER AT THE GATES OF THE PRISON "
    "IN LOWEN",
    "tokens with marks": "“ It is not over , ” she said . “ We are here to stay , and they know it . ”",
    "curly apostrophes": "It’s over, they don’t care, she’s gone and he’s late; we’re told that’s how it’s done "
    "here now, isn’t it?",
}
OTHER = {
    "German": "Die Berufungskammer teilte am Montag mit, dass sie den Fall öffentlich verhandeln werde, obwohl "
    "zwei der fünf Richter eine geschlossene Sitzung verlangt hatten. Der Verteidiger nannte die Entscheidung "
    "mutig.",
    "German, short": "Der Oberst ist frei, und das Gericht schweigt",
    "French": "La chambre d’appel a annoncé lundi qu’elle entendrait l’affaire en public, bien que deux des cinq "
    "juges aient demandé le huis clos. Les avocats du colonel ont salué une décision courageuse.",
    "French, short": "Le colonel est libre et les juges se taisent",
    "Spanish": "La sala de apelaciones anunció el lunes que verá el caso en público, aunque dos de los cinco "
    "jueces habían pedido una sesión cerrada. Los abogados del coronel dijeron que la decisión era valiente.",
    "Italian": "La camera d’appello ha annunciato lunedì che il processo sarà pubblico, anche se due dei cinque "
    "giudici avevano chiesto una seduta a porte chiuse. Gli avvocati del colonnello lodano il coraggio della "
    "corte.",
    "Portuguese": "A câmara de recursos anunciou na segunda-feira que o caso será ouvido em público, embora dois "
    "dos cinco juízes tenham pedido uma sessão fechada. Os advogados do coronel não quiseram comentar.",
    "Dutch": "De beroepskamer zei maandag dat zij de zaak in het openbaar zal behandelen, hoewel twee van de "
    "vijf rechters om een besloten zitting hadden gevraagd. De advocaten van de kolonel noemden het besluit "
    "moedig.",
    "Polish": "Izba odwoławcza ogłosiła w poniedziałek, że rozprawa będzie jawna, choć dwóch z pięciu sędziów "
    "prosiło o zamknięte posiedzenie. Obrońcy pułkownika powiedzieli, że to odważna decyzja.",
    "Turkish": "Temyiz dairesi pazartesi günü davanın açık görüleceğini duyurdu, ancak beş yargıçtan ikisi "
    "kapalı bir oturum istemişti. Albayın avukatları bu kararı cesur olarak niteledi ve başka bir açıklama "
    "yapmadı.",
    "Russian": "Апелляционная палата сообщила в понедельник, что дело будет слушаться открыто.",
    "Ukrainian": "Апеляційна палата повідомила, що справу слухатимуть відкрито.",
    "Greek": "Το εφετείο ανακοίνωσε τη Δευτέρα ότι η δίκη θα είναι δημόσια.",
    "Arabic": "أعلنت دائرة الاستئناف يوم الاثنين أنها ستنظر في القضية علنا",
    "Hebrew": "בית הדין לערעורים הודיע ביום שני כי הדיון יתקיים בדלתיים פתוחות",
    "Chinese": "上诉 分庭 星期一 宣布 将 公开 审理 此案",
    "Chinese without spaces": "上诉分庭星期一宣布将公开审理此案",
    "Japanese": "控訴審は月曜日、裁判を公開すると発表した",
    "Korean": "항소심 재판부는 월요일 재판을 공개한다고 밝혔다",
    "Hindi": "अपीलीय अदालत ने सोमवार को कहा कि मामले की सुनवाई खुली होगी",
    "Swedish": "Appellationskammaren meddelade på måndagen att målet ska prövas offentligt, trots att två av de "
    "fem domarna hade begärt stängda dörrar. Överstens advokater kallade beslutet modigt.",
    "Finnish": "Valitusjaosto ilmoitti maanantaina, että asia käsitellään julkisesti, vaikka kaksi viidestä "
    "tuomarista oli pyytänyt suljettua istuntoa. Everstin asianajajat pitivät päätöstä rohkeana ja kiittivät "
    "siitä.",
    "Indonesian": "Majelis banding mengumumkan pada hari Senin bahwa perkara itu akan disidangkan secara "
    "terbuka, meskipun dua dari lima hakim meminta sidang tertutup. Para pengacara kolonel memuji putusan yang "
    "berani itu.",
    "French with an English name": "Le porte-parole de l’association « Lawyers for the Rule of Law and Justice » "
    "n’a pas voulu commenter la décision, qui sera publiée dans les prochains jours selon le greffe du tribunal.",
}


@pytest.mark.parametrize("name", ENGLISH)
def test_english(name):
    assert is_english(WORD.findall(ENGLISH[name])) and is_english(ENGLISH[name].split())


@pytest.mark.parametrize("name", OTHER)
def test_not_english(name):
    assert not is_english(WORD.findall(OTHER[name])) and not is_english(OTHER[name].split())


@pytest.mark.parametrize("language", ["German", "French", "Spanish", "Russian"])
def test_a_long_foreign_quotation_does_not_decide(language):
    own, foreign = WORD.findall(ENGLISH["news"]), WORD.findall(OTHER[language])
    assert is_english([*foreign, *own, *own]) and is_english([*own, *own, *foreign])
    assert not is_english([*own[:15], *foreign, *foreign, *foreign])


def test_nothing_to_tell_by_is_english():
    assert is_english([]) and is_english(["“", "”", "1945", "…", "\ud800", ""])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.text(max_size=4) | st.sampled_from(["“", "the", "של", "🙂", "\u202e", "İ", "\ud800", ""]), max_size=60)
)
def test_never_raises(words):
    assert is_english(words) in (True, False)


def test_a_million_words_are_read_in_a_moment():
    words = ["court"] * 1_000_000
    start = time.process_time()
    is_english(words)
    assert time.process_time() - start < 0.1


def test_real_news_is_english():
    file = Path(__file__).parents[2] / "shared" / "allsides" / "articles.parquet"
    if not file.exists():
        pytest.skip("the real articles are not on this machine")
    articles = pd.read_parquet(file, columns=["title", "text"])
    share = pd.Series([is_english(WORD.findall(f"{a}\n{b}")) for a, b in articles.itertuples(index=False)]).mean()
    print(f"English: {share:.2%} of {len(articles):,} real articles")
    assert share >= 0.999
