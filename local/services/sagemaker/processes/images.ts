import type { Cloud, ImageProgram } from '../../../kernel/index.ts';
import { JobFailure } from '../errors.ts';

/** What a program is started for. */
export type Purpose = 'train' | 'serve' | 'process';

/** The command that stands in for an image. Throws the reason why there is none. */
export function programFor(cloud: Cloud, image: string, purpose: Purpose): readonly string[] {
  const program = cloud.images.find((candidate) => matches(candidate, image));
  const command = program?.[purpose];
  if (command && command.length > 0) return command;
  const example = `{ "image": "${image}", "${purpose}": ["node", "program.mjs"] }`;
  throw new JobFailure(
    `ClientError: no program stands in for the image ${image}. ` +
      `Map it when the local cloud is started, in its images, for example ${example}`,
  );
}

function matches({ image: pattern }: ImageProgram, image: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(image);
}
