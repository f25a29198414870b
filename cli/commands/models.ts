import { cloudCommand } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { table } from '../terminal/table.ts';
import { count, moment, next } from '../terminal/words.ts';

/** `perennial models`: all models of the platform. */
export const models = cloudCommand({
  name: 'models',
  arguments: '',
  summary: 'lists the models of the platform with what serves them',
  options: {},
  examples: ['perennial models', 'perennial models --json'],
  run: async (context) => {
    const records = await ModelRecords.open(context.connection);
    const found = await Promise.all(
      records.names.map(async (name) => {
        const { definition, champion, counters } = await records.state(name);
        const { task, description } = definition.definition;
        return {
          name,
          task,
          description,
          champion: champion?.version ?? null,
          since: champion?.since ?? null,
          rows: counters.acceptedRows,
          versions: counters.versions,
          url: records.platform.gateways.get(name),
        };
      }),
    );
    const rows = found.map(({ name, task, champion, since, rows: accepted, versions }) => [
      name,
      task,
      champion === null ? '-' : `v${champion}`,
      moment(since),
      count(accepted),
      String(versions),
    ]);
    const columns = [
      { title: 'model' },
      { title: 'task' },
      { title: 'champion' },
      { title: 'since (UTC)' },
      { title: 'rows', align: 'right' as const },
      { title: 'versions', align: 'right' as const },
    ];
    context.show(
      found,
      found.length > 0 ? table(columns, rows) : 'there is no model yet',
      context.aws(
        `ssm get-parameters-by-path --path /perennial/${context.connection.platform}/models --recursive`,
      ),
      next(found.length > 0 && `perennial status ${found[0]!.name}`),
    );
    return 0;
  },
});
