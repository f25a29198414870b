import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { busArn, busName, busPermission, requireBus } from '../buses.ts';
import type { BusRow } from '../buses.ts';

/** DescribeEventBus. */
export const describeEventBus = action(
  'DescribeEventBus',
  ({ Name }: { readonly Name?: string }, { cloud }) => [
    busPermission('DescribeEventBus', busName(Name), cloud),
  ],
  ({ Name }, { cloud }) => {
    const row = requireBus(busName(Name), cloud);
    const parsed = (text: string | null) =>
      text === null ? undefined : (JSON.parse(text) as object);
    return {
      ...asBus(row, cloud),
      KmsKeyIdentifier: row.kms_key ?? undefined,
      DeadLetterConfig: parsed(row.dead_letters),
      LogConfig: parsed(row.log_config),
    };
  },
);

/** How EventBridge lists a bus. */
export function asBus(row: BusRow, cloud: Cloud) {
  return {
    Name: row.name,
    Arn: busArn(row.name, cloud),
    Description: row.description ?? undefined,
    Policy: row.policy ?? undefined,
    CreationTime: new Date(row.created),
    LastModifiedTime: new Date(row.modified),
  };
}
