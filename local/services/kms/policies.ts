import { kmsError } from './errors.ts';

/** Checks the text of a key policy. Throws MalformedPolicyDocumentException. */
export function readPolicy(text: string): string {
  const malformed = () =>
    kmsError(
      'MalformedPolicyDocumentException',
      'Policy contains a statement with one or more invalid principals or is not valid JSON.',
    );
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'Statement' in policy) return text;
  } catch {
    // Told below.
  }
  throw malformed();
}
