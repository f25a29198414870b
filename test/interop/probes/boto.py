"""Makes the calls that it reads from its input, one JSON text a line, and answers each with a line."""
import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError, UnknownServiceError

clients = {}


def client(service):
    if service not in clients:
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
        clients[service] = boto3.client(
            service, endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="test",
            aws_secret_access_key="test", config=config,
        )
    return clients[service]


def with_bytes(value):
    if isinstance(value, dict):
        return value["blob"].encode("latin1") if "blob" in value else {k: with_bytes(v) for k, v in value.items()}
    return [with_bytes(inner) for inner in value] if isinstance(value, list) else value


def readable(value):
    if isinstance(value, dict):
        return {name: readable(inner) for name, inner in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [readable(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("latin1")
    return value.read().decode("latin1") if hasattr(value, "read") else value


print(json.dumps({"version": boto3.__version__}), flush=True)
for line in sys.stdin:
    step = json.loads(line)
    try:
        operation = getattr(client(step["service"]), xform_name(step["call"]))
        answer = {"value": readable(operation(**with_bytes(step["input"])))}
    except ClientError as error:
        answer = {"refused": error.response["Error"]["Code"]}
    except (ParamValidationError, UnknownServiceError) as error:
        answer = {"unknown": str(error)}
    print(json.dumps(answer), flush=True)
