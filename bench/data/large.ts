/** What the bench of large uploads needs of the product: a definition, a door, the speed of a function. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { findPlatform } from '../../cli/aws/platform.ts';
import { findReceipt, sendUpload } from '../../cli/aws/uploads.ts';
import { readUsed } from '../../cli/aws/used-permissions.ts';
import { definitionHash, defineModel } from '../../domain/definition/define-model.ts';
import { inMemory } from '../../domain/parquet/in-memory.ts';
import { RowSurvey } from '../../domain/tabular/row-survey.ts';
import { readUpload } from '../../lambda/shared/admission/read-upload.ts';
import { largeFrom } from '../../test/journeys/support/edits.ts';
import { copyOfAssembly, editTemplate } from '../../test/journeys/support/local-cloud.ts';
import { COLUMNS, RULES } from './table.mjs';
import type { Connection } from '../../cli/aws/connection.ts';
import type { Receipt } from '../../domain/contract/receipt.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';

export { connection } from '../../cli/aws/connection.ts';

const MODEL = 'trips';

/** A model over the table; nothing is trained. @param unique whether ids may come once only */
export function definitionOf(unique: boolean): ModelDefinition {
  return defineModel({
    name: MODEL,
    task: 'regression',
    target: { column: 'fare' },
    contract: {
      columns: COLUMNS.map(({ sql: _sql, ...column }) =>
        unique && column.name === 'id' ? { ...column, unique } : column,
      ),
      rules: RULES,
      limits: { rows: 10_000_000_000, bytes: 250_000_000_000, badRowShare: 0.05 },
    },
    features: [{ kind: 'numeric', column: 'distance' }],
    algorithm: { kind: 'xgboost', hyperparameters: { num_round: 1 } },
    retraining: { onData: 'never' },
  });
}

/** Bytes from which on uploads are large here, so that small files of the bench are. */
const LARGE_FROM = 200_000_000;

/** Copies the synthesized app, and says how many pieces are worked on at once. */
export async function assemblyFor(folder: string, atOnce: number): Promise<string> {
  const copy = await copyOfAssembly(folder);
  editTemplate(copy, 'perennial-platform', largeFrom(LARGE_FROM, 2 ** 27));
  editTemplate(copy, 'perennial-platform', ({ Resources }) => {
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::StepFunctions::StateMachine') continue;
      const told = JSON.stringify(Properties.DefinitionString);
      const other = told.replace(/MaxConcurrency\\":\d+/g, `MaxConcurrency\\":${atOnce}`);
      Properties.DefinitionString = JSON.parse(other) as unknown;
    }
  });
  return copy;
}

/** Writes the definition where the model's stack would write it. */
export async function define(to: Connection, definition: ModelDefinition): Promise<void> {
  const { registryTable: TableName } = await findPlatform(to);
  const record = {
    definition,
    hash: definitionHash(definition),
    stateMachineArn: 'none',
    imageUri: 'none',
    gatewayUrl: null,
    updatedAt: new Date().toISOString(),
  };
  const Item = { ...record, pk: `MODEL#${MODEL}`, sk: 'DEFINITION' };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(to.settings));
  await table.send(new PutCommand({ TableName, Item }));
}

/** An upload that was answered, and how long both took. */
export interface Answered {
  readonly receipt: Receipt;
  readonly sendSeconds: number;
  readonly judgeSeconds: number;
}

/** Sends a file and waits for its receipt. */
export async function deliver(to: Connection, path: string, tell: (text: string) => void): Promise<Answered> {
  const { landingBucket: bucket } = await findPlatform(to);
  const bytes = statSync(path).size;
  const file = { bucket, model: MODEL, kind: 'data' as const, name: basename(path), path, bytes };
  const began = performance.now();
  const sent = await sendUpload(file, to, (done) => tell(`${Math.round((100 * done) / bytes)} % sent`));
  const there = performance.now();
  for (;;) {
    const receipt = await findReceipt(bucket, sent, to);
    const now = performance.now();
    if (receipt !== null) {
      return { receipt, sendSeconds: (there - began) / 1000, judgeSeconds: (now - there) / 1000 };
    }
    tell(`judged for ${Math.round((now - there) / 1000)} s`);
    await pause(500);
  }
}

/** How often roles of the path asked S3 and others, by action. */
export async function requests(of: Connection): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { principal, action, count } of await readUsed(of)) {
    if (!/piece|LargeUploads/i.test(principal)) continue;
    counts.set(action, (counts.get(action) ?? 0) + count);
  }
  return counts;
}

function processorSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** What one function does with a file in memory; seconds are those of the processor. */
export async function oneFunction(path: string) {
  const bytes = readFileSync(path);
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  })();
  let written = 0;
  const writer = {
    write: (piece: Uint8Array) => Promise.resolve(void (written += piece.length)),
    end: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
  const { contract } = definitionOf(false);
  const terms = { contract, now: new Date(), accepted: writer, quarantine: writer, pieceBytes: 1 << 27 };
  const judging = process.cpuUsage();
  const { verdict } = await readUpload({ chunks, ranges: inMemory(bytes) }, terms);
  const judgeSeconds = processorSeconds(judging);
  const surveying = process.cpuUsage();
  const survey = new RowSurvey({ format: 'csv', delimiter: ',', endsInCr: false }, 0, false);
  survey.push(bytes);
  createHash('sha256').update(bytes).digest();
  const surveySeconds = processorSeconds(surveying);
  const { read } = verdict.rows;
  return { rows: read, bytes: bytes.length, written, judgeSeconds, surveySeconds };
}
