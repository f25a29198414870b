import { BoundedCache } from './bounded-cache.ts';
import type { ItemProcessor, MachineDefinition, MapState, QueryLanguage, State } from './types.ts';

const parsed = new BoundedCache<MachineDefinition>(500);

/** A definition that was validated when it was stored, parsed once. */
export function parseDefinition(text: string): MachineDefinition {
  return parsed.get(text, (key) => JSON.parse(key) as MachineDefinition);
}

/**
 * Where a machine lies in a definition: names of states and numbers of branches, from the outside
 * in.
 */
export type MachinePath = readonly (string | number)[];

/**
 * The machine at a path: `['Map']` is that of a Map state, `['Par', 0]` the first branch of a
 * Parallel state.
 */
export function machineAt(definition: MachineDefinition, path: MachinePath): MachineDefinition {
  let machine = definition;
  for (let at = 0; at < path.length; at++) {
    const state = machine.States[String(path[at])]!;
    if (state.Type === 'Parallel') machine = state.Branches[Number(path[++at])]!;
    else machine = itemProcessorOf(state as MapState);
  }
  return machine;
}

/** The machine of a Map state, under its current or its former name. */
export function itemProcessorOf(state: MapState): ItemProcessor {
  return (state.ItemProcessor ?? state.Iterator)!;
}

/** True for a Map state whose items are executions of their own. */
export function isDistributed(state: MapState): boolean {
  return itemProcessorOf(state).ProcessorConfig?.Mode === 'DISTRIBUTED';
}

/** The language of a state: its own, else that of the whole state machine. */
export function languageOf(definition: MachineDefinition, state: State): QueryLanguage {
  return state.QueryLanguage ?? definition.QueryLanguage ?? 'JSONPath';
}
