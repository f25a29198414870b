import { DataContract } from '../definition/data-contract.ts';
import { targetColumns } from '../definition/model-definition.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';

/** The column of a labels file that says which prediction a truth belongs to. */
export const INFERENCE_ID = 'inference_id';

/** The contract of a model's ground truth: `inference_id` and the columns that the target is made of. */
export function labelsContract(definition: ModelDefinition): DataContract {
  const targets = targetColumns(definition);
  return DataContract.parse({
    columns: [
      { name: INFERENCE_ID, type: 'string', pattern: '\\d{10}-[0-9a-z-]{1,50}:\\d{1,6}' },
      ...definition.contract.columns.filter((column) => targets.includes(column.name)),
    ],
    limits: definition.contract.limits,
  });
}
