"""Tables in; charts with alt text, words in context, sentences and the report out."""
