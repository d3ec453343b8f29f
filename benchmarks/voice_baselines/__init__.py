"""What the labeller of voices is compared with: quotation marks only, careful rules, spaCy's small model.

Each module has find_attributions(articles), with the columns of `framing.find_attributions`.
"""
