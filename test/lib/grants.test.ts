import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { beforeEach, describe, expect, test } from 'vitest';
import { permit } from '../../lib/private/grants.ts';

let role: iam.Role;
beforeEach(() => {
  process.env.CDK_VALIDATION = 'false';
  role = new iam.Role(new Stack(new App(), 'Stack'), 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
});

describe('permit', () => {
  test('gives what is asked for and nothing else', () => {
    permit(role, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::lake/x'] });
    Template.fromStack(Stack.of(role)).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::lake/x' }],
      },
    });
  });

  test('refuses a wildcard without a reason', () => {
    expect(() =>
      permit(role, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::lake/*'] }),
    ).toThrow(
      expect.objectContaining({
        code: 'InvalidProperty',
        message: "say why 'arn:aws:s3:::lake/*' has to be a wildcard (at 'Stack/Role')",
      }),
    );
  });

  test('takes a wildcard with a reason', () => {
    expect(() =>
      permit(role, {
        actions: ['s3:GetObject'],
        resources: ['arn:aws:s3:::lake/*'],
        because: 'keys are made at run time',
      }),
    ).not.toThrow();
  });

  test('puts conditions on what it gives', () => {
    permit(role, {
      actions: ['dynamodb:GetItem'],
      resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/x'],
      conditions: { StringEquals: { 'aws:SourceAccount': '1' } },
    });
    Template.fromStack(Stack.of(role)).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }],
      },
    });
  });
});
