import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../domain/events/platform-events.ts';
import { LambdaError } from '../errors.ts';
import type { EventBus } from '../../domain/ports.ts';

const client = new EventBridgeClient({});

/** The platform's bus on EventBridge. */
export function eventBus(name: string, events: Pick<EventBridgeClient, 'send'> = client): EventBus {
  return {
    put: async (entries) => {
      const answer = await events.send(new PutEventsCommand({
        Entries: entries.map(({ type, detail }) => ({
          EventBusName: name, Source: EVENT_SOURCE, DetailType: type, Detail: JSON.stringify(detail),
        })),
      }));
      if ((answer.FailedEntryCount ?? 0) > 0) {
        const reasons = (answer.Entries ?? []).flatMap((entry) => entry.ErrorMessage ?? []);
        throw new LambdaError('EventsNotTaken', `put the events again: ${reasons.join('; ')}`);
      }
    },
  };
}
