import { createHash } from 'node:crypto';
import type { Cloud } from '../../kernel/index.ts';

/** Characters of an id before those that prove it. */
const BODY = 24;

/** A new version id: 32 characters, of which the last eight prove that S3 made it. */
export function newVersionId(cloud: Cloud): string {
  const body = cloud.world.uuid().replace(/-/g, '').slice(0, BODY);
  return body + proofOf(body);
}

/** True for ids that S3 made, whether or not the version is still there. */
export function isVersionId(text: string): boolean {
  return text.length === BODY + 8 && text.slice(BODY) === proofOf(text.slice(0, BODY));
}

function proofOf(body: string): string {
  return createHash('md5').update(body).digest('hex').slice(0, 8);
}
