/**
 * Quotas of AWS, with 1, 10 and 100 models. Sources: the quota pages of the services, read in 2026.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { manyModels, resourcesOf, synthesize } from './support/synthesize.ts';
import type { Synthesis, Template } from './support/synthesize.ts';
import { resolved } from './support/values.ts';

/** Names of events' buses, rules and so on that one account and region may have. */
const QUOTA = {
  resourcesPerStack: 500,
  templateBytes: 1_048_576,
  parametersPerTemplate: 200,
  outputsPerTemplate: 200,
  inlinePolicyCharacters: 10_240,
  functionPolicyBytes: 20_480,
  rulesPerBus: 300,
  targetsPerRule: 5,
  ssmParameters: 10_000,
  alarms: 5000,
  environmentBytes: 4096,
} as const;

describe.each([1, 10, 100])('with %i models', (count) => {
  let app: Synthesis;
  let templates: readonly Template[];
  beforeAll(async () => {
    app = await synthesize({ definitions: manyModels(count) });
    templates = [app.platform, ...app.models.values()];
  });

  test('every template is within the limits of CloudFormation', () => {
    for (const { Resources, Parameters = {}, Outputs = {} } of templates) {
      expect(Object.keys(Resources).length).toBeLessThan(QUOTA.resourcesPerStack);
      expect(Object.keys(Parameters).length).toBeLessThan(QUOTA.parametersPerTemplate);
      expect(Object.keys(Outputs).length).toBeLessThan(QUOTA.outputsPerTemplate);
    }
    for (const bytes of app.bytes.values()) expect(bytes).toBeLessThan(QUOTA.templateBytes);
  });

  test('policies of a role stay below what IAM takes', () => {
    for (const template of templates) {
      for (const [role, characters] of policySizes(template)) {
        expect([role, characters]).toEqual([
          role,
          expect.toSatisfy((size: number) => size < QUOTA.inlinePolicyCharacters),
        ]);
      }
    }
  });

  test('policies of a function stay below what Lambda takes', () => {
    for (const template of templates) {
      const sizes = sumBy(
        resourcesOf(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => [
          JSON.stringify(Properties!.FunctionName),
          JSON.stringify(resolved(Properties, template)).length + 200,
        ]),
      );
      for (const bytes of sizes.values()) expect(bytes).toBeLessThan(QUOTA.functionPolicyBytes);
    }
  });

  test('rules and their targets stay below what EventBridge takes', () => {
    const rules = templates.flatMap((template) => resourcesOf(template, 'AWS::Events::Rule'));
    expect(rules.length).toBeLessThan(QUOTA.rulesPerBus / 10);
    for (const [, { Properties }] of rules) {
      expect((Properties!.Targets as readonly unknown[]).length).toBeLessThanOrEqual(
        QUOTA.targetsPerRule,
      );
    }
  });

  test('parameters and alarms stay below what one account may have', () => {
    const all = (type: string) =>
      templates.flatMap((template) => resourcesOf(template, type)).length;
    expect(all('AWS::SSM::Parameter')).toBeLessThan(QUOTA.ssmParameters);
    expect(all('AWS::CloudWatch::Alarm')).toBeLessThan(QUOTA.alarms);
  });

  test('the environment of a function stays below 4 KB', () => {
    for (const template of templates) {
      for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
        expect(JSON.stringify(resolved(Properties!.Environment, template)).length).toBeLessThan(
          QUOTA.environmentBytes,
        );
      }
    }
  });

  test('the platform and each model are as large as with one', async () => {
    const one = await synthesize({ definitions: manyModels(2) });
    expect(Object.keys(app.platform.Resources)).toEqual(Object.keys(one.platform.Resources));
    for (const [index, template] of [...app.models.values()].entries()) {
      const alike = one.models.get(`model-${index % 2}`)!;
      expect(Object.keys(template.Resources).length).toBe(Object.keys(alike.Resources).length);
    }
  });
});

test('names that are made of the longest model name are still names', async () => {
  const [taxi] = manyModels(1);
  const name = 'a-model-with-the-longest-name-x';
  const longest = { ...taxi!, name: name.slice(0, 30) };
  const template = (await synthesize({ definitions: [longest] })).models.get(longest.name)!;
  const lengths = (type: string, property: string) =>
    resourcesOf(template, type).map(
      ([, { Properties }]) => String(resolved(Properties![property], template)).length,
    );
  for (const [type, property, limit] of [
    ['AWS::StepFunctions::StateMachine', 'StateMachineName', 80],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::SSM::Parameter', 'Name', 1011],
    ['AWS::Logs::LogGroup', 'LogGroupName', 512],
  ] as const) {
    expect(Math.max(...lengths(type, property))).toBeLessThanOrEqual(limit);
  }
});

/** Characters of all inline policies by role; IAM does not count white space. */
function policySizes(template: Template): ReadonlyMap<string, number> {
  return sumBy(
    resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      (Properties!.Roles as readonly unknown[]).map(
        (role) =>
          [
            JSON.stringify(role),
            JSON.stringify(resolved(Properties!.PolicyDocument, template)).length,
          ] as const,
      ),
    ),
  );
}

function sumBy(entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of entries) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}
