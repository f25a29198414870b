import { cliErrors } from '../../cli/errors.ts';
import { boostingErrors } from '../../domain/boosting/errors.ts';
import { domainErrors } from '../../domain/errors.ts';
import { lambdaErrors } from '../../lambda/errors.ts';
import { configurationErrors } from '../../lib/errors.ts';
import { localErrors } from '../../local/errors.ts';
import { code, page, table } from './table.ts';

/** Codes with their meanings, by the folder that throws them. */
export const ERRORS = {
  domain: { ...domainErrors, ...boostingErrors },
  lambda: lambdaErrors,
  lib: configurationErrors,
  cli: cliErrors,
  local: localErrors,
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

const INTROS: Readonly<Record<keyof typeof ERRORS, string>> = {
  domain:
    'Thrown by the rules themselves; functions pass them on with the code as their name, so that a state machine can catch by it.',
  lambda: 'Thrown by functions around the rules.',
  lib: 'Stop a synthesis.',
  cli: 'Told at the terminal with what to type next; with `--json` as `{"error": {"code", "message", "next"}}`. Exit code 2 for `Usage`, else 1.',
  local:
    "Faults of the local cloud. What AWS itself would answer has AWS's codes and is not listed.",
};

/** `docs/reference/errors.md` */
export function errorsPage(): string {
  const parts = Object.entries(ERRORS).map(([folder, errors]) =>
    [
      `## ${code(folder)}`,
      INTROS[folder as keyof typeof ERRORS],
      table(
        ['code', 'meaning'],
        Object.entries(errors).map(([name, meaning]) => [code(name), meaning]),
      ),
    ].join('\n\n'),
  );
  return page(
    'Errors',
    'Every error of ours has a code that stays and a message that says what to do.',
    ...parts,
  );
}
