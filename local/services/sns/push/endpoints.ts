import type { Cloud } from '../../../kernel/index.ts';
import { checkArn, invalidAttribute, notFound } from '../errors.ts';
import type { Attributes } from '../topics.ts';

/** A row of the table of endpoints: an app on one device. */
export interface EndpointRow {
  readonly arn: string;
  readonly application: string;
  readonly token: string;
  readonly attributes: string;
}

/** Attributes of an endpoint. Source: API reference, SetEndpointAttributes. */
const SETTABLE = new Set(['CustomUserData', 'Enabled', 'Token']);

/** Bytes that an app may note of its user. */
const MAX_USER_DATA = 2048;

/** The endpoint, where it is there. */
export function findEndpoint(arn: string, cloud: Cloud): EndpointRow | undefined {
  return cloud.db.get<EndpointRow>('SELECT * FROM sns_endpoints WHERE arn = ?', arn);
}

/** The endpoint, or AWS's error for malformed ARNs and for nothing. */
export function endpointAt(arn: string, cloud: Cloud): EndpointRow {
  checkArn('EndpointArn', arn);
  const row = findEndpoint(arn, cloud);
  if (!row) throw notFound('Endpoint');
  return row;
}

/** The attributes of an endpoint, its token among them. */
export function endpointAttributes({ attributes, token }: EndpointRow): Attributes {
  return { Enabled: 'true', ...(JSON.parse(attributes) as Attributes), Token: token };
}

/** True where messages may be sent to the device. */
export function isEnabled(row: EndpointRow): boolean {
  return endpointAttributes(row).Enabled === 'true';
}

/** The push service of an endpoint, by its ARN: `...:endpoint/GCM/app/id`. */
export function platformOf(endpointArn: string): string {
  return endpointArn.split('/')[1] ?? '';
}

/** Attributes as they are stored. Throws AWS's refusals. */
export function checkedEndpoint(given: Attributes): Attributes {
  const unknown = Object.keys(given).find((name) => !SETTABLE.has(name));
  if (unknown !== undefined) throw invalidAttribute(`Invalid attribute name: ${unknown}`);
  if (Buffer.byteLength(given.CustomUserData ?? '') > MAX_USER_DATA)
    throw invalidAttribute(
      'Invalid value for attribute: CustomUserData: must be at most 2048 bytes',
    );
  const { Enabled } = given;
  if (Enabled === undefined) return given;
  if (!/^(true|false)$/i.test(Enabled))
    throw invalidAttribute('Invalid value for attribute: Enabled: must be true or false');
  return { ...given, Enabled: Enabled.toLowerCase() };
}
