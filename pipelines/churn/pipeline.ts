import { defineModel } from '../../domain/definition/index.ts';

const yesOrNo = ['Yes', 'No'];
const service = ['Yes', 'No', 'No internet service'];

/** Predicts which customers of a telephone company leave it. Every accepted upload trains it anew. */
export const churn = defineModel({
  name: 'churn',
  description: 'Will a customer of a telephone company leave within the month?',
  owners: ['retention@example.com'],
  task: 'binary',
  target: { column: 'Churn', positive: 'Yes' },
  contract: {
    columns: [
      { name: 'gender', type: 'category', set: ['Female', 'Male'], personal: true },
      { name: 'SeniorCitizen', type: 'boolean' },
      { name: 'Partner', type: 'category', set: yesOrNo },
      { name: 'Dependents', type: 'category', set: yesOrNo },
      { name: 'tenure', type: 'integer', range: { min: 0, max: 200 } },
      { name: 'PhoneService', type: 'category', set: yesOrNo },
      { name: 'MultipleLines', type: 'category', set: ['Yes', 'No', 'No phone service'] },
      { name: 'InternetService', type: 'category', set: ['DSL', 'Fiber optic', 'No'] },
      { name: 'OnlineSecurity', type: 'category', set: service },
      { name: 'OnlineBackup', type: 'category', set: service },
      { name: 'DeviceProtection', type: 'category', set: service },
      { name: 'TechSupport', type: 'category', set: service },
      { name: 'StreamingTV', type: 'category', set: service },
      { name: 'StreamingMovies', type: 'category', set: service },
      { name: 'Contract', type: 'category', set: ['Month-to-month', 'One year', 'Two year'] },
      { name: 'PaperlessBilling', type: 'category', set: yesOrNo },
      { name: 'PaymentMethod', type: 'category' },
      { name: 'MonthlyCharges', type: 'number', range: { min: 0, max: 1000 } },
      // Blank for customers of their first month.
      { name: 'TotalCharges', type: 'number', nullable: true, maxMissingShare: 0.05, range: { min: 0 } },
      { name: 'Churn', type: 'category', set: yesOrNo },
    ],
  },
  features: [
    { kind: 'numeric', column: 'SeniorCitizen' },
    { kind: 'category', column: 'Partner' },
    { kind: 'category', column: 'Dependents' },
    { kind: 'numeric', column: 'tenure' },
    { kind: 'category', column: 'MultipleLines' },
    { kind: 'category', column: 'InternetService', encoding: 'one-hot' },
    { kind: 'category', column: 'OnlineSecurity' },
    { kind: 'category', column: 'OnlineBackup' },
    { kind: 'category', column: 'DeviceProtection' },
    { kind: 'category', column: 'TechSupport' },
    { kind: 'category', column: 'StreamingTV' },
    { kind: 'category', column: 'StreamingMovies' },
    { kind: 'category', column: 'Contract', encoding: 'one-hot' },
    { kind: 'category', column: 'PaperlessBilling' },
    { kind: 'category', column: 'PaymentMethod', encoding: 'one-hot' },
    { kind: 'numeric', column: 'MonthlyCharges' },
    { kind: 'numeric', column: 'TotalCharges' },
    { kind: 'derived', operation: 'ratio', of: ['TotalCharges', 'tenure'], name: 'mean_charge' },
  ],
  algorithm: {
    kind: 'xgboost',
    version: '1.7-1',
    hyperparameters: { num_round: 80, max_depth: 4, eta: 0.1, min_child_weight: 5 },
  },
  training: { minimumRows: 2000, maxRuntimeMinutes: 30 },
  holdout: { share: 0.2, minimumRows: 200 },
  gates: [
    { kind: 'absolute', metric: 'auc', atLeast: 0.75 },
    { kind: 'better-than-naive', metric: 'logloss', atLeast: 0.1 },
    { kind: 'improvement', metric: 'logloss', atLeast: 0, evidence: false },
    { kind: 'fairness', metric: 'error', by: 'gender', maxRatio: 1.5 },
  ],
  serving: { mode: 'serverless', memoryMb: 1024, maxConcurrency: 2 },
  monitors: {
    everyHours: 24, overDays: 7, minimumRows: 500,
    quality: { metric: 'logloss', maxIncrease: 0.3 },
    // Who is thought to leave is made an offer: women and men are to get it alike.
    bias: { attributes: ['gender'], limits: { equalizedOdds: 0.15 } },
  },
  retraining: { onData: 'always', cooldownHours: 1, maxPerDay: 4 },
});
