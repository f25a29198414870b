import type { Clock } from '../../domain/ports.ts';

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };
