import { parsedTags } from '../../kernel/index.ts';
import type { Cloud, Tags } from '../../kernel/index.ts';
import { findMapping, settingsOf } from './event-sources/mappings.ts';
import { parseName } from './names.ts';

/** Id of the event source mapping that an ARN names. */
export function mappingId(arn: string): string | undefined {
  return /:event-source-mapping:([^:]+)$/.exec(arn)?.[1];
}

/** The tags behind the ARN of a function, whatever its version, or of a mapping. */
export function tagsOfArn(arn: string, cloud: Cloud): Tags | undefined {
  const id = mappingId(arn);
  if (id !== undefined) {
    const row = findMapping(id, cloud);
    return row && (settingsOf(row).Tags ?? {});
  }
  const head = cloud.db.get<{ tags: string }>(
    'SELECT tags FROM lambda_heads WHERE name = ?',
    parseName(arn).name,
  );
  return parsedTags(head?.tags);
}
