/**
 * The commands of `perennial`, in the order in which the overview lists them.
 *
 * A command file holds what help and argument reading need; SDK clients are loaded when a command runs, so that the local
 * cloud is up within 400 ms.
 */
import type { Command } from '../command.ts';
import { alarms } from './alarms.ts';
import { approve, reject } from './verdicts.ts';
import { destroy } from './destroy.ts';
import { functions } from './functions.ts';
import { logs } from './logs.ts';
import { models } from './models.ts';
import { permissions } from './permissions.ts';
import { predict } from './predict.ts';
import { retrain } from './retrain.ts';
import { rollback } from './rollback.ts';
import { runs } from './runs.ts';
import { status } from './status.ts';
import { story } from './story.ts';
import { up } from './up.ts';
import { upload } from './upload.ts';

/** Every command of `perennial`. */
export const commands: readonly Command[] = [
  story, up, upload, status, runs, models, predict, approve, reject, retrain, rollback, alarms, logs, permissions, functions, destroy,
];
