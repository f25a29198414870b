import type { Command } from '../command.ts';
import { story } from './story.ts';

/** Every command of `perennial`. */
export const commands: readonly Command[] = [story];
