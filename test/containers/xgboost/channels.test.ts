import { describe, expect, test } from 'vitest';
import { validateChannels, type ChannelConfigs } from '../../../containers/xgboost/channels.ts';
import { parseContentType } from '../../../containers/xgboost/content-type.ts';
import { recordedRows } from './recorded.ts';

interface ChannelRow {
  readonly channels: ChannelConfigs;
  readonly valid: boolean;
  readonly validated?: ChannelConfigs;
  readonly message?: string;
}

interface ContentTypeRow {
  readonly contentType: string;
  readonly valid: boolean;
  readonly parsed?: string;
  readonly message?: string;
}

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('every recorded configuration of channels', () => {
  test.each(recordedRows<ChannelRow>('channels.jsonl').map((row, i) => ({ ...row, line: i + 1 })))(
    'line $line is accepted or refused as recorded', ({ channels, valid, validated, message }) => {
      if (valid) {
        expect(validateChannels(channels)).toEqual(validated);
      } else {
        expect(messageOf(() => validateChannels(channels))).toBe(message);
      }
    });
});

describe('every recorded content type', () => {
  test.each(recordedRows<ContentTypeRow>('content-types.jsonl'))(
    "'$contentType' is accepted or refused as recorded", (
      { contentType, valid, parsed, message }
    ) => {
      if (valid) {
        expect(parseContentType(contentType)).toBe(parsed);
      } else {
        expect(messageOf(() => parseContentType(contentType))).toBe(message);
      }
    });

  test('no content type at all means libsvm', () => {
    expect(parseContentType(undefined)).toBe('libsvm');
  });
});
