"""Writes local/wire/constraints/<service>.json: which lengths, patterns, ranges and enumerations AWS's own models
(botocore, Apache-2.0) give the members of inputs.  python3 scripts/constraints.py events scheduler states ..."""
import json
import pathlib
import sys

import botocore.loaders

# Refused by the action itself, in words of its own.
SAID_OTHERWISE = {
    ("PutEvents", ("Entries",)),
    ("CreateFunction", ("Runtime",)),
    ("UpdateFunctionConfiguration", ("Runtime",)),
    ("ScheduleKeyDeletion", ("PendingWindowInDays",)),       # the model allows more than the service
    *(
        (operation, ("encryptionConfiguration", "kmsDataKeyReusePeriodSeconds"))     # documented: InvalidEncryptionConfiguration
        for operation in ("CreateActivity", "CreateStateMachine", "UpdateStateMachine")
    ),
    ("AddTags", ("Tags",)),                                  # a peer's scripts add more than fifty at once
    ("ListExecutions", ("statusFilter",)),                   # recorded: names the values in an order of its own
    ("ListEndpointConfigs", ("SortBy",)),                    # a peer's scripts name it in lower case
}
MODELS = {"states": "stepfunctions"}                         # where botocore's name is another
LOCAL = pathlib.Path(__file__).resolve().parent.parent / "local"
FOLDER = LOCAL / "wire" / "constraints"


def constraints(shape):
    """What a member of this shape must satisfy, or nothing."""
    found = {k: shape[k] for k in ("min", "max", "pattern") if k in shape}
    if "enum" in shape:
        found["enum"] = list(shape["enum"])
    if shape["type"] in ("string", "list", "map", "blob") and found.get("min") == 0:
        del found["min"]
    if found and shape.get("sensitive"):
        found["sensitive"] = True
    return found


def walk(shapes, name, path, seen, found):
    shape = shapes[name]
    rule = constraints(shape)
    if rule:
        found.append([path, shape["type"], rule])
    if name in seen:
        return
    inner = seen | {name}
    if shape["type"] == "structure":
        for member, target in shape["members"].items():
            walk(shapes, target["shape"], path + [member], inner, found)
    elif shape["type"] == "list":
        walk(shapes, shape["member"]["shape"], path + ["[]"], inner, found)
    elif shape["type"] == "map":
        keys = constraints(shapes[shape["key"]["shape"]])
        if keys:
            found.append([path + ["{key}"], "string", keys])
        walk(shapes, shape["value"]["shape"], path + ["{}"], inner, found)


def offered(service, operations):
    """The operations that the local cloud has actions for."""
    sources = "".join(file.read_text(encoding="utf8") for file in (LOCAL / "services" / service).rglob("*.ts"))
    return sorted((name, operation) for name, operation in operations.items() if f"'{name}'" in sources)


def main(services):
    loader = botocore.loaders.Loader()
    for service in services:
        model = loader.load_service_model(MODELS.get(service, service), "service-2")
        lines = []
        for name, operation in offered(service, model["operations"]):
            found = []
            if "input" in operation:
                walk(model["shapes"], operation["input"]["shape"], [], frozenset(), found)
            found = [rule for rule in found if (name, tuple(rule[0])) not in SAID_OTHERWISE]
            if service in ("cloudwatch", "ssm"):     # recorded: they name the values of enumerations from the last
                for _, _, rule in found:
                    if "enum" in rule:
                        rule["enum"].reverse()
            if found:
                rules = ",\n".join("    " + json.dumps(rule, ensure_ascii=False) for rule in found)
                lines.append(f"  {json.dumps(name)}: [\n{rules}\n  ]")
        (FOLDER / f"{service}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
