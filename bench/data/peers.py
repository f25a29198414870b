"""The same table with libraries of Python: peers.py --list, or peers.py <library> <table> <quarantine>."""
import importlib.util
import json
import resource
import sys
import time

NUMBERS = ["id", "distance", "passengers", "fare", "tip", "score"]
TEXTS = ["zone", "payment", "note"]


def with_pandas(path):
    import pandas

    data = pandas.read_csv(path, parse_dates=["pickup", "dropoff"])
    data["distance"] = pandas.to_numeric(data["distance"], errors="coerce")
    good = data[data["distance"].between(0, 100) & (data["dropoff"] > data["pickup"])]
    for name in good.columns:
        good[name].isna().sum(), good[name].nunique()
        if name in NUMBERS:
            good[name].describe()
        if name in TEXTS:
            good[name].str.len().describe(), good[name].value_counts().head(256)
    return len(good)


def with_polars(path):
    import polars as pl

    data = pl.scan_csv(path, try_parse_dates=True, schema_overrides={"distance": pl.String})
    good = data.with_columns(pl.col("distance").cast(pl.Float64, strict=False)).filter(
        pl.col("distance").is_between(0, 100) & (pl.col("dropoff") > pl.col("pickup"))
    )
    every = [pl.all().null_count().name.suffix("_missing"), pl.all().approx_n_unique().name.suffix("_distinct")]
    for name in NUMBERS:
        column = pl.col(name)
        every += [column.min().alias(name + "_min"), column.max().alias(name + "_max")]
        every += [column.mean().alias(name + "_mean"), column.var().alias(name + "_var")]
        every += [column.quantile(0.5).alias(name + "_median")]
    every += [pl.col(name).str.len_chars().mean().alias(name + "_length") for name in TEXTS]
    return good.select([pl.len().alias("rows"), *every]).collect(engine="streaming")["rows"][0]


def with_whylogs(path):
    import pandas
    import whylogs

    rows, profile = 0, None
    for piece in pandas.read_csv(path, chunksize=100_000):
        rows += len(piece)
        view = whylogs.log(piece).view()
        profile = view if profile is None else profile.merge(view)
    return rows


def with_great_expectations(path):
    """The rules of the table's contract as expectations."""
    import great_expectations as gx
    import pandas

    data = pandas.read_csv(path, parse_dates=["pickup", "dropoff"])
    data["distance"] = pandas.to_numeric(data["distance"], errors="coerce")
    batch = (
        gx.get_context(mode="ephemeral")
        .data_sources.add_pandas("p")
        .add_dataframe_asset("t")
        .add_batch_definition_whole_dataframe("b")
        .get_batch({"dataframe": data})
    )
    for name in data.columns:
        if name not in ("passengers", "tip", "note"):
            batch.validate(gx.expectations.ExpectColumnValuesToNotBeNull(column=name))
    batch.validate(gx.expectations.ExpectColumnValuesToBeBetween(column="distance", min_value=0, max_value=100))
    batch.validate(gx.expectations.ExpectColumnValuesToBeBetween(column="passengers", min_value=0, max_value=9))
    payments = ["card", "cash", "dispute", "free", "unknown"]
    batch.validate(gx.expectations.ExpectColumnValuesToBeInSet(column="payment", value_set=payments))
    later = gx.expectations.ExpectColumnPairValuesAToBeGreaterThanB(column_A="dropoff", column_B="pickup")
    batch.validate(later)
    return len(data)


def with_evidently(path):
    """Drift of the second half of the rows against the first, by the defaults of the preset."""
    import pandas
    from evidently import Dataset, Report
    from evidently.presets import DataDriftPreset

    data = pandas.read_csv(path, parse_dates=["pickup", "dropoff"])
    data["distance"] = pandas.to_numeric(data["distance"], errors="coerce")
    half = len(data) // 2
    reference, current = Dataset.from_pandas(data[:half]), Dataset.from_pandas(data[half:])
    Report([DataDriftPreset()]).run(current, reference)
    return len(data)


ENGINES = {
    name[len("with_"):]: run for name, run in list(globals().items()) if name.startswith("with_")
}

if sys.argv[1] == "--list":
    print("\n".join(name for name in ENGINES if importlib.util.find_spec(name)))
else:
    began, used = time.perf_counter(), time.process_time()
    rows = ENGINES[sys.argv[1]](sys.argv[2])
    took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - used}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "megabytes": peak, "found": {"rows": rows, "columns": {}}}))
