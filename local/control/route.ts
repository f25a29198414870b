import type { ServerResponse } from 'node:http';
import type { UsageRecorder } from '../auth/usage.ts';
import type { Database, RawExchange, RawRoute } from '../kernel/index.ts';
import type { RunningActivity } from '../outbox/activity.ts';
import type { Dispatcher } from '../outbox/dispatcher.ts';
import type { Settings } from '../store/settings.ts';
import type { SettableWorld } from '../world/world.ts';

/** What the control paths steer. */
export interface ControlParts {
  readonly dispatcher: Dispatcher;
  readonly world: SettableWorld;
  readonly settings: Settings;
  readonly usage: UsageRecorder;
  readonly db: Database;
  readonly activity: RunningActivity;
}

type Control = (parts: ControlParts, body: Record<string, unknown>) => unknown;

/** Control requests by method and path; each answers JSON. */
const CONTROLS: Readonly<Record<string, Control>> = {
  'GET health': ({ world }) => ({
    status: 'ok',
    clock: world.mode,
    now: new Date(world.now()).toISOString(),
  }),
  'GET clock': ({ world, dispatcher, activity }) => ({
    mode: world.mode,
    now: new Date(world.now()).toISOString(),
    running: activity.running(),
    nextDue: isoOrNull(dispatcher.nextDue()),
  }),
  'POST clock': advance,
  'GET permissions': ({ usage, db }) => ({ used: usage.list(db) }),
};

/** `/_local/*`: health, clock, the permissions that were used. */
export function controlRoute(parts: ControlParts): RawRoute {
  return {
    prefix: '/_local/',
    signed: false,
    handle: async ({ request, response, rest, body }: RawExchange) => {
      const control = CONTROLS[`${request.method} ${rest.split('?')[0]}`];
      if (!control)
        return answer(response, 404, {
          message: `no control '${request.method} ${rest}', there are: ${Object.keys(CONTROLS).join(', ')}`,
        });
      const parsed = parse(body);
      if (!parsed) return answer(response, 400, { message: 'send a JSON object as the body' });
      answer(response, 200, await control(parts, parsed));
    },
  };
}

/**
 * Moves a virtual clock to `to` (ISO 8601), or on by `seconds`; without either it waits until
 * nothing is due.
 */
async function advance(
  { world, dispatcher }: ControlParts,
  body: Record<string, unknown>,
): Promise<unknown> {
  if (world.mode === 'real')
    return {
      mode: 'real',
      message: 'a real clock runs by itself; start with a virtual one to move it',
    };
  const target =
    typeof body.to === 'string'
      ? Date.parse(body.to)
      : world.now() + Number(body.seconds ?? 0) * 1000;
  if (Number.isNaN(target))
    return {
      message: `give 'to' as ISO 8601 or 'seconds' as a number, got ${JSON.stringify(body)}`,
    };
  const moments = await dispatcher.advanceTo(target);
  return { mode: 'virtual', now: new Date(world.now()).toISOString(), moments };
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

function isoOrNull(due: number | undefined): string | null {
  return due === undefined ? null : new Date(due).toISOString();
}
