/** One call of a script: sent, repeated where the recording repeated it, and judged. */
import type { Reply } from './api.ts';
import { decode, decodeMatch } from './decode.ts';
import type { Findings } from './findings.ts';
import { Broken, CannotReplay, Lacking } from './outcomes.ts';
import { fill } from './references.ts';
import type { Replay } from './replay.ts';
import type { Step } from './script.ts';
import { isMembers, short } from './values.ts';
import type { Members } from './values.ts';

/** The programs waited for what these tell about: asked again until it fits. */
const REPEATED = new Set([
  'get_records',
  'filter_log_events',
  'describe_execution',
  'list_executions',
  'get_execution_history',
  'describe_map_run',
  'list_map_runs',
]);
const CLEANING = new Set(['delete_message', 'delete_message_batch', 'change_message_visibility']);

/** Makes a call; throws Broken where it does not go as recorded. */
export async function call(
  step: Step,
  following: readonly Step[],
  replaying: Replay,
): Promise<void> {
  const { findings } = replaying;
  findings.service = step.service === 'sqs-query' ? 'sqs' : (step.service ?? '');
  const params = paramsOf(step, findings);
  if (!params) return;
  if ('_args' in params) throw new CannotReplay('arguments by position');
  const reply = await repeated(step, following, params, replaying);
  findings.answers.set(step.op!, reply.answer);
  findings.refusal = reply.refusal;
  if (reply.refusal !== undefined) findings.errorCode = String(errorOf(reply).Code);
  judge(step, following, reply, findings);
}

/** Undefined where nothing came that would have to be cleaned away. */
function paramsOf(step: Step, { answers }: Findings): Members | undefined {
  try {
    return decode(step.params ?? {}, answers) as Members;
  } catch (error) {
    if (!(error instanceof Lacking) || !CLEANING.has(step.method ?? '')) throw error;
  }
  const { Entries, ...others } = step.params ?? {};
  const entries = (Array.isArray(Entries) ? Entries : []).flatMap((entry) => {
    try {
      return [decode(entry, answers)];
    } catch {
      return [];
    }
  });
  return entries.length > 0
    ? { ...(decode(others, answers) as Members), Entries: entries }
    : undefined;
}

async function repeated(
  step: Step,
  following: readonly Step[],
  params: Members,
  { api, patience, findings }: Replay,
): Promise<Reply> {
  const once = !step.poll && !REPEATED.has(step.method ?? '');
  const end = api.now() + patience.poll;
  let best: { readonly rank: number; readonly reply: Reply } | undefined;
  for (let pause = 0.05; ; pause = Math.min(pause * 1.5, 0.5)) {
    const reply = await api.send(step, params);
    if (once) return reply;
    findings.answers.set(step.op!, reply.answer);
    const asWanted = (reply.refusal !== undefined) === Boolean(step.expectError);
    const rank = asWanted ? settled(step, following, findings) : -1;
    if (!best || rank >= best.rank) best = { rank, reply };
    if (rank === 2 || api.now() > end) return best.reply;
    await api.pause(pause);
  }
}

/** 2: what the script goes on to say about the answer holds. 1: it can be asked. 0: it cannot. */
function settled(step: Step, following: readonly Step[], findings: Findings): 0 | 1 | 2 {
  const known = new Set([step.op!, ...findings.answers.keys()]);
  let near = true;
  for (const later of following) {
    if (later.op !== undefined && later.service !== step.service) near = false;
    const used = stepsIn(later);
    if (!used.includes(step.op!) || used.some((op) => !known.has(op))) continue;
    try {
      if (!holds(later, near, findings)) return 1;
    } catch (error) {
      if (!(error instanceof CannotReplay)) return 0;
    }
  }
  return 2;
}

function stepsIn(step: Step): readonly number[] {
  return [...JSON.stringify(step).matchAll(/\{\{(\d+)/g)].map(([, op]) => Number(op));
}

function holds(later: Step, near: boolean, findings: Findings): boolean {
  const { answers, expected } = findings;
  if (later.hint === 'eq')
    return !near || short(fill(later.ref ?? '', answers)) === short(later.value);
  if (later.match !== undefined && later.match in expected) {
    const value = decodeMatch(later.value, expected[later.match], answers);
    return !near || findings.tryMatch(later.match, value);
  }
  if (later.op !== undefined && !CLEANING.has(later.method ?? '')) decode(later.params, answers);
  return true;
}

function judge(step: Step, following: readonly Step[], reply: Reply, findings: Findings): void {
  const wanted = Boolean(step.expectError);
  const refused = reply.refusal !== undefined;
  const where = `step ${step.op} ${step.method}`;
  if (wanted && !refused) throw new Broken(`${where}: want an error, it succeeded`);
  if (wanted || !refused) return;
  // It was repeated until it failed, or until it no longer did: that was not written down.
  if (step.poll && !following.some((later) => stepsIn(later).includes(step.op!))) return;
  const last = lastRecorded(following, findings);
  if (last === undefined) throw new Broken(`${where}: ${short(reply.refusal, 160)}`);
  findings.match(last, reply.answer);
}

/** A script may stop at an error that it recorded last: the name under which it did. */
function lastRecorded(following: readonly Step[], findings: Findings): string | undefined {
  const left = Object.keys(findings.expected).filter((name) => !findings.compared.has(name));
  const goesOn = following.some(({ op, match }) => op !== undefined || match !== undefined);
  const [name] = left;
  if (goesOn || left.length !== 1 || name === undefined) return undefined;
  return JSON.stringify(findings.expected[name]).includes('Error') ? name : undefined;
}

function errorOf({ answer }: Reply): Members {
  const error = isMembers(answer) ? answer.Error : undefined;
  return isMembers(error) ? error : {};
}
