import type { Cloud } from '../../../kernel/index.ts';
import { owner } from '../buckets.ts';

/** Whom a grant is for. */
export interface Grantee {
  readonly Type?: string;
  readonly ID?: string;
  readonly URI?: string;
  readonly EmailAddress?: string;
}

/** One entry of an access control list. */
export interface Grant {
  readonly Grantee: Grantee;
  readonly Permission: string;
}

const GROUPS = 'http://acs.amazonaws.com/groups';

/** Everybody, signed or not. */
export const ALL_USERS = `${GROUPS}/global/AllUsers`;
/** Everybody who signs, of whatever account. */
export const AUTHENTICATED_USERS = `${GROUPS}/global/AuthenticatedUsers`;

const LOG_DELIVERY = `${GROUPS}/s3/LogDelivery`;

/** The canonical user of Amazon EC2's bundles of machine images. Source: S3 user guide, canned ACL. */
const EC2_USER = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

/** What may be granted. */
export const PERMISSIONS: readonly string[] = [
  'FULL_CONTROL',
  'READ',
  'READ_ACP',
  'WRITE',
  'WRITE_ACP',
];

/** The predefined groups. */
export const GROUP_URIS: readonly string[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];

/** What canned lists grant beside everything to the owner. Source: S3 user guide, canned ACL. */
const CANNED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  private: [],
  'bucket-owner-full-control': [],
  'bucket-owner-read': [],
  'public-read': [[ALL_USERS, 'READ']],
  'public-read-write': [
    [ALL_USERS, 'READ'],
    [ALL_USERS, 'WRITE'],
  ],
  'authenticated-read': [[AUTHENTICATED_USERS, 'READ']],
  'aws-exec-read': [[EC2_USER, 'READ']],
  'log-delivery-write': [
    [LOG_DELIVERY, 'WRITE'],
    [LOG_DELIVERY, 'READ_ACP'],
  ],
};

/** The grants of a canned list; undefined for names that are none. */
export function cannedGrants(name: string, cloud: Cloud): readonly Grant[] | undefined {
  const others = Object.hasOwn(CANNED, name) ? CANNED[name] : undefined;
  return (
    others && [
      ...ownersGrants(cloud),
      ...others.map(([who, Permission]) => ({ Grantee: granteeOf(who), Permission })),
    ]
  );
}

/** The owner may do everything. */
export function ownersGrants(cloud: Cloud): readonly Grant[] {
  return [{ Grantee: granteeOf(owner(cloud).ID), Permission: 'FULL_CONTROL' }];
}

/** A canonical user or a group. */
export function granteeOf(who: string): Grantee {
  return who.startsWith(GROUPS) ? { Type: 'Group', URI: who } : { Type: 'CanonicalUser', ID: who };
}

/** True where a list lets in people whom the owner does not know. */
export function isPublicList(grants: readonly Grant[]): boolean {
  return grants.some(({ Grantee: { URI } }) => URI === ALL_USERS || URI === AUTHENTICATED_USERS);
}

/** True where a list gives somebody other than the owner anything. */
export function reachesOthers(grants: readonly Grant[], cloud: Cloud): boolean {
  return grants.some(({ Grantee: { ID } }) => ID !== owner(cloud).ID);
}
