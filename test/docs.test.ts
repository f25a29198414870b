/** The documents say what the code says, and their commands work. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, describe, test } from 'vitest';
import { commandsPage } from '../scripts/reference/commands.ts';
import { definitionPage } from '../scripts/reference/definition.ts';
import { ERRORS, errorsPage } from '../scripts/reference/errors.ts';
import { eventsPage } from '../scripts/reference/events.ts';
import { localCloudPage } from '../scripts/reference/local-cloud.ts';
import { sourcesOf } from './support/sources.ts';

/** Pages that are made from the code; `npm run docs` writes them. */
const PAGES = {
  commands: commandsPage,
  definition: definitionPage,
  errors: errorsPage,
  events: eventsPage,
  'local-cloud': localCloudPage,
} as const;

test.each(Object.entries(PAGES))(
  'docs/reference/%s.md says what the code says',
  async (name, make) => {
    await expect(await make()).toMatchFileSnapshot(`../docs/reference/${name}.md`);
  },
);

describe.each(Object.entries(ERRORS))('errors of %s', (folder, errors) => {
  const isUsed = (code: string, text: string) => text.includes(`'${code}'`);

  test('each is thrown somewhere', () => {
    // Functions throw the domain's errors too.
    const texts = [folder, ...(folder === 'domain' ? ['lambda'] : [])]
      .flatMap(sourcesOf)
      .filter(({ path }) => !path.endsWith('errors.ts'))
      .map(({ text }) => text);
    const idle = Object.keys(errors).filter((code) => !texts.some((text) => isUsed(code, text)));
    expect(idle).toEqual([]);
  });

  test('each has a test', () => {
    const tests = sourcesOf('test')
      .filter(({ path }) => path !== 'test/docs.test.ts')
      .map(({ text }) => text);
    const untested = Object.keys(errors).filter(
      (code) => !tests.some((text) => isUsed(code, text)),
    );
    expect(untested).toEqual([]);
  });
});

/** Documents that people read, with their links. */
const DOCUMENTS = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(DOCUMENTS)('links of %s lead somewhere', (path) => {
  const text = readFileSync(path, 'utf8').replaceAll(/`[^`]*`/g, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  for (const link of links) expect(() => readFileSync(`${folder}${link}`)).not.toThrow(/ENOENT/);
});

test('the README is short enough to be read', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(150);
});
