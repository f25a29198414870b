import type { Cloud, Delivery, TimerHandler } from '../../../kernel/index.ts';
import { configNamed, variantsOf } from '../configs.ts';
import type { DataCaptureConfig } from '../configs.ts';
import { s3As } from '../data/s3-client.ts';
import { below, parseS3Uri } from '../data/s3-location.ts';
import { modelNamed } from '../models.ts';
import { serviceSession } from '../role.ts';
import { findEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import type { InvocationRequest, ModelAnswer } from './ask.ts';

/** An invocation that may be noted down. */
export interface Capture {
  readonly endpoint: Endpoint;
  readonly variant: string;
  readonly capture: DataCaptureConfig;
  readonly request: InvocationRequest;
  readonly payload: Buffer;
  readonly answer: ModelAnswer;
}

/** What is captured lies this long until it is written to S3. */
const FLUSH_AFTER = 60_000;

/** Notes an invocation down, if it is in the sample; a file of them is written a minute later. */
export function captureInvocation(cloud: Cloud, of: Capture): void {
  const { capture, endpoint, variant } = of;
  if (
    capture.EnableCapture === false ||
    cloud.world.random() * 100 >= capture.InitialSamplingPercentage
  )
    return;
  const now = cloud.world.now();
  const hour = new Date(now).toISOString().slice(0, 13).replace(/[-T]/g, '/');
  cloud.db.transaction(() => {
    cloud.db.run(
      'INSERT INTO sagemaker_captures (id, endpoint, variant, hour, line) VALUES (?, ?, ?, ?, ?)',
      cloud.world.uuid(),
      endpoint.name,
      variant,
      hour,
      captureLine(cloud, of),
    );
    if (
      cloud.db.get<{ rows: number }>(
        'SELECT COUNT(*) AS rows FROM sagemaker_captures WHERE endpoint = ?',
        endpoint.name,
      )!.rows === 1
    ) {
      cloud.timers.set('sagemaker.capture', endpoint.name, now + FLUSH_AFTER);
    }
  });
}

/** Timer of an endpoint whose captures are to be written. */
export const flushCaptures: TimerHandler = ({ key, cloud }) => {
  cloud.outbox.send('sagemaker.capture', { name: key });
};

/** Outbox row `sagemaker.capture`: writes what was captured to S3, with the role of the model. */
export async function writeCaptures({ payload, cloud }: Delivery<{ name: string }>): Promise<void> {
  const endpoint = findEndpoint(cloud, payload.name);
  const rows = cloud.db.all<{ id: string; variant: string; hour: string; line: string }>(
    'SELECT id, variant, hour, line FROM sagemaker_captures WHERE endpoint = ? ORDER BY rowid',
    payload.name,
  );
  if (endpoint) {
    for (const group of grouped(rows)) await writeFile(cloud, endpoint, group);
  }
  cloud.db.transaction(() => {
    for (const { id } of rows) cloud.db.run('DELETE FROM sagemaker_captures WHERE id = ?', id);
    const left = cloud.db.get('SELECT id FROM sagemaker_captures WHERE endpoint = ?', payload.name);
    if (left) cloud.timers.set('sagemaker.capture', payload.name, cloud.world.now() + FLUSH_AFTER);
  });
}

type CaptureRow = {
  readonly id: string;
  readonly variant: string;
  readonly hour: string;
  readonly line: string;
};

function grouped(rows: readonly CaptureRow[]): CaptureRow[][] {
  const groups = new Map<string, CaptureRow[]>();
  for (const row of rows)
    groups.set(`${row.variant}/${row.hour}`, [
      ...(groups.get(`${row.variant}/${row.hour}`) ?? []),
      row,
    ]);
  return [...groups.values()];
}

async function writeFile(
  cloud: Cloud,
  endpoint: Endpoint,
  rows: readonly CaptureRow[],
): Promise<void> {
  const { variant, hour, id } = rows[0]!;
  const { request } = configNamed(cloud, endpoint.config);
  const capture = request.DataCaptureConfig;
  const served = variantsOf(request).find(({ VariantName }) => VariantName === variant);
  if (!capture || !served) return;
  const principal = serviceSession(
    cloud,
    modelNamed(cloud, served.ModelName).request.ExecutionRoleArn,
    endpoint.arn,
  );
  // The file is named after its first line, so that a second attempt writes the same one.
  const minute = new Date(cloud.world.now()).toISOString().slice(14, 23).replace(/[:.]/g, '-');
  const location = below(
    parseS3Uri(capture.DestinationS3Uri),
    `${endpoint.name}/${variant}/${hour}/${minute}-${id}.jsonl`,
  );
  const body = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''));
  await s3As(cloud, principal).write(location, body, { kmsKeyId: capture.KmsKeyId });
}

function captureLine(cloud: Cloud, { capture, request, payload, answer }: Capture): string {
  const modes = new Set(capture.CaptureOptions.map(({ CaptureMode }) => CaptureMode));
  const takes = (mode: 'Input' | 'Output') => modes.has(mode) || modes.has('InputAndOutput');
  return JSON.stringify({
    captureData: {
      ...(takes('Input')
        ? { endpointInput: side('INPUT', payload, request.ContentType, capture) }
        : {}),
      ...(takes('Output')
        ? { endpointOutput: side('OUTPUT', answer.body, answer.contentType, capture) }
        : {}),
    },
    eventMetadata: {
      eventId: cloud.world.uuid(),
      ...(request.InferenceId === undefined ? {} : { inferenceId: request.InferenceId }),
      inferenceTime: `${new Date(cloud.world.now()).toISOString().slice(0, 19)}Z`,
    },
    eventVersion: '0',
  });
}

/** Payloads of the content types that were named stand as text, all others in base64. */
function side(
  mode: 'INPUT' | 'OUTPUT',
  body: Buffer,
  contentType: string | undefined,
  capture: DataCaptureConfig,
) {
  const type = contentType?.split(';')[0]?.trim() ?? '';
  const { CsvContentTypes = [], JsonContentTypes = [] } = capture.CaptureContentTypeHeader ?? {};
  const encoding = CsvContentTypes.includes(type)
    ? 'CSV'
    : JsonContentTypes.includes(type)
      ? 'JSON'
      : 'BASE64';
  const data = body.toString(encoding === 'BASE64' ? 'base64' : 'utf8');
  return { observedContentType: contentType ?? '', mode, data, encoding };
}
