import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { Cloud, PolicyStatement } from '../../../kernel/index.ts';
import { conflict, invalidParameter, notFound, staleRevision } from '../errors.ts';
import { LATEST, functionNamed } from '../functions.ts';
import { functionArn, parseName } from '../names.ts';
import { onFunction, policyOf, policyRow } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';

/** Input of AddPermission. */
export interface AddPermissionInput extends FunctionInput {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly EventSourceToken?: string;
  readonly PrincipalOrgID?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
  readonly RevisionId?: string;
}

/** AddPermission: one statement more in the policy of the function, a version or an alias. */
export const addPermission = action(
  'AddPermission',
  onFunction('AddPermission'),
  (input: AddPermissionInput, { cloud }) => {
    const place = placeOf(input, cloud);
    const statements = statementsOf(place, cloud);
    if (statements.some(({ Sid }) => Sid === input.StatementId)) {
      throw conflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const statement = asStatement(input, place, cloud);
    store(place, [...statements, statement], cloud);
    return { Statement: JSON.stringify(statement) };
  },
);

/** RemovePermission. */
export const removePermission = action(
  'RemovePermission',
  onFunction('RemovePermission'),
  (
    input: FunctionInput & { readonly StatementId: string; readonly RevisionId?: string },
    { cloud },
  ) => {
    const place = placeOf(input, cloud);
    const statements = statementsOf(place, cloud);
    if (statements.length === 0) throw notFound('No policy is associated with the given resource.');
    const kept = statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (kept.length === statements.length)
      throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    store(place, kept, cloud);
    return { [HTTP_STATUS]: 204 };
  },
);

/** GetPolicy. */
export const getPolicy = action(
  'GetPolicy',
  onFunction('GetPolicy'),
  (input: FunctionInput, { cloud }) => {
    const { name, qualifier } = placeOf(input, cloud);
    const policy = policyOf(name, cloud, qualifier || undefined);
    if (!policy) throw noPolicy();
    return {
      Policy: JSON.stringify(policy),
      RevisionId: policyRow(name, qualifier, cloud)?.revision,
    };
  },
);

/** Whose policy it is: an empty qualifier is the function itself. */
interface Place {
  readonly name: string;
  readonly qualifier: string;
}

function placeOf(input: FunctionInput & { readonly RevisionId?: string }, cloud: Cloud): Place {
  const { name, qualifier } = parseName(input.FunctionName, input.Qualifier);
  if (qualifier === LATEST)
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  functionNamed(name, cloud, qualifier);
  const place = { name, qualifier: qualifier ?? '' };
  const row = policyRow(place.name, place.qualifier, cloud);
  if (input.RevisionId !== undefined && input.RevisionId !== row?.revision)
    throw staleRevision('GetPolicy');
  return place;
}

function statementsOf({ name, qualifier }: Place, cloud: Cloud): readonly PolicyStatement[] {
  const row = policyRow(name, qualifier, cloud);
  return row ? (JSON.parse(row.statements) as PolicyStatement[]) : [];
}

function store({ name, qualifier }: Place, statements: readonly PolicyStatement[], cloud: Cloud) {
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_policies VALUES (?, ?, ?, ?)',
    name,
    qualifier,
    JSON.stringify(statements),
    cloud.world.uuid(),
  );
}

function asStatement(input: AddPermissionInput, place: Place, cloud: Cloud): PolicyStatement {
  const equals: Record<string, string> = {};
  if (input.SourceAccount) equals['AWS:SourceAccount'] = input.SourceAccount;
  if (input.FunctionUrlAuthType) equals['lambda:FunctionUrlAuthType'] = input.FunctionUrlAuthType;
  if (input.EventSourceToken) equals['lambda:EventSourceToken'] = input.EventSourceToken;
  if (input.PrincipalOrgID) equals['aws:PrincipalOrgID'] = input.PrincipalOrgID;
  const condition = {
    ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
    ...(input.SourceArn ? { ArnLike: { 'AWS:SourceArn': input.SourceArn } } : {}),
    ...(input.InvokedViaFunctionUrl ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } : {}),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: functionArn(place.name, cloud, place.qualifier || undefined),
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function principalOf(principal: string): NonNullable<PolicyStatement['Principal']> {
  if (principal === '*') return '*';
  if (/\.(amazonaws\.com|aws\.internal)$/.test(principal)) return { Service: principal };
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  throw new AwsError(
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
    { status: 400 },
  );
}

function noPolicy(): AwsError {
  return notFound('The resource you requested does not exist.');
}
