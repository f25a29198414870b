import { LocalCloudError } from '../errors.ts';
import { CALL_FAULTS, DELIVERY_FAULTS } from '../faults/fault.ts';
import type { Fault } from '../faults/fault.ts';
import type { Control } from './controls.ts';

const KINDS: readonly string[] = [...CALL_FAULTS, ...DELIVERY_FAULTS];

/** The faults that are set, and how often each has happened. */
export const listFaults: Control = ({ current }) => ({ faults: current().faults.list() });

/** Sets `faults`, a list that takes the place of the one before; `seed` repeats their chance. */
export const setFaults: Control = ({ current }, { faults, seed }) => {
  if (!Array.isArray(faults)) throw wrong(`give 'faults' as a list; an empty one ends them`);
  const parsed = faults.map(parse);
  current().faults.set(parsed, typeof seed === 'number' ? seed : undefined);
  return { faults: current().faults.list() };
};

function parse(given: unknown): Fault {
  const { kind, service = '*', action = '*', probability = 1, ...rest } = given as Partial<Fault>;
  if (kind === undefined || !KINDS.includes(kind))
    throw wrong(`a kind of fault is one of ${KINDS.join(', ')}, got '${String(kind)}'`);
  if (!(probability >= 0 && probability <= 1))
    throw wrong(`a probability is a number from 0 to 1, got '${String(probability)}'`);
  const { milliseconds, times } = rest;
  return { kind, service, action, probability, milliseconds, times };
}

function wrong(message: string): LocalCloudError {
  return new LocalCloudError('UnknownFault', message);
}
