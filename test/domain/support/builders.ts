import { defineModel } from '../../../domain/definition/index.ts';
import type { ModelDefinition, ModelDefinitionInput } from '../../../domain/definition/index.ts';
import type { Run } from '../../../domain/registry/run.ts';
import type { Slot } from '../../../domain/registry/slot.ts';
import type { Version } from '../../../domain/registry/version.ts';

/** Noon of the first day. */
export const T0 = new Date('2019-03-01T12:00:00.000Z');

/** A small definition that is right, before its defaults. */
export const RIDES: ModelDefinitionInput = {
  name: 'rides',
  task: 'regression',
  target: { difference: ['total', 'tip'] },
  contract: {
    timeColumn: 'at',
    columns: [
      { name: 'at', type: 'timestamp' },
      { name: 'until', type: 'timestamp', optional: true },
      { name: 'miles', type: 'number', range: { min: 0, max: 100 } },
      { name: 'zone', type: 'category' },
      { name: 'riders', type: 'integer', nullable: true },
      { name: 'total', type: 'number', range: { min: 0, max: 300 } },
      { name: 'tip', type: 'number' },
    ],
    rules: [{ left: 'until', is: '>', right: 'at' }],
  },
  features: [
    { kind: 'numeric', column: 'miles' },
    { kind: 'category', column: 'zone' },
    { kind: 'time-part', column: 'at', part: 'hour' },
    { kind: 'numeric', column: 'riders' },
  ],
  neverFeatures: ['until'],
  algorithm: { kind: 'xgboost', hyperparameters: { num_round: 20 } },
};

/** A definition, with some members replaced. */
export function aDefinition(changes: Partial<ModelDefinitionInput> = {}): ModelDefinition {
  return defineModel({ ...RIDES, ...changes });
}

/** A version that was approved. */
export function aVersion(changes: Partial<Version> = {}): Version {
  return {
    model: 'rides', version: 1, status: 'approved', reason: 'mae 1.2, the first of its kind', metrics: { mae: 1.2 },
    lineage: {
      runId: '20190301-00000001', reason: 'first',
      dataset: { key: 'datasets/rides/d.json', hash: 'd', rows: 1000 },
      rows: { train: 700, validation: 100, holdout: 200 },
      definitionHash: 'abc', codeVersion: 'test', image: 'image', hyperparameters: {},
      trainingJobName: 'job', trainingJobArn: 'arn:job', modelArtifact: 's3://a/model.tar.gz',
      modelName: 'rides-20190301-00000001', bundleKey: 'runs/rides/20190301-00000001/bundle.json',
      evaluationKey: 'runs/rides/20190301-00000001/evaluation.json', against: null,
    },
    createdAt: T0.toISOString(), approvedBy: 'the gates', revision: 1,
    ...changes,
  };
}

/** A slot that holds version 1, which serves. */
export function aSlot(changes: Partial<Slot> = {}): Slot {
  return {
    slot: 'a', status: 'serving', version: 1, runId: '20190301-00000001', endpointName: 'rides-20190301-00000001',
    endpointConfigName: 'rides-20190301-00000001', modelName: 'rides-20190301-00000001', revision: 2,
    ...changes,
  };
}

/** A run that goes on. */
export function aRun(changes: Partial<Run> = {}): Run {
  return {
    runId: '20190301-00000001', decisionId: '000000010000', reason: 'first', note: '90000 rows',
    requestedBy: 'admit-upload', changedAt: null, startedAt: T0.toISOString(), version: null, outcome: null, outcomeReason: null, endedAt: null,
    revision: 1,
    ...changes,
  };
}
