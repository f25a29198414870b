import { Tracer } from '@aws-lambda-powertools/tracer';

const tracer = new Tracer();

/** Runs something as a subsegment of the function's trace. Does nothing where tracing is off. */
export async function traced<T>(run: () => Promise<T>): Promise<T> {
  if (!tracer.isTracingEnabled()) return await run();
  const parent = tracer.getSegment();
  const segment = parent?.addNewSubsegment('## body');
  if (segment !== undefined) tracer.setSegment(segment);
  tracer.annotateColdStart();
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error) tracer.addErrorAsMetadata(error);
    throw error;
  } finally {
    segment?.close();
    if (parent !== undefined) tracer.setSegment(parent);
  }
}
