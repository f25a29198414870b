import type { Cloud } from '../../../kernel/index.ts';
import { checkArn, invalidAttribute, invalidParameter, notFound } from '../errors.ts';
import type { Attributes } from '../topics.ts';

/** A row of the table of platform applications: what an app's makers registered for a push service. */
export interface ApplicationRow {
  readonly arn: string;
  readonly platform: string;
  readonly attributes: string;
}

/** Push services. Source: API reference, CreatePlatformApplication. */
const PLATFORMS: readonly string[] = [
  'ADM',
  'APNS',
  'APNS_SANDBOX',
  'APNS_VOIP',
  'APNS_VOIP_SANDBOX',
  'BAIDU',
  'GCM',
  'MACOS',
  'MACOS_SANDBOX',
  'MPNS',
  'WNS',
];

/** Push services that know an app by one secret only. */
const WITHOUT_PRINCIPAL = new Set(['GCM']);

const SECRETS = new Set(['PlatformCredential', 'PlatformPrincipal']);

/** Attributes that may be set. Source: API reference, SetPlatformApplicationAttributes. */
const SETTABLE = new Set([
  ...SECRETS,
  'ApplePlatformBundleID',
  'ApplePlatformTeamID',
  'EventDeliveryFailure',
  'EventEndpointCreated',
  'EventEndpointDeleted',
  'EventEndpointUpdated',
  'FailureFeedbackRoleArn',
  'SuccessFeedbackRoleArn',
  'SuccessFeedbackSampleRate',
]);

/** ARN of a platform application. */
export function applicationArn(platform: string, name: string, cloud: Cloud): string {
  return `arn:aws:sns:${cloud.region}:${cloud.accountId}:app/${platform}/${name}`;
}

/** The platform application, where it is there. */
export function findApplication(arn: string, cloud: Cloud): ApplicationRow | undefined {
  return cloud.db.get<ApplicationRow>('SELECT * FROM sns_applications WHERE arn = ?', arn);
}

/** The platform application, or AWS's error for malformed ARNs and for nothing. */
export function applicationAt(arn: string, cloud: Cloud): ApplicationRow {
  checkArn('PlatformApplicationArn', arn);
  const row = findApplication(arn, cloud);
  if (!row) throw notFound('PlatformApplication');
  return row;
}

/** Throws AWS's refusals of what names an application. */
export function checkApplicationName(name: string, platform: string): void {
  if (name.length > 256)
    throw invalidParameter(`${name} Reason: must be at most 256 characters long`);
  if (!/^[\w.-]+$/.test(name)) {
    throw invalidParameter(
      `${name} Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'`,
    );
  }
  if (!PLATFORMS.includes(platform))
    throw invalidParameter(`Platform Reason: ${platform} is not supported`);
}

/** Throws unless an application is given the secrets that its push service demands, and no others. */
export function checkSecrets(platform: string, given: Attributes): void {
  const principal = given.PlatformPrincipal !== undefined;
  const credential = given.PlatformCredential !== undefined;
  if (principal && !credential)
    throw invalidAttribute('PlatformPrincipal attribute provided without PlatformCredential');
  if (credential && !principal && !WITHOUT_PRINCIPAL.has(platform))
    throw invalidAttribute('PlatformCredential attribute provided without PlatformPrincipal');
  if (!credential) throw invalidAttribute('PlatformCredential is required');
}

/** Throws for attributes that applications do not have. */
export function checkApplicationAttributes(given: Attributes): void {
  const unknown = Object.keys(given).find((name) => !SETTABLE.has(name));
  if (unknown !== undefined) throw invalidAttribute(`Invalid attribute name: ${unknown}`);
}

/** The attributes as they are told: never the secrets. */
export function shownApplication({ attributes }: ApplicationRow): Attributes {
  const own = Object.entries(JSON.parse(attributes) as Attributes);
  return { Enabled: 'true', ...Object.fromEntries(own.filter(([name]) => !SECRETS.has(name))) };
}
