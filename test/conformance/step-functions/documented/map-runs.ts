/** Distributed Map. */
import { gzipSync } from 'node:zlib';
import type { DocumentedCase } from './documented-case.ts';
import { calls, fails, guide, machine, passes, pauses, reference, spread } from './machines.ts';

const PAGE = 'state-map-distributed';
const READER = 'input-output-itemreader';
const BATCHER = 'input-output-itembatcher';

const boom = { error: 'Boom' };
const done = { output: 'done' };

/** Reads the items from an object of the bucket `data`. */
function reads(Key: string, ReaderConfig: object): object {
  return {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      Parameters: { Bucket: 'data', Key },
      ReaderConfig,
    },
    End: true,
  };
}

/** Lists objects of the bucket `data`. */
function lists(Prefix: string, ReaderConfig: object): object {
  return {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Parameters: { Bucket: 'data', Prefix },
      ReaderConfig,
    },
    End: true,
  };
}

/** Hands on where items come from, and more of the context object. */
function told(selected: object, more: object = { End: true }): object {
  return { ItemSelector: { 'source.$': '$$.Map.Item.Source', ...selected }, ...more };
}

const WRITER = {
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'data', Prefix: 'results' },
  },
  End: true,
};

const described = (answer: object) => [
  { pass: 1000 },
  { call: 'DescribeMapRun', input: { mapRunArn: '{{mapRun}}' }, answer },
];

/** What AWS says of distributed Maps and their runs. */
export const MAP_RUNS: readonly DocumentedCase[] = [
  {
    title: 'every item is an execution of its own, and the result is the list of their outputs',
    source: guide(PAGE, 'without a ResultWriter the state returns an array of the results'),
    machine: machine({ Each: spread(passes()) }),
    input: [1, 2, 3],
    steps: described({ executionCounts: { total: 3, succeeded: 3 } }),
    expect: {
      status: 'SUCCEEDED',
      output: [1, 2, 3],
      events: [
        'ExecutionStarted',
        'MapStateEntered',
        'MapStateStarted',
        'MapRunStarted',
        'MapRunSucceeded',
        'MapStateSucceeded',
        'MapStateExited',
        'ExecutionSucceeded',
      ],
    },
  },
  {
    title: 'items may be executions of express machines',
    source: guide(PAGE, 'ExecutionType is STANDARD or EXPRESS'),
    machine: machine({ Each: spread(passes(), { End: true }, 'EXPRESS') }),
    input: [1, 2],
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title: 'a file of JSON is read as a list',
    source: guide(READER, 'InputType JSON reads an array from a file'),
    machine: machine({ Each: spread(passes(), reads('list.json', { InputType: 'JSON' })) }),
    objects: { 'list.json': '[{"a":1},{"a":2}]' },
    expect: { status: 'SUCCEEDED', output: [{ a: 1 }, { a: 2 }] },
  },
  {
    title: 'a file of JSON lines is read line by line',
    source: guide(READER, 'InputType JSONL reads an item from each line'),
    machine: machine({ Each: spread(passes(), reads('list.jsonl', { InputType: 'JSONL' })) }),
    objects: { 'list.jsonl': '{"a":1}\n{"a":2}\n' },
    expect: { status: 'SUCCEEDED', output: [{ a: 1 }, { a: 2 }] },
  },
  {
    title: 'the first row of a CSV file names the members',
    source: guide(READER, 'FIRST_ROW: the first line is the header; values are strings'),
    machine: machine({
      Each: spread(
        passes(),
        reads('list.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }),
      ),
    }),
    objects: { 'list.csv': 'id,name\n1,Ada\n2,"Lovelace, A."\n' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { id: '1', name: 'Ada' },
        { id: '2', name: 'Lovelace, A.' },
      ],
    },
  },
  {
    title: 'the members of a CSV file may be given',
    source: guide(READER, 'GIVEN: CSVHeaders names the columns'),
    machine: machine({
      Each: spread(
        passes(),
        reads('list.csv', { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['x', 'y'] }),
      ),
    }),
    objects: { 'list.csv': '1,2\n3,4\n' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { x: '1', y: '2' },
        { x: '3', y: '4' },
      ],
    },
  },
  {
    title: 'MaxItems bounds how many items are read',
    source: guide(READER, 'MaxItems limits the number of items that are passed on'),
    machine: machine({
      Each: spread(passes(), reads('list.json', { InputType: 'JSON', MaxItems: 2 })),
    }),
    objects: { 'list.json': '[1,2,3,4]' },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title: 'MaxItemsPath takes the bound from the input',
    source: guide(READER, 'MaxItemsPath selects a positive integer'),
    machine: machine({
      Each: spread(passes(), reads('list.json', { InputType: 'JSON', MaxItemsPath: '$.most' })),
    }),
    input: { most: 3 },
    objects: { 'list.json': '[1,2,3,4]' },
    expect: { status: 'SUCCEEDED', output: [1, 2, 3] },
  },
  {
    title: 'a listing of a bucket gives an item for each object',
    source: guide(READER, 'listObjectsV2 gives the metadata of the objects under a prefix'),
    machine: machine({
      Each: spread(
        { Type: 'Pass', OutputPath: '$.Key', End: true },
        {
          ItemReader: {
            Resource: 'arn:aws:states:::s3:listObjectsV2',
            Parameters: { Bucket: 'data', Prefix: 'listed/' },
          },
          End: true,
        },
      ),
    }),
    objects: { 'listed/a': 'x', 'listed/b': 'y' },
    expect: { status: 'SUCCEEDED', output: ['listed/a', 'listed/b'] },
  },
  {
    title: 'the members of an object are items as well',
    source: guide(
      READER,
      'iterates over the elements of an array or the key-value pairs of an object',
    ),
    machine: machine({ Each: spread(passes()) }),
    input: { a: 1, b: 2 },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { Key: 'a', Value: 1 },
        { Key: 'b', Value: 2 },
      ],
    },
  },
  {
    title: 'the context object names the member of an object and where items come from',
    source: guide(
      'input-output-contextobject',
      'Key is there for objects; Source is STATE_DATA for input',
    ),
    machine: machine({ Each: spread(passes(), told({ 'key.$': '$$.Map.Item.Key' })) }),
    input: { a: 1 },
    expect: { status: 'SUCCEEDED', output: [{ source: 'STATE_DATA', key: 'a' }] },
  },
  {
    title: 'in JSONata Items may give an object',
    source: guide(PAGE, 'Items is an array, an object, or an expression that gives one of them'),
    machine: machine(
      {
        Each: spread(
          { Type: 'Pass', Output: '{% $states.input.Key %}', End: true },
          { Items: '{% $states.input.list %}', End: true },
        ),
      },
      { QueryLanguage: 'JSONata' },
    ),
    input: { list: { a: 1, b: 2 } },
    expect: { status: 'SUCCEEDED', output: ['a', 'b'] },
  },
  {
    title: 'the context object names the object that an item was read from',
    source: guide('input-output-contextobject', 'Source is the S3 URI of the object'),
    machine: machine({
      Each: spread(passes(), told({}, reads('list.json', { InputType: 'JSON' }))),
    }),
    objects: { 'list.json': '[1]' },
    expect: { status: 'SUCCEEDED', output: [{ source: 'S3://data/list.json' }] },
  },
  {
    title: 'the context object names the bucket that was listed',
    source: guide(
      'input-output-contextobject',
      'Source of listed objects is the S3 URI of the bucket',
    ),
    machine: machine({ Each: spread(passes(), told({}, lists('named/', {}))) }),
    objects: { 'named/a': 'x' },
    expect: { status: 'SUCCEEDED', output: [{ source: 'S3://data' }] },
  },
  {
    title: 'ItemsPointer leads to the items in a file of JSON',
    source: guide(READER, 'ItemsPointer selects the node with the data set in a nested file'),
    machine: machine({
      Each: spread(
        passes(),
        reads('nested.json', { InputType: 'JSON', ItemsPointer: '/in~1side/1/list' }),
      ),
    }),
    objects: { 'nested.json': '{"in/side":[0,{"list":[1,2]}]}' },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title: 'LOAD_AND_FLATTEN reads the objects that are listed',
    source: guide(
      READER,
      'the map reads the data objects of the list, and makes items of their contents',
    ),
    machine: machine({
      Each: spread(
        passes(),
        told(
          { 'value.$': '$$.Map.Item.Value' },
          lists('days/', { InputType: 'JSONL', Transformation: 'LOAD_AND_FLATTEN' }),
        ),
      ),
    }),
    objects: { 'days/1': '1\n2\n', 'days/2': '3\n' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { source: 'S3://data/days/1', value: 1 },
        { source: 'S3://data/days/1', value: 2 },
        { source: 'S3://data/days/2', value: 3 },
      ],
    },
  },
  {
    title: 'a file whose name ends in .gz is unzipped',
    source: guide(READER, 'input files may be compressed, such as myObject.jsonl.gz'),
    machine: machine({ Each: spread(passes(), reads('list.jsonl.gz', { InputType: 'JSONL' })) }),
    objects: { 'list.jsonl.gz': gzipSync('1\n2\n') },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title: 'an inventory gives an item for each line of its zipped files',
    source: guide(READER, 'a manifest of S3 Inventory names CSV files and their schema'),
    machine: machine({ Each: spread(passes(), reads('manifest.json', { InputType: 'MANIFEST' })) }),
    objects: {
      'manifest.json': '{"fileSchema":"Bucket, Key, Size","files":[{"key":"part.csv.gz"}]}',
      'part.csv.gz': gzipSync('"b","titles.csv","3399671"\n'),
    },
    expect: { status: 'SUCCEEDED', output: [{ Bucket: 'b', Key: 'titles.csv', Size: '3399671' }] },
  },
  {
    title: 'an inventory may be named as the type of the manifest',
    source: guide(READER, 'ManifestType S3_INVENTORY goes without InputType'),
    machine: machine({
      Each: spread(passes(), reads('manifest.json', { ManifestType: 'S3_INVENTORY' })),
    }),
    objects: {
      'manifest.json': '{"fileSchema":"Key","files":[{"key":"part.csv.gz"}]}',
      'part.csv.gz': gzipSync('a\nb\n'),
    },
    expect: { status: 'SUCCEEDED', output: [{ Key: 'a' }, { Key: 'b' }] },
  },
  {
    title: 'the manifest of a query of Athena names the files to read',
    source: guide(READER, 'ManifestType ATHENA_DATA: a CSV list of data files of one InputType'),
    machine: machine({
      Each: spread(
        passes(),
        reads('manifest.csv', { ManifestType: 'ATHENA_DATA', InputType: 'JSONL' }),
      ),
    }),
    objects: { 'manifest.csv': 's3://data/a\ns3://data/b\n', a: '1\n', b: '2\n' },
    expect: { status: 'SUCCEEDED', output: [1, 2] },
  },
  {
    title:
      'fields of a CSV file that are missing are empty, and more than there are names are skipped',
    source: guide(READER, 'fewer fields give empty strings; additional fields are skipped'),
    machine: machine({
      Each: spread(
        passes(),
        reads('list.csv', {
          InputType: 'CSV',
          CSVHeaderLocation: 'FIRST_ROW',
          CSVDelimiter: 'PIPE',
        }),
      ),
    }),
    objects: { 'list.csv': 'a|b\n1\n1|2|3\n' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { a: '1', b: '' },
        { a: '1', b: '2' },
      ],
    },
  },
  {
    title: 'a backslash in a CSV file escapes itself, quotation marks and the delimiter',
    source: guide(READER, 'a backslash before any other character is removed'),
    machine: machine({
      Each: spread(
        passes(),
        reads('list.csv', { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }),
      ),
    }),
    objects: { 'list.csv': 'path,size\nC:\\\\My\\App\\, a,6534512\n' },
    expect: { status: 'SUCCEEDED', output: [{ path: 'C:\\MyApp, a', size: '6534512' }] },
  },
  {
    title: 'an object that is not there fails the state by its reader',
    source: guide(
      'concepts-error-handling',
      'States.ItemReaderFailed: the items could not be read',
    ),
    machine: machine({ Each: spread(passes(), reads('nowhere.json', { InputType: 'JSON' })) }),
    expect: { status: 'FAILED', error: 'States.ItemReaderFailed', count: { MapRunFailed: 1 } },
  },
  {
    title: 'ItemSelector shapes the items that were read',
    source: guide('input-output-itemselector', 'ItemSelector overrides the items of the dataset'),
    machine: machine({
      Each: spread(passes(), {
        ItemSelector: { 'n.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index' },
        ...reads('list.json', { InputType: 'JSON' }),
      }),
    }),
    objects: { 'list.json': '["x","y"]' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { n: 'x', at: 0 },
        { n: 'y', at: 1 },
      ],
    },
  },
  {
    title: 'MaxItemsPerBatch makes batches of items',
    source: guide(BATCHER, 'each child gets a JSON object with the list Items'),
    machine: machine({
      Each: spread(passes(), { ItemBatcher: { MaxItemsPerBatch: 2 }, End: true }),
    }),
    input: [1, 2, 3],
    expect: { status: 'SUCCEEDED', output: [{ Items: [1, 2] }, { Items: [3] }] },
  },
  {
    title: 'BatchInput is given to every batch',
    source: guide(BATCHER, 'BatchInput is a fixed input that is in every batch'),
    machine: machine({
      Each: spread(passes(), {
        ItemsPath: '$.list',
        ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'shared.$': '$.shared' } },
        End: true,
      }),
    }),
    input: { list: [1, 2, 3], shared: 's' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        { BatchInput: { shared: 's' }, Items: [1, 2] },
        { BatchInput: { shared: 's' }, Items: [3] },
      ],
    },
  },
  {
    title: 'MaxInputBytesPerBatch bounds the size of a batch',
    source: guide(BATCHER, 'MaxInputBytesPerBatch is the most bytes of a batch'),
    machine: machine({
      Each: spread(
        { Type: 'Pass', Parameters: { 'n.$': 'States.ArrayLength($.Items)' }, End: true },
        { ItemBatcher: { MaxInputBytesPerBatch: 60 }, End: true },
      ),
    }),
    input: ['a'.repeat(20), 'b'.repeat(20), 'c'.repeat(20)],
    expect: { status: 'SUCCEEDED', output: [{ n: 2 }, { n: 1 }] },
  },
  {
    title: 'a run of batches counts items and executions apart',
    source: reference(
      'DescribeMapRun',
      'itemCounts counts items, executionCounts child executions',
    ),
    machine: machine({
      Each: spread(passes(), { ItemBatcher: { MaxItemsPerBatch: 2 }, End: true }),
    }),
    input: [1, 2, 3, 4, 5],
    steps: described({
      itemCounts: { total: 5, succeeded: 5, pending: 0 },
      executionCounts: { total: 3, succeeded: 3, pending: 0 },
    }),
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'MaxConcurrency bounds how many executions run at once',
    source: guide(
      PAGE,
      'MaxConcurrency is the number of child executions that may run in parallel',
    ),
    machine: machine({ Each: spread(pauses(10), { MaxConcurrency: 2, End: true }) }),
    input: [1, 2, 3, 4, 5],
    steps: [
      { pass: 5 },
      {
        call: 'DescribeMapRun',
        input: { mapRunArn: '{{mapRun}}' },
        answer: {
          status: 'RUNNING',
          maxConcurrency: 2,
          executionCounts: { running: 2, pending: 3 },
        },
      },
      { pass: 100 },
    ],
    expect: { status: 'SUCCEEDED', seconds: 30 },
  },
  {
    title: 'UpdateMapRun changes how many run at once',
    source: reference('UpdateMapRun', 'updates the in-progress configuration of a map run'),
    machine: machine({ Each: spread(pauses(10), { MaxConcurrency: 1, End: true }) }),
    input: [1, 2, 3],
    steps: [
      { pass: 5 },
      { call: 'UpdateMapRun', input: { mapRunArn: '{{mapRun}}', maxConcurrency: 3 } },
      { pass: 100 },
    ],
    expect: { status: 'SUCCEEDED', seconds: 15 },
  },
  {
    title: 'without a threshold one failure fails the run',
    source: guide(PAGE, 'the default of the threshold is zero'),
    machine: machine({ Each: spread(calls('work')) }),
    input: [1, 2],
    functions: { work: [boom, done] },
    steps: described({ status: 'FAILED', executionCounts: { failed: 1 } }),
    expect: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' },
  },
  {
    title: 'as many failures as ToleratedFailureCount are tolerated',
    source: guide(PAGE, 'the run fails when more items than the count fail'),
    machine: machine({ Each: spread(calls('work'), { ToleratedFailureCount: 1, End: true }) }),
    input: [1, 2, 3],
    functions: { work: [done, boom, done] },
    steps: described({ status: 'SUCCEEDED', executionCounts: { failed: 1, succeeded: 2 } }),
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'more failures than ToleratedFailureCount fail the run',
    source: guide(PAGE, 'the run fails when more items than the count fail'),
    machine: machine({ Each: spread(fails('Boom'), { ToleratedFailureCount: 1, End: true }) }),
    input: [1, 2, 3],
    expect: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' },
  },
  {
    title: 'ToleratedFailureCountPath takes the count from the input',
    source: guide(PAGE, 'the path selects a non-negative integer'),
    machine: machine({
      Each: spread(fails('Boom'), {
        ItemsPath: '$.list',
        ToleratedFailureCountPath: '$.count',
        End: true,
      }),
    }),
    input: { list: [1, 2], count: 2 },
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'as large a part as ToleratedFailurePercentage is tolerated',
    source: guide(PAGE, 'failed and timed out items by all items; the run fails above the value'),
    machine: machine({
      Each: spread(calls('work'), { ToleratedFailurePercentage: 50, End: true }),
    }),
    input: [1, 2, 3, 4],
    functions: { work: [done, boom, boom, done] },
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'a larger part than ToleratedFailurePercentage fails the run',
    source: guide(PAGE, 'failed and timed out items by all items; the run fails above the value'),
    machine: machine({
      Each: spread(calls('work'), { ToleratedFailurePercentage: 49, End: true }),
    }),
    input: [1, 2, 3, 4],
    functions: { work: [done, boom, boom, done] },
    expect: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' },
  },
  {
    title: 'a percentage of 100 tolerates that every item fails',
    source: guide(PAGE, 'with 100 the workflow does not fail even if all children do'),
    machine: machine({
      Each: spread(fails('Boom'), { ToleratedFailurePercentage: 100, End: true }),
    }),
    input: [1, 2, 3],
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'with count and percentage the run fails when either is exceeded',
    source: guide(PAGE, 'with both the workflow fails when it exceeds either value'),
    machine: machine({
      Each: spread(calls('work'), {
        ToleratedFailureCount: 1,
        ToleratedFailurePercentage: 90,
        End: true,
      }),
    }),
    input: [1, 2, 3, 4],
    functions: { work: [boom, boom, done] },
    expect: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' },
  },
  {
    title: 'items that take too long count as failed',
    source: guide(PAGE, 'failed items are those that failed or timed out'),
    machine: machine({
      Each: spread(
        {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
          TimeoutSeconds: 5,
          End: true,
        },
        { ToleratedFailureCount: 1, End: true },
      ),
    }),
    input: [1, 2],
    expect: { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold', seconds: 5 },
  },
  {
    title: 'a ResultWriter writes the results by status, and the state tells where',
    source: guide(
      'input-output-resultwriter',
      'results of one status lie in one file; a manifest names them',
    ),
    machine: machine({ Each: spread(calls('work'), { ToleratedFailureCount: 1, ...WRITER }) }),
    input: [1, 2, 3],
    functions: { work: [done, boom, done] },
    expect: { status: 'SUCCEEDED', written: { SUCCEEDED: ['1', '3'], FAILED: ['2'], PENDING: [] } },
  },
  {
    title: 'a run tells how many results were written',
    source: reference('MapRunExecutionCounts', 'resultsWritten counts what the ResultWriter wrote'),
    machine: machine({ Each: spread(passes(), WRITER) }),
    input: [1, 2, 3],
    steps: described({ executionCounts: { resultsWritten: 3 }, itemCounts: { resultsWritten: 3 } }),
    expect: { status: 'SUCCEEDED' },
  },
  {
    title: 'stopping the execution stops the executions of its items',
    source: reference('MapRunExecutionCounts', 'aborted counts what was running and was stopped'),
    machine: machine({ Each: spread(pauses(100), { MaxConcurrency: 2, End: true }) }),
    input: [1, 2, 3],
    steps: [
      { pass: 5 },
      { call: 'StopExecution', input: { executionArn: '{{execution}}' } },
      {
        call: 'DescribeMapRun',
        input: { mapRunArn: '{{mapRun}}' },
        answer: { status: 'ABORTED', executionCounts: { aborted: 2, pending: 1, running: 0 } },
      },
    ],
    expect: { status: 'ABORTED' },
  },
];
