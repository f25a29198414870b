import { defineModel } from '../../domain/definition/index.ts';

/**
 * Predicts what a taxi trip in New York costs without the tip, from what is known when the passenger gets in.
 *
 * `README.md` tells how each threshold was found.
 */
export const taxiFare = defineModel({
  name: 'taxi-fare',
  description: 'Fare of a yellow taxi trip in New York without the tip, in US dollars',
  owners: ['taxi-analytics@example.com'],
  task: 'regression',
  target: { difference: ['total_amount', 'tip_amount'] },
  contract: {
    timeColumn: 'pickup_datetime',
    columns: [
      { name: 'pickup_datetime', type: 'timestamp', range: { min: '2015-01-01 00:00:00' } },
      { name: 'dropoff_datetime', type: 'timestamp', optional: true },
      { name: 'trip_distance', type: 'number', range: { min: 0, max: 100 } },
      { name: 'pickup_location_id', type: 'category', pattern: '\\d{1,3}' },
      { name: 'dropoff_location_id', type: 'category', pattern: '\\d{1,3}' },
      { name: 'passenger_count', type: 'integer', nullable: true, maxMissingShare: 0.5, range: { min: 0, max: 9 } },
      { name: 'rate_code_id', type: 'integer', nullable: true, maxMissingShare: 0.5, range: { min: 1, max: 99 } },
      { name: 'total_amount', type: 'number', range: { min: 0, max: 300 } },
      { name: 'tip_amount', type: 'number', range: { min: 0, max: 300 } },
    ],
    rules: [{ left: 'dropoff_datetime', is: '>', right: 'pickup_datetime' }],
  },
  features: [
    { kind: 'numeric', column: 'trip_distance' },
    { kind: 'category', column: 'pickup_location_id', maxCategories: 300 },
    { kind: 'category', column: 'dropoff_location_id', maxCategories: 300 },
    { kind: 'time-part', column: 'pickup_datetime', part: 'hour' },
    { kind: 'time-part', column: 'pickup_datetime', part: 'weekday' },
    { kind: 'numeric', column: 'passenger_count' },
    { kind: 'numeric', column: 'rate_code_id' },
  ],
  neverFeatures: [
    'dropoff_datetime', 'fare_amount', 'extra', 'mta_tax', 'tip_amount', 'tolls_amount', 'improvement_surcharge',
    'total_amount', 'congestion_surcharge', 'payment_type',
  ],
  algorithm: {
    kind: 'xgboost',
    version: '1.7-1',
    hyperparameters: { num_round: 150, eta: 0.1 },
  },
  training: {
    window: { kind: 'since-change', otherwise: { kind: 'all' } },
    minimumRows: 80_000,
    minimumWindowRows: 500,
    instanceType: 'ml.m5.large',
    maxRuntimeMinutes: 30,
  },
  validation: { share: 0.1 },
  holdout: { share: 0.2, days: 14, minimumRows: 200 },
  gates: [
    { kind: 'improvement', metric: 'mae', atLeast: 0.1 },
    { kind: 'better-than-naive', metric: 'mae', atLeast: 0.3 },
  ],
  serving: { mode: 'serverless', memoryMb: 2048, maxConcurrency: 5, keepPreviousHours: 24 },
  monitors: {
    everyHours: 24,
    overDays: 7,
    minimumRows: 1000,
    drift: { threshold: 0.2, ignore: ['pickup_datetime_weekday', 'passenger_count', 'rate_code_id'] },
    quality: { metric: 'mae', maxIncrease: 0.4 },
  },
  retraining: { onData: 'until-champion', cooldownHours: 216, maxPerDay: 2 },
});
