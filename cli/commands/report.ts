import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cloudCommand } from '../aws/cloud-command.ts';
import { newestReport } from '../aws/reports.ts';
import { reportPage } from '../../domain/report/page.ts';
import { reportText } from '../terminal/report-text.ts';
import { next } from '../terminal/words.ts';

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** `perennial report`: what the newest check found, as a table and as a page. */
export const report = cloudCommand({
  name: 'report',
  arguments: '<model>',
  summary: 'shows what the newest check found, feature by feature, and writes it as a page of HTML',
  options: {
    out: { type: 'string', help: 'file of the page (below .perennial/reports)', value: 'file' },
    open: { type: 'boolean', help: 'open the page' },
  },
  examples: ['perennial report taxi-fare', 'perennial report taxi-fare --out drift.html --open'],
  run: async (context) => {
    const model = context.argument(0, 'a model');
    const found = await newestReport(model, context.connection);
    const name = `${model}-${found.report.at.slice(0, 16).replaceAll(':', '')}.html`;
    const file = resolve(context.text('out') ?? join('.perennial', 'reports', name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, reportPage(found.report));
    context.show(
      { ...found.report, page: file },
      reportText(found.report),
      `as a page: ${file}`,
      context.aws(`s3 cp s3://${found.bucket}/${found.key} -`),
      next(`perennial status ${model}`),
    );
    if (context.flag('open')) open(file);
    return 0;
  },
});

/** Hands a file to whatever shows HTML on this system. */
function open(file: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, file], { stdio: 'ignore', detached: true });
  child.on('error', () => process.stderr.write(`open it yourself: ${file}\n`));
  child.unref();
}
