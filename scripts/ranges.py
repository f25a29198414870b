"""Writes local/services/states/test-state/ranges.json: which lengths and ranges AWS's own models (botocore,
Apache-2.0) give the members of outputs, by the SDK's package and the structure.  python3 scripts/ranges.py"""
import json
import pathlib

import botocore.loaders

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "local" / "services" / "states" / "test-state" / "ranges.json"
NUMBERS = ("integer", "long", "float", "double")
MODELS = {                                                   # where botocore's name is another than the package's
    "cloudwatch-logs": "logs",
    "eventbridge": "events",
    "sfn": "stepfunctions",
}


def packages():
    """The SDK packages that the local cloud has models of, without `client-`."""
    named = json.loads((ROOT / "package.json").read_text(encoding="utf8"))["dependencies"]
    return sorted(name.removeprefix("@aws-sdk/client-") for name in named if name.startswith("@aws-sdk/client-"))


def reached(shapes, name, found):
    if name in found:
        return
    found.add(name)
    shape = shapes[name]
    inner = [target["shape"] for target in shape.get("members", {}).values()]
    inner += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    for target in inner:
        reached(shapes, target, found)


def bounds(shape):
    """[least, most] of a length or a number; None: no bound. Lists and maps are held to nothing."""
    if shape["type"] not in ("string", "blob", *NUMBERS):
        return None
    least, most = shape.get("min"), shape.get("max")
    if shape["type"] in ("string", "blob") and least == 0:
        least = None
    return None if least is None and most is None else [least, most]


def offered(operations):
    """The operations that some service of the local cloud has an action for."""
    sources = "".join(file.read_text(encoding="utf8") for file in (ROOT / "local" / "services").rglob("*.ts"))
    return [operation for name, operation in operations.items() if f"'{name}'" in sources]


def ranges(model):
    shapes, outputs = model["shapes"], set()
    for operation in offered(model["operations"]):
        if "output" in operation:
            reached(shapes, operation["output"]["shape"], outputs)
    rows = {}
    for name in sorted(outputs):
        members = {member: bounds(shapes[target["shape"]]) for member, target in shapes[name].get("members", {}).items()}
        held = {member: bound for member, bound in members.items() if bound}
        if held:
            rows[name] = held
    return rows


def main():
    loader = botocore.loaders.Loader()
    lines = []
    for package in packages():
        rows = ranges(loader.load_service_model(MODELS.get(package, package), "service-2"))
        if rows:
            inner = ",\n".join(f"    {json.dumps(name)}: {json.dumps(held)}" for name, held in rows.items())
            lines.append(f"  {json.dumps(package)}: {{\n{inner}\n  }}")
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()
