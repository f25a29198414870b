import { StateFailure } from '../language/failure.ts';
import { itemProcessorOf } from '../language/definition.ts';
import { fillQueries } from '../language/jsonata/template.ts';
import { isObject } from '../language/json.ts';
import type { JsonObject } from '../language/json.ts';
import { fillTemplate } from '../language/payload-template.ts';
import { withInput } from '../language/scope.ts';
import type { ItemSource, MapState } from '../language/types.ts';
import { FaultAfter } from './frame.ts';
import type { ChildDraft, EventDraft, Fork, Frame, MapRunDraft } from './frame.ts';
import { batchItems } from './item-batcher.ts';
import { readItems } from './item-reader.ts';
import { childrenOf } from './map-children.ts';
import type { MapItem } from './map-item.ts';
import { toleratedFailureCount, toleratedFailurePercentage } from './map-limits.ts';
import { selectedInput } from './shape.ts';

/** Starts a map run: every item, or batch of items, becomes an execution of its own. */
export async function startMapRun(
  frame: Frame<MapState>,
  items: readonly MapItem[],
  concurrency: number,
): Promise<Fork> {
  const started: EventDraft = { type: 'MapStateStarted', details: { length: items.length } };
  const mapRun = await following([started], () => describeRun(frame));
  const running: EventDraft = {
    type: 'MapRunStarted',
    details: { mapRunArn: mapRunArn(frame, mapRun.label) },
  };
  const children = await following([started, running], () => makeChildren(frame, items));
  return {
    kind: 'fork',
    children,
    maxConcurrency: concurrency,
    events: [started, running],
    mapRun,
  };
}

async function makeChildren(
  frame: Frame<MapState>,
  given: readonly MapItem[],
): Promise<readonly ChildDraft[]> {
  const items = frame.state.ItemReader ? await readOrFail(frame, frame.state.ItemReader) : given;
  const children = await childrenOf(frame, items);
  return frame.state.ItemBatcher ? batchItems(frame, children) : children;
}

/** Parameters or Arguments of an ItemReader or ResultWriter. */
export async function sourceParameters(
  frame: Frame<MapState>,
  source: ItemSource,
): Promise<JsonObject> {
  const filled =
    frame.language === 'JSONata'
      ? await fillQueries(source.Arguments ?? {}, 'Arguments', frame.scope)
      : fillTemplate(source.Parameters ?? {}, withInput(frame.scope, selectedInput(frame)));
  return isObject(filled) ? filled : {};
}

async function readOrFail(frame: Frame<MapState>, source: ItemSource): Promise<MapItem[]> {
  const parameters = await sourceParameters(frame, source);
  try {
    return await readItems(frame, source, parameters);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    throw new FaultAfter(
      [
        {
          type: 'MapRunFailed',
          details: { error: error.record.error!, cause: error.record.cause! },
        },
      ],
      error,
    );
  }
}

async function describeRun(frame: Frame<MapState>): Promise<MapRunDraft> {
  const { state, scope } = frame;
  return {
    executionType: itemProcessorOf(state).ProcessorConfig?.ExecutionType ?? 'STANDARD',
    label: `${state.Label ?? scope.world.uuid().replaceAll('-', '').slice(0, 8)}:${scope.world.uuid()}`,
    isBatched: state.ItemBatcher !== undefined,
    toleratedFailureCount: await toleratedFailureCount(frame),
    toleratedFailurePercentage: await toleratedFailurePercentage(frame),
    writer: state.ResultWriter,
    writerParameters: state.ResultWriter && (await sourceParameters(frame, state.ResultWriter)),
  };
}

function mapRunArn(frame: Frame<MapState>, label: string): string {
  const machine = frame.scope.context.StateMachine as JsonObject;
  return `${String(machine.Id).replace(':stateMachine:', ':mapRun:')}/${label}`;
}

async function following<T>(events: readonly EventDraft[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultAfter)
      throw new FaultAfter([...events, ...error.events], error.fault);
    throw new FaultAfter(events, error);
  }
}
