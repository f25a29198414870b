import type { Tracer } from '@aws-lambda-powertools/tracer';

/**
 * The tracer, where Lambda says that a daemon of X-Ray listens. Loading it changes every promise and
 * every HTTP request of the process, so it is not loaded where nobody would get the traces.
 */
const tracer: Promise<Tracer> | undefined = process.env.AWS_XRAY_DAEMON_ADDRESS === undefined
  ? undefined
  : import('@aws-lambda-powertools/tracer').then(({ Tracer: Made }) => new Made());

/** Runs something as a subsegment of the function's trace. Does nothing where tracing is off. */
export async function traced<T>(run: () => Promise<T>): Promise<T> {
  const loaded = await tracer;
  return loaded?.isTracingEnabled() ? await subsegment(loaded, run) : await run();
}

async function subsegment<T>(loaded: Tracer, run: () => Promise<T>): Promise<T> {
  const parent = loaded.getSegment();
  const segment = parent?.addNewSubsegment('## body');
  if (segment !== undefined) loaded.setSegment(segment);
  loaded.annotateColdStart();
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error) loaded.addErrorAsMetadata(error);
    throw error;
  } finally {
    segment?.close();
    if (parent !== undefined) loaded.setSegment(parent);
  }
}
