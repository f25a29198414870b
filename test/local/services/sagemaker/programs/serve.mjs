// A tiny serving program that keeps SageMaker's container contract: it multiplies the first column by a factor.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const { factor, broken } = JSON.parse(
  readFileSync(join(process.env.SAGEMAKER_BASE_DIR, 'model/model.json'), 'utf8'),
);
if (broken) process.exit(3);

createServer((request, response) => {
  if (request.url === '/ping') return response.end();
  const chunks = [];
  request
    .on('data', (chunk) => chunks.push(chunk))
    .on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      if (body.includes('bad')) {
        response.writeHead(400, { 'Content-Type': 'text/plain' });
        return response.end('cannot read bad');
      }
      if (body.includes('die')) return process.exit(9);
      const answers = body
        .trim()
        .split('\n')
        .map((line) => {
          const value = line.startsWith('{') ? JSON.parse(line).x : Number(line.split(',')[0]);
          return line.startsWith('{')
            ? JSON.stringify({ y: value * factor })
            : String(value * factor);
        });
      const custom = request.headers['x-amzn-sagemaker-custom-attributes'];
      response.writeHead(200, {
        'Content-Type': request.headers.accept ?? 'text/csv',
        ...(custom ? { 'X-Amzn-SageMaker-Custom-Attributes': custom } : {}),
      });
      return response.end(`${answers.join('\n')}\n`);
    });
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
