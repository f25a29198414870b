import type { ActionContext, Permission } from '../../kernel/index.ts';

/** Which parts of the catalog a call is about; those above it are asked for too. */
interface Part {
  readonly database?: string;
  readonly table?: string;
}

/**
 * Permissions of an action: Glue asks for the catalog and all that the named part lies in (developer
 * guide, "Specifying AWS Glue resource ARNs").
 */
export function onCatalog(
  action: string,
  { database, table }: Part,
  { cloud }: ActionContext,
): readonly Permission[] {
  const arn = (resource: string): Permission => ({
    action: `glue:${action}`,
    resource: `arn:${cloud.partition}:glue:${cloud.region}:${cloud.accountId}:${resource}`,
  });
  const folded = database?.toLowerCase();
  return [
    arn('catalog'),
    ...(folded === undefined ? [] : [arn(`database/${folded}`)]),
    ...(folded === undefined || table === undefined
      ? []
      : [arn(`table/${folded}/${table.toLowerCase()}`)]),
  ];
}
