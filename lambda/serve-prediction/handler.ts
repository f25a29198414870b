import { inferenceIdOf } from '../../domain/monitoring/capture.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { embeddedMeter } from '../shared/meter.ts';
import { sqsQueue } from '../shared/messaging.ts';
import { s3Store } from '../shared/s3-store.ts';
import { sagemakerInference } from '../shared/sagemaker-inference.ts';
import { serve } from '../shared/serve.ts';
import { systemClock } from '../shared/system-clock.ts';
import { json, problem } from './answers.ts';
import { ask } from './ask.ts';
import { championSource } from './champion.ts';
import { PredictionRequest, servePrediction } from './contract.ts';
import { keepCapture } from './keep-capture.ts';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { FunctionUrlRequest, FunctionUrlResponse } from '../../domain/events/aws-events.ts';
import type { Prediction } from '../../domain/evaluation/outcome.ts';
import type { Capture } from '../../domain/monitoring/capture.ts';
import type { Clock, ObjectStore } from '../../domain/ports.ts';
import type { AskedRow, RefusedRow } from '../../domain/serving/read-request.ts';
import type { Meter } from '../shared/meter.ts';
import type { Inference, Queue } from '../shared/ports.ts';
import type { Champion } from './champion.ts';
import type { PredictionAnswer, RefusedAnswer } from './contract.ts';

/** What the gateway needs of the world. */
export interface GatewayPorts {
  readonly champion: (model: string) => Promise<Champion | null>;
  readonly inference: Inference;
  readonly queue: Queue;
  readonly lake: ObjectStore;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly env: { readonly MODEL_NAME: string };
}

const REFUSALS_SHOWN = 100;

/** Answers one request: bad rows are refused one by one, the others predicted, and both told. */
export async function predict(
  request: FunctionUrlRequest, ports: GatewayPorts,
): Promise<FunctionUrlResponse> {
  const model = ports.env.MODEL_NAME;
  const rows = rowsOf(request);
  if (typeof rows === 'string') return problem(400, 'BadRequest', rows);
  const champion = await ports.champion(model);
  if (champion === null) {
    return problem(503, 'NothingDeployed', `no version of '${model}' serves yet: upload data, then wait for its first run`);
  }
  const { asked, refused } = champion.read(rows);
  if (asked.length === 0) return json(400, { error: 'NoGoodRow', refused: refused.slice(0, REFUSALS_SHOWN).map(told) });
  const predictions = await askOrFail(champion, asked, ports);
  if (predictions === null) {
    return problem(503, 'EndpointFailed', `version ${champion.version} of '${model}' does not answer: try again`);
  }
  const at = ports.clock.now();
  const inferenceId = inferenceIdOf(at, request.requestContext.requestId);
  const captured = await capture(captureOf({ model, champion, inferenceId, at, asked, predictions }), ports);
  ports.meter.record(model, {
    Predictions: asked.length,
    RowsRefused: rows.length - asked.length,
    CaptureFailed: captured ? 0 : 1,
  });
  const answers = new Map(
    asked.map(({ index }, place) => [index, shown(predictions[place]!, champion.classes)]),
  );
  const body: PredictionAnswer = {
    model,
    version: champion.version,
    inference_id: inferenceId,
    predictions: rows.map((_, index) => answers.get(index) ?? null),
    ...(refused.length === 0 ? {} : { refused: refused.slice(0, REFUSALS_SHOWN).map(told) }),
  };
  return json(200, body);
}

/** What the endpoint answers; null, counted and logged, when it does not. */
async function askOrFail(
  champion: Champion, asked: readonly AskedRow[], { inference, meter, log, env }: GatewayPorts,
): Promise<readonly Prediction[] | null> {
  try {
    return await ask(inference, champion, asked);
  } catch (error) {
    meter.record(env.MODEL_NAME, { EndpointFailed: 1 });
    log.error('the endpoint did not answer', error instanceof Error ? error : String(error));
    return null;
  }
}

/** The rows of a request, or what is wrong with it. */
function rowsOf(
  { body, isBase64Encoded }: FunctionUrlRequest,
): readonly Readonly<Record<string, unknown>>[] | string {
  const text = isBase64Encoded === true ? Buffer.from(body ?? '', 'base64').toString('utf8') : body ?? '';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'send JSON: {"rows":[{"column":value}]} or one row alone';
  }
  const parsed = PredictionRequest.safeParse(data);
  if (!parsed.success) return 'send {"rows":[{"column":value}]} with 1 to 5000 rows, or one row alone';
  return Array.isArray(parsed.data.rows) ? parsed.data.rows : [parsed.data];
}

interface Answered {
  readonly model: string;
  readonly champion: Champion;
  readonly inferenceId: string;
  readonly at: Date;
  readonly asked: readonly AskedRow[];
  readonly predictions: readonly Prediction[];
}

function captureOf({ model, champion, inferenceId, at, asked, predictions }: Answered): Capture {
  return {
    model, inferenceId, at: at.toISOString(), version: champion.version, columns: [...champion.columns],
    rows: asked.map(({ index, values }, place) =>
      ({ index, values: [...values], prediction: [...predictions[place]!] })),
  };
}

/**
 * An answer is worth more than its capture: a capture that fails is counted and logged, and the
 * answer goes out.
 */
async function capture(kept: Capture, { queue, lake, log }: GatewayPorts): Promise<boolean> {
  try {
    await keepCapture(queue, lake, kept);
    return true;
  } catch (error) {
    log.error('a capture was lost', error instanceof Error ? error : String(error));
    return false;
  }
}

function shown(prediction: Prediction, classes: readonly string[]): PredictionAnswer['predictions'][number] {
  if (classes.length === 0) return prediction[0]!;
  const best = prediction.indexOf(Math.max(...prediction));
  const probabilities = Object.fromEntries(classes.map((name, index) => [name, prediction[index]!]));
  return { label: classes[best]!, probabilities };
}

function told({ row, column, rule, message }: RefusedRow): RefusedAnswer {
  return { row, column, rule, message };
}

export const handler = serve(servePrediction, (env) => ({
  champion: championSource(dynamoRegistry(env.REGISTRY_TABLE), s3Store(env.ARTIFACT_BUCKET)),
  inference: sagemakerInference(),
  queue: sqsQueue(env.CAPTURE_QUEUE_URL),
  lake: s3Store(env.LAKE_BUCKET),
  meter: embeddedMeter(systemClock),
}), predict);
