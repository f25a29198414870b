import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connection } from '../aws/connection.ts';
import { findPlatform } from '../aws/platform.ts';
import type { Command } from '../command.ts';
import { PACKAGE_ROOT, startCloud, synthesize } from '../local-cloud.ts';
import { Diary } from '../story/diary.ts';
import { MonthErrors } from '../story/month-errors.ts';
import { monthRows, monthTable } from '../story/month-table.ts';
import { taxiMonths } from '../story/taxi-months.ts';
import { tellEnd, tellHistory, tellTraffic } from '../story/tell.ts';
import type { Telling } from '../story/tell.ts';
import { VirtualClock } from '../story/virtual-clock.ts';
import { MemoryWatch } from '../terminal/process-tree.ts';
import { ProgressLine } from '../terminal/progress.ts';

/** Months of history before the model is asked about rides. */
const HISTORY_MONTHS = 9;

/** Folder of the story's cloud and diary, below the current one. */
const FOLDER = join('.perennial', 'story');

/** `perennial story`: what `npm start` runs. */
export const story: Command = {
  name: 'story',
  arguments: '',
  summary: 'plays 36 months of New York taxi rides through the whole loop on the local cloud',
  options: {
    once: {
      type: 'boolean',
      help: 'exit when the story is told; without it the cloud stays up until Ctrl-C',
    },
    again: { type: 'boolean', help: 'begin anew instead of going on where it was stopped' },
    port: { type: 'string', help: 'port of the local cloud (4566)', value: 'n' },
    months: { type: 'string', help: 'tell only that many months', value: 'n' },
  },
  examples: ['npm start', 'npm start -- --once', 'perennial story --again --months 15'],
  run: async (invocation) => {
    const line = new ProgressLine();
    const began = Date.now();
    const memory = new MemoryWatch();
    if (invocation.flag('again')) rmSync(FOLDER, { recursive: true, force: true });
    const goesOn = existsSync(FOLDER);
    line.print(goesOn ? 'going on where the story was stopped' : 'synthesizing the CDK app');
    const assembly = await synthesize();
    const cloud = await startCloud({
      dataDir: join(FOLDER, 'cloud'),
      port: Number(invocation.text('port') ?? 4566),
      assembly,
      clock: 'virtual',
      startTime: '2018-02-01T00:00:00Z',
      line,
    });
    const local = connection(cloud.endpoint, 'perennial');
    const folder = join(FOLDER, 'diary');
    const platform = await findPlatform(local);
    const telling: Telling = {
      clock: new VirtualClock(cloud.endpoint),
      connection: local,
      platform,
      diary: new Diary(folder),
      errors: new MonthErrors({ folder, platform, connection: local }),
      line,
    };
    const told = tell(telling, Number(invocation.text('months') ?? Infinity));
    const days = await Promise.race([told, cloud.untilInterrupted()]);
    if (days === undefined) {
      line.print('stopped; npm start goes on from here');
      // What is under way fails as the cloud goes; the diary says how far the story was told.
      told.catch(() => {});
      await telling.errors.stop();
      await cloud.stop();
      return 130;
    }
    line.print(`\n${monthTable(await monthRows(days, telling.errors, platform, local))}\n`);
    await telling.errors.stop();
    line.print(whatItTook(Date.now() - began, memory.stop(), goesOn));
    line.print(whatNext(cloud.endpoint));
    if (!invocation.flag('once')) await telling.clock.keepPace(cloud.untilInterrupted());
    await cloud.stop();
    return 0;
  },
};

async function tell(telling: Telling, limit: number): Promise<readonly string[]> {
  const months = taxiMonths(join(PACKAGE_ROOT, 'pipelines', 'taxi-fare', 'data')).slice(0, limit);
  const traffic = months.slice(HISTORY_MONTHS);
  telling.line.print('uploading the months before the first model');
  await tellHistory(months.slice(0, HISTORY_MONTHS), telling);
  telling.line.print('replaying traffic, day by day; ground truth comes a day later');
  await tellTraffic(traffic, telling);
  const days = telling.diary.days();
  await tellEnd(days.at(-1)!, telling);
  return days;
}

function whatItTook(milliseconds: number, bytes: number, goesOn: boolean): string {
  const seconds = Math.round(milliseconds / 1000);
  const what = goesOn ? 'the rest of the story' : 'the story';
  return `${what} took ${seconds} s, and at most ${Math.round(bytes / 1e6)} MB for all processes together\n`;
}

function whatNext(endpoint: string): string {
  return [
    'try next, in another terminal:',
    '  npx perennial status taxi-fare',
    '  npx perennial runs taxi-fare',
    '  npx perennial alarms taxi-fare --history',
    '  npx perennial upload churn pipelines/churn/data/telco-customer-churn.csv.gz',
    '  npx perennial status churn',
    `  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --region us-east-1 --endpoint-url ${endpoint} sagemaker list-training-jobs`,
  ].join('\n');
}
