"""Trains with Python XGBoost on the matrices of a folder, and scores with both its own model and ours."""
import json
import statistics
import sys
import time

import numpy
import xgboost

folder, repeats = sys.argv[1], int(sys.argv[2])
job = json.load(open(f"{folder}/job.json"))


def matrix(name):
    rows = numpy.fromfile(f"{folder}/{name}.f32", "float32").reshape(-1, job["columns"] + 1)
    return rows[:, 1:], rows[:, 0]


train, labels = matrix("train")
held, _ = matrix("held")
times = []
for _ in range(repeats):
    data = xgboost.DMatrix(train, label=labels, nthread=1)
    start = time.process_time()
    booster = xgboost.train({**job["params"], "tree_method": "hist", "nthread": 1}, data, job["rounds"])
    times.append(time.process_time() - start)
booster.save_model(f"{folder}/theirs.json")
booster.save_model(f"{folder}/theirs.ubj")
booster.save_model(f"{folder}/theirs")
booster.predict(xgboost.DMatrix(held)).astype("float32").tofile(f"{folder}/theirs.predictions")
ours = xgboost.Booster(model_file=f"{folder}/xgboost-model")
ours.predict(xgboost.DMatrix(held)).astype("float32").tofile(f"{folder}/ours-by-them.predictions")
print(json.dumps({"version": xgboost.__version__, "seconds": statistics.median(times)}))
