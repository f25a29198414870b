import type { ModelStatus, RunInProgress } from '../aws/model-status.ts';
import { table } from './table.ts';
import { count, measure, moment, onScreen, some } from './words.ts';

/** Versions that are shown; all are in the JSON. */
const SHOWN_VERSIONS = 5;

/** All models, a line each. */
export function overviewText(all: readonly ModelStatus[]): string {
  if (all.length === 0) return 'there is no model yet';
  const columns = [
    { title: 'model' },
    { title: 'serving' },
    { title: 'since (UTC)' },
    { title: 'rows', align: 'right' as const },
    { title: 'in progress' },
    { title: 'firing' },
  ];
  return table(
    columns,
    all.map(({ model, champion, counters, inProgress, ...rest }) => [
      model,
      champion === null ? '-' : `v${champion.version}`,
      moment(champion?.since),
      count(counters.acceptedRows),
      inProgress.map(({ run }) => run.runId).join(' ') || '-',
      firing(rest)
        .map(({ name }) => name)
        .join(' ') || '-',
    ]),
  );
}

/** One model, a minute's read. */
export function statusText(status: ModelStatus): string {
  const lines = (
    [
      [
        'model',
        `${status.model}: ${status.definition.definition.description ?? status.definition.definition.task}`,
      ],
      ['owners', status.definition.definition.owners.join(', ')],
      ['serving', servingText(status)],
      ['data', dataText(status)],
      ...status.inProgress.map((one) => ['in progress', progressText(one)] as const),
      [
        'lease',
        status.lease === null
          ? ''
          : `held by run ${status.lease.runId} until ${moment(status.lease.until)}`,
      ],
      ['last check', checkText(status)],
      ['last decision', decisionText(status)],
      ...firing(status).map(
        ({ name, since, reason }) =>
          ['alarm', `${name} since ${moment(since)}: ${onScreen(reason, 110)}`] as const,
      ),
      [
        'no data yet',
        status.alarms
          .filter(({ state }) => state !== 'ALARM')
          .map(({ name }) => name)
          .join(', '),
      ],
    ] as const
  ).filter(([, text]) => text !== '');
  const width = Math.max(...lines.map(([title]) => title.length));
  return lines.map(([title, text]) => `${title.padEnd(width)}  ${text}`).join('\n');
}

/** The newest versions with their metrics. */
export function versionsText({ versions }: ModelStatus): string {
  if (versions.length === 0) return '';
  const shown = versions.slice(0, SHOWN_VERSIONS);
  const metrics = Object.keys(shown[0]!.metrics).slice(0, 3);
  const columns = [
    { title: 'version' },
    { title: 'status' },
    { title: 'made (UTC)' },
    ...metrics.map((title) => ({ title, align: 'right' as const })),
    { title: 'why' },
  ];
  return table(
    columns,
    shown.map(({ version, status, createdAt, metrics: values, reason }) => [
      `v${version}`,
      status,
      moment(createdAt),
      ...metrics.map((name) => measure(values[name])),
      onScreen(reason, 70),
    ]),
  );
}

/** The commands that this state calls for. */
export function whatToType(status: ModelStatus): readonly string[] {
  const { model, inProgress, champion, slots } = status;
  const waiting = inProgress.flatMap(({ approval }) => approval ?? []);
  const hasFallback =
    champion !== null && slots.some((slot) => slot.status === 'retired' && slot.version !== null);
  const fires = firing(status).length > 0;
  return [
    ...waiting.flatMap(({ version }) => [
      `perennial approve ${model} ${version} --reason "..."`,
      `perennial reject ${model} ${version} --reason "..."`,
    ]),
    ...(fires ? [`perennial report ${model}`, `perennial alarms ${model} --history`] : []),
    ...(fires && hasFallback ? [`perennial rollback ${model} --reason "..."`] : []),
    ...(fires && inProgress.length === 0 ? [`perennial retrain ${model} --reason "..."`] : []),
    ...(champion === null && inProgress.length === 0
      ? [`perennial upload ${model} <file.csv>`]
      : []),
    `perennial runs ${model}`,
  ];
}

/** The alarms that fire; one that has too few data yet does not. */
function firing({ alarms }: Pick<ModelStatus, 'alarms'>): ModelStatus['alarms'] {
  return alarms.filter(({ state }) => state === 'ALARM');
}

function servingText({ champion, slots }: ModelStatus): string {
  if (champion === null) return 'nothing yet';
  const kept = slots.find(({ status, version }) => status === 'retired' && version !== null);
  const fallback = kept === undefined ? '' : `; v${kept.version} is kept for a rollback`;
  return `v${champion.version} since ${moment(champion.since)} at endpoint ${champion.endpointName}${fallback}`;
}

function dataText({ counters: { acceptedRows, uploads, versions } }: ModelStatus): string {
  return `${some(acceptedRows, 'row')} accepted in ${some(uploads, 'upload')}, ${some(versions, 'version')} made of them`;
}

function progressText({ run, step, approval }: RunInProgress): string {
  const waits =
    approval === null
      ? ''
      : `; v${approval.version} waits for approval since ${moment(approval.askedAt)}`;
  const where = step === null ? '' : `, in step ${step}`;
  return `run ${run.runId} because of ${run.reason}, since ${moment(run.startedAt)}${where}${waits}`;
}

function checkText({ health }: ModelStatus): string {
  if (health === null) return '';
  const since =
    health.unhealthySince === null ? '' : `, unhealthy since ${moment(health.unhealthySince)}`;
  return `${moment(health.at)} of v${health.version}: inputs ${health.drift}, quality ${health.quality}${since}`;
}

function decisionText({ decision }: ModelStatus): string {
  if (decision === null) return '';
  return `${moment(decision.at)} ${decision.decision} (${decision.because}): ${onScreen(decision.reason, 110)}`;
}
