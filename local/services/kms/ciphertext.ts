import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Cloud } from '../../kernel/index.ts';
import { kmsError } from './errors.ts';
import { secretBytes } from './keys.ts';
import type { KeyRow } from './keys.ts';

/** What a ciphertext is bound to: it decrypts only with the same pairs. */
export type EncryptionContext = Readonly<Record<string, string>>;

const VERSION = 1;
const IV = 12;
const TAG = 16;
const HEADER = 1 + 16;

/** Encrypts with a key: AES-256-GCM. The ciphertext names its key. */
export function seal(
  plaintext: Uint8Array,
  key: KeyRow,
  context: EncryptionContext,
  cloud: Cloud,
): Buffer {
  const iv = secretBytes(IV, cloud);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv);
  cipher.setAAD(boundTo(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const id = Buffer.from(key.id.replace(/-/g, ''), 'hex');
  return Buffer.concat([Buffer.from([VERSION]), id, iv, cipher.getAuthTag(), body]);
}

/** The key that a ciphertext names. Throws InvalidCiphertextException. */
export function keyOf(ciphertext: Uint8Array, cloud: Cloud): KeyRow {
  const bytes = Buffer.from(ciphertext);
  if (bytes.length < HEADER + IV + TAG || bytes[0] !== VERSION) throw invalidCiphertext();
  const hex = bytes.subarray(1, HEADER).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const row = cloud.db.get<KeyRow>('SELECT * FROM kms_keys WHERE id = ?', id);
  if (!row) throw invalidCiphertext();
  return row;
}

/** Decrypts what `seal` made. Throws InvalidCiphertextException, as AWS does without a message. */
export function unseal(ciphertext: Uint8Array, key: KeyRow, context: EncryptionContext): Buffer {
  const bytes = Buffer.from(ciphertext);
  const iv = bytes.subarray(HEADER, HEADER + IV);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), iv);
  decipher.setAAD(boundTo(context));
  decipher.setAuthTag(bytes.subarray(HEADER + IV, HEADER + IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER + IV + TAG)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

function boundTo(context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}

function invalidCiphertext() {
  return kmsError('InvalidCiphertextException', '');
}
