"""Articles in, articles with clean text out, and a row for every character that was taken out or changed."""
