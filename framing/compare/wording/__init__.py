"""Words and phrases of articles: counted, set aside, placed, scored."""
