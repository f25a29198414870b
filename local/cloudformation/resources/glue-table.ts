import type { Properties, ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

interface TableInput {
  readonly Name?: string;
  readonly Retention?: number | string;
}

/** AWS::Glue::Table. */
export const glueTable: ResourceHandler = {
  type: 'AWS::Glue::Table',
  properties: ['CatalogId', 'DatabaseName', 'Name', 'TableInput'],
  async create(properties, { call, physicalName }) {
    const given = optional<TableInput>(properties, 'TableInput');
    const Name = given?.Name ?? optional<string>(properties, 'Name') ?? physicalName(255);
    await call('glue', 'CreateTable', inputOf(properties, Name));
    return { ref: Name.toLowerCase(), attributes: {} };
  },
  async update(made, properties, _before, { call }) {
    await call('glue', 'UpdateTable', inputOf(properties, made.ref));
    return made;
  },
  async remove(made, properties, { call }) {
    const DatabaseName = text(properties, 'DatabaseName');
    await call('glue', 'DeleteTable', { DatabaseName, Name: made.ref });
  },
};

/** Numbers may come as text in templates. */
function inputOf(properties: Properties, Name: string) {
  const { CatalogId } = properties;
  const { Retention, ...given } = optional<TableInput>(properties, 'TableInput') ?? {};
  return {
    CatalogId,
    DatabaseName: text(properties, 'DatabaseName'),
    TableInput: {
      ...given,
      Name,
      ...(Retention === undefined ? {} : { Retention: Number(Retention) }),
    },
  };
}
