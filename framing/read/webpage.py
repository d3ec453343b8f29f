"""The article in a saved web page."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from .encoding import NO_ENCODING, decode_page
from .plain import Document, Unreadable, opened


def read_page(path: Path) -> Document:
    """The text by trafilatura without comments, a blank line between paragraphs; title and date as the page says.

    Nothing is fetched. Of the settings of trafilatura the balanced one is taken, not the one that favours precision:
    a menu that it leaves in, cleaning finds when pages repeat it; a paragraph that it leaves out is lost.
    """
    import trafilatura

    # It logs what we put into the ledger, and without a handler that would go to the screen.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        page, doubt = decode_page(opened(path))
    except UnicodeDecodeError:
        raise Unreadable(path, NO_ENCODING, "Save the page anew from the browser") from None
    # What the page says of its date where it should; a date that stands anywhere else may be that of anything.
    dates = {"extensive_search": False, "original_date": True, "max_date": date.today().isoformat()}
    try:
        found = trafilatura.bare_extraction(
            page, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
    except Exception as error:  # any page may be in the folder, and none may stop the others
        found, doubt = None, f"{type(error).__name__} in trafilatura"
    if found is None or not (found.text or "").strip():
        mend = "Copy the article from the browser into a .txt file"
        raise Unreadable(path, "no article text found in the page", mend)
    paragraphs = [line.strip() for line in found.text.split("\n") if line.strip()]
    return Document("\n\n".join(paragraphs), found.title or "", found.date or "", doubt)
