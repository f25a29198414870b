import { expect, test } from 'vitest';
import { validateDefinition } from '../../../local/services/states/language/validation/validate.ts';
import { difference, readRows } from './recording.ts';

interface Row {
  readonly id: string;
  readonly definition: string;
  readonly valid: boolean;
  readonly authority: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly error?: { readonly Message?: string };
  readonly diagnostics?: readonly unknown[];
}

/** Not expected to pass, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'valid-cfn-definition-substitutions': 'CloudFormation fills in ${} before Step Functions sees it',
  'valid-task-intrisic-function':
    'CloudFormation resolves Fn::GetAtt before Step Functions sees it',
  'valid-map-with-item-batcher-jsonata':
    'AWS refuses JSONPath states in a machine of the JSONata language',
  'valid-task-batch': 'AWS Batch is not offered',
};

const rows = readRows<Row>('definition-validation.jsonl.gz');

function problemOf(row: Row): string | undefined {
  // Where the recording has no type, the test it comes from tells it by its name.
  const express =
    row.type === 'EXPRESS' || (row.id.includes('Express') && row.id.includes('illegal'));
  // Placeholders stand for functions that were made before.
  const definition = row.definition.replaceAll(
    /\{\{\d+\.FunctionArn\}\}/g,
    'arn:aws:lambda:us-east-1:111111111111:function:f',
  );
  const found = validateDefinition(definition, { type: express ? 'EXPRESS' : 'STANDARD' });
  if ((found.length === 0) !== row.valid)
    return `want ${row.valid ? 'valid' : 'refused'}, found ${JSON.stringify(found)}`;
  if (row.diagnostics) return difference(row.diagnostics, found, new Map());
  return undefined;
}

const AUTHORITIES = [...new Set(rows.map(({ authority }) => authority))];

test.each(AUTHORITIES)('definitions are accepted and refused as by %s', (authority) => {
  const problems = rows
    .filter(
      (row) =>
        row.authority === authority &&
        !Object.keys(EXCEPTIONS).some((part) => row.id.includes(part)),
    )
    .map((row) => ({
      id: row.id,
      problem: problemOf(row),
      definition: row.definition.slice(0, 300),
    }))
    .filter(({ problem }) => problem);
  expect(problems).toEqual([]);
});
