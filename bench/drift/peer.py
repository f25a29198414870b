"""Evidently's data drift preset with its defaults on the windows of a folder: python peer.py <folder>"""

import json
import pathlib
import sys

import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

CATEGORIES = {
    "pickup_location_id": str,
    "dropoff_location_id": str,
    "pickup_datetime_hour": str,
    "pickup_datetime_weekday": str,
}

folder = pathlib.Path(sys.argv[1])


def read(path):
    data = pandas.read_csv(path, dtype=CATEGORIES)
    numbers = [name for name in data.columns if name not in CATEGORIES]
    definition = DataDefinition(numerical_columns=numbers, categorical_columns=list(CATEGORIES))
    return Dataset.from_pandas(data, data_definition=definition)


reference = read(folder / "reference.csv")
for path in sorted(folder.glob("2020-*.csv")):
    report = Report([DataDriftPreset()]).run(read(path), reference)
    metrics = json.loads(report.json())["metrics"]
    counted = next(each["value"] for each in metrics if "count" in (each["value"] if isinstance(each["value"], dict) else {}))
    print(json.dumps({"day": path.stem, "columns": counted["count"], "share": counted["share"]}), flush=True)
