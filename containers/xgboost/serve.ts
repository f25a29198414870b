/*
 * Serves as SageMaker's built-in XGBoost 1.7-1 image does in algorithm mode
 * (aws/sagemaker-xgboost-container, Apache-2.0): /ping, /execution-parameters, /invocations on
 * $SAGEMAKER_BIND_TO_PORT.
 */
import { availableParallelism } from 'node:os';
import { layoutOf } from './layout.ts';
import { servingApplication, type ServingOptions } from './serving/application.ts';
import { loadScorer, type Scorer } from './serving/scorer.ts';
import { httpServer } from './serving/server.ts';

const DEFAULT_PORT = '8080';
const DEFAULT_MAX_BYTES = '6291456';
const LARGEST_MAX_BYTES = 20 * 1024 ** 2;
const KEEP_ALIVE_MS = 60_000;

function optionsOf(environment: Readonly<Record<string, string | undefined>>): ServingOptions {
  return {
    batch: Boolean(environment['SAGEMAKER_BATCH']),
    select: environment['SAGEMAKER_INFERENCE_OUTPUT'],
    defaultAccept: environment['SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT'] ?? 'text/csv',
    maxBytes: Math.min(
      Number(environment['MAX_CONTENT_LENGTH'] ?? DEFAULT_MAX_BYTES), LARGEST_MAX_BYTES
    ),
    workers: availableParallelism(),
  };
}

function start(scorer: Scorer): void {
  const options = optionsOf(process.env);
  const server = httpServer(servingApplication(scorer, options), options.maxBytes);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = Number(process.env['SAGEMAKER_BIND_TO_PORT'] ?? DEFAULT_PORT);
  server.listen(
    port, '0.0.0.0', () => process.stdout.write(`INFO:serve:Listening on port ${port}\n`)
  );
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

try {
  start(loadScorer(layoutOf(process.env).model));
} catch (error) {
  process.stderr.write(`ERROR:serve:${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
