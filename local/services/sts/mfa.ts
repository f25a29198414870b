import { AwsError } from '../../errors.ts';

/** A code of a device, as it is sent. */
export interface MfaInput {
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

/** Throws AccessDenied for every code: nobody has a device here, so none is right. */
export function refuseCode({ SerialNumber, TokenCode }: MfaInput): void {
  if (SerialNumber === undefined && TokenCode === undefined) return;
  throw new AwsError(
    'AccessDenied',
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    { status: 403 },
  );
}
