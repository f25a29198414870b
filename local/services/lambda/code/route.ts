import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Cloud, RawRoute } from '../../../kernel/index.ts';
import type { LambdaFunction } from '../functions.ts';
import { codeRoot, packageOf } from './place.ts';

const PREFIX = '/_lambda-code/';

/** Where the package of a function can be fetched: its name is the hash of its content. */
export function codeAddress(fn: LambdaFunction, cloud: Cloud): string {
  return packageAddress(fn.code, cloud);
}

/** Where the package can be fetched that a folder was unpacked from. */
export function packageAddress(folder: string, cloud: Cloud): string {
  return existsSync(packageOf(folder))
    ? `${cloud.endpoint}${PREFIX}${basename(folder)}`
    : `file://${folder}`;
}

/** Hands out packages to those who know their hash, as presigned addresses do. */
export const codeRoute: RawRoute = {
  prefix: PREFIX,
  signed: false,
  handle: async ({ cloud, rest, response }) => {
    const file = packageOf(join(codeRoot(cloud), 'code', rest));
    if (!/^[0-9a-f]{64}$/.test(rest) || !existsSync(file)) {
      response.writeHead(404);
      response.end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/zip' });
    await pipeline(createReadStream(file), response);
  },
};
