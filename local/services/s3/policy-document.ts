import type { PolicyDocument, PolicyStatement } from '../../kernel/index.ts';
import { s3Error } from './errors.ts';

/** Bytes of a policy at most. */
const LARGEST = 20 * 1024;

/** Versions of the policy language. */
const VERSIONS: readonly unknown[] = [undefined, '2008-10-17', '2012-10-17'];

/** Kinds of principals, with what their names look like. Source: IAM user guide, policy element Principal. */
const PRINCIPALS: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|A[A-Z0-9]{15,}|arn:[\w-]+:(iam|sts)::(\d{12}|cloudfront):.+)$/,
  Service: /^[\w.-]+\.[\w.-]+$|^\*$/,
  Federated: /./,
  CanonicalUser: /./,
};

/** Condition operators. Source: IAM user guide, condition operators. */
const OPERATOR =
  /^(For(AnyValue|AllValues):)?((String(Not)?(Equals(IgnoreCase)?|Like)|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|(Numeric|Date)(Less|Greater)Than(Equals)?|Date(Not)?Equals|Bool|BinaryEquals|(Not)?IpAddress)(IfExists)?|Null)$/;

/** Actions on objects; all others of S3 are about buckets. Source: service authorization reference of S3. */
const ON_OBJECTS =
  /^s3:((Get|Put|Delete|Restore|InitiateReplication|Replicate|Update)Object|AbortMultipartUpload$|ListMultipartUploadParts$|BypassGovernanceRetention$|ReplicateDelete$|ReplicateTags$|ObjectOwnerOverrideToBucketOwner$)/i;

/** Reads a policy of a bucket. Throws S3's errors for what it does not take. */
export function policyDocument(text: string, bucket: string): PolicyDocument {
  const notJson = malformed("Policies must be valid JSON and the first byte must be '{'");
  if (!text.startsWith('{')) throw notJson;
  if (Buffer.byteLength(text) > LARGEST) throw s3Error('PolicyTooLarge', 'The policy is too large');
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw notJson;
  }
  if (!isDocument(policy)) throw malformed('Missing required field Statement');
  if (!VERSIONS.includes(policy.Version))
    throw malformed('The policy must contain a valid version string');
  const statements = [policy.Statement].flat();
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  for (const statement of statements) checkStatement(statement, bucket);
  return policy;
}

function isDocument(value: unknown): value is PolicyDocument & { readonly Version?: unknown } {
  return typeof value === 'object' && value !== null && 'Statement' in value;
}

function checkStatement(statement: PolicyStatement, bucket: string): void {
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
    throw malformed(`Invalid effect: ${String(statement.Effect)}`);
  checkPrincipal(statement.Principal ?? statement.NotPrincipal);
  const actions = [statement.Action ?? statement.NotAction ?? []].flat();
  if (actions.length === 0) throw malformed('Missing required field Action');
  if (!actions.every((action) => action === '*' || /^s3:[\w*?]+$/i.test(action)))
    throw malformed('Policy has invalid action');
  const resources = [statement.Resource ?? statement.NotResource ?? []].flat();
  if (resources.length === 0) throw malformed('Missing required field Resource');
  if (!resources.every((arn) => isOf(bucket, arn))) throw malformed('Policy has invalid resource');
  if (statement.Action !== undefined && statement.Resource !== undefined)
    checkReach(actions, resources);
  const operator = Object.keys(statement.Condition ?? {}).find((name) => !OPERATOR.test(name));
  if (operator !== undefined) throw malformed(`Invalid Condition type : ${operator}`);
}

function checkPrincipal(principal: PolicyStatement['Principal']): void {
  if (principal === undefined) throw malformed('Missing required field Principal');
  if (principal === '*') return;
  const wrong = Object.entries(typeof principal === 'object' ? principal : { AWS: principal }).find(
    ([kind, names]) => ![names].flat().every((name) => PRINCIPALS[kind]?.test(name)),
  );
  if (!wrong) return;
  throw s3Error('MalformedPolicy', 'Invalid principal in policy', 400, {
    Detail: [wrong[1]].flat().join(', '),
  });
}

/** Whether a resource is of the bucket; wildcards may stand for its name. */
function isOf(bucket: string, arn: string): boolean {
  if (arn === '*') return true;
  const name = /^arn:[\w*-]+:s3:::([^/]+)/.exec(arn)?.[1];
  if (name === undefined) return false;
  const pattern = name
    .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test(bucket);
}

/** Every action has a resource of its kind, a bucket or objects. */
function checkReach(actions: readonly string[], resources: readonly string[]): void {
  const reachesObjects = resources.some((arn) => arn.includes('/') || arn.endsWith('*'));
  const reachesBucket = resources.some((arn) => !arn.includes('/') || arn === '*');
  const applies = (action: string) =>
    /[*?]/.test(action) || (ON_OBJECTS.test(action) ? reachesObjects : reachesBucket);
  if (!actions.every(applies))
    throw malformed('Action does not apply to any resource(s) in statement');
}

function malformed(message: string) {
  return s3Error('MalformedPolicy', message);
}
