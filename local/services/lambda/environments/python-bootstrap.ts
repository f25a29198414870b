/**
 * Runs a function's code in Python: the loop of the Lambda Runtime API, and nothing of the local cloud
 * but the marks that tell where an invocation's output ends. Text, because it is handed to `python3 -c`.
 */
export const PYTHON_BOOTSTRAP = String.raw`
import http.client, importlib, json, os, sys, time, traceback

host, _, prefix = os.environ['AWS_LAMBDA_RUNTIME_API'].partition('/')
BASE = '/' + prefix + '/2018-06-01/runtime'
ROOT = os.environ.get('LAMBDA_TASK_ROOT', '.')
connection = http.client.HTTPConnection(host)
out, err = sys.stdout, sys.stderr


def call(method, path, body=None, headers={}):
    connection.request(method, BASE + path, body=body, headers=headers)
    response = connection.getresponse()
    return response.headers, response.read()


def frames(entries):
    return [text.replace(ROOT, '/var/task') for text in traceback.format_list(entries)]


def describe(error, request_id, skip=0):
    kind = type(error)
    entries = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename != '<string>']
    shown = {'errorMessage': str(error), 'errorType': kind.__name__, 'requestId': request_id,
             'stackTrace': frames(entries)}
    if isinstance(error, ModuleNotFoundError) and not request_id:
        shown['errorMessage'] = "Unable to import module '%s': %s" % (os.environ['_HANDLER'].rpartition('.')[0], error)
        shown['errorType'] = 'Runtime.ImportModuleError'
    return shown


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers['Lambda-Runtime-Aws-Request-Id']
        self.invoked_function_arn = headers['Lambda-Runtime-Invoked-Function-Arn']
        self.deadline = int(headers['Lambda-Runtime-Deadline-Ms'])
        self.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        self.function_version = os.environ['AWS_LAMBDA_FUNCTION_VERSION']
        self.memory_limit_in_mb = os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
        self.log_group_name = os.environ['AWS_LAMBDA_LOG_GROUP_NAME']
        self.log_stream_name = os.environ['AWS_LAMBDA_LOG_STREAM_NAME']
        client = headers.get('Lambda-Runtime-Client-Context')
        self.client_context = json.loads(client) if client else None
        self.identity = Identity()

    def get_remaining_time_in_millis(self):
        return max(0, self.deadline - int(time.time() * 1000))

    def log(self, text):
        out.write(str(text))


def mark(request_id):
    for stream in (out, err):
        stream.write('\0done ' + request_id + '\n')
        stream.flush()


def named(name, message):
    return type(name, (Exception,), {})(message)


def marshal(value):
    # Bytes are the response as it is, as recorded.
    if isinstance(value, bytes):
        return value
    try:
        return json.dumps(value)
    except Exception as error:
        raise named('Runtime.MarshalError', 'Unable to marshal response: %s' % error)


def load():
    sys.path.insert(0, ROOT)
    module, _, name = os.environ['_HANDLER'].rpartition('.')
    loaded = importlib.import_module(module.replace('/', '.'))
    if not hasattr(loaded, name):
        raise named('Runtime.HandlerNotFound', "Handler '%s' missing on module '%s'" % (name, module))
    return getattr(loaded, name)


def report(path, error, request_id):
    shown = describe(error, request_id)
    print('[ERROR] %s: %s' % (shown['errorType'], shown['errorMessage']))
    out.write('Traceback (most recent call last):\n' + ''.join(shown['stackTrace']))
    if request_id:
        mark(request_id)
    call('POST', path, json.dumps(shown), {'Lambda-Runtime-Function-Error-Type': shown['errorType']})


def serve(handler):
    headers, body = call('GET', '/invocation/next')
    context = Context(headers)
    trace = headers.get('Lambda-Runtime-Trace-Id')
    if trace:
        os.environ['_X_AMZN_TRACE_ID'] = trace
    request_id = context.aws_request_id
    try:
        result = marshal(handler(json.loads(body), context))
    except Exception as error:
        return report('/invocation/%s/error' % request_id, error, request_id)
    mark(request_id)
    call('POST', '/invocation/%s/response' % request_id, result)


try:
    handler = load()
except Exception as error:
    report('/init/error', error, '')
    sys.exit(1)
try:
    while True:
        serve(handler)
except (ConnectionError, http.client.HTTPException):
    sys.exit(1)
`;
