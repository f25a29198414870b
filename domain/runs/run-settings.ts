import { classesOf } from '../definition/model-definition.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';

/** The objective of a task where the definition names none. */
const OBJECTIVE = { regression: 'reg:squarederror', binary: 'binary:logistic', multiclass: 'multi:softprob' } as const;

/** Hyperparameters as SageMaker wants them: text only, with what follows from the task filled in. */
export function hyperparametersOf({ algorithm, task, target }: ModelDefinition): Record<string, string> {
  const given = Object.entries(algorithm.hyperparameters).filter(([, value]) => value !== undefined);
  const written = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  if (algorithm.kind === 'image') return written;
  const classes = classesOf({ target });
  return {
    // XGBoost 2 and later fit what 1.7 fixes, and 1.7 takes `exact` on small data: always say both.
    tree_method: 'hist',
    ...(task === 'regression' ? { base_score: '0.5' } : {}),
    objective: OBJECTIVE[task],
    ...(task === 'multiclass' ? { num_class: String(classes.length) } : {}),
    ...written,
  };
}

/** Content type of the files of a run. */
export function contentTypeOf({ algorithm }: ModelDefinition): string {
  return algorithm.kind === 'image' ? algorithm.contentType : 'text/csv';
}
