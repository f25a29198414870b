import type { ServerResponse } from 'node:http';
import { LocalCloudError } from '../errors.ts';
import type { RawExchange, RawRoute } from '../kernel/index.ts';
import { CONTROLS } from './controls.ts';
import type { ControlParts } from './controls.ts';

/** `/_local/*`: health, clock, permissions that were used, reset, snapshots. */
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
      try {
        answer(response, 200, await control(parts, parsed));
      } catch (error) {
        if (!(error instanceof LocalCloudError)) throw error;
        answer(response, 400, { code: error.code, message: error.message });
      }
    },
  };
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
