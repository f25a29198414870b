// What a bench answers to `--help`: the comment that it begins with. Imported first, so that nothing was begun yet.
import { readFileSync } from 'node:fs';

if (process.argv.includes('--help')) {
  const lines = readFileSync(process.argv[1], 'utf8').split('\n');
  const comment = lines.slice(0, lines.findIndex((line) => !line.startsWith('//')));
  console.log(comment.map((line) => line.replace(/^\/\/ ?/, '')).join('\n'));
  process.exit(0);
}
