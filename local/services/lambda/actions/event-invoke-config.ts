import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { LATEST, findFunction, functionNamed } from '../functions.ts';
import {
  describeInvokeConfig,
  dropInvokeConfig,
  invokeConfigRow,
  putInvokeConfig,
} from '../invoke-config.ts';
import type { InvokeConfig, InvokeConfigRow } from '../invoke-config.ts';
import { bareName, functionArn, parseName } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';

type ConfigInput = FunctionInput & InvokeConfig;

/** PutFunctionEventInvokeConfig: replaces the whole. */
export const putFunctionEventInvokeConfig = action(
  'PutFunctionEventInvokeConfig',
  onFunction('PutFunctionEventInvokeConfig'),
  (input: ConfigInput, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    return describeInvokeConfig(
      putInvokeConfig(name, qualifier, checked(input, cloud), cloud),
      cloud,
    );
  },
);

/** UpdateFunctionEventInvokeConfig: what is not named stays. */
export const updateFunctionEventInvokeConfig = action(
  'UpdateFunctionEventInvokeConfig',
  onFunction('UpdateFunctionEventInvokeConfig'),
  (input: ConfigInput, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    const old = JSON.parse(existing(input, cloud).configuration) as InvokeConfig;
    const next = {
      ...old,
      ...JSON.parse(JSON.stringify(checked(input, cloud))),
    } as InvokeConfig;
    return describeInvokeConfig(putInvokeConfig(name, qualifier, next, cloud), cloud);
  },
);

/** GetFunctionEventInvokeConfig. */
export const getFunctionEventInvokeConfig = action(
  'GetFunctionEventInvokeConfig',
  onFunction('GetFunctionEventInvokeConfig'),
  (input: FunctionInput, { cloud }) => describeInvokeConfig(existing(input, cloud), cloud),
);

/** DeleteFunctionEventInvokeConfig. */
export const deleteFunctionEventInvokeConfig = action(
  'DeleteFunctionEventInvokeConfig',
  onFunction('DeleteFunctionEventInvokeConfig'),
  (input: FunctionInput, { cloud }) => {
    existing(input, cloud);
    const { name, qualifier } = placeOf(input, cloud);
    dropInvokeConfig(name, qualifier, cloud);
    return { [HTTP_STATUS]: 204 };
  },
);

/** ListFunctionEventInvokeConfigs. */
export const listFunctionEventInvokeConfigs = action(
  'ListFunctionEventInvokeConfigs',
  onFunction('ListFunctionEventInvokeConfigs'),
  (input: FunctionInput & PageInput, { cloud }) => {
    const { name } = functionNamed(bareName(input.FunctionName), cloud);
    const rows = cloud.db.all<InvokeConfigRow>(
      'SELECT * FROM lambda_invoke_configs WHERE function = ? ORDER BY qualifier',
      name,
    );
    const { page, next } = pageOf(rows, input);
    return {
      FunctionEventInvokeConfigs: page.map((row) => describeInvokeConfig(row, cloud)),
      NextMarker: next,
    };
  },
);

function placeOf({ FunctionName, Qualifier }: FunctionInput, cloud: Cloud) {
  const place = parseName(FunctionName, Qualifier);
  if (!findFunction(place.name, cloud, place.qualifier))
    throw notFound("The function doesn't exist.");
  return place;
}

function existing(input: FunctionInput, cloud: Cloud): InvokeConfigRow {
  const { name, qualifier } = placeOf(input, cloud);
  const row = invokeConfigRow(name, qualifier, cloud);
  if (row) return row;
  throw notFound(
    `The function ${functionArn(name, cloud, qualifier ?? LATEST)} doesn't have an EventInvokeConfig`,
  );
}

function checked(input: ConfigInput, cloud: Cloud): InvokeConfig {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const given = [MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig];
  if (given.every((value) => value === undefined))
    throw invalidParameter(
      'You must specify at least one of error handling or destination setting.',
    );
  const own = functionArn(bareName(input.FunctionName), cloud);
  for (const destination of [DestinationConfig?.OnSuccess, DestinationConfig?.OnFailure])
    checkDestination(destination?.Destination, own);
  return { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig };
}

function checkDestination(arn: string | undefined, own: string): void {
  if (arn === undefined || arn === '') return;
  if (arn === own || arn.startsWith(`${own}:`))
    throw invalidParameter("You can't specify the function as a destination for itself.");
  if (!/^arn:aws:(sqs|sns|lambda|events|s3):/.test(arn))
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
}
