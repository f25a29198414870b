import { sha256Hex } from '../hashing/sha256.ts';
import { ModelName } from '../names.ts';
import type { UploadKind } from '../names.ts';

/** An upload as its key names it. */
export interface UploadName {
  readonly model: string;
  readonly kind: UploadKind;
  /** The rest of the key; may have folders. */
  readonly file: string;
}

/**
 * Reads `uploads/<model>/<data or labels>/<file>`; null for keys that are nothing of the kind or climb out
 * of it.
 */
export function parseUploadKey(key: string): UploadName | null {
  const [root, model = '', kind, ...rest] = key.split('/');
  if (root !== 'uploads' || (kind !== 'data' && kind !== 'labels')) return null;
  const odd = rest.length === 0 || rest.some((segment) => segment === '' || segment === '.' || segment === '..');
  return odd || !ModelName.safeParse(model).success ? null : { model, kind, file: rest.join('/') };
}

/** The id of an upload: the same for the same object, however often its event is delivered. */
export function uploadIdOf(bucket: string, key: string, version: string): string {
  return sha256Hex(`${bucket}\n${key}\n${version}`).slice(0, 24);
}

/**
 * The key as an older kind of notification would have encoded it, decoded; null when that makes no
 * difference.
 */
export function decodedKey(key: string): string | null {
  try {
    const decoded = decodeURIComponent(key.replaceAll('+', ' '));
    return decoded === key ? null : decoded;
  } catch {
    return null;
  }
}
