import type { Command } from '../command.ts';

/**
 * The commands of `perennial` in the order of the overview, each loaded when it is wanted: SDK
 * clients take their time, and `up` is to answer within 400 ms.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  story: async () => (await import('./story.ts')).story,
  up: async () => (await import('./up.ts')).up,
  init: async () => (await import('./init.ts')).init,
  check: async () => (await import('./check.ts')).check,
  contract: async () => (await import('./contract.ts')).contract,
  upload: async () => (await import('./upload.ts')).upload,
  status: async () => (await import('./status.ts')).status,
  report: async () => (await import('./report.ts')).report,
  runs: async () => (await import('./runs.ts')).runs,
  models: async () => (await import('./models.ts')).models,
  predict: async () => (await import('./predict.ts')).predict,
  approve: async () => (await import('./verdicts.ts')).approve,
  reject: async () => (await import('./verdicts.ts')).reject,
  retrain: async () => (await import('./retrain.ts')).retrain,
  rollback: async () => (await import('./rollback.ts')).rollback,
  alarms: async () => (await import('./alarms.ts')).alarms,
  logs: async () => (await import('./logs.ts')).logs,
  forget: async () => (await import('./forget.ts')).forget,
  permissions: async () => (await import('./permissions.ts')).permissions,
  'why-denied': async () => (await import('./why-denied.ts')).whyDenied,
  snapshot: async () => (await import('./snapshot.ts')).snapshot,
  faults: async () => (await import('./faults.ts')).faults,
  reset: async () => (await import('./reset.ts')).reset,
  functions: async () => (await import('./functions.ts')).functions,
  destroy: async () => (await import('./destroy.ts')).destroy,
};
