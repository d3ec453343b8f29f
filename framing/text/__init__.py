"""One text: its characters, words, paragraphs and quotation marks. Knows nothing of tables."""
