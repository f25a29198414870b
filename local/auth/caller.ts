import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Principal, RootPrincipal, SignedForm } from '../kernel/index.ts';
import { AwsError } from '../errors.ts';
import type { SettableWorld } from '../world/world.ts';
import { accountRoot } from './credentials.ts';
import type { CredentialMaker } from './credentials.ts';
import { IdentityFault } from './identity-fault.ts';
import { readHeaderClaim, readQueryClaim, signingTime, verifyOlderClaim } from './sigv2.ts';
import type { OlderClaim } from './sigv2.ts';
import { readClaim, signText, verifySignature } from './sigv4.ts';
import type { SignedRequest } from './sigv4.ts';
import type { AccessKeys } from './users.ts';

/**
 * Access keys of the account's root; the secret is the same text. For people and tools on this
 * laptop.
 */
export const ROOT_ACCESS_KEY = 'test';

/**
 * Seconds by which a signature's time may differ. Source: AWS general reference, request must be
 * signed within 5 minutes.
 */
const MAX_SKEW_SECONDS = 300;

/** The same for Signature Version 2. Source: S3 user guide, time stamp requirement. */
const MAX_OLDER_SKEW_SECONDS = 900;

/** Seconds a presigned URL holds at most. */
const LONGEST_PRESIGNED = 604_800;

/** The key that a signature names; only sessions have a token. */
interface KeyClaim {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

interface Signer {
  readonly secret: string;
  readonly principal: () => Principal;
}

/** Finds out who signed a request. */
export class CallerIdentifier {
  private readonly root: RootPrincipal;

  constructor(
    private readonly credentials: CredentialMaker,
    private readonly world: SettableWorld,
    private readonly keys: AccessKeys,
  ) {
    const { accountId } = keys;
    this.root = accountRoot(accountId);
  }

  /** The account itself, for the cloud's own tools. */
  public get rootPrincipal(): RootPrincipal {
    return this.root;
  }

  /**
   * The principal, or undefined when the request is not signed. Throws an IdentityFault for bad
   * signatures.
   */
  public identify(request: SignedRequest): Principal | undefined {
    const older = readHeaderClaim(request);
    if (older) {
      this.checkOlderTime(signingTime(request));
      return this.identifyOlder(request, older);
    }
    const claim = readClaim(request);
    if (!claim) return this.identifyOlder(request, readQueryClaim(request));
    this.checkTime(claim.timestamp, claim.presigned ? claim.expires : undefined);
    const signer = this.signerOf(claim);
    verifySignature(request, claim, signer.secret);
    return signer.principal();
  }

  /** Who signed the policy of a form, in the newer or the older way. */
  public identifyForm({ policy, credential, signature, sessionToken }: SignedForm): Principal {
    const [accessKeyId = '', date, region, service] = credential.split('/');
    const { secret, principal } = this.signerOf({ accessKeyId, sessionToken });
    const expected =
      date && region && service
        ? signText(policy, { date, region, service }, secret)
        : createHmac('sha1', secret).update(policy).digest('base64');
    const [given, wanted] = [Buffer.from(signature), Buffer.from(expected)];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new IdentityFault('bad-signature');
    }
    return principal();
  }

  /** Signature Version 2. */
  private identifyOlder(
    request: SignedRequest,
    claim: OlderClaim | undefined,
  ): Principal | undefined {
    if (!claim) return undefined;
    const end = claim.expires === undefined ? undefined : claim.expires * 1000;
    if (this.world.isTime && end !== undefined && end < this.world.now())
      throw expired(new Date(end), this.world.now());
    const signer = this.signerOf(claim);
    verifyOlderClaim(request, claim, signer.secret);
    return signer.principal();
  }

  /** What a key signs with, and who is told by it once the signature holds. */
  private signerOf({ accessKeyId, sessionToken }: KeyClaim): Signer {
    if (accessKeyId === ROOT_ACCESS_KEY)
      return { secret: ROOT_ACCESS_KEY, principal: () => this.root };
    if (sessionToken) {
      const session = this.credentials.read(accessKeyId, sessionToken, this.world.now());
      if (session === 'invalid') throw new IdentityFault('bad-token');
      const secret = this.credentials.secretOf(accessKeyId);
      return { secret, principal: () => unlessExpired(session) };
    }
    const known = this.keys.find(accessKeyId);
    if (!known) throw new IdentityFault('unknown-key');
    return { secret: known.secret, principal: () => known.principal };
  }

  private checkOlderTime(signed: number): void {
    const skew = Math.abs(this.world.now() - signed) / 1000;
    if (this.world.isTime && skew > MAX_OLDER_SKEW_SECONDS) throw new IdentityFault('wrong-time');
  }

  /**
   * On a clock that shows another time than that of clients outside, the time of a signature says
   * nothing: they sign with theirs.
   */
  private checkTime(timestamp: string, expires: number | undefined): void {
    if (!this.world.isTime) return;
    const signed = parseTimestamp(timestamp);
    const now = this.world.now();
    const age = (now - signed) / 1000;
    if (expires !== undefined) checkExpiry(signed, expires, now);
    const limit = expires ?? MAX_SKEW_SECONDS;
    if (Number.isNaN(age) || age > limit || age < -MAX_SKEW_SECONDS)
      throw new IdentityFault('wrong-time', skewOf(timestamp, age, now));
  }
}

/** How AWS tells that a signature is too old or too new. */
function skewOf(timestamp: string, age: number, now: number): string {
  const told = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  const skew = MAX_SKEW_SECONDS * 1000;
  const minutes = `${MAX_SKEW_SECONDS / 60} min.`;
  return age < 0
    ? `Signature not yet current: ${timestamp} is still later than ${told(now + skew)} (${told(now)} + ${minutes})`
    : `Signature expired: ${timestamp} is now earlier than ${told(now - skew)} (${told(now)} - ${minutes})`;
}

/** The holder of keys that end, unless they did. */
function unlessExpired(session: Principal | 'expired'): Principal {
  if (session === 'expired') throw new IdentityFault('expired-token');
  return session;
}

/** A presigned URL holds for a week at most. */
function checkExpiry(signed: number, expires: number, now: number): void {
  if (expires > LONGEST_PRESIGNED) {
    throw new AwsError(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
      { status: 400 },
    );
  }
  const end = signed + expires * 1000;
  if (end < now) throw expired(new Date(end), now, expires);
}

function expired(end: Date, now: number, seconds?: number): AwsError {
  const told = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
  return new AwsError('AccessDenied', 'Request has expired', {
    status: 403,
    members: {
      ...(seconds === undefined ? {} : { 'X-Amz-Expires': seconds }),
      Expires: told(end),
      ServerTime: told(new Date(now)),
    },
  });
}

function parseTimestamp(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Date.parse(text);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
}
