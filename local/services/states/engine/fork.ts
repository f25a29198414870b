import type { ChildDraft, Fork } from '../kinds/frame.ts';
import { languageOf, machineAt } from '../language/definition.ts';
import type { Json } from '../language/json.ts';
import { parseJson } from '../language/json.ts';
import { endMapRun } from '../map-runs.ts';
import { enterState } from './enter.ts';
import { exceeds, failRun } from './fail-run.ts';
import { recordMapRun, redriveMapRun, startItem } from './items.ts';
import type { Standstill } from './standstill.ts';
import { findThread, saveThread } from './thread.ts';
import type { Thread } from './thread.ts';
import type { Work } from './work.ts';

/** Opens the machines inside a Map or Parallel state and starts as many as may run at once. */
export function openFork(work: Work, thread: Thread, fork: Fork): void {
  const lastEventId = work.history.appendAll(fork.events, thread.lastEventId);
  fork.children.forEach((child, position) => {
    work.cloud.db.run(
      'INSERT INTO states_children (thread_id, position, draft) VALUES (?, ?, ?)',
      thread.id,
      position,
      JSON.stringify(child),
    );
  });
  const total = fork.children.length;
  const mapRunArn = fork.events.find((event) => event.type === 'MapRunStarted')?.details?.mapRunArn;
  const waiting: Thread = {
    ...thread,
    phase: 'children',
    lastEventId,
    inside: undefined,
    fork: {
      total,
      next: 0,
      open: 0,
      failed: 0,
      maxConcurrency: fork.maxConcurrency,
      ...(fork.mapRun ? { mapRun: fork.mapRun, mapRunArn: String(mapRunArn) } : {}),
    },
  };
  if (fork.mapRun) recordMapRun(work, waiting, fork.children);
  if (total === 0) return joinFork(work, waiting);
  startChildren(work, waiting);
}

/** Starts further machines, as far as the limit lets it, and writes the parent. */
export function startChildren(work: Work, parent: Thread): void {
  const fork = parent.fork!;
  const room = fork.maxConcurrency > 0 ? Math.max(0, fork.maxConcurrency - fork.open) : fork.total;
  const positions = positionsToStart(work, parent, room);
  const next = positions.length < room ? fork.total : (positions.at(-1) ?? fork.next - 1) + 1;
  const open = fork.open + positions.length;
  // Of a redriven state the last ones may have ended before.
  if (open === 0 && next === fork.total) return endFork(work, parent);
  // The parent is written first: a child may end the execution at once.
  saveThread(work.cloud, { ...parent, fork: { ...fork, next, open } });
  for (const position of positions) startChild(work, parent, position);
}

function endFork(work: Work, parent: Thread): void {
  if (parent.fork!.mapRun && exceeds(parent.fork!)) failRun(work, parent);
  else joinFork(work, parent);
}

function positionsToStart({ cloud }: Work, { id, fork }: Thread, room: number): number[] {
  return cloud.db
    .all<{ position: number }>(
      `SELECT position FROM states_children
       WHERE thread_id = ? AND position >= ? AND output IS NULL AND status IS NULL ORDER BY position LIMIT ?`,
      id,
      fork!.next,
      room,
    )
    .map(({ position }) => position);
}

/**
 * Lets a thread go on from where it stood: what had succeeded inside its state keeps its output, and
 * the rest goes on.
 */
export function goOn(work: Work, { thread, inside }: Standstill, lastEventId: number): void {
  const standing = { ...thread, revision: 0, lastEventId };
  if (!inside) {
    saveThread(work.cloud, standing);
    return;
  }
  for (const child of inside.children) {
    work.cloud.db.run(
      'INSERT INTO states_children (thread_id, position, draft, output, standstill) VALUES (?, ?, ?, ?, ?)',
      thread.id,
      child.position,
      child.draft,
      child.output,
      child.standstill,
    );
  }
  const fork = { ...inside.fork, next: 0, open: 0, failed: 0 };
  const parent: Thread = { ...standing, phase: 'children', fork };
  startChildren(work, fork.mapRun ? redriveMapRun(work, parent) : parent);
}

/** All machines have ended: the parent goes on with their outputs. */
export function joinFork(work: Work, parent: Thread): void {
  const rows = work.cloud.db.all<{ output: string | null }>(
    'SELECT output FROM states_children WHERE thread_id = ? ORDER BY position',
    parent.id,
  );
  const outputs: Json[] = rows.flatMap(({ output }) =>
    output === null ? [] : [parseJson(output)],
  );
  const map = machineAt(work.definition, parent.path).States[parent.stateName]!.Type === 'Map';
  endMapRun(work.cloud, parent.fork!, 'SUCCEEDED');
  const before = parent.fork?.mapRun
    ? work.history.append({ type: 'MapRunSucceeded' }, parent.lastEventId)
    : parent.lastEventId;
  // What follows does not name this event as the one before it (observed).
  work.history.append({ type: map ? 'MapStateSucceeded' : 'ParallelStateSucceeded' }, before);
  if (!parent.fork?.mapRun?.writer)
    work.cloud.db.run('DELETE FROM states_children WHERE thread_id = ?', parent.id);
  const lastEventId = namesMapRun(work, parent) ? before : parent.lastEventId;
  saveThread(work.cloud, { ...parent, phase: 'resume', result: outputs, lastEventId });
}

/**
 * Whether the event after a Map names MapRunSucceeded as the one before it, or MapRunStarted: the
 * former where a JSONPath Map is the first state, as 46 of 47 recordings of AWS have it.
 */
function namesMapRun(work: Work, parent: Thread): boolean {
  const machine = machineAt(work.definition, parent.path);
  const state = machine.States[parent.stateName]!;
  return parent.previousEventId === 0 && languageOf(work.definition, state) === 'JSONPath';
}

function startChild(work: Work, parent: Thread, position: number): void {
  const { cloud, execution } = work;
  const row = cloud.db.get<{ draft: string; standstill: string | null }>(
    'SELECT draft, standstill FROM states_children WHERE thread_id = ? AND position = ?',
    parent.id,
    position,
  )!;
  // Written by openFork and insideOf.
  const child = JSON.parse(row.draft) as ChildDraft;
  if (parent.fork!.mapRun) return startItem(work, parent, child, position);
  if (row.standstill !== null)
    return goOn(work, JSON.parse(row.standstill) as Standstill, parent.lastEventId);
  const machine = machineAt(work.definition, child.path);
  const started = child.map
    ? work.history.append(
        { type: 'MapIterationStarted', details: { name: parent.stateName, index: position } },
        parent.lastEventId,
      )
    : parent.lastEventId;
  enterState(
    work,
    {
      id: cloud.world.uuid(),
      executionArn: execution.arn,
      parentId: parent.id,
      position,
      revision: 0,
      path: child.path,
      variables: parent.variables,
      lastEventId: started,
      map: child.map,
    },
    machine.StartAt,
    child.input,
  );
}

/** The parent of a thread that has one. */
export function parentOf(work: Work, thread: Thread): Thread {
  return findThread(work.cloud, thread.parentId!)!;
}
