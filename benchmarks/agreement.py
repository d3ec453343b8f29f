"""How far the two coders of the teaching corpus agree, mention by mention.

make agreement
"""

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from framing.read.datasets import data_folder

codes = pd.read_csv(data_folder() / "teaching" / "codes.csv", keep_default_na=False)
first, second = (codes[codes.coder == coder].set_index("mention_id").sort_index() for coder in (1, 2))
print(f"{len(first)} mentions")
for column in ("voice", "speaker", "scare", "stance", "fits"):
    same = (first[column] == second[column]).mean()
    print(f"{column:8} {same:6.1%} the same, Cohen's kappa {cohen_kappa_score(first[column], second[column]):.2f}")
