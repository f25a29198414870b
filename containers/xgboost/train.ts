/*
 * Trains as SageMaker's built-in XGBoost 1.7-1 image does in algorithm mode
 * (aws/sagemaker-xgboost-container, Apache-2.0): reads configuration and channels from the base
 * directory, prints a line of metrics per round, and leaves the model, or the reason of the
 * failure.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { validateChannels, type ChannelConfigs } from './channels.ts';
import { ContainerError } from './errors.ts';
import { validateHyperparameters } from './hyperparameters/validate.ts';
import { layoutOf, type Layout } from './layout.ts';
import { loadJobData } from './training/job-data.ts';
import { info, type Log } from './training/log.ts';
import { runTrainJob } from './training/train-job.ts';

const FAILURE = 1;

async function main(layout: Layout, log: Log): Promise<void> {
  const values = validateHyperparameters(
    readConfig<Record<string, string>>(layout, 'hyperparameters')
  );
  const channels = validateChannels(readConfig<ChannelConfigs>(layout, 'inputdataconfig'));
  const data = loadJobData(channels, layout, values.get('csv_weights') === 1);
  info(log, 'Single node training.');
  await runTrainJob(values, data, layout, log);
}

function readConfig<T>(layout: Layout, name: string): T {
  return JSON.parse(readFileSync(layout.config(name), 'utf8')) as T;
}

/**
 * The failure in the form of the container's framework: the Python error, then the message alone.
 */
function failureText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const type = error instanceof ContainerError
    ? pythonName(error)
    : 'sagemaker_algorithm_toolkit.exceptions.PlatformError';
  return `framework error: \nTraceback (most recent call last):\n${type}: ${message}\n\n${message}`;
}

function pythonName({ type }: ContainerError): string {
  return /^(User|Algorithm|Platform)Error$/.test(type)
    ? `sagemaker_algorithm_toolkit.exceptions.${type}`
    : type;
}

const layout = layoutOf(process.env);
const log: Log = (line) => {
  process.stdout.write(`${line}\n`);
};
try {
  await main(layout, log);
} catch (error) {
  const text = failureText(error);
  process.stderr.write(
    `ERROR:sagemaker-containers:Reporting training FAILURE\nERROR:sagemaker-containers:${text}\n`
  );
  mkdirSync(dirname(layout.failure), { recursive: true });
  writeFileSync(layout.failure, text);
  process.exitCode = FAILURE;
}
