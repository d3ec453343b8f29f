"""Clean articles and a lexicon in, mentions out, each with the voice that says it."""
