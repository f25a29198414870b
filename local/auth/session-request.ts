import type { Permission, PolicyDocument, SessionRequest, Tags } from '../kernel/index.ts';
import type { SessionDetails } from './credentials.ts';

/**
 * The permissions that a session demands of who asks for it: tags and a source identity have names of their
 * own. Source: IAM user guide, id_session-tags and id_credentials_temp_control-access_monitor.
 */
export function sessionPermissions(
  request: SessionRequest,
  trust: string | undefined,
): readonly Permission[] {
  const { tags = {}, sourceIdentity } = sessionDetails(request);
  const actions = [
    'AssumeRole',
    ...(Object.keys(tags).length > 0 ? ['TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['SetSourceIdentity']),
  ];
  return actions.map((action) => ({
    action: `sts:${action}`,
    resource: request.roleArn,
    resourcePolicy: trust === undefined ? undefined : (JSON.parse(trust) as PolicyDocument),
    context: contextOf(request),
  }));
}

/** What the session will have: what was asked for, and what the session before hands on. */
export function sessionDetails(request: SessionRequest): SessionDetails {
  const { by, policy, sourceIdentity } = request;
  const before = by.kind === 'role' ? by : undefined;
  const handedOn = before?.transitiveTagKeys ?? [];
  const inherited = handedOn.map((key) => [key, before?.tags?.[key] ?? ''] as const);
  const tags: Tags = { ...request.tags, ...Object.fromEntries(inherited) };
  const transitiveTagKeys = [...handedOn, ...(request.transitiveTagKeys ?? [])];
  return {
    ...(policy === undefined ? {} : { sessionPolicy: policy }),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
    ...(transitiveTagKeys.length > 0 ? { transitiveTagKeys } : {}),
    ...definedIdentity(sourceIdentity ?? before?.sourceIdentity),
  };
}

function definedIdentity(sourceIdentity: string | undefined) {
  return sourceIdentity === undefined ? {} : { sourceIdentity };
}

/** Source: IAM user guide, available keys for AWS STS. */
function contextOf(request: SessionRequest): Permission['context'] {
  const { tags = {}, transitiveTagKeys = [], sourceIdentity } = sessionDetails(request);
  const pairs = Object.entries(tags);
  return {
    'sts:RoleSessionName': request.sessionName,
    ...(request.externalId === undefined ? {} : { 'sts:ExternalId': request.externalId }),
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(pairs.length > 0 ? { 'aws:TagKeys': pairs.map(([key]) => key) } : {}),
    ...(transitiveTagKeys.length > 0 ? { 'sts:TransitiveTagKeys': transitiveTagKeys } : {}),
  };
}
