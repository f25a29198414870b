import { invalidArgument, s3Error } from '../errors.ts';
import { GROUP_URIS, granteeOf } from './grants.ts';
import type { Grant, Grantee } from './grants.ts';

/** Members that are the headers `x-amz-grant-*`. */
export interface GrantHeaders {
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

const HEADERS: readonly (readonly [keyof GrantHeaders, string, string])[] = [
  ['GrantFullControl', 'x-amz-grant-full-control', 'FULL_CONTROL'],
  ['GrantRead', 'x-amz-grant-read', 'READ'],
  ['GrantReadACP', 'x-amz-grant-read-acp', 'READ_ACP'],
  ['GrantWrite', 'x-amz-grant-write', 'WRITE'],
  ['GrantWriteACP', 'x-amz-grant-write-acp', 'WRITE_ACP'],
];

/** The grants of a request's headers: `id="...", uri="..."`; undefined where there are none. */
export function headerGrants(input: GrantHeaders): readonly Grant[] | undefined {
  const given = HEADERS.filter(([member]) => input[member] !== undefined);
  if (given.length === 0) return undefined;
  return given.flatMap(([member, header, Permission]) =>
    granteesOf(header, input[member]!).map((Grantee) => ({ Grantee, Permission })),
  );
}

/** True for an id as accounts have it. */
export function isCanonicalId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** The refusal of addresses: the account's own is the only user there is, and it has none. */
export function unknownAddress() {
  return s3Error(
    'UnresolvableGrantByEmailAddress',
    'The e-mail address you provided does not match any account on record.',
  );
}

function granteesOf(header: string, text: string): readonly Grantee[] {
  return text.split(',').map((part) => {
    const [, key, quoted, plain] = /^\s*(\w+)=(?:"([^"]*)"|([^"]*))\s*$/.exec(part) ?? [];
    const grantee = key && granteeBy(key, quoted ?? plain ?? '');
    if (!grantee) throw invalidArgument('Argument format not recognized', header, text);
    return grantee;
  });
}

function granteeBy(key: string, value: string): Grantee | undefined {
  if (key === 'emailAddress') throw unknownAddress();
  if (key === 'uri') {
    if (!GROUP_URIS.includes(value)) throw invalidArgument('Invalid group uri', 'uri', value);
    return granteeOf(value);
  }
  if (key !== 'id') return undefined;
  if (!isCanonicalId(value)) throw invalidArgument('Invalid id', 'id', value);
  return granteeOf(value);
}
