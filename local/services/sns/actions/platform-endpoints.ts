import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkArn, invalidParameter } from '../errors.ts';
import { page } from '../pages.ts';
import { applicationAt } from '../push/applications.ts';
import { checkedEndpoint, endpointAt, endpointAttributes } from '../push/endpoints.ts';
import type { EndpointRow } from '../push/endpoints.ts';
import type { Attributes } from '../topics.ts';

/** Permissions on endpoints cannot be narrowed. Source: service authorization reference. */
const anywhere = (name: string) => () => [{ action: `sns:${name}`, resource: '*' }];

interface Named {
  readonly EndpointArn: string;
}

/** Input of CreatePlatformEndpoint. */
export interface CreatePlatformEndpointInput {
  readonly PlatformApplicationArn: string;
  readonly Token: string;
  readonly CustomUserData?: string;
  readonly Attributes?: Attributes;
}

/** CreatePlatformEndpoint. The same again is the same endpoint; with other attributes it is refused. */
export const createPlatformEndpoint = action(
  'CreatePlatformEndpoint',
  anywhere('CreatePlatformEndpoint'),
  (input: CreatePlatformEndpointInput, { cloud }) => {
    const application = applicationAt(input.PlatformApplicationArn, cloud);
    const given: Attributes =
      input.CustomUserData === undefined ? {} : { CustomUserData: input.CustomUserData };
    const { Token: _token, ...attributes } = checkedEndpoint({ ...input.Attributes, ...given });
    const known = cloud.db.get<EndpointRow>(
      'SELECT * FROM sns_endpoints WHERE application = ? AND token = ?',
      application.arn,
      input.Token,
    );
    if (known) checkSame(known, attributes);
    const arn = known?.arn ?? newArn(application.arn, cloud);
    if (!known)
      insert({ arn, application: application.arn, token: input.Token }, attributes, cloud);
    return { EndpointArn: arn };
  },
);

/** GetEndpointAttributes. */
export const getEndpointAttributes = action(
  'GetEndpointAttributes',
  anywhere('GetEndpointAttributes'),
  ({ EndpointArn }: Named, { cloud }) => ({
    Attributes: endpointAttributes(endpointAt(EndpointArn, cloud)),
  }),
);

/** SetEndpointAttributes: also a new token, where the push service gave the device another one. */
export const setEndpointAttributes = action(
  'SetEndpointAttributes',
  anywhere('SetEndpointAttributes'),
  (input: Named & { readonly Attributes: Attributes }, { cloud }) => {
    const row = endpointAt(input.EndpointArn, cloud);
    const { Token = row.token, ...others } = {
      ...endpointAttributes(row),
      ...checkedEndpoint(input.Attributes),
    };
    cloud.db.run(
      'UPDATE sns_endpoints SET token = ?, attributes = ? WHERE arn = ?',
      Token,
      JSON.stringify(others),
      row.arn,
    );
    return {};
  },
);

/** ListEndpointsByPlatformApplication: a hundred a page. */
export const listEndpointsByPlatformApplication = action(
  'ListEndpointsByPlatformApplication',
  anywhere('ListEndpointsByPlatformApplication'),
  (input: { readonly PlatformApplicationArn: string; readonly NextToken?: string }, { cloud }) => {
    const application = applicationAt(input.PlatformApplicationArn, cloud);
    const { rows, NextToken } = page(input.NextToken, (after, limit) =>
      cloud.db.all<EndpointRow>(
        'SELECT * FROM sns_endpoints WHERE application = ? AND arn > ? ORDER BY arn LIMIT ?',
        application.arn,
        after,
        limit,
      ),
    );
    const Endpoints = rows.map((row) => ({
      EndpointArn: row.arn,
      Attributes: endpointAttributes(row),
    }));
    return { Endpoints, NextToken };
  },
);

/** DeleteEndpoint; one that is not there is no error. */
export const deleteEndpoint = action(
  'DeleteEndpoint',
  anywhere('DeleteEndpoint'),
  ({ EndpointArn }: Named, { cloud }) => {
    checkArn('EndpointArn', EndpointArn);
    cloud.db.run('DELETE FROM sns_endpoints WHERE arn = ?', EndpointArn);
    return {};
  },
);

/** Source of the words: developer guide, "Create a platform endpoint and manage device tokens". */
function checkSame(known: EndpointRow, given: Attributes): void {
  const stored = endpointAttributes(known);
  if (
    Object.entries({ Enabled: 'true', ...given }).every(([name, value]) => stored[name] === value)
  )
    return;
  throw invalidParameter(
    `Token Reason: Endpoint ${known.arn} already exists with the same Token, but different attributes.`,
  );
}

function newArn(application: string, cloud: Cloud): string {
  return `${application.replace(':app/', ':endpoint/')}/${cloud.world.uuid()}`;
}

function insert(row: Omit<EndpointRow, 'attributes'>, attributes: Attributes, cloud: Cloud): void {
  cloud.db.run(
    'INSERT INTO sns_endpoints VALUES (?, ?, ?, ?)',
    row.arn,
    row.application,
    row.token,
    JSON.stringify(attributes),
  );
}
