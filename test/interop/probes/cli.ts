import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program.ts';
import { blobOf } from './step.ts';
import type { Answer, Client, Step } from './step.ts';

/** Commands that write a body into a file, and the member that it is. */
const BODIES: Readonly<Record<string, string>> = { GetObject: 'Body', Invoke: 'Payload', InvokeEndpoint: 'Body' };

/** The AWS CLI. */
export function cli(endpoint: string): Client {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  const env = {
    AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1',
  };
  return async (step: Step): Promise<Answer> => {
    const { service, call } = step;
    const command = service === 's3' ? 's3api' : service;
    const words = ['--endpoint-url', endpoint, command, kebab(call), ...inputOf(step, folder), '--output', 'json'];
    const file = join(folder, 'answer');
    const { code, out, err } = await program('aws', call in BODIES ? [...words, file] : words, env);
    if (code !== 0) return { refused: /\((\w[\w.]*)\)/.exec(err)?.[1] ?? err };
    const value = out.trim() === '' ? {} : (JSON.parse(out) as Record<string, unknown>);
    return { value: call in BODIES ? { ...value, [BODIES[call]!]: readFileSync(file, 'latin1') } : value };
  };
}

/** Bytes go into files of their own, the rest into one JSON text. */
function inputOf({ service, call, input }: Step, folder: string): readonly string[] {
  const words: string[] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const blob = blobOf(value);
    if (blob === undefined) {
      rest[name] = value;
      continue;
    }
    const file = join(folder, name);
    writeFileSync(file, blob, 'latin1');
    // Streams are named by their file, other bytes by what reads it.
    const isStream = name === 'Body' && service === 's3';
    words.push(`--${kebab(name)}`, isStream ? file : `fileb://${file}`);
  }
  // Commands that write a body want their parameters one by one.
  if (call in BODIES) return [...words, ...Object.entries(rest).flatMap(([name, value]) => [`--${kebab(name)}`, String(value)])];
  return Object.keys(rest).length > 0 ? [...words, '--cli-input-json', JSON.stringify(rest)] : words;
}

/** `ListObjectsV2` is `list-objects-v2` there. */
function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}
