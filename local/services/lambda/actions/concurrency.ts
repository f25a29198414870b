import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { aliasNamed } from '../aliases.ts';
import { conflict, invalidParameter } from '../errors.ts';
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
    const { name, qualifier } = placeOf(
      input,
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
      cloud,
    );
    const wanted = input.ProvisionedConcurrentExecutions;
    checkTwins(name, qualifier, cloud);
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
    const { name, qualifier } = placeOf(input, NO_VERSION, cloud);
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
    const { name, qualifier } = placeOf(input, NO_VERSION, cloud);
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

const NO_VERSION = 'The function resource provided must be an alias or a published version.';

function placeOf(input: FunctionInput, refusal: string, cloud: Cloud) {
  const { name, qualifier = '' } = parseName(input.FunctionName, input.Qualifier);
  if (qualifier === LATEST || qualifier === '') throw invalidParameter(refusal);
  functionNamed(name, cloud, qualifier);
  return { name, qualifier };
}

/** A version is provisioned by itself or by an alias, not by both. */
function checkTwins(name: string, qualifier: string, cloud: Cloud): void {
  const others = provisionedRows(name, cloud).map((row) => row.qualifier);
  const alias = aliasNamed(name, qualifier, cloud);
  if (alias && others.includes(alias.version)) {
    throw conflict(
      'Alias can not be used for Provisioned Concurrency configuration on an already Provisioned version',
    );
  }
  if (!alias && others.some((other) => aliasNamed(name, other, cloud)?.version === qualifier))
    throw conflict('Version is pointed by a Provisioned Concurrency alias');
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
