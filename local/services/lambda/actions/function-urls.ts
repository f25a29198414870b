import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { conflict, notFound } from '../errors.ts';
import { findFunction, functionNamed } from '../functions.ts';
import { bareName, functionArn, parseName } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';
import { describeUrl, putUrl, urlOf } from '../urls/urls.ts';
import type { UrlCors, UrlRow } from '../urls/urls.ts';

/** Input of CreateFunctionUrlConfig and UpdateFunctionUrlConfig. */
export interface UrlInput extends FunctionInput {
  readonly AuthType?: string;
  readonly Cors?: UrlCors;
  readonly InvokeMode?: string;
}

/** CreateFunctionUrlConfig: one for the function, one for each alias. */
export const createFunctionUrlConfig = action(
  'CreateFunctionUrlConfig',
  onFunction('CreateFunctionUrlConfig'),
  (input: UrlInput, { cloud }) => {
    const place = parseName(input.FunctionName, input.Qualifier);
    if (!findFunction(place.name, cloud, place.qualifier))
      throw notFound('Function does not exist');
    const { name, qualifier } = placeOf(input, cloud);
    if (urlOf(name, qualifier, cloud)) {
      throw conflict(
        `Failed to create function url config for [functionArn = ${functionArn(name, cloud, qualifier || undefined)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }
    const now = cloud.world.now();
    const row: UrlRow = {
      id: `${cloud.world.uuid()}`.replace(/-/g, ''),
      function: name,
      qualifier,
      auth: input.AuthType ?? 'AWS_IAM',
      cors: input.Cors ? JSON.stringify(input.Cors) : null,
      invoke_mode: input.InvokeMode ?? 'BUFFERED',
      created: now,
      modified: now,
    };
    putUrl(row, cloud);
    const { LastModifiedTime: _unknown, InvokeMode: mode, ...shown } = describeUrl(row, cloud);
    return input.InvokeMode ? { ...shown, InvokeMode: mode } : shown;
  },
);

/** GetFunctionUrlConfig. */
export const getFunctionUrlConfig = action(
  'GetFunctionUrlConfig',
  onFunction('GetFunctionUrlConfig'),
  (input: FunctionInput, { cloud }) => describeUrl(existing(input, cloud), cloud),
);

/** UpdateFunctionUrlConfig: what is not named stays. */
export const updateFunctionUrlConfig = action(
  'UpdateFunctionUrlConfig',
  onFunction('UpdateFunctionUrlConfig'),
  (input: UrlInput, { cloud }) => {
    const old = existing(input, cloud);
    const row: UrlRow = {
      ...old,
      auth: input.AuthType ?? old.auth,
      cors: input.Cors ? JSON.stringify(input.Cors) : old.cors,
      invoke_mode: input.InvokeMode ?? old.invoke_mode,
      modified: cloud.world.now(),
    };
    putUrl(row, cloud);
    return describeUrl(row, cloud);
  },
);

/** DeleteFunctionUrlConfig. */
export const deleteFunctionUrlConfig = action(
  'DeleteFunctionUrlConfig',
  onFunction('DeleteFunctionUrlConfig'),
  (input: FunctionInput, { cloud }) => {
    cloud.db.run('DELETE FROM lambda_urls WHERE id = ?', existing(input, cloud).id);
    return { [HTTP_STATUS]: 204 };
  },
);

/** ListFunctionUrlConfigs. */
export const listFunctionUrlConfigs = action(
  'ListFunctionUrlConfigs',
  onFunction('ListFunctionUrlConfigs'),
  (input: FunctionInput & PageInput, { cloud }) => {
    const { name } = functionNamed(bareName(input.FunctionName), cloud);
    const rows = cloud.db.all<UrlRow>(
      'SELECT * FROM lambda_urls WHERE function = ? ORDER BY qualifier',
      name,
    );
    const { page, next } = pageOf(rows, input);
    return {
      FunctionUrlConfigs: page.map((row) => describeUrl(row, cloud)),
      NextMarker: next,
    };
  },
);

function placeOf({ FunctionName, Qualifier }: FunctionInput, cloud: Cloud) {
  const { name, qualifier } = parseName(FunctionName, Qualifier);
  functionNamed(name, cloud, qualifier);
  return { name, qualifier: qualifier ?? '' };
}

function existing(input: FunctionInput, cloud: Cloud): UrlRow {
  const { name, qualifier } = placeOf(input, cloud);
  const row = urlOf(name, qualifier, cloud);
  if (row) return row;
  throw notFound('The resource you requested does not exist.');
}
