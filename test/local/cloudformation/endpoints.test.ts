/** Models that are served out of a template, as stacks of others do it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StackDeployer } from '../../../local/cloudformation/engine.ts';
import type { Template } from '../../../local/cloudformation/template.ts';
import { cloudformationService } from '../../../local/services/cloudformation/index.ts';
import { startTestCloud } from '../services/sagemaker/support.ts';
import type { TestCloud } from '../services/sagemaker/support.ts';

let cloud: TestCloud;

beforeEach(async () => {
  cloud = await startTestCloud({ more: [cloudformationService] });
  await cloud.model('half', { factor: 0.5 });
  await cloud.model('twice', { factor: 2 });
});
afterEach(() => cloud.end());

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** A stack that serves the data of a model. */
function serving(ModelDataUrl: string): Template {
  const variant = { VariantName: 'all', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' };
  const name = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
  return {
    Resources: {
      Model: {
        Type: 'AWS::SageMaker::Model',
        Properties: {
          ExecutionRoleArn: cloud.roleArn,
          PrimaryContainer: { Image: IMAGE, ModelDataUrl },
        },
      },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{ ...variant, ModelName: name('Model', 'ModelName') }],
        },
      },
      Endpoint: {
        Type: 'AWS::SageMaker::Endpoint',
        Properties: {
          EndpointName: 'scores',
          EndpointConfigName: name('Config', 'EndpointConfigName'),
        },
      },
    },
  };
}

async function deploy(template: Template): Promise<void> {
  const stack = { name: 'serving', template, assets: new Map<string, string>() };
  await new StackDeployer(cloud.cloud).deploy(stack);
}

async function ask(): Promise<string> {
  const Body = Buffer.from('4');
  const answer = await cloud.invoke<{ Body: Buffer }>({
    EndpointName: 'scores',
    Body,
    ContentType: 'text/csv',
  });
  return answer.Body.toString().trim();
}

test('an endpoint is there when it serves; another model is rolled out, and all goes', async () => {
  await deploy(serving('s3://lake/models/half/model.tar.gz'));
  expect(await ask()).toBe('2');
  await deploy(serving('s3://lake/models/twice/model.tar.gz'));
  expect(await ask()).toBe('8');
});
