"""Trains the model that all services of the bench serve: 300 trees of depth 6 on 30 columns.

model.py DIRECTORY writes model.json, table.csv and the bodies of the requests.
"""

import json
import sys
from pathlib import Path

import numpy
import xgboost

COLUMNS = [f"f{i}" for i in range(30)]
ROWS = 5_000

directory = Path(sys.argv[1])
random = numpy.random.default_rng(7)
values = numpy.round(random.uniform(-1, 1, (ROWS, len(COLUMNS))), 5)
# Products of neighbours: nothing that a line or a single column could tell.
margin = 4 * sum(values[:, i] * values[:, i + 1] for i in range(0, 10, 2))
label = (random.uniform(size=ROWS) < 1 / (1 + numpy.exp(-margin))).astype(int)

booster = xgboost.train(
    {"objective": "binary:logistic", "max_depth": 6, "eta": 0.1, "seed": 7, "nthread": 1},
    xgboost.DMatrix(values, label, feature_names=COLUMNS),
    num_boost_round=300,
)
booster.save_model(directory / "model.json")
with open(directory / "table.csv", "w") as table:
    table.write("label," + ",".join(COLUMNS) + "\n")
    for answer, row in zip(label, values):
        table.write(f"{answer}," + ",".join(str(value) for value in row) + "\n")


def body(count, **more):
    rows = [dict(zip(COLUMNS, row.tolist())) for row in values[:count]]
    return json.dumps({"rows": rows, **more}, separators=(",", ":"))


(directory / "one.json").write_text(body(1))
(directory / "explained.json").write_text(body(1, explain=3))
(directory / "thousand.json").write_text(body(1000))
