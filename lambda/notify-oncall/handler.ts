import {
  alarmMessage, isAlarming, modelOfAlarm, promotionMessage, refusalMessage, runMessage,
} from '../../domain/alerting/oncall-message.ts';
import { prefixes, sortKeys } from '../../domain/registry/keys.ts';
import { AliasRecord, HealthRecord, readIfThere } from '../../domain/registry/records.ts';
import { Decision } from '../../domain/retraining/arbiter-state.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { snsTopic } from '../shared/messaging.ts';
import { serve } from '../shared/serve.ts';
import { notifyOncall } from './contract.ts';
import type * as z from 'zod';
import type { Message } from '../../domain/alerting/message.ts';
import type { Background } from '../../domain/alerting/oncall-message.ts';
import type { Registry } from '../../domain/ports.ts';
import type { Topic } from '../shared/ports.ts';

/** What telling people needs of the world. */
export interface OncallPorts {
  readonly registry: Registry;
  readonly topic: Topic;
}

/** Tells people about an event, if it is one that they have to hear of. */
export async function tell(
  event: z.output<typeof notifyOncall.input>, { registry, topic }: OncallPorts,
): Promise<z.output<typeof notifyOncall.output>> {
  const told = await messageOf(event, registry);
  if (told === null) return { told: false, subject: '' };
  await topic.publish(told.subject, told.message);
  return { told: true, subject: told.subject };
}

async function messageOf(
  event: z.output<typeof notifyOncall.input>, registry: Registry,
): Promise<Message | null> {
  switch (event['detail-type']) {
    case 'Run Ended':
      if (!isAlarming(event.detail)) return null;
      return runMessage(event.detail, await background(registry, event.detail.model));
    case 'Version Promoted':
      return promotionMessage(event.detail, await background(registry, event.detail.model));
    case 'Upload Refused':
      // The same content again is what a repeated delivery of joined rows looks like.
      return event.detail.code === 'SameContent' ? null : refusalMessage(event.detail);
    case 'CloudWatch Alarm State Change': {
      const model = modelOfAlarm(event);
      return model === null ? null : alarmMessage(event, model, await background(registry, model));
    }
  }
}

async function background(registry: Registry, model: string): Promise<Background> {
  const [[champion, health], decisions] = await Promise.all([
    registry.read(model, [sortKeys.champion, sortKeys.health]),
    registry.list(model, prefixes.decisions, { newestFirst: true, limit: 1 }),
  ]);
  return {
    champion: readIfThere(AliasRecord, champion, 'the champion'),
    health: readIfThere(HealthRecord, health, 'the health record'),
    decision: readIfThere(Decision, decisions[0], 'the newest decision'),
  };
}

export const handler = serve(notifyOncall, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  topic: snsTopic(env.ONCALL_TOPIC_ARN),
}), tell);
