/** Waits, as the SDK for Python names them, for a state of a resource. */
import { decode } from './decode.ts';
import { Broken, CannotReplay } from './outcomes.ts';
import { resolve } from './references.ts';
import type { Replay } from './replay.ts';
import type { Step } from './script.ts';
import type { Members } from './values.ts';

/** What is asked, and the value that ends the wait; `gone`: that it no longer is there. */
interface Waiter {
  readonly method: string;
  readonly path: string;
  readonly until: string;
}

const stack = (until: string): Waiter => ({
  method: 'describe_stacks',
  path: '0.Stacks[0].StackStatus',
  until,
});

const WAITERS: Readonly<Record<string, Waiter>> = {
  function_updated_v2: {
    method: 'get_function',
    path: '0.Configuration.LastUpdateStatus',
    until: 'Successful',
  },
  function_active_v2: { method: 'get_function', path: '0.Configuration.State', until: 'Active' },
  change_set_create_complete: {
    method: 'describe_change_set',
    path: '0.Status',
    until: 'CREATE_COMPLETE',
  },
  stack_create_complete: stack('CREATE_COMPLETE'),
  stack_update_complete: stack('UPDATE_COMPLETE'),
  stack_delete_complete: stack('gone'),
};

/** Asks until the state is there; throws Broken when it does not come. */
export async function awaitState(step: Step, { api, patience, findings }: Replay): Promise<void> {
  const waiter = WAITERS[step.waiter ?? ''];
  if (!waiter) throw new CannotReplay(`no waiter ${step.waiter}`);
  // How often and how long to ask is the replay's own affair.
  const { WaiterConfig: _config, ...params } = decode(
    step.params ?? {},
    findings.answers,
  ) as Members;
  const end = api.now() + patience.script;
  for (;;) {
    const { answer, refusal } = await api.send({ ...step, method: waiter.method }, params);
    const state = refusal === undefined ? resolve(waiter.path, new Map([[0, answer]])) : 'gone';
    if (state === waiter.until) return;
    if (refusal !== undefined || api.now() > end || /FAILED|ROLLBACK|Failed/.test(String(state)))
      throw new Broken(`waiter ${step.waiter}: ${refusal ?? String(state)}`);
    await api.pause(0.1);
  }
}
