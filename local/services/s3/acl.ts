import { NotEmulated } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { owner } from './buckets.ts';
import { invalidArgument, s3Error } from './errors.ts';

/** The members by which inputs grant access. */
export interface AclInput {
  readonly ACL?: string;
  readonly AccessControlPolicy?: object;
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

/** Canned lists that give nobody but the owner anything: the only ones offered. */
const PRIVATE: readonly string[] = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];
const OTHERS: readonly string[] = [
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'log-delivery-write',
];

/** Throws for grants beyond the owner: policies do that. */
export function checkAcl(input: AclInput): void {
  const { ACL, AccessControlPolicy, ...rest } = input;
  const grants = [
    rest.GrantFullControl,
    rest.GrantRead,
    rest.GrantReadACP,
    rest.GrantWrite,
    rest.GrantWriteACP,
  ];
  if (ACL !== undefined && !PRIVATE.includes(ACL) && !OTHERS.includes(ACL))
    throw invalidArgument('', 'x-amz-acl', ACL);
  if (
    AccessControlPolicy ||
    grants.some((grant) => grant !== undefined) ||
    OTHERS.includes(ACL ?? '')
  )
    throw new NotEmulated('grants of access control lists', 'grant by a bucket policy');
}

/** Throws where a request to write a list brings none. */
export function demandAcl(input: AclInput): void {
  const { ACL, AccessControlPolicy, GrantFullControl, GrantRead, GrantReadACP } = input;
  const given = [ACL, AccessControlPolicy, GrantFullControl, GrantRead, GrantReadACP];
  const writes = [input.GrantWrite, input.GrantWriteACP];
  if ([...given, ...writes].every((value) => value === undefined)) {
    throw s3Error('MissingSecurityHeader', 'Your request was missing a required header', 400, {
      MissingHeaderName: 'x-amz-acl',
    });
  }
  checkAcl(input);
}

/** The list that everything has: the owner may do everything. */
export function ownersAcl(cloud: Cloud) {
  return {
    Owner: owner(cloud),
    Grants: [{ Grantee: { ...owner(cloud), Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  };
}
