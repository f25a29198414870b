import { formatOf } from '../tabular/file-format.ts';
import { Headed } from '../tabular/headed.ts';
import type { FileFormat } from '../tabular/file-format.ts';
import type { StoredFile } from './rewriting.ts';

/**
 * The format of a stored file, told as the door tells it.
 *
 * @throws DomainError `OtherFormat`
 */
export async function storedFormat(file: Pick<StoredFile, 'chunks'>): Promise<FileFormat> {
  const pieces = new Headed(file.chunks());
  const head = await pieces.head();
  await pieces.close();
  return formatOf(head);
}
