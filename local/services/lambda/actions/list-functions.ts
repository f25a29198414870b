import { action } from '../../../kernel/index.ts';
import { describeFunction } from '../describe.ts';
import { LATEST, asFunction, functionNamed } from '../functions.ts';
import type { FunctionRow } from '../functions.ts';
import { bareName, functionArn } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onFunction } from '../permissions.ts';
import { versionsOf } from '../versions.ts';

/** Input of ListFunctions. */
export interface ListFunctionsInput extends PageInput {
  readonly FunctionVersion?: string;
}

/** ListFunctions: by name; with `ALL` every version of each. */
export const listFunctions = action(
  'ListFunctions',
  () => [{ action: 'lambda:ListFunctions', resource: '*' }],
  (input: ListFunctionsInput, { cloud }) => {
    const rows = cloud.db.all<FunctionRow>(
      `SELECT * FROM lambda_functions WHERE ? = 'ALL' OR version = '$LATEST'
       ORDER BY name, CASE version WHEN '$LATEST' THEN 0 ELSE CAST(version AS INTEGER) END`,
      input.FunctionVersion ?? '',
    );
    const { page, next } = pageOf(rows, input);
    const qualified = input.FunctionVersion === 'ALL';
    return {
      NextMarker: next,
      Functions: page.map((row) =>
        describeFunction(
          asFunction(row, functionArn(row.name, cloud, qualified ? row.version : undefined)),
          cloud,
        ),
      ),
    };
  },
);

/** ListVersionsByFunction: $LATEST first, then by number. */
export const listVersionsByFunction = action(
  'ListVersionsByFunction',
  onFunction('ListVersionsByFunction'),
  (input: PageInput & { readonly FunctionName: string }, { cloud }) => {
    const name = bareName(input.FunctionName);
    const latest = functionNamed(name, cloud, LATEST);
    const versions = versionsOf(name, cloud).map((row) =>
      asFunction(row, functionArn(name, cloud, row.version)),
    );
    const { page, next } = pageOf([latest, ...versions], input);
    return { NextMarker: next, Versions: page.map((fn) => describeFunction(fn, cloud)) };
  },
);
