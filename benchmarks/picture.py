"""Draw the picture of the README: one frame of the News Articles, by voice.

make picture
"""

import matplotlib

matplotlib.use("Agg")

import framing as fr

data = fr.load("news-articles")
articles, _ = fr.clean_articles(data.articles)
mentions = fr.label_voice(fr.find_mentions(articles, data.lexicon), articles)
rates = fr.measure_outlets(mentions, articles, voice=True)
ax = fr.plot_outlets(rates[rates.frame == "refuge"])
ax.figure.savefig("docs/picture.png", dpi=130)
print(ax.alt_text)
