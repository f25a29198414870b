import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import type { Connection } from '../aws/connection.ts';
import { findPlatform, gatewayOf } from '../aws/platform.ts';
import { findReceipt, sendUpload } from '../aws/uploads.ts';
import type { UploadFile } from '../aws/uploads.ts';
import type { Receipt } from '../../domain/contract/receipt.ts';
import { landingKeys } from '../../domain/registry/object-keys.ts';
import { CliError } from '../errors.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { count, cut, next } from '../terminal/words.ts';

const POLL_MILLIS = 250;

/** `perennial upload`: rows or labels through the front door, and the receipt for them. */
export const upload = cloudCommand({
  name: 'upload',
  arguments: '<model> <file...>',
  summary:
    'uploads files (CSV, JSON Lines, Parquet) and shows the receipts; exit code 1 when one is refused',
  options: {
    labels: { type: 'boolean', help: 'ground truth: inference_id and the columns of the target' },
    'no-wait': { type: 'boolean', help: 'do not wait for receipts' },
    timeout: {
      type: 'string',
      help: 'seconds to wait for a receipt (300, and 60 for each GiB)',
      value: 'seconds',
    },
  },
  examples: [
    'perennial upload churn customers.csv',
    'perennial upload taxi-fare truth.csv --labels --json',
  ],
  run: async (context) => {
    const files = await filesOf(context);
    const receipts: Receipt[] = [];
    const { lakeBucket } = await findPlatform(context.connection);
    for (const file of files) {
      const receipt = await deliver(file, context);
      if (receipt) receipts.push(receipt);
    }
    const refused = receipts.some(({ status }) => status === 'refused');
    context.show(
      receipts,
      ...receipts.map((receipt) => receiptText(receipt, lakeBucket)),
      ...(receipts.length > 0 ? [] : ['uploaded']),
      ...pagesOf(files, receipts),
      receiptLine(files, context),
      next(!refused && `perennial status ${files[0]!.model}`),
    );
    return refused ? 1 : 0;
  },
});

async function filesOf(context: CloudContext): Promise<readonly UploadFile[]> {
  const model = context.argument(0, 'the model');
  context.argument(1, 'at least one file');
  const paths = context.positionals.slice(1);
  const missing = paths.find((path) => !existsSync(path) || !statSync(path).isFile());
  if (missing !== undefined)
    throw new CliError('NoFile', `there is no file '${missing}'`, 'perennial upload --help');
  const platform = await findPlatform(context.connection);
  gatewayOf(platform, model);
  return paths.map((path) => ({
    bucket: platform.landingBucket,
    model,
    kind: context.flag('labels') ? 'labels' : 'data',
    name: basename(path),
    path,
    bytes: statSync(path).size,
  }));
}

async function deliver(
  file: UploadFile,
  { connection, flag, text }: CloudContext,
): Promise<Receipt | null> {
  const line = new ProgressLine(process.stderr);
  const sent = await sendUpload(file, connection, (bytes) =>
    line.update(`${file.name}: ${count(bytes)} of ${count(file.bytes)} bytes sent`),
  );
  line.clear();
  if (flag('no-wait')) return null;
  const seconds = Number(text('timeout') ?? patience(file.bytes));
  for (let waited = 0; waited < seconds * 1000; waited += POLL_MILLIS) {
    const receipt = await findReceipt(file.bucket, sent, connection);
    if (receipt) return receipt;
    await pause(POLL_MILLIS);
  }
  throw tooSlow(file, seconds, connection);
}

/** Seconds to wait for the receipt of so many bytes: more for a file that is judged in pieces. */
function patience(bytes: number): number {
  return 300 + Math.ceil(bytes / 2 ** 30) * 60;
}

function tooSlow({ name, model }: UploadFile, seconds: number, { endpoint }: Connection): CliError {
  const why = endpoint === undefined ? '' : '; a virtual clock may stand still';
  return new CliError(
    'TooSlow',
    `no receipt for '${name}' after ${seconds} seconds${why}`,
    `perennial logs admit-upload --filter ${model}`,
  );
}

function receiptText(receipt: Receipt, lake: string): string {
  const { status, key, rows, reason, reasons, dropped, warnings, quarantineKey } = receipt;
  const { objects = 1 } = receipt;
  const lines = [
    `${status}: ${key}`,
    `  ${count(rows.read)} rows read, ${count(rows.accepted)} accepted, ${count(rows.refused)} refused`,
    ...(status === 'refused' ? [`  why: ${reason}`] : []),
    ...reasons.flatMap((one) => [
      `  ${count(one.rows)} x ${one.rule}${one.column === '' ? '' : ` in '${one.column}'`}${one.severity === 'warn' ? ', which only warns' : ''}`,
      ...one.examples.map(
        ({ line, value, message }) => `    line ${line}: ${message} (${cut(value, 40)})`,
      ),
    ]),
    ...(objects > 1 ? [`  judged in pieces: the rows lie in ${count(objects)} objects`] : []),
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...(dropped.length > 0 ? [`  columns that were dropped: ${dropped.join(', ')}`] : []),
    ...(quarantineKey === null ? [] : [`  refused rows: s3://${lake}/${quarantineKey}`]),
  ];
  return lines.join('\n');
}

/** Where the receipts are as pages. */
function pagesOf(files: readonly UploadFile[], receipts: readonly Receipt[]): readonly string[] {
  return files
    .slice(0, receipts.length)
    .map(
      ({ bucket, model, kind, name }) =>
        `as a page: s3://${bucket}/${landingKeys.receiptPage(model, kind, name)}`,
    );
}

function receiptLine([file]: readonly UploadFile[], context: CloudContext): string {
  const { bucket, model, kind, path, name } = file!;
  return context.aws(`s3 cp ${path} s3://${bucket}/uploads/${model}/${kind}/${name}`);
}
