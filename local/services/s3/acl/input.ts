import type { Cloud } from '../../../kernel/index.ts';
import { owner } from '../buckets.ts';
import { invalidArgument, invalidRequest, s3Error } from '../errors.ts';
import { cannedGrants, GROUP_URIS, PERMISSIONS } from './grants.ts';
import type { Grant, Grantee } from './grants.ts';
import { headerGrants, isCanonicalId, unknownAddress } from './headers.ts';
import type { GrantHeaders } from './headers.ts';

/** The members by which inputs grant access. */
export interface AclInput extends GrantHeaders {
  readonly ACL?: string;
  readonly AccessControlPolicy?: {
    readonly Owner?: { readonly ID?: string };
    readonly Grants?: readonly Partial<Grant>[];
  };
}

/** The list that a request brings, in one of its three forms; undefined where it brings none. */
export function grantsOf(input: AclInput, cloud: Cloud): readonly Grant[] | undefined {
  const { ACL, AccessControlPolicy: document } = input;
  const headers = headerGrants(input);
  if (ACL !== undefined && headers)
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  if (document && (ACL !== undefined || headers))
    throw s3Error('UnexpectedContent', 'This request does not support content');
  if (document) return documentGrants(document, cloud);
  if (ACL === undefined) return headers;
  const canned = cannedGrants(ACL, cloud);
  if (!canned) throw invalidArgument('', 'x-amz-acl', ACL);
  return canned;
}

/** The list that a request brings which has to bring one. */
export function demandGrants(input: AclInput, cloud: Cloud): readonly Grant[] {
  const grants = grantsOf(input, cloud);
  if (grants) return grants;
  throw s3Error('MissingSecurityHeader', 'Your request was missing a required header', 400, {
    MissingHeaderName: 'x-amz-acl',
  });
}

function documentGrants(
  { Owner, Grants = [] }: NonNullable<AclInput['AccessControlPolicy']>,
  cloud: Cloud,
): readonly Grant[] {
  if (!Owner?.ID) throw malformedAcl();
  if (Owner.ID !== owner(cloud).ID) throw invalidId(Owner.ID);
  return Grants.map(({ Grantee = {}, Permission = '' }) => {
    if (!PERMISSIONS.includes(Permission)) throw malformedAcl();
    return { Grantee: checkedGrantee(Grantee), Permission };
  });
}

function checkedGrantee({ Type, ID, URI, EmailAddress }: Grantee): Grantee {
  if (Type === 'Group' && URI !== undefined) {
    if (!GROUP_URIS.includes(URI)) throw invalidArgument('Invalid group uri', 'Group/URI', URI);
    return { Type, URI };
  }
  if (Type === 'CanonicalUser' && ID !== undefined) {
    if (!isCanonicalId(ID)) throw invalidId(ID);
    return { Type, ID };
  }
  if (Type === 'AmazonCustomerByEmail' && EmailAddress !== undefined) throw unknownAddress();
  throw malformedAcl();
}

function invalidId(id: string) {
  return invalidArgument('Invalid id', 'CanonicalUser/ID', id);
}

function malformedAcl() {
  return s3Error(
    'MalformedACLError',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
