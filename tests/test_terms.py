"""What a term of a lexicon is, and the words in which one that can never match is refused."""

import pytest

from framing.text.terms import Term, parse_term, tidy_term


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("genocide", Term("genocide", False)),
        ("Genocide", Term("genocide", False)),
        ("war crime*", Term("war crime", True)),
        ("war-crime*", Term("war crime", True)),
        ("war‑crime", Term("war crime", False)),
        ("war\u2010crime", Term("war crime", False)),
        ("  war \t crime ", Term("war crime", False)),
        ("war\ncrime", Term("war crime", False)),
        ("court’s", Term("court's", False)),
        ("U.S.", Term("u.s.", False)),
        ("e\u0301lan", Term("élan", False)),
        ("İ ẞ", Term("İ ẞ", False)),
        ("9/11", Term("9/11", False)),
        ("می\u200cخواهم", Term("می\u200cخواهم", False)),  # cleaning leaves this joiner in Persian
    ],
)
def test_terms(written, term):
    assert parse_term(written) == term


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is empty. Delete the line, or write the term"),
        (" \t", "is empty. Delete the line, or write the term"),
        ("geno*cide", "has a * in the middle. Write geno* to take every ending"),
        ("war * crime", "has a * in the middle. Write war* to take every ending"),
        ("war**", "has a * in the middle. Write war* to take every ending"),
        ("*war", "has a * in front. Write war* to take every ending"),
        ("*war*", "has a * in front. Write war* to take every ending"),
        ("*", "can never match: it holds no letter and no digit. Write a word"),
        ("**", "can never match: it holds no letter and no digit. Write a word"),
        ("-", "can never match: it holds no letter and no digit. Write a word"),
        ("?!", "can never match: it holds no letter and no digit. Write a word"),
        ("\u0301", "can never match: it holds no letter and no digit. Write a word"),
        ("war\u200bcrime", "can never match: it holds the invisible character U+200B. Write warcrime"),
        ("war\u200d", "can never match: it holds the invisible character U+200D. Write war"),
        ("war\u202a", "can never match: it holds the invisible character U+202A. Write war"),
        ("\ufeffwar", "can never match: it holds the invisible character U+FEFF. Write war"),
        ("co\xadurt", "can never match: it holds the invisible character U+00AD. Write court"),
        ("a\0b", "can never match: it holds the invisible character U+0000. Write ab"),
        ("a\ud800", "can never match: it holds the invisible character U+D800. Write a"),
        ("\u200b", "can never match: it holds the invisible character U+200B. Write a word"),
        ("-led", "can never match: it starts or ends with a space or a hyphen. Write led"),
        ("anti-", "can never match: it starts or ends with a space or a hyphen. Write anti"),
        ("anti-*", "can never match: it starts or ends with a space or a hyphen. Write anti*"),
        ("war *", "can never match: it starts or ends with a space or a hyphen. Write war*"),
        ("war - crime", "can never match: a space or a hyphen follows another. Write war-crime"),
        ("war--crime*", "can never match: a space or a hyphen follows another. Write war-crime*"),
        (
            "".join(map(chr, range(0x4E00, 0x4E00 + 201))),
            "is a whole text: it holds 201 different characters. Write a word or a few",
        ),
    ],
)
def test_terms_that_cannot_be_looked_for(written, reason):
    with pytest.raises(ValueError) as error:
        parse_term(written)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    "written", ["war - crime", "anti-", "geno*cide", "*war", "-led", "war\u200bcrime", "war--crime*"]
)
def test_the_mend_in_the_reason_can_be_looked_for(written):
    with pytest.raises(ValueError) as error:
        parse_term(written)
    parse_term(str(error.value).split("Write ")[1].removesuffix(" to take every ending"))


def test_a_tidy_term_keeps_its_capitals_and_hyphens():
    assert tidy_term(" War-Crimes  Court’s ") == "War-Crimes Court’s"
