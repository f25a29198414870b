import type { Cloud } from '../../kernel/index.ts';

/** Tells EventBridge how something stands: `SageMaker Training Job State Change` and the like. */
export function announceState(
  cloud: Cloud,
  detailType: string,
  arn: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  cloud.outbox.announce('aws-event', {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': detailType,
    source: 'aws.sagemaker',
    account: cloud.accountId,
    time: `${new Date(cloud.world.now()).toISOString().slice(0, 19)}Z`,
    region: cloud.region,
    resources: [arn],
    detail,
  });
}
