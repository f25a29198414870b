import type { Cloud, Principal } from '../../kernel/index.ts';
import { validationError } from './errors.ts';

/** A tag, as CloudFormation writes it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What happens to a stack whose creation fails. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** What a stack was given over the API beside its template. */
export interface Given {
  /** The template as it was sent. @default - the stack came from a cloud assembly */
  readonly body?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly onFailure: OnFailure;
  /** The role that makes the resources. @default - who called */
  readonly roleArn?: string;
  /** Who called. @default - the account itself */
  readonly principal?: Principal;
  readonly terminationProtection: boolean;
}

/** What a stack has that was never given anything. */
const NOTHING: Given = {
  parameters: {},
  tags: [],
  capabilities: [],
  notificationArns: [],
  onFailure: 'ROLLBACK',
  terminationProtection: false,
};

/** What a stack was given. */
export function givenTo(stackId: string, { db }: Cloud): Given {
  const row = db.get<{ given: string }>(
    'SELECT given FROM cloudformation_given WHERE id = ?',
    stackId,
  );
  return row ? (JSON.parse(row.given) as Given) : NOTHING;
}

/** What a stack was given before its deployment under way. */
export function pastOf(stackId: string, { db }: Cloud): Given {
  const row = db.get<{ past: string | null }>(
    'SELECT past FROM cloudformation_given WHERE id = ?',
    stackId,
  );
  return row?.past ? (JSON.parse(row.past) as Given) : NOTHING;
}

/** Gives a stack something else; what it was given before is kept until it is given something again. */
export function give(stackId: string, given: Given, { db }: Cloud): void {
  db.run(
    `INSERT INTO cloudformation_given VALUES (?, ?, NULL)
     ON CONFLICT (id) DO UPDATE SET past = given, given = excluded.given`,
    stackId,
    JSON.stringify(given),
  );
}

/** Changes a part of what a stack was given. */
export function amend(stackId: string, part: Partial<Given>, cloud: Cloud): void {
  const given = JSON.stringify({ ...givenTo(stackId, cloud), ...part });
  cloud.db.run(
    `INSERT INTO cloudformation_given VALUES (?, ?, NULL)
     ON CONFLICT (id) DO UPDATE SET given = excluded.given`,
    stackId,
    given,
  );
}

/** A parameter, as callers send it. */
export interface ParameterInput {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/** Values of parameters as they were sent, or as they were. */
export function parametersGiven(
  inputs: readonly ParameterInput[],
  past: Given | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inputs
      .map(({ ParameterKey: name = '', ParameterValue: value, UsePreviousValue }) => {
        if (!UsePreviousValue) return [name, value ?? ''];
        if (value !== undefined)
          throw validationError(
            `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
          );
        const previous = past?.parameters[name];
        if (previous === undefined && past === undefined)
          throw validationError(
            `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
          );
        return [name, previous];
      })
      .filter(([, value]) => value !== undefined),
  ) as Readonly<Record<string, string>>;
}
