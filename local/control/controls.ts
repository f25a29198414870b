import type { AssembledCloud } from '../assemble.ts';
import type { StateFolder } from '../store/state-folder.ts';
import { advanceClock, clockState } from './clock.ts';
import { explainDecision, listDenials } from './decisions.ts';
import { listFaults, setFaults } from './faults.ts';
import { listSnapshots, resetCloud, restoreSnapshot, saveSnapshot } from './snapshots.ts';

/** What the control paths steer. */
export interface ControlParts {
  /** The cloud that answers now. */
  readonly current: () => AssembledCloud;
  readonly folder: StateFolder;
  /** Stops the cloud, changes its folder, starts another on it. Requests wait meanwhile. */
  readonly replace: (change: () => void) => Promise<void>;
}

/** Answers one control request; what it throws as LocalCloudError is the caller's mistake. */
export type Control = (parts: ControlParts, body: Readonly<Record<string, unknown>>) => unknown;

/** Control requests by method and path; each answers JSON. */
export const CONTROLS: Readonly<Record<string, Control>> = {
  'GET health': ({ current }) => ({
    status: 'ok',
    clock: current().world.mode,
    now: new Date(current().world.now()).toISOString(),
  }),
  'GET clock': clockState,
  'POST clock': advanceClock,
  'GET permissions': ({ current }) => ({ used: current().usage.list() }),
  'GET denials': listDenials,
  'POST explain': explainDecision,
  'GET faults': listFaults,
  'POST faults': setFaults,
  'POST reset': resetCloud,
  'GET snapshots': listSnapshots,
  'POST snapshots': saveSnapshot,
  'POST restore': restoreSnapshot,
};
