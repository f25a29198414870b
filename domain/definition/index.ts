/** What a pipeline imports to define its model. */
export { Algorithm } from './algorithm.ts';
export { Column, ColumnType, DataContract, RowRule } from './data-contract.ts';
export { defineModel, definitionHash, readDefinition } from './define-model.ts';
export { Feature, TimePart, columnsOf, nameOf } from './features.ts';
export {
  ModelDefinition, Target, Task, requestColumns, targetColumns,
} from './model-definition.ts';
export type { ModelDefinitionInput } from './model-definition.ts';
export {
  Gate, MetricName, Monitors, Retraining, Serving, Training, TrainingWindow, WatchedMetric,
} from './policies.ts';
export { XgboostHyperparameters } from './xgboost-hyperparameters.ts';
