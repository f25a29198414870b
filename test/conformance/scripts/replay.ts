/** Runs a script against a cloud and says how it ended. */
import type { Api } from './api.ts';
import { call } from './call.ts';
import { decode, decodeMatch } from './decode.ts';
import { Findings } from './findings.ts';
import { movedTo } from './moments.ts';
import { Broken, CannotReplay, Lacking, NotOffered } from './outcomes.ts';
import { plainRequest } from './plain-request.ts';
import { withPrerequisites } from './prerequisites.ts';
import { fill } from './references.ts';
import type { Script, Step } from './script.ts';
import { mapTexts, short } from './values.ts';
import { awaitState } from './waiters.ts';

/** How long a replay is patient, in seconds. */
export interface Patience {
  /** Repeats a call that the recording repeated for so long. */
  readonly poll: number;
  readonly longestPause: number;
  readonly script: number;
  /** Nothing is made beforehand that the script does not make. @default - what AWS asks for is */
  readonly asWritten?: boolean;
}

/** `skipped`: it needs what only the program had that recorded it. */
export interface Outcome {
  readonly kind: 'passed' | 'failed' | 'not offered' | 'skipped';
  readonly why?: string;
}

/** Everything that one step may need. */
export interface Replay {
  readonly api: Api;
  readonly patience: Patience;
  readonly findings: Findings;
}

/** Replays a script and compares every answer that was recorded. */
export async function replay(script: Script, api: Api, patience: Patience): Promise<Outcome> {
  if (script.steps.length === 0) return { kind: 'skipped', why: 'it has no steps' };
  const findings = new Findings(script);
  try {
    const steps = patience.asWritten
      ? script.steps
      : await withPrerequisites(await withOwnRole(script.steps, api), api);
    const moved = movedTo(api.today(), steps) as readonly Step[];
    await runSteps(moved, { api, patience, findings });
  } catch (error) {
    if (error instanceof NotOffered) return { kind: 'not offered', why: error.message };
    if (error instanceof Broken || error instanceof Lacking)
      return { kind: 'failed', why: error.message };
    if (!(error instanceof CannotReplay)) return { kind: 'failed', why: short(String(error), 160) };
    if (findings.compared.size + findings.assertions === 0)
      return { kind: 'skipped', why: error.message };
  }
  return findings.first ? { kind: 'failed', why: findings.first } : { kind: 'passed' };
}

async function runSteps(steps: readonly Step[], replaying: Replay): Promise<void> {
  const { api, patience } = replaying;
  const end = api.now() + patience.script;
  for (const [index, step] of steps.entries()) {
    if (api.now() > end) throw new Broken(`step ${index}: no time left`);
    await run(step, steps.slice(index + 1), replaying);
  }
}

const MADE_UP_ROLE = /arn:aws:iam::\d{12}:role\/(?:sfn-role|lambda-role)/g;
const ROLE_OF_ANSWER = /\{\{(\d+)\.Role\.Arn\}\}/g;

/** Roles that the programs shared and no step makes become one of ours. */
async function withOwnRole(steps: readonly Step[], api: Api): Promise<readonly Step[]> {
  const made = new Set(steps.filter(({ method }) => method === 'create_role').map(({ op }) => op));
  const isOurs = (text: string) =>
    [...text.matchAll(ROLE_OF_ANSWER)].some(([, op]) => !made.has(Number(op)));
  const text = JSON.stringify(steps);
  if (!isOurs(text) && text.search(MADE_UP_ROLE) < 0) return steps;
  const role = await api.role();
  return mapTexts(steps, (part) =>
    part
      .replace(ROLE_OF_ANSWER, (whole, op) => (made.has(Number(op)) ? whole : role))
      .replace(MADE_UP_ROLE, role),
  ) as readonly Step[];
}

async function run(step: Step, following: readonly Step[], replaying: Replay): Promise<void> {
  const { api, findings, patience } = replaying;
  if (step.http !== undefined)
    findings.answers.set(step.op!, await api.fetch(plainRequest(step, findings)));
  else if (step.op !== undefined) await call(step, following, replaying);
  else if (step.match !== undefined) match(step, findings);
  else if (step.hint === 'eq') assertEqual(step, following, findings);
  else if (step.hint === 'error-match') assertRefusal(step, findings);
  else if (step.waiter !== undefined) await awaitState(step, replaying);
  else if (typeof step.sleep === 'number')
    await api.pause(Math.min(step.sleep, patience.longestPause));
}

function match({ match: name = '', value }: Step, findings: Findings): void {
  if (!(name in findings.expected) || JSON.stringify(value).includes('$exception')) return;
  try {
    findings.match(name, decodeMatch(value, findings.expected[name], findings.answers));
  } catch (error) {
    if (error instanceof CannotReplay) throw error;
    findings.compared.add(name);
    findings.first ??= `${name}: the answer has no ${short(value, 60)}`;
  }
}

/** One without an assertion after it was a branch of the program, or a wait. */
function assertEqual(step: Step, following: readonly Step[], findings: Findings): void {
  const next = following.find(({ hint }) => hint === undefined);
  if (!next?.assert?.includes('==')) return;
  const want = attempt(() => decode(step.value, findings.answers));
  const got = attempt(() => fill(step.ref ?? '', findings.answers));
  if (want.error || got.error instanceof CannotReplay) return;
  const nothing = want.value === null || want.value === '' || /^(\[]|\{})$/.test(short(want.value));
  // Nothing is what was asked for.
  if (got.error && nothing) findings.assertion(step.ref ?? '', want.value, want.value);
  else findings.assertion(step.ref ?? '', want.value, got.value ?? null);
}

function attempt(work: () => unknown): { readonly value?: unknown; readonly error?: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function assertRefusal({ regex = '' }: Step, { refusal }: Findings): void {
  if (refusal !== undefined && !new RegExp(regex).test(refusal))
    throw new Broken(`want an error like ${regex} got ${short(refusal)}`);
}
