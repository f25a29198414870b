import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { LATEST, functionNamed, headOf } from '../functions.ts';
import { functionArn, parseName } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';
import { describeProvisioned, provisionedInAll, provisionedRows } from '../provisioned.ts';
import { ACCOUNT_CONCURRENCY, unreserved } from '../account.ts';

/** Concurrency that must stay unreserved in an account. */
const LEAST_UNRESERVED = 100;

/** PutFunctionConcurrency: reserves, and limits. */
export const putFunctionConcurrency = action(
  'PutFunctionConcurrency',
  onFunction('PutFunctionConcurrency'),
  (input: FunctionInput & { readonly ReservedConcurrentExecutions: number }, { cloud }) => {
    const wanted = input.ReservedConcurrentExecutions;
    const head = headOf(input.FunctionName, cloud);
    const provisioned = provisionedInAll(head.name, cloud);
    if (wanted < provisioned) {
      throw invalidParameter(
        ` ReservedConcurrentExecutions  ${wanted} should not be lower than function's total provisioned concurrency [${provisioned}].`,
      );
    }
    if (unreserved(cloud) + (head.reserved ?? 0) - wanted < LEAST_UNRESERVED) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${LEAST_UNRESERVED}].`,
      );
    }
    reserve(head.name, wanted, cloud);
    return { ReservedConcurrentExecutions: wanted };
  },
);

/** GetFunctionConcurrency: empty where nothing is reserved. */
export const getFunctionConcurrency = action(
  'GetFunctionConcurrency',
  onFunction('GetFunctionConcurrency'),
  (input: FunctionInput, { cloud }) => ({
    ReservedConcurrentExecutions: headOf(input.FunctionName, cloud).reserved ?? undefined,
  }),
);

/** DeleteFunctionConcurrency. */
export const deleteFunctionConcurrency = action(
  'DeleteFunctionConcurrency',
  onFunction('DeleteFunctionConcurrency'),
  (input: FunctionInput, { cloud }) => {
    reserve(headOf(input.FunctionName, cloud).name, null, cloud);
    return { [HTTP_STATUS]: 204 };
  },
);

/** PutProvisionedConcurrencyConfig: of a version or an alias, never of $LATEST. */
export const putProvisionedConcurrencyConfig = action(
  'PutProvisionedConcurrencyConfig',
  onFunction('PutProvisionedConcurrencyConfig'),
  (input: FunctionInput & { readonly ProvisionedConcurrentExecutions: number }, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    const wanted = input.ProvisionedConcurrentExecutions;
    checkRoom(name, qualifier, wanted, cloud);
    const row = { function: name, qualifier, requested: wanted, modified: cloud.world.now() };
    cloud.db.run(
      'INSERT OR REPLACE INTO lambda_provisioned VALUES (?, ?, ?, ?)',
      name,
      qualifier,
      wanted,
      row.modified,
    );
    return { ...describeProvisioned(row, cloud), [HTTP_STATUS]: 202 };
  },
);

/** GetProvisionedConcurrencyConfig. */
export const getProvisionedConcurrencyConfig = action(
  'GetProvisionedConcurrencyConfig',
  onFunction('GetProvisionedConcurrencyConfig'),
  (input: FunctionInput, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    const row = provisionedRows(name, cloud).find((each) => each.qualifier === qualifier);
    if (!row) throw noProvisioned();
    return describeProvisioned(row, cloud);
  },
);

/** DeleteProvisionedConcurrencyConfig. */
export const deleteProvisionedConcurrencyConfig = action(
  'DeleteProvisionedConcurrencyConfig',
  onFunction('DeleteProvisionedConcurrencyConfig'),
  (input: FunctionInput, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    cloud.db.run(
      'DELETE FROM lambda_provisioned WHERE function = ? AND qualifier = ?',
      name,
      qualifier,
    );
    return { [HTTP_STATUS]: 204 };
  },
);

/** ListProvisionedConcurrencyConfigs. */
export const listProvisionedConcurrencyConfigs = action(
  'ListProvisionedConcurrencyConfigs',
  onFunction('ListProvisionedConcurrencyConfigs'),
  (input: FunctionInput & PageInput, { cloud }) => {
    const { name } = headOf(input.FunctionName, cloud);
    const { page, next } = pageOf(provisionedRows(name, cloud), input);
    return {
      NextMarker: next,
      ProvisionedConcurrencyConfigs: page.map((row) => ({
        FunctionArn: functionArn(name, cloud, row.qualifier),
        ...describeProvisioned(row, cloud),
      })),
    };
  },
);

function reserve(name: string, wanted: number | null, cloud: Cloud): void {
  cloud.db.run('UPDATE lambda_heads SET reserved = ? WHERE name = ?', wanted, name);
}

function placeOf(input: FunctionInput, cloud: Cloud) {
  const { name, qualifier = '' } = parseName(input.FunctionName, input.Qualifier);
  if (qualifier === LATEST || qualifier === '') {
    throw invalidParameter(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
  }
  functionNamed(name, cloud, qualifier);
  return { name, qualifier };
}

function checkRoom(name: string, qualifier: string, wanted: number, cloud: Cloud): void {
  const old = provisionedRows(name, cloud).find((row) => row.qualifier === qualifier);
  const total = provisionedInAll(name, cloud) - (old?.requested ?? 0) + wanted;
  const { reserved } = headOf(name, cloud);
  if (reserved !== null && total > reserved) {
    throw invalidParameter(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  if (reserved === null && total > unreserved(cloud) - LEAST_UNRESERVED) {
    throw invalidParameter(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${ACCOUNT_CONCURRENCY}].`,
    );
  }
}

function noProvisioned(): AwsError {
  return new AwsError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
    { status: 404, members: { Type: 'User' } },
  );
}
