import type { ApprovalRecord } from '../../domain/registry/records.ts';
import type { Run } from '../../domain/registry/run.ts';
import type { Version } from '../../domain/registry/version.ts';
import type { Decision } from '../../domain/retraining/arbiter-state.ts';
import { readAlarms } from './alarms.ts';
import type { ModelAlarm } from './alarms.ts';
import type { Connection } from './connection.ts';
import { currentStep } from './current-step.ts';
import { ModelRecords } from './model-records.ts';
import type { ModelState } from './model-records.ts';

/** A run that goes on, and the approval that it waits for. */
export interface RunInProgress {
  readonly run: Run;
  /** The step of the pipeline that it is in. */
  readonly step: string | null;
  readonly approval: ApprovalRecord | null;
}

/** What the person on call wants to know of a model. */
export interface ModelStatus extends ModelState {
  readonly model: string;
  /** Newest first. */
  readonly versions: readonly Version[];
  readonly inProgress: readonly RunInProgress[];
  /** The newest decision of the arbiter. */
  readonly decision: Decision | null;
  /** Alarms that are not OK. */
  readonly alarms: readonly ModelAlarm[];
}

/** Reads what is known of models; of all where none is named. Throws `NoPlatform`, `NotFound`. */
export async function readStatus(
  model: string | undefined,
  connection: Connection,
): Promise<readonly ModelStatus[]> {
  const records = await ModelRecords.open(connection);
  const names = model === undefined ? records.names : [model];
  const alarms = await readAlarms(records.names, connection);
  return await Promise.all(
    names.map(async (name) => {
      const own = alarms.filter((alarm) => alarm.model === name && alarm.state !== 'OK');
      return { ...(await statusOf(name, records, connection)), alarms: own };
    }),
  );
}

async function statusOf(
  model: string,
  records: ModelRecords,
  connection: Connection,
): Promise<Omit<ModelStatus, 'alarms'>> {
  const [state, versions, runs, decisions] = await Promise.all([
    records.state(model),
    records.versions(model),
    records.runs(model),
    records.decisions(model),
  ]);
  const inProgress = await Promise.all(
    runs
      .filter(({ outcome }) => outcome === null)
      .map(async (run) => ({
        run,
        step: await currentStep(state.definition.stateMachineArn, run.runId, connection),
        approval: await records.approval(model, run.runId),
      })),
  );
  return { model, ...state, versions, inProgress, decision: decisions[0] ?? null };
}
