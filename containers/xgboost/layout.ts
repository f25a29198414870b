import { join } from 'node:path';

/** Where SageMaker puts things, under one base directory. */
export interface Layout {
  readonly config: (name: string) => string;
  readonly channel: (name: string) => string;
  readonly model: string;
  readonly failure: string;
  readonly outputData: string;
}

const DEFAULT_BASE = '/opt/ml';

/** The places under `$SAGEMAKER_BASE_DIR`. */
export function layoutOf(environment: Readonly<Record<string, string | undefined>>): Layout {
  const base = environment['SAGEMAKER_BASE_DIR'] ?? DEFAULT_BASE;
  return {
    config: (name) => join(base, 'input/config', `${name}.json`),
    channel: (name) => join(base, 'input/data', name),
    model: join(base, 'model'),
    failure: join(base, 'output/failure'),
    outputData: join(base, 'output/data'),
  };
}

/** The name a model file goes by. */
export const MODEL_NAME = 'xgboost-model';
