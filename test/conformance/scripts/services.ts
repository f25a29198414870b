/** The services that have scripts. */

/** Where the scripts of a service are, and the account of the caller when they were recorded. */
export interface Recorded {
  readonly name: string;
  readonly file: string;
  readonly accountId: string;
}

const AWS = '111111111111';

const FOLDER = 'test/conformance/services';

/** All of them, in the order in which they are run. */
export const RECORDED: readonly Recorded[] = [
  ...['sqs', 'sns', 'dynamodb', 'events', 'scheduler', 'cloudwatch', 's3', 'iam', 'lambda'].map(
    (name) => ({ name, file: `${FOLDER}/${name}.jsonl.gz`, accountId: AWS }),
  ),
  {
    name: 'states',
    file: 'test/conformance/step-functions/api-scripts.jsonl.gz',
    accountId: AWS,
  },
  { name: 'sagemaker', file: `${FOLDER}/sagemaker-peer.jsonl.gz`, accountId: '123456789012' },
];

/** The ratchet of a service. */
export function ratchetFile(name: string): string {
  return `test/conformance/scripts/ratchet/${name}.txt`;
}

/** Ends of ids of scripts that cannot show what they did when they are replayed in order. */
export const UNFAITHFUL: Readonly<Record<string, string>> = {
  '::test_fifo_message_group_visibility': 'it received in several threads',
  '::test_message_retention': 'its retention period is below what AWS accepts',
  '::test_message_retention_fifo': 'its retention period is below what AWS accepts',
  '::test_message_retention_with_inflight': 'its retention period is below what AWS accepts',
};
