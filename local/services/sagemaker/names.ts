import { validationException } from './errors.ts';

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** Throws unless the name is of letters, digits and hyphens, at most 63 long. */
export function checkName(name: string, member: string): void {
  if (NAME.test(name)) return;
  throw validationException(
    `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
  );
}
