import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { defineModel } from '../../domain/definition/index.ts';
import { imageOf } from '../../lib/training/images.ts';
import { XGBOOST_ACCOUNTS } from '../../lib/training/xgboost-accounts.ts';
import { churn } from '../../pipelines/churn/pipeline.ts';

const stackIn = (region?: string) => new Stack(new App(), 'stack', { env: { region } });

test('the built-in image is that of the account of the region', () => {
  const stack = stackIn();
  expect(stack.resolve(imageOf(churn, stack).uri)).toEqual({
    'Fn::Join': [
      '',
      [
        { 'Fn::FindInMap': ['XgboostAccounts', { Ref: 'AWS::Region' }, 'account'] },
        '.dkr.ecr.',
        { Ref: 'AWS::Region' },
        '.',
        { Ref: 'AWS::URLSuffix' },
        '/sagemaker-xgboost:1.7-1',
      ],
    ],
  });
  expect(Object.keys(XGBOOST_ACCOUNTS)).toHaveLength(37);
});

test('a region without the built-in image is refused at synth', () => {
  const stack = stackIn('mars-north-1');
  expect(() => imageOf(churn, stack)).toThrow(
    expect.objectContaining({
      code: 'UnknownImage',
      message:
        "name an image of your own as algorithm: no account is known that has SageMaker's XGBoost in 'mars-north-1' (at 'stack')",
    }),
  );
});

test('an image of your own works in every region, and its repository may be pulled', () => {
  const uri = '123456789012.dkr.ecr.mars-north-1.amazonaws.com/team/forecaster:7';
  const algorithm = { kind: 'image', uri, hyperparameters: { depth: 3 } } as const;
  const stack = stackIn('mars-north-1');
  const image = imageOf(defineModel({ ...churn, algorithm }), stack);
  expect(image.uri).toBe(uri);
  expect(JSON.stringify(stack.resolve(image.repositoryArn))).toContain(
    ':ecr:mars-north-1:123456789012:repository/team/forecaster',
  );
});
