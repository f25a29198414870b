import type { Cloud, PolicyStatement } from '../../kernel/index.ts';

/** A row of the grants' table. */
export interface GrantRow {
  readonly id: string;
  readonly key: string;
  readonly grantee: string;
  readonly retiring: string | null;
  /** JSON list. */
  readonly operations: string;
  /** JSON of `GrantConstraints`, or null. */
  readonly constraints: string | null;
  readonly name: string | null;
  readonly issuer: string;
  readonly created: number;
}

/** Which encryption context a grant is bound to. */
export interface GrantConstraints {
  readonly EncryptionContextSubset?: Readonly<Record<string, string>>;
  readonly EncryptionContextEquals?: Readonly<Record<string, string>>;
}

/** The grants of a key. */
export function grantsOf(key: string, cloud: Cloud): readonly GrantRow[] {
  return cloud.db.all<GrantRow>('SELECT * FROM kms_grants WHERE key = ? ORDER BY id', key);
}

/** What the grants of a key let, as statements of its policy. */
export function grantStatements(key: string, cloud: Cloud): readonly PolicyStatement[] {
  return grantsOf(key, cloud).map(({ grantee, operations, constraints }) => ({
    Effect: 'Allow',
    Principal: { AWS: grantee },
    Action: (JSON.parse(operations) as string[]).map((operation) => `kms:${operation}`),
    Resource: '*',
    ...conditionOf(constraints),
  }));
}

/** How KMS shows a grant. */
export function describeGrant(row: GrantRow, keyArn: string) {
  return {
    KeyId: keyArn,
    GrantId: row.id,
    Name: row.name ?? undefined,
    CreationDate: new Date(row.created),
    GranteePrincipal: row.grantee,
    RetiringPrincipal: row.retiring ?? undefined,
    IssuingAccount: row.issuer,
    Operations: JSON.parse(row.operations) as string[],
    Constraints: row.constraints ? (JSON.parse(row.constraints) as GrantConstraints) : undefined,
  };
}

function conditionOf(constraints: string | null): Pick<PolicyStatement, 'Condition'> {
  if (!constraints) return {};
  const { EncryptionContextEquals, EncryptionContextSubset } = JSON.parse(
    constraints,
  ) as GrantConstraints;
  const pairs = Object.entries(EncryptionContextEquals ?? EncryptionContextSubset ?? {});
  const equals = pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value] as const);
  return { Condition: { StringEquals: Object.fromEntries(equals) } };
}
