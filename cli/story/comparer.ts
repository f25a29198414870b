/** The thread of `MonthErrors`: a program of its own, sent months, answers errors. */
import { parentPort, workerData } from 'node:worker_threads';
import { Diary } from './diary.ts';
import { firstChampion } from './first-champion.ts';
import { meanErrors } from './mean-errors.ts';
import type { Compared, ComparerData } from './month-errors.ts';
import type { Asked } from './traffic.ts';

const { folder, platform, connection } = workerData as ComparerData;
const diary = new Diary(folder);
const first = firstChampion(platform, connection);

function* daysOf(month: string): Iterable<readonly Asked[]> {
  for (const day of diary.days()) if (day.startsWith(month)) yield diary.asked(day);
}

async function compare(month: string): Promise<void> {
  const answer: Compared = { month, errors: meanErrors(daysOf(month), await first) };
  parentPort!.postMessage(answer);
}

parentPort!.on('message', (month: string) => void compare(month));
