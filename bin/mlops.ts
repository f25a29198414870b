/** The CDK app: one platform, and one stack for each folder of `pipelines/`. */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ModelStack, PlatformStack } from '../lib/index.ts';
import type { Stage } from '../lib/index.ts';
import { pipelines } from '../pipelines/index.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

const platform = String(app.node.tryGetContext('platform') ?? 'perennial');
const stage: Stage = app.node.tryGetContext('stage') === 'development' ? 'development' : 'production';
const encryption = app.node.tryGetContext('encryption') === 'kms' ? 'kms' : 'aws-managed';
const oncall = String(app.node.tryGetContext('oncall') ?? '').split(',').filter((address) => address !== '');

new PlatformStack(app, 'perennial-platform', { platform, stage, encryption, oncall });
for (const definition of pipelines) {
  new ModelStack(app, `perennial-${definition.name}`, { definition, platform, stage, encryption });
}
