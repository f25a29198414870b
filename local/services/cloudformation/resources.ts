import type { Made } from '../../cloudformation/handler.ts';
import { StackEvents } from '../../cloudformation/stack-events.ts';
import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { Cloud } from '../../kernel/index.ts';

interface ResourceRow {
  readonly logical: string;
  readonly type: string;
  readonly made: string;
  readonly updated: number;
}

/** A resource of a stack, as the answers of several actions have it. */
export interface ResourceOf {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason: string | undefined;
  readonly DriftInformation: { readonly StackResourceDriftStatus: string };
  readonly changed: Date;
}

/** The resources of a stack by logical id, those included that could not be made. */
export function resourcesOf({ id, name }: StackRow, cloud: Cloud): readonly ResourceOf[] {
  const latest = new StackEvents(cloud).latest(id);
  const made = cloud.db.all<ResourceRow>(
    'SELECT * FROM cloudformation_resources WHERE stack = ? ORDER BY logical',
    name,
  );
  const there = made.map(({ logical, type, made: text, updated }) => {
    const event = latest.get(logical);
    return {
      ...told(logical, type, event?.status ?? 'CREATE_COMPLETE', event?.reason ?? null),
      PhysicalResourceId: (JSON.parse(text) as Made).ref,
      changed: new Date(updated),
    };
  });
  const known = new Set(made.map(({ logical }) => logical));
  const failed = [...latest.values()]
    .filter(({ logical, status }) => !known.has(logical) && !status.startsWith('DELETE'))
    .map(({ logical, type, status, reason, physical, time }) => ({
      ...told(logical, type, status, reason),
      PhysicalResourceId: physical,
      changed: new Date(time),
    }));
  return [...there, ...failed].sort((a, b) => (a.LogicalResourceId < b.LogicalResourceId ? -1 : 1));
}

function told(
  LogicalResourceId: string,
  ResourceType: string,
  status: string,
  reason: string | null,
) {
  return {
    LogicalResourceId,
    ResourceType,
    ResourceStatus: status,
    ResourceStatusReason: reason ?? undefined,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
