"""Code in greys, on a light and on a dark ground: structure is told by weight, not by colour."""

from pygments.style import Style
from pygments.token import Comment, Error, Generic, Keyword, Name, Operator, Punctuation, String, Token


class Light(Style):
    background_color = "#f5f5f4"
    styles = {  # noqa: RUF012
        Token: "#1a1a1a",
        Comment: "italic #595959",
        Keyword: "bold",
        Operator.Word: "bold",
        Name.Builtin: "noinherit #1a1a1a",
        String: "#4d4d4d",
        Punctuation: "#595959",
        Generic.Prompt: "#595959",
        Error: "",
    }


class Dark(Style):
    background_color = "#1f2022"
    styles = {  # noqa: RUF012
        Token: "#d6d6d6",
        Comment: "italic #a3a3a3",
        Keyword: "bold",
        Operator.Word: "bold",
        String: "#b8b8b8",
        Punctuation: "#a3a3a3",
        Generic.Prompt: "#a3a3a3",
        Error: "",
    }
