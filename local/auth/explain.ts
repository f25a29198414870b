import type { PolicyDocument, PolicyStatement } from '../kernel/index.ts';
import { misses } from './evaluate.ts';
import type { AccessRequest, ApplicablePolicies, Decision } from './evaluate.ts';

/** A statement about the action that was asked for, and what keeps it from counting. */
export interface WeighedStatement {
  readonly policy: Decision['by'];
  readonly statement: PolicyStatement;
  /** Nothing where the statement counts. */
  readonly misses: readonly string[];
}

/** A decision with all that had a say in it. */
export interface Explanation {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly outcome: Decision['outcome'];
  readonly by: Decision['by'];
  /** Statements that count first, then those that come nearest. */
  readonly statements: readonly WeighedStatement[];
  /** Condition keys of the request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Statements that are shown at most. */
const SHOWN = 10;

/** Weighs every statement of the policies that were asked. */
export function explain(
  request: AccessRequest,
  policies: ApplicablePolicies,
  { outcome, by }: Decision,
  context: Explanation['context'],
): Explanation {
  const weigh = (policy: Decision['by'], documents: readonly PolicyDocument[]) =>
    documents
      .flatMap(({ Statement }) => [Statement].flat() as readonly PolicyStatement[])
      .map((statement) => ({
        policy,
        statement,
        misses: misses(statement, request, policy === 'resource'),
      }));
  const all = [
    ...weigh('identity', policies.identity),
    ...weigh('resource', policies.resource ? [policies.resource] : []),
    ...weigh('boundary', policies.boundary ? [policies.boundary] : []),
    ...weigh('session', policies.session ? [policies.session] : []),
  ];
  const near = [...all].sort((a, b) => distance(a) - distance(b)).slice(0, SHOWN);
  const { principal, action, resource } = request;
  return {
    ...{ principal, action, resource, outcome, by, statements: near },
    context,
  };
}

/** Another action is further away than another resource, and that than a condition. */
function distance({ misses: found }: WeighedStatement): number {
  const weight = (miss: string) => (miss.startsWith('the action') ? 100 : 1);
  return found.reduce((sum, miss) => sum + weight(miss), 0);
}
