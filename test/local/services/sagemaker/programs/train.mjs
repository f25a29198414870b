// A tiny training program that keeps SageMaker's container contract: it counts the rows of its channels.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const base = process.env.SAGEMAKER_BASE_DIR;
const config = (name) =>
  JSON.parse(readFileSync(join(base, 'input/config', `${name}.json`), 'utf8'));
const parameters = config('hyperparameters');
console.log(
  `job ${process.env.TRAINING_JOB_NAME} credentials ${process.env.AWS_ACCESS_KEY_ID ? 'yes' : 'no'}`,
);

if (parameters.fail) {
  writeFileSync(join(base, 'output/failure'), parameters.fail);
  process.exit(1);
}
if (parameters.hang) {
  process.on('SIGTERM', () => {
    writeFileSync(join(base, 'model/partial.json'), '{}');
    process.exit(0);
  });
  console.log('hanging');
  setInterval(() => {}, 1000);
} else {
  const rows = {};
  for (const channel of Object.keys(config('inputdataconfig'))) {
    const folder = join(base, 'input/data', channel);
    rows[channel] = Object.fromEntries(
      readdirSync(folder, { recursive: true })
        .sort()
        .map((name) => String(name))
        .filter(
          (name) =>
            !readdirSync(folder, { recursive: true }).some((other) =>
              String(other).startsWith(`${name}/`),
            ),
        )
        .map((name) => [name, readFileSync(join(folder, name), 'utf8').trim().split('\n').length]),
    );
  }
  console.log('[0]\ttrain-rmse:2.50000\tvalidation-rmse:3.00000');
  console.log('[1]\ttrain-rmse:1.50000\tvalidation-rmse:2.25000');
  console.log(`custom loss=${parameters.loss ?? 0.125};`);
  mkdirSync(join(base, 'model'), { recursive: true });
  writeFileSync(
    join(base, 'model/model.json'),
    JSON.stringify({ rows, parameters, factor: Number(parameters.factor ?? 2) }),
  );
  if (parameters.extra) writeFileSync(join(base, 'output/data/report.txt'), parameters.extra);
  if (!existsSync(join(base, 'model/model.json'))) process.exit(2);
}
